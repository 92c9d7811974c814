"""What changed on public threads, for a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Transition

STEP_WORDS = {
    "create": "became public",
    "form_team": "a team was formed",
    "start_work": "the work began",
    "publish_report": "the report was published",
    "put_to_committee": "it went to the committee",
    "decide": "a decision was recorded",
    "follow_up": "the follow-up was closed",
    "set_aside": "it was set aside",
    "resume": "it was taken up again",
    "reopen": "the follow-up was reopened",
}
LOOK_BACK = 400
"""Transitions looked at: enough to fill a feed even where most belong to threads that are not public."""


@dataclass(frozen=True)
class Change:
    """One step of a public thread."""

    code: str
    public_id: str
    number: int
    title: str
    question: str
    words: str
    at: datetime
    is_invented: bool


def recent_changes(most: int) -> list[Change]:
    """The newest steps of public threads, newest first; two queries.

    Where no step was taken yet (history is told, not lived) the newest threads stand in, as having become public.
    """
    moves = list(Transition.objects.filter(record_kind=Challenge.record_kind()).order_by("-pk")[:LOOK_BACK])
    challenges = {
        one.public_id: one
        for one in Challenge.objects.filter(
            is_public=True, public_id__in={move.record_public_id for move in moves}
        ).select_related("question__programme")
    }
    found = [
        _change(challenges[move.record_public_id], move.pk, STEP_WORDS.get(move.event, "changed"), move.at)
        for move in moves
        if move.record_public_id in challenges
    ][:most]
    if found:
        return found
    newest = Challenge.objects.filter(is_public=True).select_related("question__programme").order_by("-pk")[:most]
    return [_change(one, 0, "became public", one.created_at) for one in newest]


def _change(one: Challenge, number: int, words: str, at: datetime) -> Change:
    question = one.question
    return Change(
        one.code, one.public_id, number, question.title, question.title, words, at, question.programme.is_invented
    )
