"""A robot that opens every link and sends every form of the first page, with every choice, changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bridgework.apps.applications.models import Application
from bridgework.apps.participation.actions import issue_link, revoke_link
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.participation.queries import standing
from bridgework.apps.questions.models import Support, WordingConsent
from bridgework.apps.reports.models import FactCheckComment, Report
from bridgework.demo.invented.stage import Stage
from bridgework.kernel.links import PURPOSES, Choice
from bridgework.kernel.permissions import SYSTEM
from tests.withstand.walking import Forms

pytestmark = pytest.mark.django_db

EVERY_PURPOSE = sorted(
    ["applications.join", "impact.prompt", "impact.report-back", "questions.owner_wording", "questions.support",
     "reports.fact-check", "teams.join", "workspace.request"]
)  # fmt: skip
TRIED_BY_THEMSELVES = {
    # Answered with a code from the invited mailbox, which a robot does not have.
    "committees.clearance": "tests/web/links/test_codes.py",
    "committees.form-correction": "tests/web/links/test_codes.py",
    # One standing link for all that an interview is asked.
    "workspace.consent": "tests/apps/workspace/test_interviews.py",
    # Sent to whoever asks what is held about them, not by staff.
    "privacy.request": "tests/web/privacy/test_privacy_pages.py",
}
"""Purposes that the living programme has no waiting question of, and where a robot is let loose on each."""
_OWN_BUSINESS = {"sessions.Session", "kernel.WorkerSeen"}


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def counts() -> dict[str, Any]:
    """Every row of every table, by its values."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.label not in _OWN_BUSINESS
    }


def a_link_for(purpose: str) -> str:
    """A fresh link to a record of the living programme that still waits for this answer."""
    now = timezone.now()
    # What has been answered by today is put back to where it waited.
    LinkAnswer.objects.filter(purpose=purpose).delete()
    Application.objects.filter(joint_applicants__isnull=False).update(state="sent")
    WordingConsent.objects.update(answer="", settled_at=None)
    Report.objects.update(state="with_officers")
    FactCheckComment.objects.update(replied_at=None)
    Support.objects.filter(pk=Support.objects.filter(challenge__state="under_way").latest("pk").pk).update(
        state="invited"
    )
    asked = [
        (row.record_public_id, row.person, row.scope)
        for row in PersonalLink.objects.filter(purpose=purpose).order_by("-pk").select_related("person")
    ]
    asked += [
        (row.public_id, row.person, row.scope)
        for row in Support.objects.filter(state="invited").select_related("person")
        if purpose == "questions.support"
    ]
    public_id, person, scope = next(one for one in asked if not PURPOSES[purpose].closed(one[0], now))
    _, token = issue_link(
        actor=SYSTEM, now=now, purpose=purpose, record_public_id=public_id, person=person, scope=scope,
        expires_at=now + timedelta(days=14),
    )  # fmt: skip
    return f"/l/{token}/"


def test_every_purpose_is_tried() -> None:
    tried = sorted([*EVERY_PURPOSE, *TRIED_BY_THEMSELVES])
    assert sorted(one for one in PURPOSES if not one.startswith("tests.")) == tried


@pytest.mark.parametrize("purpose", EVERY_PURPOSE)
def test_a_robot_changes_nothing(living: Stage, client: Client, purpose: str) -> None:
    address = a_link_for(purpose)
    before = counts()
    opened = client.get(address)
    page = opened.content.decode()
    choices = _choices(purpose)
    assert opened.status_code == 200
    for form in Forms(page).forms:
        for choice in choices:
            sent = {name: (values or [""])[0] or "some words" for name, (_, values) in form.fields.items()}
            sent |= {"choice": choice.key, f"text_{choice.key}": "Ann Other, ann.other@example.org"}
            if form.method == "post":
                client.post(form.action or address, sent)
            else:
                client.get(form.action or address, sent)
    client.head(address)
    after = counts()
    assert [label for label, rows in after.items() if rows != before[label]] == []


@pytest.mark.parametrize("purpose", EVERY_PURPOSE)
@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_link_that_no_longer_stands_says_so_and_takes_nothing(
    living: Stage, client: Client, purpose: str, how: str
) -> None:
    address = a_link_for(purpose)
    link = PersonalLink.objects.latest("pk")
    if how == "expired":
        PersonalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    else:
        revoke_link(actor=SYSTEM, now=timezone.now(), link=link, reason="Sent by mistake.")
    link.refresh_from_db()
    assert not standing(link, timezone.now()).open
    answers = LinkAnswer.objects.count()
    for choice in _choices(purpose):
        response = client.post(address, {"choice": choice.key, f"text_{choice.key}": "x", "sealed": "made up"})
        assert response.status_code == 410
    assert LinkAnswer.objects.count() == answers


def _choices(purpose: str) -> tuple[Choice, ...]:
    link = PersonalLink.objects.filter(purpose=purpose).latest("pk")
    return PURPOSES[purpose].card(link.record_public_id, link.person_id).choices
