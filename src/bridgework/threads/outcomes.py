"""What became of questions, each in one line: for "Has this been asked?" and the question desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Q

from bridgework.apps.calendar.queries import UNNAMED, names_of_bodies
from bridgework.apps.committees.models import Resolution
from bridgework.apps.programmes.queries import round_named
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.questions.queries.desk import STATE_WORDS
from bridgework.core.reading import human_date
from bridgework.threads.reach import UNDECIDED, with_reach

_BEFORE_A_REPORT = {
    "open": "Taken up in {round}; it has no team yet.",
    "team_formed": "Taken up in {round}; its team is formed.",
    "under_way": "Being worked on in {round}.",
    "set_aside": "Taken up in {round} and set aside.",
}


def what_became(keys: Iterable[int]) -> dict[int, str]:
    """Key of a question to one line on what became of it, from what is public. Four queries at most, however many."""
    wanted = list(keys)
    if not wanted:
        return {}
    found: dict[int, str] = {}
    for key, state, label in Question.objects.filter(pk__in=wanted).values_list("pk", "state", "round__label"):
        found[key] = _not_taken_up(state, label or "")
    challenges = list(
        with_reach(Challenge.objects.filter(question__in=wanted))
        .select_related("round", "question__programme", "target_meeting")
        .annotate(public_recommendations=Count("recommendations", filter=Q(recommendations__is_public=True)))
    )
    decisions = _decisions([one.pk for one in challenges])
    for one in challenges:
        found[one.question_id] = _taken_up(one, decisions.get(one.pk, ""))
    return found


def _not_taken_up(state: str, label: str) -> str:
    where = f" in {round_named(label)}" if label else ""
    words = {
        "proposed": f"Proposed{where}; nothing is decided yet.",
        "shortlisted": f"On the shortlist{where}.",
        "in_bank": "Kept in the bank, to be offered to a round again.",
        "declined": "Looked at and not taken up.",
        "withdrawn": "Withdrawn by those who proposed it.",
    }
    return words.get(state, STATE_WORDS.get(state, state).capitalize() + ".")


def _taken_up(challenge: Challenge, decision: str) -> str:
    known = vars(challenge)
    label = round_named(challenge.round.label)
    if not challenge.is_public and not known["has_report"]:
        return f"Taken up in {label}."
    parts = []
    if known["has_report"]:
        number = known["public_recommendations"]
        counted = {0: "", 1: " with 1 recommendation"}.get(number, f" with {number} recommendations")
        parts.append(f"Reported in {label}{counted}.")
    elif challenge.question.programme.is_history:
        parts.append(f"Worked on in {label}.")
    else:
        return _BEFORE_A_REPORT.get(challenge.state, "Taken up in {round}.").format(round=label)
    parts.append(decision or _no_decision(challenge))
    if known["has_effect"]:
        parts.append("A use or a change is on record.")
    return " ".join(part for part in parts if part)


def _no_decision(challenge: Challenge) -> str:
    if challenge.question.programme.is_history:
        return "We could not find what was decided."
    if challenge.target_meeting is not None and challenge.state in ("reported", "at_committee"):
        return f"It goes to the committee on {human_date(challenge.target_meeting.on)}."
    return "Nothing is decided yet."


def _decisions(challenges: list[int]) -> dict[int, str]:
    """Key of a challenge to its latest decision in words, from the resolutions that stand."""
    rows = list(
        Resolution.objects.filter(
            proposal__paper__challenge__in=challenges,
            proposal__paper__state__in=("published", "considered"),
            superseded_by=None,
        )
        .exclude(outcome__in=UNDECIDED)
        .order_by("proposal__paper__committee_meeting__on", "id")
        .annotate(
            challenge=F("proposal__paper__challenge"),
            body=F("proposal__paper__committee_meeting__body"),
            met_on=F("proposal__paper__committee_meeting__on"),
        )
        .values_list("challenge", "body", "met_on", "outcome")
    )
    names = names_of_bodies({body for _, body, _, _ in rows})
    latest: dict[int, tuple[int, date]] = {challenge: (body, on) for challenge, body, on, _ in rows}
    found = {}
    for key, (body, on) in latest.items():
        outcomes = Counter(outcome for *place, outcome in rows if place == [key, body, on])
        words = dict(Resolution.OUTCOMES)
        told = ", ".join(f"{number} {words[outcome]}" for outcome, number in outcomes.items())
        found[key] = f"{names.get(body, UNNAMED)}, {human_date(on)}: {told}."
    return found
