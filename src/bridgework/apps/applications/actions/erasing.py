"""Erasing applications: everything personal goes, what statistics need stays without a link to anybody."""

from __future__ import annotations

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Avg, Q
from django.utils import timezone

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import Application, JointApplicant, Review, ReviewBid, ReviewMessage, Skeleton
from bridgework.apps.applications.states import APPLICATION
from bridgework.apps.people.models import Person
from bridgework.kernel import audit, transitions
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import Actor

ERASED_TEXTS = (
    "organisation",
    "department",
    "experience",
    "supervisors",
    "co_authors",
    "household",
    "outcome_reason",
    "feedback",
)


@transaction.atomic
def skeleton(*, actor: Actor, now: datetime, application: Application) -> Skeleton | None:
    """Keep what statistics need, and take everything else out of an application. None where that was done before.

    What is kept has no person, no application and no time of day in it. Counts of monitoring need nothing: they never
    belonged to anybody.
    """
    kept = Application.objects.select_for_update().get(pk=application.pk)
    rules.ERASE.require(actor, kept)
    if kept.state == "erased":
        return None
    mean = kept.reviews.filter(state="given").aggregate(mean=Avg("score"))["mean"]
    kept_of_it = Skeleton.objects.create(
        created_at=timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0),
        scope=kept.scope,
        call_id=kept.call_id,
        outcome=kept.state,
        discipline=kept.discipline.label if kept.discipline is not None else "",
        ranks=list(kept.preferences.order_by("rank").values_list("question__public_id", flat=True)),
        score=None if mean is None else round(float(mean)),
        was_joint=kept.joint_applicants.filter(answer="accepted").exists(),
        sent_month=f"{timezone.localtime(kept.sent_at):%Y-%m}" if kept.sent_at is not None else "",
    )
    _empty(kept)
    transitions.move(kept, APPLICATION, "erase", actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="applications.erase", on=kept)
    return kept_of_it


@transaction.atomic
def erase_person(*, actor: Actor, now: datetime, person: Person) -> int:
    """Erase all that applications hold of a person, as applicant, as joint applicant and as reviewer. How many.

    For the erasure of a person, in its transaction. Scores that others received stay; comments and notes of an erased
    reviewer go.
    """
    count = 0
    for application in Application.objects.filter(applicant=person).exclude(state="erased"):
        count += skeleton(actor=actor, now=now, application=application) is not None
    JointApplicant.objects.filter(Q(person=person) | Q(email__iexact=person.email or "-")).delete()
    Review.objects.filter(reviewer=person).update(comment="", private_note="")
    ReviewMessage.objects.filter(author=person).update(text="")
    ReviewBid.objects.filter(reviewer=person).delete()
    return count


def _empty(application: Application) -> None:
    for name in ERASED_TEXTS:
        setattr(application, name, "")
    application.discipline = None
    application.whole_period = application.hours_a_week = application.access_code = None
    application.is_experienced = False
    application.link_serial += 1
    application.save()
    for related in ("preferences", "never", "application_terms", "joint_applicants", "review_messages"):
        getattr(application, related).all().delete()
    for answer in application.form_answers.select_related("file"):
        file = answer.file
        answer.delete()
        if file is not None:
            file.delete()
            # Files are kept under their hash: the same one may have come from somebody else too.
            if not StoredFile.objects.filter(sha256=file.sha256).exists():
                default_storage.delete(str(file.content.name))
    for one in ("redacted_copy", "appeal"):
        row = getattr(application, one, None)
        if row is not None:
            row.delete()
    application.kept_apart_first.all().delete()
    application.kept_apart_second.all().delete()
    application.reviews.update(comment="", private_note="")
