"""The four facts of a recommendation, and the rules that follow from them.

A recommendation has four separate facts, each a dated history that is only
added to: what was *decided*, what its owner *reports* as progress, what another
party *checked*, and what *change* was observed. None follows from another:
agreeing is not doing, and doing is not working. There is no percentage.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from bridgework.core.reading import human_date


class Decision(StrEnum):
    """What was decided about a proposal or a recommendation."""

    AGREED = "agreed"
    AGREED_IN_PART = "agreed_in_part"
    AGREED_WITH_CHANGED_WORDS = "agreed_with_changed_words"
    NOTED = "noted"
    OFFICERS_TASKED = "officers_tasked"
    DEFERRED = "deferred"
    REFERRED = "referred"
    LOST = "lost"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NO_REPLY = "no_reply"
    NO_DECISION_FOUND = "no_decision_found"

    @property
    def label(self) -> str:
        """As screens write it."""
        return _sentence_case(self.value)

    @property
    def needs_reason(self) -> bool:
        """A reason is compulsory unless it was simply agreed, or nothing is known."""
        return self not in (Decision.AGREED, Decision.NO_REPLY, Decision.NO_DECISION_FOUND)

    @property
    def wants_action(self) -> bool:
        """Whether something is expected to be done after it."""
        return self in (
            Decision.AGREED,
            Decision.AGREED_IN_PART,
            Decision.AGREED_WITH_CHANGED_WORDS,
            Decision.OFFICERS_TASKED,
        )

    @property
    def says_no(self) -> bool:
        """Whether nothing is expected to be done after it."""
        return self in (Decision.LOST, Decision.DECLINED, Decision.WITHDRAWN)


class Progress(StrEnum):
    """How far the doing is, as reported or as checked."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"
    OVERTAKEN = "overtaken"

    @property
    def label(self) -> str:
        """As screens write it."""
        return _sentence_case(self.value)

    @property
    def needs_reason(self) -> bool:
        """Stopping, or being overtaken by events, has to be explained."""
        return self in (Progress.STOPPED, Progress.OVERTAKEN)


class ChangeKind(StrEnum):
    """Kinds of observed change."""

    MONEY_SAVED = "money_saved"
    MONEY_EARNED = "money_earned"
    PRACTICE = "practice"
    POLICY = "policy"
    SERVICE_OUTCOME = "service_outcome"
    EVIDENCE_BASE = "evidence_base"
    RECOGNITION = "recognition"
    CAREER = "career"
    NONE_FOUND = "none_found"

    @property
    def label(self) -> str:
        """As screens write it."""
        special = {ChangeKind.CAREER: "A participant’s career", ChangeKind.NONE_FOUND: "No change found"}
        return special.get(self, _sentence_case(self.value))


class Grade(StrEnum):
    """How much is known about an effect, weakest first."""

    NOTED = "noted"
    USED = "used"
    ACTED_ON = "acted_on"
    OUTCOME_REPORTED = "outcome_reported"
    OUTCOME_COMPARED = "outcome_compared"
    OUTCOME_TESTED = "outcome_tested"

    @property
    def label(self) -> str:
        """As screens write it."""
        return _sentence_case(self.value)

    @property
    def meaning(self) -> str:
        """One line for the person who chooses a grade."""
        return {
            Grade.NOTED: "Somebody who could act said they had read it.",
            Grade.USED: "It was used in a strategy, a paper or a plan.",
            Grade.ACTED_ON: "Somebody did something because of it.",
            Grade.OUTCOME_REPORTED: "Somebody says that something got better or worse.",
            Grade.OUTCOME_COMPARED: "The change was set beside a place or time without it.",
            Grade.OUTCOME_TESTED: "A study was made to tell the effect from other causes.",
        }[self]


@dataclass(frozen=True)
class Entry:
    """One dated entry in the history of a fact.

    Attributes:
        on: the day it speaks of.
        value: a value of the fact's vocabulary.
        source: who says so: "resolution" or "reply" for a decision, else a role.
        superseded: entered by mistake and replaced; kept, never current.
    """

    on: date
    value: str
    source: str = ""
    note: str = ""
    superseded: bool = False


@dataclass(frozen=True)
class FourFacts:
    """The current value of each fact; None is "not known"."""

    decided: Entry | None
    reported: Entry | None
    checked: Entry | None
    observed: Entry | None


