"""The question desk, from proposing to taking up."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from bridgework.apps.applications.models import Call
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions import actions
from bridgework.apps.questions.models import Challenge, Lineage, Question
from tests.apps.applications.stage import call_of
from tests.cast import NOW, Cast, make_cast

WORDS = "How can libraries help people who live alone in winter?"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


@pytest.fixture
def staff(cast: Cast, client: Client) -> Client:
    client.force_login(cast.account("lead"))
    return client


def propose(cast: Cast, wording: str = WORDS, **more: Any) -> Question:
    return actions.propose_question(
        actor=cast.actor("proposer"), now=NOW, programme=cast.programme, round=cast.round, wording=wording, **more
    )


def test_an_officer_proposes_and_says_that_it_is_a_follow_up(cast: Cast, client: Client) -> None:
    client.force_login(cast.account("proposer"))
    answer = client.post(
        reverse("desk:propose"),
        {
            "wording": "What would help with rural buses at night?",
            "round": cast.round.public_id,
        },
    )
    question = Question.objects.get(title="What would help with rural buses at night")
    page = reverse("desk:asked-before", args=[question.public_id])
    assert answer.headers["Location"] == page
    shown = client.get(page).content.decode()
    assert "Rural buses" in shown
    assert "Being worked on in the round 2026." in shown
    earlier = cast.question.public_id
    assert "or tick that none is the same" in client.post(page, {}).content.decode()
    refused = client.post(page, {f"kind_{earlier}": "follow_up"})
    assert "Say in a sentence what it takes up." in refused.content.decode()
    client.post(page, {f"kind_{earlier}": "follow_up", f"basis_{earlier}": "It adds the night."})
    assert list(Lineage.objects.values_list("question", "earlier", "kind", "basis")) == [
        (question.pk, cast.question.pk, "follow_up", "It adds the night.")
    ]


def test_one_different_question_leaves_open_whether_it_was_asked_before(cast: Cast, client: Client) -> None:
    propose(cast, "What would help with rural buses on Sundays?")
    question = propose(cast, "What would help with rural buses at night?")
    client.force_login(cast.account("proposer"))
    page = reverse("desk:asked-before", args=[question.public_id])
    answer = client.post(page, {f"kind_{cast.question.public_id}": "different"}, follow=True).content.decode()
    assert "1 still open: answer when you have looked." in answer
    assert "Looked at, and different: Rural buses." in answer
    client.post(page, {f"kind_{cast.question.public_id}": "different", "none_same": "on"})
    question.refresh_from_db()
    assert question.duplicate_answer == "none_near"


def test_taking_up_after_the_call_says_that_nobody_can_apply_and_what_is_possible(staff: Client, cast: Cast) -> None:
    question = propose(cast)
    question.state = "shortlisted"
    question.save()
    call = call_of(cast)
    page = reverse("desk:take-up", args=[question.public_id])
    assert staff.get(page).context["late"] is None
    Call.objects.update(closes_on=call.opens_on - timedelta(days=1))
    other = Round.objects.create(
        created_at=NOW, programme=cast.programme, scope=cast.programme.scope + "/next", label="Next round",
        state="running", type=cast.round.type, state_since=NOW, year=2027,
    )  # fmt: skip
    late = staff.get(page).context["late"]
    place, code = late.ways[0][1], late.ways[2][1]
    assert "Nobody can apply for it in the round 2026 any more" in late.words
    assert list(staff.get(place).context["form"].fields["round"].choices) == [(other.public_id, "Next round")]
    assert staff.get(code).status_code == 200
    answer = staff.post(page, {"code": "2026-late", "is_public": "on"}, follow=True)
    assert "its call for applicants closed" not in answer.content.decode()
    assert "Nobody can apply for it any more" in answer.content.decode()
    choices = staff.get(reverse("desk:propose")).context["form"].fields["round"].choices
    assert [label.split(" (")[0] for _, label in choices][:2] == ["Next round", "The round 2026"]


@pytest.mark.parametrize("which", [0, 1, None])
def test_a_question_is_proposed_for_any_open_round_or_for_none(cast: Cast, client: Client, which: int | None) -> None:
    Round.objects.create(
        created_at=NOW, programme=cast.programme, scope=cast.programme.scope + "/next", label="2027", state="planned",
        type=cast.round.type, state_since=NOW, year=2027,
    )  # fmt: skip
    client.force_login(cast.account("coordinator"))
    offered = client.get(reverse("desk:propose")).context["form"].fields["round"].choices
    rounds = [value for value, _label in offered if value]
    assert len(rounds) == 2
    wanted = "" if which is None else rounds[which]
    client.post(reverse("desk:propose"), {"wording": "Which round is it for?", "round": wanted})
    question = Question.objects.get(title="Which round is it for")
    assert (question.round.public_id if question.round else "") == wanted


def test_somebody_without_a_role_is_told_that_there_is_nothing_for_them(cast: Cast, client: Client) -> None:
    hidden = propose(cast)
    client.force_login(cast.account("outsider"))
    for name in ("questions", "shortlist", "bank", "propose", "problems", "questions-import"):
        assert client.get(reverse(f"desk:{name}")).status_code == 404, name
    assert client.get(reverse("desk:question", args=[hidden.public_id])).status_code == 404


def test_what_is_public_shows_no_names_and_no_reasons_to_others(cast: Cast, client: Client) -> None:
    client.force_login(cast.account("outsider"))
    page = client.get(reverse("desk:question", args=[cast.question.public_id])).content.decode()
    assert "Helen Marsh" not in page
    assert "What was decided, and why" not in page


def test_the_list_shows_what_was_filtered_and_the_file_the_same(cast: Cast, staff: Client) -> None:
    propose(cast, title="=1+1")
    address = reverse("desk:questions")
    assert "1 question<" in staff.get(address, {"state": "proposed"}).content.decode()
    rows = list(csv.reader(io.StringIO(staff.get(address, {"state": "proposed", "format": "csv"}).content.decode())))
    assert [row[1:4] for row in rows[1:]] == [["'=1+1", WORDS, "proposed"]]
    book = load_workbook(io.BytesIO(staff.get(address, {"state": "proposed", "format": "xlsx"}).content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert [row[1:4] for row in cells] == [["=1+1", WORDS, "proposed"]]
    assert book.active["B2"].data_type == "s"  # type: ignore[index]


@pytest.mark.parametrize("query", ["?page=9223372036854775808", "?round=%00&owner=x&state=y&sort=-z", "?q=%27%22%3C"])
def test_a_strange_address_shows_the_list(cast: Cast, staff: Client, query: str) -> None:
    assert staff.get(reverse("desk:questions") + query).status_code == 200


@pytest.mark.parametrize("name", ["questions", "shortlist", "bank"])
def test_lists_cost_the_same_for_one_question_and_for_three(cast: Cast, staff: Client, name: str) -> None:
    costs = []
    for number in range(3):
        made = propose(cast, f"Question number {number}?")
        if name == "bank":
            actions.keep_question(
                actor=cast.actor("lead"),
                now=NOW,
                question=made,
                reason="Later.",
                review_on=NOW.date().replace(year=2099),
            )
        with CaptureQueriesContext(connection) as counted:
            staff.get(reverse(f"desk:{name}"))
        costs.append(len(counted))
    assert costs[0] == costs[2]
    assert costs[2] <= 20


def test_two_people_reword_and_the_second_sees_both(cast: Cast, staff: Client) -> None:
    question = propose(cast)
    page = reverse("desk:reword", args=[question.public_id])
    assert 'name="version" value="1"' in staff.get(page).content.decode()
    first = staff.post(page, {"text": "First?", "why": "Shorter.", "version": "1"})
    second = staff.post(page, {"text": "Second?", "why": "Better.", "version": "1"})
    assert (first.status_code, second.status_code) == (302, 409)
    shown = second.content.decode()
    assert ("First?" in shown, "Second?" in shown) == (True, True)
    assert question.wordings.count() == 2
    # The page can be sent as it is: from the version that stands now, with everything that was typed.
    sent = dict(re.findall(r'<input type="hidden" name="(why|version)" value="([^"]*)"', shown))
    assert sent == {"why": "Better.", "version": "2"}
    assert staff.post(page, sent | {"text": "First and second?"}).status_code == 302
    assert question.wordings.get(is_current=True).text == "First and second?"


def test_any_two_wordings_are_compared_word_by_word(cast: Cast, staff: Client) -> None:
    question = propose(cast)
    staff.post(
        reverse("desk:reword", args=[question.public_id]),
        {"text": WORDS.replace("winter", "summer"), "why": "The heat.", "version": "1"},
    )
    page = staff.get(reverse("desk:question-compare", args=[question.public_id]), {"first": "1", "second": "2"})
    assert '<ins class="bw-difference__added">' in page.content.decode()
    missing = staff.get(reverse("desk:question-compare", args=[question.public_id]), {"first": "1", "second": "9"})
    assert missing.status_code == 404


def test_from_the_shortlist_to_a_challenge(cast: Cast, staff: Client) -> None:
    question = propose(cast, title="Libraries in winter")
    step = reverse("desk:question-step", args=[question.public_id, "shortlist"])
    assert "Enter the reason." in staff.post(step, {"reason": ""}).content.decode()
    staff.post(step, {"reason": "Two officers can help."})
    assert "Two officers can help." in staff.get(reverse("desk:shortlist")).content.decode()
    made = staff.post(reverse("desk:take-up", args=[question.public_id]), {"is_public": "on"})
    challenge = Challenge.objects.get(question=question)
    assert made.headers["Location"] == reverse("desk:challenge", args=[challenge.public_id])
    assert challenge.code in staff.get(made.headers["Location"]).content.decode()
    gone = staff.post(step, {"reason": "Again."})
    assert gone.status_code == 200
    assert "It is now taken up." in gone.content.decode()


def test_kept_in_the_bank_and_offered_again(cast: Cast, staff: Client) -> None:
    question = propose(cast)
    keep = reverse("desk:question-step", args=[question.public_id, "keep"])
    staff.post(keep, {"reason": "Not this year.", "review_on": "2099-03-01"})
    assert "Not this year." in staff.get(reverse("desk:bank")).content.decode()
    staff.post(reverse("desk:question-step", args=[question.public_id, "offer-again"]), {"round": cast.round.public_id})
    question.refresh_from_db()
    assert question.state == "proposed"


def test_every_page_of_a_challenge_opens_and_keeps_what_is_sent(cast: Cast, staff: Client) -> None:
    def to(name: str) -> str:
        return reverse(f"desk:{name}", args=[cast.challenge.public_id])

    for name in ("challenge-belonging", "challenge-target", "challenge-brief", "challenge-support"):
        assert staff.get(to(name)).status_code == 200, name
    cast.body.organisation.scope = cast.programme.scope
    cast.body.organisation.save()
    staff.post(to("challenge-target"), {"provisional_date": "2099-09-01"})
    assert "(provisional)" in staff.get(to("challenge")).content.decode()
    staff.post(to("challenge-belonging"), {"body": cast.body.public_id, "decided_on": "July 2026"})
    staff.post(to("challenge-brief"), {"text": "## Buses\n\nAsk the drivers."})
    shown = staff.get(to("challenge")).content.decode()
    assert "Transport and Communities Committee" in shown
    assert "July 2026" in shown
    assert "Ask the drivers." in shown


def test_support_is_asked_for_and_the_answer_entered_for_somebody(cast: Cast, staff: Client) -> None:
    cast.person("outsider").scope = cast.programme.scope
    cast.person("outsider").save()
    cast.person("outsider").affiliations.create(organisation=cast.university)
    page = reverse("desk:challenge-support", args=[cast.challenge.public_id])
    asked = {
        "person": cast.person("outsider").public_id,
        "role": "mentor",
        "how": "invite",
        "answer_by": "2099-01-01",
        "words": "Will you?",
    }
    staff.post(page, asked)
    support = cast.challenge.supports.get()
    answer = reverse("desk:support", args=[support.public_id])
    staff.post(answer, {"choice": "accept", "text": "", "way": "phone"})
    support.refresh_from_db()
    assert support.state == "accepted"
    end = reverse("desk:challenge-support-end", args=[cast.challenge.public_id, support.public_id])
    staff.post(end, {"reason": "Moved."})
    support.refresh_from_db()
    assert support.state == "ended"


def test_the_owner_answers_about_a_wording_in_place(cast: Cast, client: Client) -> None:
    question = propose(cast, owner=cast.person("owner"))
    consent = actions.ask_owner(
        actor=cast.actor("lead"),
        now=NOW,
        wording=question.wordings.get(),
        answer_by=NOW.date().replace(year=2099),
    )
    client.force_login(cast.account("owner"))
    page = reverse("desk:wording-answer", args=[consent.public_id])
    assert WORDS in client.get(page).content.decode()
    client.post(page, {"choice": "other_words", "text": "Shorter?"})
    consent.refresh_from_db()
    assert (consent.answer, consent.words) == ("other_words", "Shorter?")
    client.force_login(cast.account("lead"))
    settle = reverse("desk:settle-consent", args=[question.public_id, consent.public_id])
    client.post(settle, {"use_words": "yes"})
    assert question.wordings.get(is_current=True).text == "Shorter?"


def test_a_table_is_looked_at_and_then_taken_in(cast: Cast, staff: Client) -> None:
    page = reverse("desk:questions-import")
    table = "question,theme\nWho mends paths?,roads\n,roads\n"
    file = io.BytesIO(table.encode())
    file.name = "questions.csv"
    looked = staff.post(page, {"file": file, "round": cast.round.public_id}).content.decode()
    assert "1 line can be taken in" in looked
    assert "1 line cannot be taken in" in looked
    assert Question.objects.count() == 1
    again = {"text": table, "round": cast.round.public_id, "take_in": "yes"}
    assert "cannot be taken in" in staff.post(page, again).content.decode()
    taken = staff.post(page, again | {"leave_out_wrong": "on"}, follow=True).content.decode()
    assert "1 taken in, 1 left out." in taken
    wrong = io.BytesIO("question\nCaf\xe9?".encode("latin-1"))
    wrong.name = "questions.csv"
    assert "not text in UTF-8" in staff.post(page, {"file": wrong}).content.decode()


def test_showing_in_public_is_one_press(cast: Cast, staff: Client) -> None:
    question = propose(cast)
    staff.post(reverse("desk:question-show", args=[question.public_id]), {"is_public": "yes"})
    question.refresh_from_db()
    assert question.is_public


def test_shortlisting_says_where_it_is_out_of_phase_and_stops_nobody(cast: Cast, staff: Client) -> None:
    question = propose(cast, title="Libraries in winter")
    step = reverse("desk:question-step", args=[question.public_id, "shortlist"])
    assert "This is out of phase." in staff.get(step).content.decode()
    staff.post(step, {"reason": "Two officers can help."})
    take_up = reverse("desk:take-up", args=[question.public_id])
    assert "This is out of phase." in staff.get(take_up).content.decode()
    cast.round.phases.update(switches=["shortlist"], planned_start="2020-01-01", planned_end="2099-01-01")
    assert "This is out of phase." not in staff.get(take_up).content.decode()


def test_a_question_that_a_report_answers_offers_no_rewording(cast: Cast, staff: Client) -> None:
    cast.challenge.state = "decided"
    cast.challenge.save()
    page = staff.get(reverse("desk:question", args=[cast.question.public_id])).content.decode()
    assert "A report answers this wording" in page
    assert reverse("desk:reword", args=[cast.question.public_id]) not in page
