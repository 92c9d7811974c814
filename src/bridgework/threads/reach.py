"""How far the trail of a question can be followed, for one or for many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from bridgework.apps.committees.models import Paper, Resolution
from bridgework.apps.impact.models import Action, LedgerRow, StatementOfEffect
from bridgework.apps.questions.models import Belonging, Challenge
from bridgework.apps.reports.models import Report
from bridgework.core.ledger import ChangeKind, Decision

REACHES: Final[tuple[tuple[str, str], ...]] = (
    ("question", "The question"),
    ("report", "A report"),
    ("committee", "A committee"),
    ("decision", "A decision"),
    ("action", "An action"),
    ("change", "A use or a change"),
)
"""The furthest thing that is known, nearest first."""

UNDECIDED: Final = ("", Decision.NO_DECISION_FOUND.value, Decision.NO_REPLY.value)
PUBLIC_PAPER_STATES: Final = ("published", "considered")

_LIVE_WORDS: Final = {
    "open": "Looking for a team",
    "team_formed": "Team formed",
    "under_way": "Being worked on",
    "reported": "Reported",
    "at_committee": "With a committee",
    "decided": "Decided",
    "followed_up": "Followed up",
    "set_aside": "Set aside",
}
_LIVE_KINDS: Final = {
    "open": "waiting",
    "team_formed": "current",
    "under_way": "current",
    "reported": "current",
    "at_committee": "waiting",
    "decided": "done",
    "followed_up": "done",
    "set_aside": "set-aside",
}
_TOLD_WORDS: Final = {
    "question": "Trail stops at the question",
    "report": "Trail stops at the report",
    "committee": "Trail stops at the committee",
    "decision": "Decided",
    "action": "Acted on, change not found",
    "change": "Use reported, decision not found",
}


def with_reach(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """`challenges` with what is publicly known of each: has_report, has_paper and so on."""
    own = OuterRef("pk")
    return challenges.annotate(
        has_report=Exists(Report.objects.filter(challenge=own, state="published")),
        has_paper=Exists(Paper.objects.filter(challenge=own, state__in=PUBLIC_PAPER_STATES))
        # Of history a paper is rarely found; that a body received the report is kept as where it belongs.
        | Exists(
            Belonging.objects.filter(challenge=own, body__isnull=False, challenge__question__programme__is_history=True)
        ),
        has_decision=Exists(LedgerRow.objects.filter(challenge=own, is_public=True).exclude(decision__in=UNDECIDED))
        | Exists(
            Resolution.objects.filter(proposal__paper__challenge=own, superseded_by=None).exclude(
                outcome=Decision.NO_DECISION_FOUND.value
            )
        ),
        has_action=Exists(Action.objects.filter(challenge=own, is_public=True)),
        has_effect=Exists(
            StatementOfEffect.objects.filter(challenge=own, is_public=True, is_superseded=False).exclude(
                kind=ChangeKind.NONE_FOUND.value
            )
        ),
    )


def reaching(challenges: QuerySet[Challenge], reach: str) -> QuerySet[Challenge]:
    """Those of `challenges` (with reach) whose furthest known thing is `reach`."""
    further = dict.fromkeys(("has_effect", "has_action", "has_decision", "has_paper", "has_report"), False)
    to_committee = {key: value for key, value in further.items() if key != "has_report"} | {"has_paper": True}
    conditions: dict[str, dict[str, bool]] = {
        "change": {"has_effect": True},
        "action": {"has_effect": False, "has_action": True},
        "decision": {"has_effect": False, "has_action": False, "has_decision": True},
        "committee": to_committee,
        "report": {**further, "has_report": True},
        "question": further,
    }
    return challenges.filter(**conditions[reach]) if reach in conditions else challenges


@dataclass(frozen=True)
class Evidence:
    """What is publicly known to exist of a thread."""

    report: bool = False
    paper: bool = False
    decision: bool = False
    action: bool = False
    effect: bool = False

    @classmethod
    def annotated(cls, one: Any) -> Evidence:
        """From a challenge that passed `with_reach`."""
        return cls(one.has_report, one.has_paper, one.has_decision, one.has_action, one.has_effect)

    @property
    def furthest(self) -> str:
        """The furthest thing that is known."""
        known = (
            ("change", self.effect), ("action", self.action), ("decision", self.decision), ("committee", self.paper),
            ("report", self.report),
        )  # fmt: skip
        return next((reach for reach, there in known if there), "question")

    def words(self, *, is_history: bool, state: str) -> str:
        """For a list: "Trail stops at the committee", or where a question stands that is being worked on."""
        if not is_history:
            return _LIVE_WORDS.get(state, "Being worked on")
        if self.furthest == "change" and self.decision:
            return "Decided, use reported"
        return _TOLD_WORDS[self.furthest]

    def kind(self, *, is_history: bool, state: str) -> str:
        """The shape that goes with the words."""
        if not is_history:
            return _LIVE_KINDS.get(state, "current")
        return {"change": "stale", "action": "stale", "decision": "done"}.get(self.furthest, "unknown")
