"""Addresses of calls, applications and reviews."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.applications import comparing, reviews, shaping, vocabulary
from bridgework.web.desk.applications import pages as applications

urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/<str:public_id>/call/", applications.edit_call, name="call-edit"),
    path("calls/<str:public_id>/", applications.call_page, name="call"),
    path("calls/<str:public_id>/publish/", applications.publish, name="call-publish"),
    path("calls/<str:public_id>/close/", applications.close, name="call-close"),
    path("calls/<str:public_id>/release/", applications.release, name="call-release"),
    path("calls/<str:public_id>/shape/", shaping.shape, name="call-shape"),
    path("calls/<str:public_id>/questions/new/", shaping.new_question, name="form-question-new"),
    path("calls/<str:public_id>/criteria/new/", shaping.new_criterion, name="criterion-new"),
    path("calls/<str:public_id>/phases/new/", shaping.new_phase, name="review-phase-new"),
    path("calls/<str:public_id>/codes/new/", shaping.new_code, name="access-code-new"),
    path("calls/<str:public_id>/reviews/", comparing.reviews_page, name="call-reviews"),
    path("calls/<str:public_id>/remind/", comparing.remind, name="call-remind"),
    path("calls/<str:public_id>/conflicts/", comparing.conflicts, name="call-conflicts"),
    path("calls/<str:public_id>/assignment/", comparing.assignment, name="call-assignment"),
    path("calls/<str:public_id>/equality/", comparing.equality, name="call-equality"),
    path("form-questions/<str:public_id>/", shaping.question, name="form-question"),
    path("form-questions/<str:public_id>/take-out/", shaping.take_out_question, name="form-question-out"),
    path("criteria/<str:public_id>/", shaping.criterion, name="criterion"),
    path("criteria/<str:public_id>/take-out/", shaping.take_out_criterion, name="criterion-out"),
    path("review-phases/<str:public_id>/", shaping.phase, name="review-phase"),
    path("review-phases/<str:public_id>/take-out/", shaping.take_out_phase, name="review-phase-out"),
    path("access-codes/<str:public_id>/revoke/", shaping.revoke_code, name="access-code-revoke"),
    path("programmes/<str:public_id>/vocabulary/", vocabulary.vocabulary, name="vocabulary"),
    path("programmes/<str:public_id>/vocabulary/new/", vocabulary.new_term, name="vocabulary-new"),
    path("vocabulary/<str:public_id>/merge/", vocabulary.merge, name="vocabulary-merge"),
    path("vocabulary/<str:public_id>/offer/", vocabulary.offer, name="vocabulary-offer"),
    path("vocabulary/<str:public_id>/retire/", vocabulary.retire, name="vocabulary-retire"),
    path("applications/<str:public_id>/", applications.application_page, name="application"),
    path("applications/<str:public_id>/assign/", applications.assign, name="application-assign"),
    path("applications/<str:public_id>/outcome/", applications.outcome, name="application-outcome"),
    path("applications/<str:public_id>/redacted/", applications.redact, name="application-redacted"),
    path("applications/<str:public_id>/apart/", applications.apart, name="application-apart"),
    path("applications/<str:public_id>/feedback/", applications.feedback, name="application-feedback"),
    path("applications/<str:public_id>/message/", applications.message, name="application-message"),
    path("applications/<str:public_id>/pick-up/", reviews.pick_up, name="application-pick-up"),
    path("appeals/<str:public_id>/", applications.answer_appeal, name="appeal"),
    path("reviews/", reviews.my_reviews, name="reviews"),
    path("reviews/declare/", reviews.declare_page, name="review-declare"),
    path("reviews/ties/", reviews.ties, name="ties"),
    path("reviews/ties/<str:public_id>/take-back/", reviews.take_back_tie, name="tie-take-back"),
    path("reviews/calls/<str:public_id>/", reviews.of_call, name="review-call"),
    path("reviews/<str:public_id>/", reviews.review_page, name="review"),
    path("reviews/<str:public_id>/message/", reviews.message, name="review-message"),
]
