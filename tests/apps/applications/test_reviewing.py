"""What phases let reviewers see, drafts, the plan, and what happens after the outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions import assigning, erasing, outcomes, reviewing
from bridgework.apps.applications.actions.forming_calls import PhaseText, set_criterion, set_review_phase
from bridgework.apps.applications.actions.monitoring import count_equality_answers
from bridgework.apps.applications.models import Application, Call, MonitoringCount, Review, Skeleton
from bridgework.apps.messages.models import Batch, Message
from bridgework.apps.people.actions import record_affiliation
from bridgework.kernel import jobs, roles
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.permissions import SYSTEM
from tests.apps.applications.stage import as_applicant, call_of, sent
from tests.cast import NOW, Cast, give_role, make_cast, make_person

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def cast() -> Cast:
    found = make_cast()
    found.people["second"] = make_person("Grete Lund")
    give_role(found.people["second"], roles.REVIEWER, found.programme.scope)
    return found


@pytest.fixture
def call(cast: Cast) -> Call:
    dates = {"outcomes_on": TODAY + timedelta(days=20), "appeals_until": TODAY + timedelta(days=40)}
    return call_of(cast, appeal_role="the sponsor councillor", **dates)


def phase(cast: Cast, call: Call, **switches: object) -> None:
    text = PhaseText("Reading", TODAY, TODAY + timedelta(days=30), **switches)  # type: ignore[arg-type]
    set_review_phase(actor=cast.actor("coordinator"), now=NOW, call=call, text=text)


def opened(cast: Cast, application: Application, who: str = "reviewer") -> Review:
    review = assigning.assign_reviewer(
        actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=cast.person(who)
    )
    return reviewing.declare(actor=cast.actor(who), now=NOW, review=review, conflict=False)


def give(cast: Cast, review: Review, score: int, who: str = "reviewer") -> Review:
    scores = {one.pk: score for one in review.application.call.criteria.all()}
    return reviewing.give_review(actor=cast.actor(who), now=NOW, review=review, scores=scores, comment="Clear.")


def test_a_blind_phase_shows_no_name_and_no_place_and_needs_no_person_to(cast: Cast, call: Call) -> None:
    phase(cast, call, names_hidden=True, redacted=True)
    application = sent(call)
    Application.objects.filter(pk=application.pk).update(experience="I am Wen Li of Geography, wen.li@example.org.")
    application.refresh_from_db()
    read = queries.material(application, queries.phase_on(call, TODAY))  # type: ignore[arg-type]
    assert read.title == f"Applicant {queries.pseudonym_of(application)}"
    assert read.passages[0].text == "I am [removed] of [removed], [removed]."
    assert "Geography" not in str(read.facts)
    reviewing.keep_redacted_copy(
        actor=cast.actor("coordinator"),
        now=NOW,
        application=application,
        texts={"experience": "I bring data.", "x": "y"},
    )
    read = queries.material(application, queries.phase_on(call, TODAY))  # type: ignore[arg-type]
    assert (read.passages[0].text, read.looked_over) == ("I bring data.", True)


@pytest.mark.parametrize(("others", "before", "after"), [("never", None, None), ("after", None, 1), ("always", 1, 1)])
def test_when_others_reviews_are_seen(
    cast: Cast, call: Call, others: str, before: int | None, after: int | None
) -> None:
    phase(cast, call, others=others)
    application = sent(call)
    give(cast, opened(cast, application, "second"), 5, "second")
    mine = opened(cast, application)

    def seen() -> int | None:
        current = queries.phase_on(call, TODAY)
        assert current is not None
        found = queries.others_reviews(
            cast.actor("reviewer"), queries.review_for(cast.actor("reviewer"), mine.public_id), current
        )
        return None if found is None else len(found)

    first = seen()
    give(cast, mine, 3)
    assert (first, seen()) == (before, after)


def test_phases_switch_what_reviewers_may_do(cast: Cast, call: Call) -> None:
    application = sent(call)
    phase(cast, call, may_score=False)
    review = opened(cast, application)
    with pytest.raises(NotPossibleNow) as refusal:
        give(cast, review, 3)
    assert refusal.value.rule == "applications.phase-scores"
    with pytest.raises(NotPossibleNow):
        reviewing.pick_up(actor=cast.actor("second"), now=NOW, application=application)
    with pytest.raises(InvalidInput) as overlap:
        phase(cast, call)
    assert overlap.value.rule == "applications.phases-in-a-row"
    only = call.review_phases.get()
    text = PhaseText("All", TODAY, TODAY, sees="all")
    set_review_phase(actor=cast.actor("coordinator"), now=NOW, call=call, text=text, phase=only)
    call = Call.objects.get(pk=call.pk)
    application = Application.objects.get(pk=application.pk)
    assert reviewing.pick_up(actor=cast.actor("second"), now=NOW, application=application).state == "assigned"
    assert queries.phase_on(call, TODAY + timedelta(days=1)) is None


def test_a_draft_has_holes_and_a_review_that_is_given_has_none(cast: Cast, call: Call) -> None:
    set_criterion(actor=cast.actor("coordinator"), now=NOW, call=call, label="Fit", weight=3)
    overall, fit = (one.pk for one in call.criteria.all())
    review = opened(cast, sent(call))
    actor = cast.actor("reviewer")
    reviewing.keep_review(actor=actor, now=NOW, review=review, scores={fit: 5}, private_note="Ask about maps.")
    review.refresh_from_db()
    assert (review.state, review.score, review.private_note) == ("opened", None, "Ask about maps.")
    with pytest.raises(InvalidInput) as refusal:
        reviewing.give_review(actor=actor, now=NOW, review=review, scores={fit: 5}, comment="Good.")
    assert refusal.value.field == f"score_{overall}"
    reviewing.give_review(actor=actor, now=NOW, review=review, scores={fit: 5, overall: 1}, comment="Good.")
    review.refresh_from_db()
    assert (review.state, float(review.score or 0)) == ("given", 75.0)
    with pytest.raises(NotPossibleNow):
        set_criterion(actor=cast.actor("coordinator"), now=NOW, call=call, label="Late")


def test_conflicts_are_computed_kept_out_of_the_plan_and_of_a_plan_applied_late(cast: Cast, call: Call) -> None:
    record_affiliation(
        actor=SYSTEM, now=NOW, person=cast.person("reviewer"), organisation=cast.university, department="Geography"
    )
    application, other = sent(call), sent(call, "Ola Berg", "ola@example.org")
    Application.objects.filter(pk=other.pk).update(department="History", supervisors="Grete Lund")
    with pytest.raises(InvalidInput) as refusal:
        assigning.assign_reviewer(
            actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=cast.person("reviewer")
        )
    assert "the same department (Geography), now" in refusal.value.reason
    found = queries.assignment_plan(cast.actor("coordinator"), call, readers=1, load=5, on=TODAY)
    assert {(found.people[one.reviewer].name, one.application) for one in found.plan.offered} == {
        ("Grete Lund", application.public_id),
        ("Ines Marchetti", other.public_id),
    }
    everything = [(person, one.public_id) for person in found.people for one in (application, other)]
    assert assigning.apply_assignment(actor=cast.actor("coordinator"), now=NOW, call=call, pairs=everything) == 2
    assert assigning.compute_conflicts(actor=cast.actor("coordinator"), now=NOW, call=call) == 2
    jobs.run_waiting()
    assert set(Review.objects.values_list("reviewer__name", "state")) == {
        ("Grete Lund", "assigned"),
        ("Ines Marchetti", "assigned"),
    }
    with pytest.raises(NotPermitted):
        assigning.compute_conflicts(actor=cast.actor("reviewer"), now=NOW, call=call)


def test_reminders_wait_in_the_outbox_and_say_nothing_of_any_application(cast: Cast, call: Call) -> None:
    opened(cast, sent(call))
    assert assigning.remind_reviewers(actor=cast.actor("coordinator"), now=NOW, call=call) == 1
    jobs.run_waiting()
    assert Batch.objects.get().state == "waiting"
    assert "Wen" not in Message.objects.get(subject="A reminder: your reviews").body


def test_after_the_outcome_scores_feedback_and_one_appeal(cast: Cast, call: Call) -> None:
    application = sent(call)
    me = as_applicant(application)
    give(cast, opened(cast, application), 2)
    assert queries.after_outcome(application, TODAY) is None
    with pytest.raises(NotPossibleNow):
        outcomes.ask_feedback(actor=me, now=NOW, application=application)
    lead = cast.actor("lead")
    outcomes.propose_outcome(
        actor=lead, now=NOW, application=application, event="propose_decline", reason="Few places."
    )
    outcomes.release_outcomes(actor=lead, now=NOW, call=call)
    application.refresh_from_db()
    after = queries.after_outcome(application, TODAY)
    assert after is not None
    assert ([(one.mean, one.most) for one in after.scores], after.total, after.placed_lowest) == (
        [(2.0, 5)],
        25.0,
        None,
    )
    outcomes.ask_feedback(actor=me, now=NOW, application=application)
    outcomes.write_feedback(actor=lead, now=NOW, application=application, text="Say why this question.")
    made = outcomes.appeal(actor=me, now=NOW, application=application, grounds="You read another one's form.")
    with pytest.raises(NotPossibleNow):
        outcomes.appeal(actor=me, now=NOW, application=application, grounds="Again.")
    with pytest.raises(NotFound):
        outcomes.answer_appeal(actor=cast.actor("coordinator"), now=NOW, made=made, upholds=True, answer="Yes.")
    with pytest.raises(NotPossibleNow) as refusal:
        outcomes.answer_appeal(actor=lead, now=NOW, made=made, upholds=True, answer="I was right.")
    assert refusal.value.rule == "applications.appeal-by-another"
    outcomes.answer_appeal(actor=cast.actor("sponsor"), now=NOW, made=made, upholds=False, answer="We looked again.")
    jobs.run_waiting()
    subjects = Message.objects.filter(person=application.applicant).values_list("subject", flat=True)
    assert [one.split(":")[0] for one in subjects.order_by("id")][-3:] == [
        "Your application",
        "Feedback on your application",
        "Your appeal",
    ]


def test_an_appeal_after_its_last_day_is_not_taken(cast: Cast, call: Call) -> None:
    application = sent(call)
    Application.objects.filter(pk=application.pk).update(state="declined", released_at=NOW)
    with pytest.raises(NotPossibleNow) as refusal:
        outcomes.appeal(
            actor=as_applicant(application), now=NOW + timedelta(days=41), application=application, grounds="Late."
        )
    assert refusal.value.rule == "applications.appeal-by"


def test_equality_answers_are_counts_that_belong_to_nobody(call: Call) -> None:
    application = sent(call)
    audited = AuditEntry.objects.count()
    for _ in range(2):
        count_equality_answers(
            actor=as_applicant(application), now=NOW, application=application, answers={"gender": "woman", "age": "x"}
        )
    assert list(MonitoringCount.objects.values_list("question", "answer", "count")) == [("gender", "woman", 1)]
    assert AuditEntry.objects.count() == audited
    assert {one.name for one in MonitoringCount._meta.get_fields()} == {"id", "call", "question", "answer", "count"}
    assert queries.monitoring_counts(call, TODAY) is None
    assert queries.monitoring_counts(call, call.closes_on + timedelta(days=1)) == {"gender": None}


def test_an_erased_application_leaves_a_skeleton_for_the_statistics(cast: Cast, call: Call) -> None:
    application = sent(call)
    give(cast, opened(cast, application), 3)
    person = application.applicant
    ranks = list(application.preferences.order_by("rank").values_list("question__public_id", flat=True))
    assert erasing.erase_person(actor=SYSTEM, now=NOW, person=person) == 1
    assert erasing.erase_person(actor=SYSTEM, now=NOW, person=person) == 0
    application.refresh_from_db()
    assert (application.state, application.experience, application.preferences.count()) == ("erased", "", 0)
    kept = Skeleton.objects.get()
    assert (kept.outcome, kept.ranks, kept.score, kept.sent_month) == ("sent", ranks, 50, "2026-03")
    assert {one.related_model for one in Skeleton._meta.concrete_fields if one.is_relation} == {Call}
    assert Review.objects.get().comment == ""
    with pytest.raises(NotFound):
        erasing.skeleton(actor=cast.actor("coordinator"), now=NOW, application=sent(call, "Ola Berg", "o@example.org"))