@dataclass(frozen=True)
class Contradiction:
    """Two facts that do not fit; shown, never resolved by the program."""

    rule: str
    sentence: str


def current(history: Iterable[Entry]) -> Entry | None:
    """The latest entry that stands; of one day, the one entered last."""
    standing = [entry for entry in history if not entry.superseded]
    # max() keeps the first of equals, so look from the end.
    return max(reversed(standing), key=lambda entry: entry.on, default=None)


def current_decision(history: Iterable[Entry]) -> Entry | None:
    """A committee's resolution where there is one, else the addressee's reply."""
    kept = tuple(history)
    return current(e for e in kept if e.source == "resolution") or current(kept)


def four_facts(
    decisions: Iterable[Entry],
    reports: Iterable[Entry],
    checks: Iterable[Entry],
    changes: Iterable[Entry],
) -> FourFacts:
    """The current value of each of the four histories."""
    return FourFacts(current_decision(decisions), current(reports), current(checks), current(changes))


def contradictions(facts: FourFacts, decisions: Iterable[Entry] = ()) -> tuple[Contradiction, ...]:
    """Where the facts do not fit together.

    Args:
        facts: the current values.
        decisions: the whole history of decisions, to compare a resolution with
            a reply.
    """
    found: list[Contradiction] = []
    decided, reported, checked, observed = facts.decided, facts.reported, facts.checked, facts.observed
    if reported and checked and (reported.value == "done") != (checked.value == "done"):
        found.append(
            Contradiction(
                "reported-against-checked",
                f"Reported as {_words(reported.value)} on {human_date(reported.on)}, "
                f"but checked as {_words(checked.value)} on {human_date(checked.on)}.",
            )
        )
    active = next((e for e in (checked, reported) if e and e.value in ("done", "under_way")), None)
    if decided and Decision(decided.value).says_no and active:
        found.append(
            Contradiction(
                "declined-but-acted-on",
                f"The decision was “{_words(decided.value)}” ({human_date(decided.on)}), "
                f"yet progress is “{_words(active.value)}” ({human_date(active.on)}).",
            )
        )
    progress = checked or reported
    changed = observed is not None and observed.value != ChangeKind.NONE_FOUND
    if observed and changed and progress and progress.value == "not_started":
        found.append(
            Contradiction(
                "change-before-action",
                f"A change was observed on {human_date(observed.on)}, "
                f"yet progress is “not started” ({human_date(progress.on)}). "
                "Something else may have caused it.",
            )
        )
    kept = tuple(decisions)
    resolution = current(e for e in kept if e.source == "resolution")
    reply = current(e for e in kept if e.source == "reply")
    if resolution and reply and _leaning(resolution) * _leaning(reply) < 0:
        found.append(
            Contradiction(
                "resolution-against-reply",
                f"The committee’s decision was “{_words(resolution.value)}” ({human_date(resolution.on)}); "
                f"the reply was “{_words(reply.value)}” ({human_date(reply.on)}).",
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Rung:
    """A step of the escalation ladder, reached after so many days."""

    days_late: int
    key: str
    label: str


LADDER: tuple[Rung, ...] = (
    Rung(1, "asked_again", "Asked again"),
    Rung(14, "second_letter", "Second letter"),
    Rung(28, "third_letter", "Third letter"),
    Rung(56, "public_statement", "Public statement that no reply came"),
)
"""What happens to a reply that does not come; a programme can set its own."""


@dataclass(frozen=True)
class Overdue:
    """How late a reply is and what the ladder says.

    Attributes:
        rung: the highest rung reached.
        next_rung: what comes next and when; None at the top.
    """

    due: date
    days_late: int
    rung: Rung | None
    next_rung: Rung | None
    next_on: date | None

    @property
    def words(self) -> str:
        """For a list: "12 days late. Next: second letter, Mon 2 March 2026."."""
        days = "1 day late" if self.days_late == 1 else f"{self.days_late} days late"
        if self.next_rung is None or self.next_on is None:
            return f"{days}. {self.rung.label}." if self.rung else f"{days}."
        label = self.next_rung.label[0].lower() + self.next_rung.label[1:]
        return f"{days}. Next: {label}, {human_date(self.next_on)}."


def overdue(due: date, today: date, ladder: Sequence[Rung] = LADDER) -> Overdue | None:
    """How late something due on `due` is; None while it is in time."""
    days_late = (today - due).days
    if days_late < 1:
        return None
    rungs = sorted(ladder, key=lambda rung: rung.days_late)
    reached = [rung for rung in rungs if rung.days_late <= days_late]
    ahead = [rung for rung in rungs if rung.days_late > days_late]
    upcoming = ahead[0] if ahead else None
    return Overdue(
        due,
        days_late,
        reached[-1] if reached else None,
        upcoming,
        due + timedelta(days=upcoming.days_late) if upcoming else None,
    )


PROMPT_MONTHS = (6, 12, 24)


@dataclass(frozen=True)
class Prompt:
    """A question to a role some months on: what became of it?"""

    months: int
    on: date
    counted_from: Literal["the deciding meeting", "publication"]

    @property
    def reason(self) -> str:
        """Why it is asked on that day."""
        return f"{self.months} months after {self.counted_from}."


def prompts(
    deciding_meeting: date | None,
    published: date | None,
    months: Sequence[int] = PROMPT_MONTHS,
) -> tuple[Prompt, ...]:
    """When to ask what became of a recommendation.

    Counted from the meeting that decided, else from publication; none while
    neither has a date.
    """
    if deciding_meeting is not None:
        return tuple(Prompt(m, months_after(deciding_meeting, m), "the deciding meeting") for m in months)
    if published is not None:
        return tuple(Prompt(m, months_after(published, m), "publication") for m in months)
    return ()


def prompts_due(planned: Iterable[Prompt], today: date, asked: Collection[int] = ()) -> tuple[Prompt, ...]:
    """The prompts whose day has come and that were not asked yet.

    Args:
        planned: from `prompts`.
        today: the day it is.
        asked: months of the prompts already sent.
    """
    return tuple(p for p in planned if p.on <= today and p.months not in asked)


def months_after(day: date, months: int) -> date:
    """The same day some months on; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class ClosingRefused:
    """Why somebody may not close something, and who may."""

    rule: str
    reason: str
    remedy: str


def may_close_recommendation(
    roles: Collection[str],
    is_owner: bool,
    closers: Mapping[str, str] | None = None,
) -> ClosingRefused | None:
    """None when a person with these roles may close a recommendation.

    Args:
        roles: role keys held in the programme.
        is_owner: whether the person owns an action on it, or it is addressed to them.
        closers: role keys that may close, with their names; by default the
            programme lead and the coordinator.
    """
    closers = closers or {"programme_lead": "the programme lead", "coordinator": "a coordinator"}
    rule = "The programme closes a recommendation; the person who has to act on it never does."
    who = " or ".join(closers.values())
    if is_owner:
        return ClosingRefused(
            rule, "You own an action on it, or it is addressed to you.", f"Report it as done; {who} closes it."
        )
    if not any(role in closers for role in roles):
        return ClosingRefused(rule, "You hold no role that closes it.", f"Ask {who}.")
    return None


def may_close_action(
    roles: Collection[str], is_owner: bool, tasked_by_committee: bool, cites_meeting: bool
) -> ClosingRefused | None:
    """None when a person with these roles may close an action.

    An action tasked by a committee is closed by its clerk, citing the meeting
    that accepted it; any other by the programme. Its owner never closes it.
    """
    if not tasked_by_committee:
        refused = may_close_recommendation(roles, is_owner)
        rule = "The programme closes an action that no committee set; its owner never does."
        return refused and ClosingRefused(rule, refused.reason, refused.remedy)
    rule = "The committee’s clerk closes an action the committee set, citing a meeting."
    if is_owner:
        return ClosingRefused(rule, "You own it.", "Report it as done; the clerk takes it to the committee.")
    if "clerk" not in roles:
        return ClosingRefused(rule, "You are not the committee’s clerk.", "Ask the clerk.")
    if not cites_meeting:
        return ClosingRefused(rule, "No meeting is named.", "Name the meeting that accepted it as finished.")
    return None


def _leaning(entry: Entry) -> int:
    decision = Decision(entry.value)
    return 1 if decision.wants_action else -1 if decision.says_no else 0


def _words(value: str) -> str:
    return value.replace("_", " ")


def _sentence_case(value: str) -> str:
    words = _words(value)
    return words[0].upper() + words[1:]
