"""Bring us a problem: two fields, no account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from bridgework.apps.questions import actions
from bridgework.apps.questions.models import ProblemStatement
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast

WORDS = "The last bus leaves before visiting ends."


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def bring(client: Client, **fields: str) -> str:
    return client.post(reverse("public:bring-a-problem"), {"text": WORDS, **fields}, follow=True).content.decode()


def test_a_visitor_gets_a_receipt_code_and_later_the_answer(cast: Cast, client: Client) -> None:
    page = client.get(reverse("public:bring-a-problem")).content.decode()
    assert "20 working days" in page
    thanks = bring(client, contact="pat@example.org")
    problem = ProblemStatement.objects.get()
    assert problem.receipt in thanks
    actions.answer_problem(
        actor=cast.actor("lead"), now=NOW, problem=problem, answer="later", reply="Next year, with the new timetable."
    )
    found = client.get(reverse("public:find-problem"), {"code": problem.receipt.lower()}, follow=True)
    assert found.redirect_chain == [(reverse("public:problem", args=[problem.receipt]), 302)]
    assert "Next year, with the new timetable." in found.content.decode()


def test_a_double_click_brings_one_problem(cast: Cast, client: Client) -> None:
    bring(client, once="the same")
    bring(client, once="the same")
    assert ProblemStatement.objects.count() == 1


def test_hostile_words_are_kept_and_shown_harmless(cast: Cast, client: Client) -> None:
    words = "<script>alert(1)</script> \u202egnp.exe \U0001f6b2\x00"
    bring(client, text=words)
    problem = ProblemStatement.objects.get()
    assert problem.text == "<script>alert(1)</script> \u202egnp.exe \U0001f6b2"
    page = client.get(reverse("public:problem", args=[problem.receipt])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("text", ["", "x" * 5_001])
def test_what_is_wrong_is_said_at_the_field(cast: Cast, client: Client, text: str) -> None:
    response = client.post(reverse("public:bring-a-problem"), {"text": text, "contact": "x"})
    assert response.status_code == 200
    assert 'href="#id_text"' in response.content.decode()
    assert ProblemStatement.objects.count() == 0


def test_after_twenty_in_an_hour_nothing_is_kept_and_the_words_are_given_back(cast: Cast, client: Client) -> None:
    for _ in range(20):
        bring(client)
    response = client.post(reverse("public:bring-a-problem"), {"text": "One more."})
    assert response.status_code == 429
    assert "One more." in response.content.decode()
    assert ProblemStatement.objects.count() == 20


def test_codes_cannot_be_guessed_for_long(cast: Cast, client: Client) -> None:
    answers = [client.get(reverse("public:find-problem"), {"code": f"WRNG{n:08}"}).status_code for n in range(21)]
    assert answers == [404] * 20 + [429]


def test_the_inbox_is_for_staff_and_leads_to_an_answer(cast: Cast, client: Client) -> None:
    problem = actions.bring_problem(actor=cast.actor("lead"), now=NOW, programme=cast.programme, text=WORDS)
    page = reverse("desk:problem", args=[problem.public_id])
    client.force_login(cast.account("outsider"))
    assert client.get(page).status_code == 404
    client.force_login(cast.account("coordinator"))
    assert WORDS in client.get(reverse("desk:problems")).content.decode()
    answered = client.post(
        page, {"answer": "yes", "reply": "Yes, this year.", "title": "Last bus", "round": cast.round.public_id}
    )
    question = problem.questions.get()
    assert (answered.status_code, answered.headers["Location"]) == (
        302,
        reverse("desk:asked-before", args=[question.public_id]),
    )


def test_yes_without_a_short_name_is_asked_for_one(cast: Cast, client: Client) -> None:
    problem = actions.bring_problem(actor=cast.actor("lead"), now=NOW, programme=cast.programme, text=WORDS)
    client.force_login(cast.account("lead"))
    response = client.post(reverse("desk:problem", args=[problem.public_id]), {"answer": "yes", "reply": "Yes."})
    assert 'href="#id_title"' in response.content.decode()
    problem.refresh_from_db()
    assert problem.state == "brought"


def test_staff_enter_one_that_came_by_phone(cast: Cast, client: Client) -> None:
    client.force_login(cast.account("coordinator"))
    client.post(reverse("desk:problem-enter"), {"text": WORDS, "way": "phone"})
    problem = ProblemStatement.objects.get()
    assert (problem.way, problem.entered_by) == ("phone", cast.person("coordinator").public_id)


def test_the_answer_is_sent_to_the_address_that_was_left(cast: Cast, client: Client) -> None:
    bring(client, contact="pat@example.org")
    problem = ProblemStatement.objects.get()
    actions.answer_problem(actor=cast.actor("lead"), now=NOW, problem=problem, answer="no", reply="Ask the operator.")
    run_waiting()
    assert [
        (one.to, "Ask the operator." in str(one.body), problem.receipt in str(one.body)) for one in mail.outbox
    ] == [
        (["pat@example.org"], False, True),
        (["pat@example.org"], True, True),
    ]
    assert reverse("public:problem", args=[problem.receipt]) in str(mail.outbox[0].body)
