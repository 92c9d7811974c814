"""How the invented council decides: its rules, its meetings, and a minute that was pasted and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from bridgework.apps.calendar.actions import (
    approve_minutes,
    hold_committee_meeting,
    note_attendance,
    set_deadline_rule,
    set_governance,
)
from bridgework.apps.committees.actions import Resolved, confirm_minute, paste_minute
from bridgework.apps.committees.models import Paper, Resolution
from bridgework.core.papers.minutes import MinuteRead, ReadForProposal
from bridgework.demo.invented.stage import Stage
from bridgework.kernel.permissions import SYSTEM

CHECKED_BY: Final = "the monitoring officer"
APPROVED_AT: Final = {"environment_spring": "last_environment", "communities_past": "last_communities"}
"""At which meeting the minutes of which were approved."""
PRESENT: Final = {"last_communities": 9, "last_environment": 8, "environment_spring": 10, "communities_past": 9}


def lay_rules(stage: Stage) -> None:
    """A committee-system council that has 28 days' notice and call-in by its own constitution."""
    council = stage.organisations["council"]
    begins = date(stage.today.year - 5, 5, 15)
    set_governance(
        actor=SYSTEM,
        now=stage.now,
        organisation=council,
        model="committee",
        starts_on=begins,
        source="constitution of Fenmarch, article 4 (invented)",
        checked_by=CHECKED_BY,
        checked_on=begins,
    )
    for key, number, counting, at, source in (
        (
            "meeting-notice",
            5,
            "working",
            None,
            "Local Government Act 1972, section 100B; constitution, part 4B (invented)",
        ),
        ("key-decision-notice", 28, "calendar", None, "constitution, part 4B, rule 12 (invented)"),
        ("call-in", 5, "working", time(12), "constitution, part 4E, rule 3 (invented)"),
        ("cut-off", None, "working", time(17), "guidance to authors, page 2 (invented)"),
    ):
        set_deadline_rule(
            actor=SYSTEM,
            now=stage.now,
            organisation=council,
            key=key,
            number=number,
            counting=counting,
            at=at,
            starts_on=begins,
            source=source,
            checked_by=CHECKED_BY,
            checked_on=begins,
        )


def hold(stage: Stage, key: str) -> None:
    """The clerk notes that a committee met, how many were there, and which minutes it approved."""
    clerk, meeting = stage.actor("clerk"), stage.meetings[key]
    hold_committee_meeting(actor=clerk, now=stage.now, meeting=meeting)
    if key in PRESENT:
        note_attendance(actor=clerk, now=stage.now, meeting=meeting, present=PRESENT[key])
    if key in APPROVED_AT:
        approve_minutes(actor=clerk, now=stage.now, meeting=stage.meetings[APPROVED_AT[key]], approved_at=meeting)


@dataclass(frozen=True)
class Confirmed:
    """What the clerk changed of what was read on one proposal; empty is as it was read."""

    outcome: str = ""
    words: str = ""
    reason: str = ""


def decide_by_minute(stage: Stage, paper: Paper, text: str, confirmed: Sequence[Confirmed]) -> list[Resolution]:
    """The clerk pastes the minute, looks it over and records it, proposal by proposal."""
    clerk = stage.actor("clerk")
    minute = paste_minute(actor=clerk, now=stage.now, paper=paper, text=text)
    read = {one.letter: one for one in MinuteRead.from_json(minute.read).resolutions}
    met_on = paper.committee_meeting.on
    resolved = {}
    for proposal, mine in zip(paper.proposals.order_by("order"), confirmed, strict=True):
        found = read.get(proposal.letter, ReadForProposal(proposal.letter))
        resolved[proposal.public_id] = Resolved(
            outcome=mine.outcome or found.outcome,
            resolved_on=met_on,
            words=mine.words or found.words,
            reason=mine.reason or found.reason,
            report_back_on=proposal.report_back_on,
            owner_role=proposal.owner_role,
            source="minutes, item 6",
            mover=found.mover,
            seconder=found.seconder,
            votes=found.votes,
        )
    return confirm_minute(actor=clerk, now=stage.now, minute=minute, resolved=resolved)
