"""How long something has waited, and whose interest is fading.

A reply is asked of people by role, so what is shown is the role and the wait,
never a judgement on a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bridgework.core.reading import human_date
from bridgework.core.working_days import Holidays, days_between, working_days_between

FADING_AFTER_DAYS = 21


@dataclass(frozen=True)
class Wait:
    """How long something waited, until `until`."""

    since: date
    until: date
    days: int
    working_days: int

    @property
    def short(self) -> str:
        """For where there is little room: "since today", "1 day", "19 days"."""
        if self.days == 0:
            return "since today"
        return "1 day" if self.days == 1 else f"{self.days} days"

    @property
    def words(self) -> str:
        """For a table: "since today", "1 day", "19 days (13 working days)"."""
        if self.days < 3:
            return self.short
        working = "1 working day" if self.working_days == 1 else f"{self.working_days} working days"
        return f"{self.short} ({working})"


def wait(since: date, until: date, holidays: Holidays) -> Wait:
    """How long something asked on `since` has waited on `until`; never negative."""
    later = max(since, until)
    return Wait(since, later, days_between(since, later), working_days_between(since, later, holidays))


@dataclass(frozen=True)
class Interest:
    """When somebody in a role last showed interest in a challenge.

    Attributes:
        holder: public id of the role holding, so that the page can link to it.
        began: when the role began; counts while nothing else is known.
        awaited: whether anything was asked of them; without it silence is not
            a sign of anything.
    """

    holder: str
    role: str
    began: date
    last_reply: date | None = None
    last_attendance: date | None = None
    awaited: bool = True

    @property
    def last_sign(self) -> tuple[date, str]:
        """The last sign of interest and what it was."""
        signs = [(self.began, "the role began")]
        if self.last_attendance is not None:
            signs.append((self.last_attendance, "came to a meeting"))
        if self.last_reply is not None:
            signs.append((self.last_reply, "replied"))
        return max(signs, key=lambda sign: sign[0])


@dataclass(frozen=True)
class Fading:
    """A role holder not heard from for too long, and the sentence that says so."""

    interest: Interest
    days: int
    limit: int
    reason: str


def fading_interest(
    people: Iterable[Interest],
    today: date,
    limit: int = FADING_AFTER_DAYS,
    limits_by_role: Mapping[str, int] | None = None,
) -> tuple[Fading, ...]:
    """Whose interest is fading, longest silence first.

    Interest fades when there was neither a reply nor attendance in more than
    `limit` days; a role can have a limit of its own.
    """
    found: list[Fading] = []
    for interest in people:
        if not interest.awaited:
            continue
        days_allowed = (limits_by_role or {}).get(interest.role, limit)
        last, sign = interest.last_sign
        days = days_between(last, today)
        if days > days_allowed:
            reason = (
                f"No reply or attendance for {days} days (last: {sign} on {human_date(last)}). "
                f"We look again after {days_allowed} days."
            )
            found.append(Fading(interest, days, days_allowed, reason))
    return tuple(sorted(found, key=lambda entry: (-entry.days, entry.interest.holder)))
