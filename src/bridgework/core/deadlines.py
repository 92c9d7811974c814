"""The deadlines of committee papers and decisions, each with the days that were counted.

Rules come in as data (`Notice`), days nobody works as a table; nothing here is stored, and nothing stored is trusted:
a deadline is counted again whenever it is asked for, so a holiday proclaimed later changes it.

Notice of meetings: Local Government Act 1972, sections 100A and 100B, counted in clear working days (R v Swansea City
Council ex parte Elitestone, 1993). Key decisions: the Local Authorities (Executive Arrangements) (Meetings and Access
to Information) (England) Regulations 2012, regulations 5 and 9 to 11. Call-in: local rules of each council.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bridgework.core.parish_days import why_not_counted_by_a_parish
from bridgework.core.planning import BlockedPeriod
from bridgework.core.reading import human_date
from bridgework.core.working_days import (
    Holidays,
    PassedOver,
    add_working_days,
    days_in_words,
    why_not_working,
    working_day_on_or_after,
    working_day_on_or_before,
)

Counting = Literal["working", "calendar", "parish", "parish-weekdays"]
COUNTINGS: Final[dict[Counting, str]] = {
    "working": "working days",
    "calendar": "calendar days",
    "parish": "days a parish counts, Saturdays too",
    "parish-weekdays": "days a parish counts, without Saturdays",
}
MOST_DAYS: Final = 366
"""More clear days than any rule asks; beyond it a number is a slip of the pen."""
LONDON: Final = ZoneInfo("Europe/London")
_DAY = timedelta(days=1)
_LOOK_BACK = 3_660


class DeadlineInvalid(ValueError):
    """A number of days or a date that no rule can have; the message says what would be."""


@dataclass(frozen=True)
class Notice:
    """How much notice a rule asks.

    Attributes:
        days: clear days; neither the day of publication nor the day of the meeting counts.
        counting: which days count.
        cut_off: what is published after this hour, or on a day nobody works, counts as published on the next working
            day; None where the council has no such rule.
    """

    days: int
    counting: Counting = "working"
    cut_off: time | None = None

    def __post_init__(self) -> None:
        """Refuse lengths that no rule has."""
        if not 0 <= self.days <= MOST_DAYS:
            raise DeadlineInvalid(f"Clear days are between 0 and {MOST_DAYS}.")


@dataclass(frozen=True)
class Deadline:
    """A last day, and the clear days between the publication and the meeting one by one.

    Attributes:
        latest_publication: the last working day that leaves enough clear days.
        published: the day of publication that was given, as it stands on the calendar; None where none was.
        counts_from: the day the publication counts as; the last day where none was given.
        counted: the days that count between that day and the meeting.
        passed_over: the days between that do not, each with its reason.
    """

    meeting: date
    notice: Notice
    latest_publication: date
    published: date | None
    counts_from: date
    counted: tuple[date, ...]
    passed_over: tuple[PassedOver, ...]

    @property
    def in_time(self) -> bool | None:
        """Whether the publication given was in time, counted afresh; None where none was given."""
        if self.published is None:
            return None
        return self.counts_from <= self.meeting and len(self.counted) >= self.notice.days

    @property
    def missing(self) -> int:
        """How many clear days are missing; 0 when in time or not published."""
        return max(0, self.notice.days - len(self.counted)) if self.published is not None else 0

    @property
    def explanation(self) -> str:
        """The days counted, those passed over and why, for a person."""
        noun = _noun(len(self.counted), self.notice.counting)
        counted = f": {days_in_words(self.counted)}" if self.counted and len(self.counted) <= 31 else ""
        start = "publication" if self.published is not None else "the last day to publish"
        sentences = [
            f"{len(self.counted)} {noun}{counted}.",
            f"Neither {human_date(self.counts_from)} ({start}) nor {human_date(self.meeting)} (the meeting) counts.",
        ]
        if self.published is not None and self.published != self.counts_from:
            sentences.append(
                f"Published on {human_date(self.published)} after office hours, so it counts as the next working day."
            )
        return " ".join([*sentences, *passed_in_words(self.passed_over)])

    @property
    def verdict(self) -> str:
        """Whether it is in time, or by when it has to be, in one sentence."""
        asked = f"{self.notice.days} {_noun(self.notice.days, self.notice.counting)}"
        last = human_date(self.latest_publication)
        if self.in_time is None:
            return f"Publish by {last}: that leaves {asked} before the meeting on {human_date(self.meeting)}."
        if self.in_time and len(self.counted) > self.notice.days:
            return f"In time: {len(self.counted)} where {asked} are asked for."
        if self.in_time:
            return f"In time: {len(self.counted)} of the {asked} asked for."
        return f"Late: {len(self.counted)} of the {asked} asked for. The last day was {last}."


def deadline(meeting: date, notice: Notice, holidays: Holidays, published: date | datetime | None = None) -> Deadline:
    """The last day to publish for a meeting and, where it was published, whether that was in time.

    Args:
        meeting: the day of the meeting.
        notice: what the rule asks.
        holidays: days nobody works.
        published: the day, or the moment (with its zone), at which the paper became public.
    """
    latest = latest_publication(meeting, notice, holidays)
    on = day_of(published) if published is not None else None
    start = counts_as(published, notice.cut_off, holidays) if published is not None else latest
    counted: list[date] = []
    passed: list[PassedOver] = []
    day = start + _DAY
    while day < meeting:
        reason = why_not_counted(day, holidays, notice.counting)
        if reason is None:
            counted.append(day)
        else:
            passed.append(PassedOver(day, reason))
        day += _DAY
    return Deadline(meeting, notice, latest, on, start, tuple(counted), tuple(passed))


def latest_publication(meeting: date, notice: Notice, holidays: Holidays) -> date:
    """The last day that leaves the clear days asked for, moved back to a working day: papers go out on these."""
    day, left = meeting, notice.days
    for _ in range(_LOOK_BACK):
        if not left:
            return working_day_on_or_before(day - _DAY, holidays)
        day -= _DAY
        if why_not_counted(day, holidays, notice.counting) is None:
            left -= 1
    raise DeadlineInvalid("There are not enough days that count before this meeting.")


def why_not_counted(day: date, holidays: Holidays, counting: Counting) -> str | None:
    """Why `day` is passed over in this way of counting, or None where it counts."""
    if counting == "calendar":
        return None
    if counting == "working":
        return why_not_working(day, holidays)
    return why_not_counted_by_a_parish(day, holidays, saturdays_count=counting == "parish")


def day_of(moment: date | datetime) -> date:
    """The day of a moment where councils are; a plain day is itself. Summer time is taken into account."""
    if isinstance(moment, datetime):
        return (moment.astimezone(LONDON) if moment.tzinfo is not None else moment).date()
    return moment


def counts_as(published: date | datetime, cut_off: time | None, holidays: Holidays) -> date:
    """The day a publication counts as. Exactly at the hour is still that day; a plain day has no hour."""
    on = day_of(published)
    if cut_off is None:
        return on
    on_working_day = working_day_on_or_after(on, holidays)
    if on_working_day != on or not isinstance(published, datetime):
        return on_working_day
    local = published.astimezone(LONDON) if published.tzinfo is not None else published
    return add_working_days(on, 1, holidays) if local.time() > cut_off else on


class Route(StrEnum):
    """By which way a key decision may be made, given when its notice was published."""

    NOTICE = "28 days' notice"
    GENERAL_EXCEPTION = "general exception"
    SPECIAL_URGENCY = "special urgency"


@dataclass(frozen=True)
class KeyDecision:
    """Which way is open to a key decision, and why."""

    route: Route
    notice: Deadline
    exception: Deadline
    sentence: str


def key_decision(
    decided_on: date, noticed: date | datetime, notice: Notice, exception: Notice, holidays: Holidays
) -> KeyDecision:
    """The way open to a key decision on a day, given when its notice was published (regulations 9 to 11 of 2012)."""
    full = deadline(decided_on, notice, holidays, noticed)
    short = deadline(decided_on, exception, holidays, noticed)
    if full.in_time:
        return KeyDecision(Route.NOTICE, full, short, f"The notice gives {len(full.counted)} clear days.")
    missing = f"The notice gives {len(full.counted)} of {notice.days} clear days"
    if short.in_time:
        return KeyDecision(
            Route.GENERAL_EXCEPTION,
            full,
            short,
            f"{missing}, so it goes by general exception: tell the chair of scrutiny, publish why 28 days were not "
            f"practicable. {exception.days} clear days have passed since.",
        )
    return KeyDecision(
        Route.SPECIAL_URGENCY,
        full,
        short,
        f"{missing}, and fewer than {exception.days} since: only special urgency is left. The chair of scrutiny must "
        "agree that it cannot wait, and the reasons are published.",
    )


def first_day_after(made_available: date | datetime, notice: Notice, holidays: Holidays) -> date:
    """The first working day on which something may be decided: the clear days after `made_available` have passed."""
    day, left = counts_as(made_available, notice.cut_off, holidays), notice.days
    while left:
        day += _DAY
        if why_not_counted(day, holidays, notice.counting) is None:
            left -= 1
    return working_day_on_or_after(day + _DAY, holidays)


@dataclass(frozen=True)
class CallIn:
    """How long a decision can be called in, and when it is in force.

    Attributes:
        opens_on: the day the decision was published, or counts as published.
        ends_on: the last day; None where it cannot be called in.
        ends_at: the hour on that day, such as noon; None for the end of the day.
        in_force_on: the first day it may be acted on.
        exempt_because: why an urgent decision is exempt; empty where it is not.
    """

    opens_on: date
    ends_on: date | None
    ends_at: time | None
    in_force_on: date
    counted: tuple[date, ...]
    passed_over: tuple[PassedOver, ...]
    exempt_because: str = ""

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be called in at a moment."""
        if self.ends_on is None:
            return False
        local = at.astimezone(LONDON) if at.tzinfo is not None else at
        if not self.opens_on <= local.date() <= self.ends_on:
            return False
        return local.date() < self.ends_on or self.ends_at is None or local.time() <= self.ends_at

    @property
    def explanation(self) -> str:
        """The same in words."""
        if self.ends_on is None:
            why = f" It is urgent: {self.exempt_because}" if self.exempt_because else ""
            return f"It cannot be called in; it is in force on {human_date(self.in_force_on)}.{why}"
        hour = f" at {_hour(self.ends_at)}" if self.ends_at is not None else ", at the end of the day"
        return " ".join(
            [
                f"It can be called in until {human_date(self.ends_on)}{hour}, and is in force on "
                f"{human_date(self.in_force_on)}.",
                f"{len(self.counted)} working days after publication: {days_in_words(self.counted)}.",
                *passed_in_words(self.passed_over),
            ]
        )


