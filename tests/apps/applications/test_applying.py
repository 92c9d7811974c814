"""Applying, reviewing and telling everybody once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps as django_apps
from django.core.mail import EmailMessage

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions.applying import (
    Joint,
    save_application,
    send_application,
    start_application,
    withdraw_application,
)
from bridgework.apps.applications.actions.assigning import assign_reviewer
from bridgework.apps.applications.actions.calls import CallText, prepare_call
from bridgework.apps.applications.actions.outcomes import propose_outcome, release_outcomes
from bridgework.apps.applications.actions.reviewing import declare, give_review
from bridgework.apps.applications.models import Call
from bridgework.apps.applications.resuming import application_for, token_for
from bridgework.apps.messages.models import Message
from bridgework.apps.messages.queries import as_written
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Programme
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import VISITOR
from tests.apps.applications.stage import WEEK, as_applicant, begun, call_of, sent, whole_form
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def call(cast: Cast) -> Call:
    return call_of(cast)


def test_starting_again_finds_the_same_draft(call: Call) -> None:
    first = start_application(actor=VISITOR, now=NOW, call=call, name="Wen Li", email="wen.li@example.org")
    again = start_application(actor=VISITOR, now=NOW, call=call, name="Wen Li", email="WEN.LI@example.org")
    assert (first.pk, Person.objects.filter(email="wen.li@example.org").count()) == (again.pk, 1)


def test_an_application_begun_with_another_persons_address_cannot_be_sent(call: Call) -> None:
    application = start_application(actor=VISITOR, now=NOW, call=call, name="Wen Li", email="wen.li@example.org")
    me = as_applicant(application)
    save_application(actor=me, now=NOW, application=application, version=1, form=whole_form(call))
    with pytest.raises(NotPossibleNow) as refusal:
        send_application(actor=me, now=NOW, application=application)
    assert refusal.value.rule == "applications.address-confirmed"


def test_the_link_back_opens_one_application_until_it_is_replaced(call: Call) -> None:
    application = begun(call)
    token = token_for(application)
    assert application_for(token) == application
    application.link_serial += 1
    application.save()
    for wrong in (token, f"{token}x", ""):
        with pytest.raises(NotFound):
            application_for(wrong)


def test_no_table_and_no_outbox_holds_an_address_that_opens_an_application(
    call: Call, mailoutbox: list[EmailMessage]
) -> None:
    application = begun(call)
    run_waiting()
    message = Message.objects.get(person=application.applicant)
    shown = ["/apply/resume/" in text for text in (str(mailoutbox[-1].body), as_written(message).text)]
    assert shown == [True, False]
    assert [row for row in every_row() if "/apply/resume/" in row] == []


def every_row() -> list[str]:
    """Every row of every table, as text."""
    return [str(row) for model in django_apps.get_models() for row in model._default_manager.values()]


def test_saving_in_two_places_loses_nothing(call: Call) -> None:
    application = begun(call)
    me = as_applicant(application)
    form = whole_form(call)
    save_application(actor=me, now=NOW, application=application, version=1, form=form)
    with pytest.raises(StaleRecord) as refusal:
        save_application(
            actor=me, now=NOW, application=application, version=1, form=replace(form, experience="Something else.")
        )
    assert refusal.value.versions is not None
    assert refusal.value.versions.theirs == {"experience": "Two years of bus data."}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wishes": ()}, "wish_1"),
        ({"experience": "  "}, "experience"),
        ({"whole_period": None}, "whole_period"),
    ],
)
def test_a_form_with_a_hole_is_not_sent(call: Call, change: dict[str, object], field: str) -> None:
    application = begun(call)
    me = as_applicant(application)
    form = replace(whole_form(call), **change)  # type: ignore[arg-type]
    save_application(actor=me, now=NOW, application=application, version=1, form=form)
    with pytest.raises(InvalidInput) as refusal:
        send_application(actor=me, now=NOW, application=application)
    assert refusal.value.field == field


def test_a_call_takes_nothing_before_it_opens_or_after_it_closes(call: Call) -> None:
    for moment in (NOW - timedelta(days=1), NOW + WEEK + timedelta(days=1)):
        with pytest.raises(NotPossibleNow):
            start_application(actor=VISITOR, now=moment, call=call, name="Wen Li", email="wen.li@example.org")


def test_those_named_jointly_are_asked_when_it_is_sent_and_never_lost_by_saving(call: Call) -> None:
    application = begun(call)
    me = as_applicant(application)
    form = replace(whole_form(call), joint=(Joint("Ola Berg", "ola@example.org"),))
    save_application(actor=me, now=NOW, application=application, version=1, form=form)
    joint = application.joint_applicants.get()
    joint.answer = "accepted"
    joint.save()
    save_application(actor=me, now=NOW, application=application, version=2, form=form)
    assert application.joint_applicants.get().answer == "accepted"
    joint.answer = ""
    joint.save()
    send_application(actor=me, now=NOW, application=application)
    run_waiting()
    assert Message.objects.filter(subject="Will you apply together?").get().person == joint.person
    assert joint.person is not None
    assert joint.person.is_invented


@pytest.mark.parametrize("invented", [True, False])
def test_whoever_applies_in_an_invented_programme_is_as_invented_as_the_rest(call: Call, invented: bool) -> None:
    Programme.objects.update(is_invented=invented)
    assert begun(call).applicant.is_invented is invented


def test_strangers_do_not_find_an_application_and_withdrawing_is_the_applicants(cast: Cast, call: Call) -> None:
    application = sent(call)
    assert list(queries.applications(cast.actor("outsider"), call)) == []
    assert list(queries.applications(cast.actor("reviewer"), call)) == []
    assert list(queries.applications(cast.actor("coordinator"), call)) == [application]
    with pytest.raises(NotFound):
        withdraw_application(actor=cast.actor("outsider"), now=NOW, application=application)
    assert withdraw_application(actor=as_applicant(application), now=NOW, application=application).state == "withdrawn"


def test_a_reviewer_declares_first_and_nobody_reviews_their_own(cast: Cast, call: Call) -> None:
    application = sent(call)
    with pytest.raises(InvalidInput):
        assign_reviewer(
            actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=application.applicant
        )
    review = assign_reviewer(
        actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=cast.person("reviewer")
    )
    reviewer = cast.actor("reviewer")
    overall = call.criteria.get().pk
    with pytest.raises(NotPossibleNow):
        give_review(actor=reviewer, now=NOW, review=review, scores={overall: 4}, comment="Strong.")
    declare(actor=reviewer, now=NOW, review=review, conflict=False)
    for wrong in ({overall: 6}, {}):
        with pytest.raises(InvalidInput):
            give_review(actor=reviewer, now=NOW, review=review, scores=wrong, comment="Strong.")
    give_review(actor=reviewer, now=NOW, review=review, scores={overall: 4}, comment="Strong.")
    row = queries.applications(cast.actor("lead"), call).get()
    assert (row.reviews_given, row.average) == (1, 75)


def test_outcomes_tell_nobody_until_they_are_released_once(cast: Cast, call: Call) -> None:
    placed, declined = sent(call), sent(call, "Ola Berg", "ola@example.org")
    coordinator = cast.actor("coordinator")
    propose_outcome(actor=coordinator, now=NOW, application=placed, event="propose_place", reason="")
    with pytest.raises(NotPossibleNow):
        release_outcomes(actor=coordinator, now=NOW, call=call)
    propose_outcome(actor=coordinator, now=NOW, application=declined, event="propose_decline", reason="Few places.")
    assert (
        release_outcomes(actor=coordinator, now=NOW, call=call),
        release_outcomes(actor=coordinator, now=NOW, call=call),
    ) == (2, 0)
    declined.refresh_from_db()
    assert declined.state == "declined"
    with pytest.raises(NotPermitted):
        release_outcomes(actor=cast.actor("reviewer"), now=NOW, call=call)


def test_interest_counts_what_was_sent_by_ranking_points(call: Call) -> None:
    sent(call)
    begun(call, "Ola Berg", "ola@example.org")
    assert [(one.challenge.code, one.counted.points) for one in queries.interest(call)] == [
        ("2026-flood-plains", 3),
        ("2026-libraries", 2),
        ("2026-rural-buses", 1),
    ]


def test_a_call_that_closes_before_it_opens_is_refused(cast: Cast) -> None:
    text = CallText(title="Apply", opens_on=date(2026, 3, 9), closes_on=date(2026, 3, 2))
    with pytest.raises(InvalidInput) as refusal:
        prepare_call(actor=cast.actor("lead"), now=NOW, round=cast.round, text=text)
    assert refusal.value.field == "closes_on"


def test_a_question_that_found_its_team_meanwhile_is_ranked_no_longer(call: Call) -> None:
    application = begun(call)
    me = as_applicant(application)
    save_application(actor=me, now=NOW, application=application, version=1, form=whole_form(call))
    call.round.challenges.filter(code="2026-libraries").update(state="team_formed")
    assert send_application(actor=me, now=NOW, application=application).state == "sent"
    assert "2026-libraries" not in [one.code for one in queries.offered(call.round)]
