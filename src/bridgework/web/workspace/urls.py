"""Addresses of: the place of a team."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.workspace import views_annex as annex
from bridgework.web.workspace import views_evidence as evidence
from bridgework.web.workspace import views_home as home
from bridgework.web.workspace import views_interviews as interviews
from bridgework.web.workspace import views_meetings as meetings
from bridgework.web.workspace import views_plan as plan
from bridgework.web.workspace import views_publishing as publishing
from bridgework.web.workspace import views_recommendations as recommendations
from bridgework.web.workspace import views_references as references
from bridgework.web.workspace import views_reports as reports
from bridgework.web.workspace import views_requests as requests
from bridgework.web.workspace import views_screening as screening
from bridgework.web.workspace import views_standing as standing
from bridgework.web.workspace.urls_writing import urlpatterns as writing

app_name = "workspace"
_MEETING = "<str:public_id>/meetings/<str:meeting_id>/"
_REQUEST = "<str:public_id>/requests/<str:request_id>/"
_INTERVIEW = "<str:public_id>/interviews/<str:interview_id>/"
_PROPOSITION = "<str:public_id>/propositions/<str:proposition_id>/"
_REPORT = "<str:public_id>/reports/<str:report_id>/"
_RECOMMENDATION = f"{_REPORT}recommendations/<str:recommendation_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.index, name="index"),
    path("facts/<str:fact_check_id>/", publishing.answer_fact_check, name="answer-fact-check"),
    path("read/<str:token>/", reports.read_version, name="read-version"),
    path("<str:public_id>/", home.home, name="home"),
    path("<str:public_id>/begin/", home.begin, name="begin"),
    path("<str:public_id>/meetings/", meetings.meetings, name="meetings"),
    path("<str:public_id>/meetings/plan/", meetings.plan, name="plan-meeting"),
    path("<str:public_id>/to-do/<str:point_id>/", meetings.tick, name="tick"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}change/", meetings.change, name="change-meeting"),
    path(f"{_MEETING}notes/", meetings.hold, name="hold-meeting"),
    path(f"{_MEETING}add/", meetings.add_point, name="add-point"),
    path(f"{_MEETING}cancel/", meetings.cancel, name="cancel-meeting"),
    path(f"{_MEETING}reinstate/", meetings.reinstate, name="reinstate-meeting"),
    path("<str:public_id>/requests/", requests.requests, name="requests"),
    path("<str:public_id>/requests/make/", requests.make, name="make-request"),
    path(_REQUEST, requests.one_request, name="request"),
    path(f"{_REQUEST}withdraw/", requests.withdraw, name="withdraw-request"),
    path(f"{_REQUEST}ask-again/", requests.ask_again, name="ask-again"),
    path("<str:public_id>/evidence/", evidence.evidence, name="evidence"),
    path("<str:public_id>/evidence/annex/", annex.annex, name="annex"),
    path("<str:public_id>/evidence/screening/", screening.screening, name="screening"),
    path("<str:public_id>/evidence/searches/", screening.note_search, name="note-search"),
    path("<str:public_id>/evidence/bring/", references.bring, name="bring"),
    path("<str:public_id>/evidence/lists/<str:import_id>/", references.brought, name="brought"),
    path("<str:public_id>/evidence/references/", references.references, name="references"),
    path(
        "<str:public_id>/evidence/references/<str:format_>/", references.written_references, name="written-references"
    ),
    path("<str:public_id>/evidence/carry-over/", references.carry_over, name="carry-over"),
    path("<str:public_id>/sources/<str:source_id>/again/", references.check_again, name="check-again"),
    path("<str:public_id>/sources/<str:source_id>/keep/", references.keep_apart, name="keep-apart"),
    path("<str:public_id>/sources/add/", evidence.source, name="add-source"),
    path("<str:public_id>/sources/<str:source_id>/", evidence.source, name="source"),
    path("<str:public_id>/interviews/", interviews.interviews, name="interviews"),
    path("<str:public_id>/interviews/plan/", interviews.plan, name="plan-interview"),
    path(_INTERVIEW, interviews.interview, name="interview"),
    path(f"{_INTERVIEW}who/", interviews.key, name="interview-key"),
    path(f"{_INTERVIEW}link/", interviews.link, name="interview-link"),
    path(f"{_INTERVIEW}consents/", interviews.consents, name="interview-consents"),
    path(f"{_INTERVIEW}held/", interviews.hold, name="hold-interview"),
    path(f"{_INTERVIEW}transcript/", interviews.transcript, name="interview-transcript"),
    path(f"{_INTERVIEW}replace/", interviews.replace, name="interview-replace"),
    path(f"{_INTERVIEW}approved/", interviews.approve, name="interview-approved"),
    path(f"{_INTERVIEW}quote/", interviews.quote, name="interview-quote"),
    path(f"{_INTERVIEW}dispose/", interviews.dispose, name="dispose-interview"),
    path(f"{_INTERVIEW}withdraw/", interviews.withdraw, name="withdraw-interview"),
    path("<str:public_id>/findings/add/", evidence.finding, name="add-finding"),
    path("<str:public_id>/findings/<str:finding_id>/", evidence.finding, name="finding"),
    path("<str:public_id>/propositions/", evidence.propositions, name="propositions"),
    path("<str:public_id>/propositions/put/", evidence.proposition, name="put-proposition"),
    path(_PROPOSITION, evidence.proposition, name="proposition"),
    path(f"{_PROPOSITION}answer/", evidence.answer, name="proposition-answer"),
    path(f"{_PROPOSITION}conclude/", evidence.conclude, name="conclude-proposition"),
    path("<str:public_id>/plan/", plan.plan, name="plan"),
    path("<str:public_id>/plan/count/", plan.count, name="count-plan"),
    path("<str:public_id>/plan/<str:milestone_id>/reached/", plan.reach, name="reach-milestone"),
    path("<str:public_id>/plan/<str:milestone_id>/reopen/", plan.reopen, name="reopen-milestone"),
    path("<str:public_id>/files/", plan.files, name="files"),
    path("<str:public_id>/files/<str:file_id>/remove/", plan.remove_file, name="remove-file"),
    path("<str:public_id>/reports/", reports.reports, name="reports"),
    path("<str:public_id>/reports/start/", reports.start, name="start-report"),
    path(_REPORT, reports.report, name="report"),
    path(f"{_REPORT}parts/start/", reports.start, name="start-sub-report"),
    path(f"{_REPORT}details/", reports.details, name="report-details"),
    path(f"{_REPORT}write/", reports.write, name="write"),
    path(f"{_REPORT}upload/", reports.upload, name="upload"),
    path(f"{_REPORT}versions/", reports.versions, name="versions"),
    path(f"{_REPORT}versions/<int:number>/", reports.version, name="version"),
    path(f"{_REPORT}recommendations/", recommendations.recommendations, name="recommendations"),
    path(f"{_REPORT}recommendations/add/", recommendations.add, name="add-recommendation"),
    path(f"{_REPORT}recommendations/merge/", recommendations.merge, name="merge-recommendations"),
    path(_RECOMMENDATION, recommendations.change, name="recommendation"),
    path(f"{_RECOMMENDATION}split/", recommendations.split, name="split-recommendation"),
    path(f"{_RECOMMENDATION}move/", recommendations.move, name="move-recommendation"),
    path(f"{_RECOMMENDATION}remove/", recommendations.remove, name="remove-recommendation"),
    path(f"{_REPORT}future/", recommendations.future, name="future"),
    path(f"{_REPORT}future/<str:work_id>/question/", recommendations.to_bank, name="to-bank"),
    path(f"{_REPORT}future/<str:work_id>/remove/", recommendations.remove_work, name="remove-work"),
    path(f"{_REPORT}facts/", publishing.facts, name="fact-check"),
    path(f"{_REPORT}facts/ask/", publishing.ask, name="ask-fact-check"),
    path(f"{_REPORT}facts/<str:comment_id>/reply/", publishing.reply, name="reply"),
    path(f"{_REPORT}stands-on/", standing.stands_on, name="stands-on"),
    path(f"{_REPORT}stands-on/shown-as/", standing.shown_as, name="shown-as"),
    path(f"{_REPORT}publish/", publishing.publish, name="publish"),
    path(f"{_REPORT}finish/", publishing.finish, name="finish"),
    path(f"{_REPORT}documents/again/", publishing.try_documents_again, name="try-documents-again"),
    path(f"{_REPORT}draft/", publishing.to_draft, name="to-draft"),
    path(f"{_REPORT}withdraw/", publishing.withdraw, name="withdraw-report"),
    path(f"{_REPORT}publish-again/", publishing.publish_again, name="publish-again"),
    *writing,
]