def call_in(
    published: date | datetime,
    days: int,
    holidays: Holidays,
    *,
    ends_at: time | None = None,
    cut_off: time | None = None,
    urgent_because: str = "",
) -> CallIn:
    """The call-in of a decision: it opens when the decision is published and ends `days` working days later.

    Args:
        ends_at: the hour on the last day; None for its end. Merton ends at noon, Gloucestershire with the day.
        urgent_because: why the decision is urgent, and so exempt and in force at once.
    """
    if not 0 <= days <= MOST_DAYS:
        raise DeadlineInvalid(f"Working days are between 0 and {MOST_DAYS}.")
    opens = counts_as(published, cut_off, holidays)
    if urgent_because.strip():
        return CallIn(opens, None, None, day_of(published), (), (), urgent_because.strip())
    if not days:
        return CallIn(opens, None, None, add_working_days(opens, 1, holidays), (), ())
    counted: list[date] = []
    passed: list[PassedOver] = []
    day = opens
    while len(counted) < days:
        day += _DAY
        reason = why_not_working(day, holidays)
        if reason is None:
            counted.append(day)
        else:
            passed.append(PassedOver(day, reason))
    return CallIn(opens, day, ends_at, add_working_days(day, 1, holidays), tuple(counted), tuple(passed))


@dataclass(frozen=True)
class Retention:
    """Until when a meeting's records stay open to the public. They are marked on that day, never deleted by it."""

    record_until: date
    background_until: date


