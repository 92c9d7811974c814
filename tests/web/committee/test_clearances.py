"""Clearances and publishing on screen: who sees what, what a clerk, an officer and a monitoring officer do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import Clearance, ClearanceAnswer, Paper, PaperSection, PublicationOverride
from bridgework.apps.committees.queries.clearing import clearance_view
from bridgework.apps.privacy.queries import held_about
from bridgework.kernel import roles
from bridgework.web.subject_copy import archive
from tests.cast import NOW, Cast, give_role, make_cast
from tests.templated import asked, change, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=3)):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def paper(cast: Cast) -> Paper:
    return make_paper(cast)


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def ask(cast: Cast, paper: Paper, key: str = "finance", person: str = "clearer") -> Clearance:
    return actions.ask_clearance(actor=cast.actor("officer"), now=NOW, paper=paper, key=key, person=cast.person(person))


def cleared(cast: Cast, paper: Paper, key: str = "finance") -> Clearance:
    clearance = ask(cast, paper, key)
    actions.answer_clearance(
        actor=cast.actor("clearer"),
        now=NOW + timedelta(hours=1),
        clearance=clearance,
        answer="cleared",
        binding=clearance_view(clearance).sha256,
    )
    return clearance


def test_the_author_asks_and_the_officer_answers_in_place(cast: Cast, paper: Paper) -> None:
    author = signed_in(cast, "officer")
    sent = author.post(
        f"/committee/papers/{paper.public_id}/clearances/finance/ask/",
        {"person": cast.person("clearer").pk, "role": "Section 151 officer", "within": "5"},
    )
    assert sent.headers["Location"] == f"/committee/papers/{paper.public_id}/clearances/"
    clearance = asked(paper, "finance")
    officer, address = signed_in(cast, "clearer"), f"/committee/clearances/{clearance.public_id}/"
    page = officer.get(address).content.decode()
    assert "Met from the budget." in page
    answered = officer.post(
        address,
        {
            "choice": "cleared_with_comment",
            "text_cleared_with_comment": "For one year.",
            "binding": clearance_view(clearance).sha256,
        },
    )
    assert answered.status_code == 302
    given = ClearanceAnswer.objects.get()
    assert (given.answer, given.comment, given.post, given.way) == (
        "cleared_with_comment",
        "For one year.",
        "Section 151 officer",
        "in place",
    )
    assert "For one year." in author.get(f"/committee/papers/{paper.public_id}/clearances/").content.decode()


def test_the_clerk_enters_what_came_by_phone_and_it_is_marked_so(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper)
    sent = {"choice": "cleared", "binding": clearance_view(clearance).sha256, "way": "phone"}
    address = f"/committee/clearances/{clearance.public_id}/"
    assert signed_in(cast, "chair").post(address, sent).status_code == 200
    assert not ClearanceAnswer.objects.exists()
    signed_in(cast, "clerk").post(address, sent)
    given = ClearanceAnswer.objects.get()
    assert (given.person, given.way) == (cast.person("clearer"), "by phone")


@pytest.mark.parametrize("key", ["outsider", "partner"])
def test_a_stranger_finds_nothing(cast: Cast, paper: Paper, key: str) -> None:
    clearance, client = ask(cast, paper), signed_in(cast, key)
    addresses = [
        f"/committee/clearances/{clearance.public_id}/",
        f"/committee/papers/{paper.public_id}/clearances/",
        f"/committee/papers/{paper.public_id}/ready-to-publish/",
        f"/committee/papers/{paper.public_id}/publish/",
    ]
    assert [client.get(one).status_code for one in addresses] == [404] * 4


def test_what_changed_is_shown_and_the_clerk_marks_it_as_form(cast: Cast, paper: Paper) -> None:
    clearance = cleared(cast, paper)
    change(paper, "resource", "Met from the budgets.")
    clerk = signed_in(cast, "clerk")
    page = clerk.get(f"/committee/papers/{paper.public_id}/clearances/").content.decode()
    assert "Text changed since" in page
    address = f"/committee/papers/{paper.public_id}/correction-of-form/?text=implications/resource"
    assert address.split("?")[0] in page
    assert signed_in(cast, "officer").get(address).status_code == 403
    clerk.post(address, {"reason": "A plural."})
    assert clearance_view(clearance).state == "cleared"
    officer = signed_in(cast, "clearer")
    told = officer.get(f"/committee/clearances/{clearance.public_id}/").content.decode()
    objecting = f"/committee/corrections/{paper.form_corrections.get().public_id}/object/"
    assert objecting in told
    assert signed_in(cast, "clerk").get(objecting).status_code == 404
    officer.post(objecting, {"text": "There is one budget."})
    assert clearance_view(clearance).state == "stale"


def test_publishing_lists_every_hole_with_the_place_where_it_is_mended(cast: Cast, paper: Paper) -> None:
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    clerk = signed_in(cast, "clerk")
    page = clerk.get(f"/committee/papers/{paper.public_id}/publish/").content.decode()
    for one in ("finance", "legal", "climate"):
        assert f"/committee/papers/{paper.public_id}/clearances/#{one}" in page
    assert f"/committee/papers/{paper.public_id}/what-is-missing/" in page
    refused = clerk.post(f"/committee/papers/{paper.public_id}/publish/", {"late_reason": ""}).content.decode()
    assert "This paper is not ready to publish." in refused
    paper.refresh_from_db()
    assert paper.state == "ready"


def test_the_monitoring_officer_lets_one_failure_pass_and_the_clerk_cannot(cast: Cast, paper: Paper) -> None:
    give_role(cast.person("mentor"), roles.MONITORING_OFFICER, cast.body.body_scope)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    address = f"/committee/papers/{paper.public_id}/let-pass/?code=equality-analysis&place=equality"
    assert signed_in(cast, "clerk").get(address).status_code == 403
    monitoring = signed_in(cast, "mentor")
    page = monitoring.get(f"/committee/papers/{paper.public_id}/ready-to-publish/").content.decode()
    assert address.replace("&", "&amp;") in page
    monitoring.post(address, {"reason": "It comes with the supplement."})
    assert PublicationOverride.objects.get().reason == "It comes with the supplement."


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_takes_as_many_queries_for_three_papers_as_for_one(
    cast: Cast, paper: Paper, count: int, django_assert_num_queries: object
) -> None:
    for _ in range(count - 1):
        make_paper(cast, version=paper.template_version)
    clerk = signed_in(cast, "clerk")
    clerk.get("/committee/overview/")
    with django_assert_num_queries(OVERVIEW_QUERIES):  # type: ignore[operator]
        page = clerk.get("/committee/overview/").content.decode()
    assert page.count("things to mend") == count


OVERVIEW_QUERIES = 21


def test_my_work_leads_the_officer_to_the_text(cast: Cast, paper: Paper) -> None:
    clearance = ask(cast, paper)
    page = signed_in(cast, "clearer").get(reverse("desk:my-work")).content.decode()
    assert f"/committee/clearances/{clearance.public_id}/" in page


def test_private_text_is_kept_from_readers_who_may_not_read_it(cast: Cast, paper: Paper) -> None:
    PaperSection.objects.filter(paper=paper, key="issues").update(
        text="Walrus Ltd asks 4711.", title="Buying from Walrus", is_private=True, exempt_paragraph="3"
    )
    clearance = cleared(cast, paper, "legal")
    ClearanceAnswer.objects.update(comment="Walrus is dear.")
    change(paper, "issues", "Walrus Ltd asks 4712.")
    pages = [
        reverse("committee:clear", args=[clearance.public_id]),
        reverse("committee:clearances", args=[paper.public_id]),
    ]
    for who, reads in (("researcher", False), ("clearer", True), ("officer", True)):
        for address in pages:
            assert ("Walrus" in signed_in(cast, who).get(address).content.decode()) is reads


def test_what_an_officer_writes_with_a_clearance_is_advice_also_on_open_text(cast: Cast, paper: Paper) -> None:
    cleared(cast, paper, "legal")
    ClearanceAnswer.objects.update(answer="cleared_with_comment", comment="Ask for the tender first.")
    page = reverse("committee:clearances", args=[paper.public_id])
    for who, reads in (("researcher", False), ("clearer", True), ("officer", True), ("clerk", True), ("chair", True)):
        shown = signed_in(cast, who).get(page).content.decode()
        assert ("Ask for the tender" in shown, "The officer wrote a comment." in shown) == (reads, not reads)
        assert "Cleared with comment" in shown


def test_the_copy_an_officer_takes_away_has_their_answer_without_the_text_of_the_paper(
    cast: Cast, paper: Paper
) -> None:
    cleared(cast, paper, "legal")
    packed = archive(cast.person("clearer"), held_about(cast.person("clearer")), NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        told = b"".join(opened.read(name) for name in opened.namelist()).decode()
    assert ("cleared" in told, "Two buses a day." in told) == (True, False)
