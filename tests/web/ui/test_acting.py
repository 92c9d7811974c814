"""One act per form, and what becomes of a refusal."""

from __future__ import annotations

import pytest
from django.test import Client

from bridgework.kernel.models import SubmittedForm

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.ui.addresses")]


def acts() -> int:
    return SubmittedForm.objects.filter(token__startswith="done:").count()


def test_an_act_leads_on_and_says_so(client: Client) -> None:
    response = client.post("/open/", {"title": "Paths", "once": "token-1"}, follow=True)
    assert response.redirect_chain == [("/led-here/", 302)]
    assert [str(message) for message in response.context["messages"]] == ["Kept: Paths."]
    assert acts() == 1


def test_a_second_press_does_nothing_again(client: Client) -> None:
    for _ in range(2):
        response = client.post("/open/", {"title": "Paths", "once": "token-1"})
        assert (response.status_code, response["Location"]) == (302, "/led-here/")
    assert acts() == 1
    client.post("/open/", {"title": "Paths", "once": "token-2"})
    assert acts() == 2


def test_one_press_without_a_form_is_done_once_too(client: Client) -> None:
    for _ in range(2):
        assert client.post("/press/", {"once": "token-1"})["Location"] == "/led-here/"
    assert acts() == 1


def test_a_get_never_acts(client: Client) -> None:
    assert client.get("/open/").status_code == 200
    client.get("/press/")
    assert acts() == 0


def test_a_wrong_form_is_shown_again_with_its_errors(client: Client) -> None:
    response = client.post("/open/", {"title": "", "once": "token-1"})
    html = response.content.decode()
    assert '<a href="#id_title">Enter the title.</a>' in html
    assert "<title>Error:" in html
    assert acts() == 0


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ("field", '<a href="#id_title">That title is taken. Choose another.</a>'),
        ("form", "<li>The call is closed.</li>"),
    ],
)
def test_a_refusal_undoes_the_act_and_stands_in_the_summary(client: Client, how: str, line: str) -> None:
    response = client.post(f"/open/{how}/", {"title": "Paths", "once": "token-1"})
    assert response.status_code == 200
    assert line in response.content.decode()
    assert SubmittedForm.objects.count() == 0


def test_a_refused_form_can_be_sent_again(client: Client) -> None:
    client.post("/open/form/", {"title": "Paths", "once": "token-1"})
    assert client.post("/open/", {"title": "Paths", "once": "token-1"}).status_code == 302
    assert acts() == 1


def test_a_refusal_names_its_rule_and_what_would_change_it(client: Client) -> None:
    html = client.post("/open/form/", {"title": "Paths"}).content.decode()
    assert '<p class="bw-refusal__remedy">Ask the lead to open it again.</p>' in html
    assert '<p class="bw-refusal__rule">Rule: call-open</p>' in html


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("not-permitted", 403, ["You may not do this", "Only the clerk may.", "Ask the clerk.", "clerk-only"]),
        ("not-found", 404, ["There is no such page", "Look in the library."]),
        (
            "stale",
            409,
            ["Somebody else changed this", "The coordinator saved a change", "Their title", 'value="My title"'],
        ),
    ],
)
def test_what_cannot_be_mended_in_the_form_has_a_page(client: Client, how: str, status: int, words: list[str]) -> None:
    response = client.post(f"/open/{how}/", {"title": "My title"})
    html = response.content.decode()
    assert response.status_code == status
    assert [word for word in words if word not in html] == []
    assert SubmittedForm.objects.count() == 0