def retention(meeting: date, record_years: int = 6, background_years: int = 4) -> Retention:
    """How long agenda, reports and minutes (section 100C) and background papers (section 100D) stay open."""
    return Retention(years_after(meeting, record_years), years_after(meeting, background_years))


def years_after(day: date, years: int) -> date:
    """The same day some years later. From 29 February to a common year it is 1 March: never a day too short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def election_on(day: date, periods: Collection[BlockedPeriod]) -> BlockedPeriod | None:
    """The election period that covers a day."""
    return next((one for one in periods if one.first <= day <= one.last), None)


def notice_of_election(polling_day: date, holidays: Holidays, days: int = 25) -> date:
    """The last day to publish the notice of an election, when its period usually begins: 25 working days before."""
    return add_working_days(polling_day, -days, holidays)


def passed_in_words(passed: Collection[PassedOver]) -> list[str]:
    """Sentences on the days passed over: weekends together, everything else by name."""
    weekend = {"Saturday", "Sunday"}
    special: dict[str, list[date]] = {}
    for one in passed:
        if one.reason not in weekend:
            special.setdefault(one.reason, []).append(one.day)
    reasons = {one.reason for one in passed} & weekend
    sentences = []
    if reasons:
        sentences.append("Weekends do not count." if reasons == weekend else f"{reasons.pop()}s do not count.")
    for reason, days in special.items():
        verb = "does" if len(days) == 1 else "do"
        named = human_date(days[0]) if len(days) == 1 else days_in_words(tuple(days))
        sentences.append(f"{named} {verb} not count: {reason}.")
    return sentences


def _noun(number: int, counting: Counting) -> str:
    kind = "calendar " if counting == "calendar" else ""
    return f"clear {kind}day{'' if number == 1 else 's'}"


def _hour(at: time | None) -> str:
    return "noon" if at == time(12) else f"{at:%H:%M}"
