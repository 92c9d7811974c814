"""Sessions that end, roles that end, and forms sent twice or by two people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from bridgework.apps.committees import actions as committees
from bridgework.apps.committees.models import Paper, Resolution
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.workspace.models import Request
from tests.cast import NOW, Cast, make_cast, make_report

SUMMARY = "What people told us at the stops, in their own words. " * 40


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def draft(cast: Cast) -> Paper:
    _, recommendations = make_report(cast, 1)
    cast.challenge.state = "reported"
    cast.challenge.save()
    officer = cast.actor("officer")
    paper = committees.prepare_paper(
        actor=officer, now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title="Buses that people use"
    )
    committees.add_proposal(actor=officer, now=NOW, paper=paper, text="Agree it.", recommendations=recommendations)
    return paper


def test_a_role_that_ended_is_gone_at_the_next_request(cast: Cast) -> None:
    coordinator = signed_in(cast, "coordinator")
    path = f"/desk/rounds/{cast.round.public_id}/desk/"
    assert coordinator.get(path).status_code == 200
    RoleHolding.objects.filter(person=cast.person("coordinator")).update(ends_on=NOW.date().replace(day=1))
    assert coordinator.get(path).status_code in (403, 404)


def test_a_person_whose_account_was_closed_is_out_at_the_next_request(cast: Cast) -> None:
    lead = signed_in(cast, "lead")
    assert lead.get("/desk/people/").status_code == 200
    account = cast.account("lead")
    account.is_active = False
    account.save()
    assert lead.get("/desk/people/").status_code == 302


def test_a_long_text_outlives_its_session(cast: Cast) -> None:
    paper = draft(cast)
    path = f"/committee/papers/{paper.public_id}/edit/"
    officer = signed_in(cast, "officer")
    assert officer.get(path).status_code == 200
    officer.cookies.clear()
    answer = officer.post(path, {"title": paper.title, "summary": SUMMARY, "version": paper.version})
    assert answer["Location"].startswith("/accounts/login/")
    officer.force_login(cast.account("officer"), backend="django.contrib.auth.backends.ModelBackend")
    assert SUMMARY.strip() in officer.get(path).content.decode()


def test_the_second_of_two_people_sees_both_papers(cast: Cast) -> None:
    paper = draft(cast)
    path = f"/committee/papers/{paper.public_id}/edit/"
    first, second = signed_in(cast, "officer"), signed_in(cast, "officer")
    sent = {"title": paper.title, "version": paper.version}
    assert first.post(path, sent | {"summary": "What the first wrote."}).status_code == 302
    conflict = second.post(path, sent | {"summary": "What the second wrote."})
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "What the first wrote." in page
    assert "What the second wrote." in page
    paper.refresh_from_db()
    assert paper.summary == "What the first wrote."


def test_one_request_however_often_the_button_is_pressed(cast: Cast) -> None:
    researcher = signed_in(cast, "team_lead")
    path = f"/workspace/{cast.challenge.public_id}/requests/make/"
    sent = {
        "asked_of": cast.person("officer").public_id, "text": "Who counts passengers?", "why": "We compare counts.",
        "wanted_by": "2026-03-20", "once": "one press",
    }  # fmt: skip
    answers = [researcher.post(path, sent) for _ in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 302]
    assert Request.objects.count() == 1


def test_one_resolution_however_often_the_button_is_pressed(cast: Cast) -> None:
    paper = draft(cast)
    committees.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    committees.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=Paper.objects.get(pk=paper.pk))
    cast.meeting.on = date(2026, 3, 2)
    cast.meeting.save()
    clerk = signed_in(cast, "clerk")
    proposal = paper.proposals.get()
    sent = {"outcome": "agreed", "resolved_on": "2026-03-02", "words": proposal.text, "once": "one press"}
    answers = [clerk.post(f"/committee/proposals/{proposal.public_id}/resolve/", sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Resolution.objects.count() == 1
