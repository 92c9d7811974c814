"""“Ready to publish?” as pages show it: each failure with the address of the place where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from bridgework.apps.committees import rules
from bridgework.apps.committees.models import Paper, PublicationOverride
from bridgework.apps.committees.queries.clearing import ClearanceView
from bridgework.apps.committees.queries.readiness import Readiness, readiness_of
from bridgework.kernel.permissions import Actor
from bridgework.web.clearance_texts import NO_ANSWER, STANDINGS


@dataclass(frozen=True)
class FailureShown:
    """One failure: its sentence, where it is mended, who let it pass, and whether somebody can."""

    sentence: str
    address: str
    override: PublicationOverride | None
    let_pass_address: str
    never: bool
    """Whether nobody can let it pass."""


@dataclass(frozen=True)
class ReadinessShown:
    """How ready a paper is."""

    readiness: Readiness
    failures: tuple[FailureShown, ...]
    passed: tuple[FailureShown, ...]
    clearances: tuple[tuple[str, str, str], ...]
    """Role, state colour, state in words."""

    @property
    def count(self) -> int:
        """How much still keeps it from being published."""
        return len(self.failures)


def readiness_shown(actor: Actor, paper: Paper, now: datetime) -> ReadinessShown:
    """How ready a paper is, with the addresses this actor can use."""
    return shown_of(readiness_of(paper, now), may_let_pass=rules.OVERRIDE.may(actor, paper).allowed)


def shown_of(found: Readiness, *, may_let_pass: bool = False) -> ReadinessShown:
    """A readiness that was read already, for a page."""
    rows = []
    for one in found.found:
        failure = one.failure
        can = may_let_pass and failure.can_be_overridden and one.blocks
        rows.append(
            FailureShown(
                sentence=failure.sentence,
                address=address_of(found.paper, failure.place),
                override=one.override,
                let_pass_address=(
                    f"{reverse('committee:let-pass', args=[found.paper.public_id])}?code={failure.code}"
                    f"&place={failure.place}"
                    if can
                    else ""
                ),
                never=not failure.can_be_overridden,
            )
        )
    return ReadinessShown(
        found,
        tuple(one for one in rows if one.override is None),
        tuple(one for one in rows if one.override is not None),
        tuple((one.role, *_standing(one, found.deadline.published)) for one in found.clearances),
    )


def _standing(view: ClearanceView, today: date | None) -> tuple[str, str]:
    if today is not None and view.days_late(today):
        return NO_ANSWER
    return STANDINGS[view.state]


def panel_context(actor: Actor, paper: Paper, now: datetime) -> dict[str, Any]:
    """What `committee/_readiness.html` shows beside a paper that is not published yet; nothing for any other."""
    if paper.state not in rules.BEFORE_PUBLICATION:
        return {}
    shown = readiness_shown(actor, paper, now)
    return {"ready": shown, "readiness_template": "committee/_readiness.html"}


def address_of(paper: Paper, place: str) -> str:
    """The page on which what is wrong at a place is mended."""
    group, _, key = place.partition("/")
    page = reverse("committee:paper", args=[paper.public_id])
    if group == "sections":
        return reverse("committee:section", args=[paper.public_id, key])
    if group in ("implications", "priorities"):
        return reverse("committee:implication", args=[paper.public_id, group, key])
    if group == "clearances":
        return f"{reverse('committee:clearances', args=[paper.public_id])}#{key}"
    if group == "attachments":
        return reverse("committee:attachment", args=[key])
    if group in ("background", "equality"):
        return reverse("committee:missing", args=[paper.public_id])
    if group == "publication":
        return reverse("committee:publish", args=[paper.public_id])
    if group == "documents":
        return reverse("committee:documents", args=[paper.public_id])
    if group == "proposals":
        return f"{page}#proposals"
    return reverse("committee:front", args=[paper.public_id]) if group == "front" else page
