"""Clearances: asked, answered, stale, asked again; corrections of form; delegation and reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import (
    Clearance,
    ClearanceAnswer,
    FormCorrection,
    FormObjection,
    Paper,
    PaperSection,
)
from bridgework.apps.committees.queries.clearing import clearance_view, clearances_of, clearances_of_papers
from bridgework.apps.committees.waiting import clearances_asked, to_clear
from bridgework.apps.messages.models import Message
from bridgework.apps.participation.models import PersonalLink
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast
from tests.templated import asked, change, make_paper

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _that_day() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=4)):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def paper(cast: Cast) -> Paper:
    return make_paper(cast)


def ask(cast: Cast, paper: Paper, key: str, person: str | None = "clearer", **more: object) -> Clearance:
    return actions.ask_clearance(
        actor=cast.actor("officer"),
        now=more.pop("now", NOW),  # type: ignore[arg-type]
        paper=paper,
        key=key,
        person=cast.person(person) if person else None,
        **more,  # type: ignore[arg-type]
    )


def answer(cast: Cast, clearance: Clearance, given: str = "cleared", by: str = "clearer", **more: str) -> None:
    actions.answer_clearance(
        actor=cast.actor(by),
        now=LATER,
        clearance=clearance,
        answer=given,
        binding=more.pop("binding", "") or clearance_view(clearance).sha256,
        comment=more.get("comment", "" if given == "cleared" else "Because of this."),
    )


def states(paper: Paper) -> dict[str, str]:
    return {one.key: one.state for one in clearances_of(paper)}


def test_a_clearance_is_asked_by_a_day_in_working_days_and_mailed(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance")
    run_waiting()
    assert (clearance.answer_by, clearance.asked_role, clearance.covers) == (date(2026, 3, 9), "Finance", ["resource"])
    link = PersonalLink.objects.get()
    assert (link.person, link.address) == (cast.person("clearer"), "nadia.rahman@example.org")
    assert Message.objects.get(link=link).subject == "Is finance cleared?"
    assert states(paper) == {"finance": "asked", "legal": "not_asked", "climate": "not_asked"}


@pytest.mark.parametrize(("key", "stale"), [("resource", {"finance"}), ("issues", {"legal"}), ("equality", set())])
def test_only_what_covers_the_changed_text_goes_stale(cast: Cast, paper: Paper, key: str, stale: set[str]) -> None:
    for one in ("finance", "legal", "climate"):
        answer(cast, ask(cast, paper, one))
    change(paper, key, "Something else.")
    assert {key for key, state in states(paper).items() if state == "stale"} == stale
    assert [(one.key, one.state) for one in clearances_of(paper) if one.key not in stale] == [
        (one, "cleared") for one in ("finance", "legal", "climate") if one not in stale
    ]


def test_a_changed_status_of_a_part_makes_it_stale_and_changing_it_back_mends_it(cast: Cast, paper: Paper) -> None:
    answer(cast, ask(cast, paper, "climate"))
    row = paper.implications.get(key="climate.water")
    row.status = "positive"
    row.save()
    assert states(paper)["climate"] == "stale"
    row.status = "neutral"
    row.save()
    assert states(paper)["climate"] == "cleared"


def test_whoever_is_asked_again_sees_what_changed_and_the_old_link_is_withdrawn(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance")
    run_waiting()
    answer(cast, clearance)
    change(paper, "resource", "Met from the reserve.")
    again = ask(cast, paper, "finance", now=LATER + timedelta(hours=1))
    view = clearance_view(again)
    assert (view.state, view.changes[0].before, view.changes[0].after) == (
        "asked_again",
        "Resource\nMet from the budget.",
        "Resource\nMet from the reserve.",
    )
    assert PersonalLink.objects.get(revoked_at__isnull=False).revoked_reason.startswith("It was asked again")


def test_an_answer_is_for_the_text_that_was_read(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance")
    read = clearance_view(clearance).sha256
    change(paper, "resource", "Met from the reserve.")
    with pytest.raises(NotPossibleNow) as refusal:
        answer(cast, clearance, binding=read)
    assert refusal.value.rule == "committees.text-as-read"
    assert not ClearanceAnswer.objects.exists()


@pytest.mark.parametrize("given", ["cleared_with_comment", "not_cleared", "not_applicable"])
def test_every_answer_but_cleared_needs_words(cast: Cast, paper: Paper, given: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        answer(cast, ask(cast, paper, "finance"), given, comment=" ")
    assert refusal.value.field == f"text_{given}"


def test_only_whoever_was_asked_answers(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance", "mentor")
    for stranger in ("clearer", "clerk", "lead", "officer", "outsider"):
        with pytest.raises(NotPermitted):
            answer(cast, clearance, by=stranger)
    answer(cast, clearance, by="mentor")
    assert states(paper)["finance"] == "cleared"


def test_a_role_alone_is_answered_by_a_clearing_officer_of_this_committee_alone(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance", None)
    elsewhere = make_cast("elsewhere")
    with pytest.raises(NotPermitted):
        answer(elsewhere, clearance)
    answer(cast, clearance)
    given = ClearanceAnswer.objects.get()
    assert (given.person, given.post, given.way) == (cast.person("clearer"), "Finance", "in place")


def test_the_author_is_never_asked_and_never_clears(cast: Cast, paper: Paper) -> None:
    with pytest.raises(InvalidInput):
        ask(cast, paper, "finance", "officer")
    clearance = ask(cast, paper, "finance", None)
    paper.author = cast.person("clearer")
    paper.save()
    with pytest.raises(NotPermitted):
        answer(cast, clearance)


def test_what_is_cleared_is_not_asked_again_until_it_changes(cast: Cast, paper: Paper) -> None:
    answer(cast, ask(cast, paper, "finance"))
    with pytest.raises(NotPossibleNow):
        ask(cast, paper, "finance")


def corrected(cast: Cast, paper: Paper) -> FormCorrection:
    answer(cast, ask(cast, paper, "legal"))
    change(paper, "issues", "It costs money. See paragraph 1.2 .")
    (made,) = actions.mark_as_form(
        actor=cast.actor("clerk"), now=LATER, paper=paper, key="sections/issues", reason="A space."
    )
    return made


def test_a_correction_of_form_keeps_the_clearance_and_its_officer_is_told(cast: Cast, paper: Paper) -> None:
    made = corrected(cast, paper)
    run_waiting()
    assert states(paper)["legal"] == "cleared"
    link = PersonalLink.objects.get(purpose="committees.form-correction")
    assert (link.person, link.record_public_id) == (cast.person("clearer"), made.public_id)
    change(paper, "issues", "It costs more money.")
    assert states(paper)["legal"] == "stale"


def test_an_objection_makes_it_stale(cast: Cast, paper: Paper) -> None:
    made = corrected(cast, paper)
    with pytest.raises(NotPermitted):
        actions.object_to_form(actor=cast.actor("lead"), now=LATER, correction=made, text="No.")
    actions.object_to_form(actor=cast.actor("clearer"), now=LATER, correction=made, text="It changes the sense.")
    assert (states(paper)["legal"], FormObjection.objects.get().clearance.key) == ("stale", "legal")


@pytest.mark.parametrize("by", ["officer", "lead", "clearer", "chair"])
def test_only_the_clerk_marks_a_change_as_form(cast: Cast, paper: Paper, by: str) -> None:
    answer(cast, ask(cast, paper, "legal"))
    change(paper, "issues", "It costs money.")
    with pytest.raises(NotPermitted):
        actions.mark_as_form(actor=cast.actor(by), now=LATER, paper=paper, key="sections/issues", reason="A space.")


def test_during_leave_somebody_else_is_asked_and_it_is_recorded(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance")
    run_waiting()
    actions.delegate_clearance(
        actor=cast.actor("clearer"), now=NOW, clearance=clearance, to=cast.person("mentor"), until=date(2026, 3, 6)
    )
    run_waiting()
    later = ask(cast, paper, "legal")
    for one in (asked(paper, "finance"), later):
        assert (one.asked_of, one.delegated_from) == (cast.person("mentor"), cast.person("clearer"))
    with pytest.raises(NotPermitted):
        answer(cast, clearance, by="clearer")
    answer(cast, clearance, by="mentor")
    after = ask(cast, paper, "climate", now=NOW + timedelta(days=7))
    assert (after.asked_of, after.delegated_from) == (cast.person("clearer"), None)


def test_reminders_come_on_the_working_day_before_and_every_second_one_after(cast: Cast, paper: Paper) -> None:
    ask(cast, paper, "finance")
    reminded = [day for day in range(1, 15) if actions.remind_of_clearances(now=NOW + timedelta(days=day, minutes=day))]
    # Asked on Monday 2 March for Monday 9 March: reminded on Friday 6, then 10, 12 and 16 March.
    assert reminded == [4, 8, 10, 14]
    answer(cast, asked(paper, "finance"))
    assert actions.remind_of_clearances(now=NOW + timedelta(days=18)) == 0


def test_what_is_asked_waits_on_the_officer_and_on_others_because_of_the_author(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper, "finance")
    ask(cast, paper, "legal", None)
    clearer, author = cast.person("clearer").pk, cast.person("officer").pk
    assert [one.title for one in to_clear(clearer, NOW)] == ["Finance: clear “Buses”", "Legal: clear “Buses”"]
    assert [one.on_whom for one in clearances_asked(author, NOW)] == ["Finance", "Legal"]
    answer(cast, clearance)
    assert [one.public_id for one in to_clear(clearer, NOW)] == [asked(paper, "legal").public_id]


@pytest.mark.parametrize("count", [1, 3])
def test_the_clearances_of_many_papers_take_as_many_queries_as_those_of_one(
    cast: Cast, paper: Paper, count: int, django_assert_num_queries: object
) -> None:
    papers = [paper] + [make_paper(cast, version=paper.template_version) for _ in range(count - 1)]
    for one in papers:
        answer(cast, ask(cast, one, "finance"))
    found = list(Paper.objects.select_related("template_version"))
    with django_assert_num_queries(8):  # type: ignore[operator]
        views = clearances_of_papers(found)
    assert [[one.state for one in rows] for rows in views.values()] == [["cleared", "not_asked", "not_asked"]] * count


def test_text_is_covered_before_it_is_written(cast: Cast, paper: Paper) -> None:
    PaperSection.objects.filter(paper=paper, key="issues").delete()
    answer(cast, ask(cast, paper, "legal"))
    PaperSection.objects.create(created_at=NOW, paper=paper, key="issues", order=2, title="Main issues", text="New.")
    assert states(paper)["legal"] == "stale"
