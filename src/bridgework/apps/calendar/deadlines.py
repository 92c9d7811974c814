"""Deadlines of a body's meetings: the rules in force, the days that count, and what follows for a paper.

Nothing here is stored. `ground_of` reads everything about one council in four queries; what is counted from it asks the
database nothing more, so a list of papers loads the ground of each council once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from bridgework.apps.calendar.deadline_rules import KINDS, KindOfRule, shipped_rules
from bridgework.apps.calendar.models import Body, DeadlineRule, Governance
from bridgework.apps.calendar.queries import blocked_periods, holidays
from bridgework.apps.people.models import Organisation
from bridgework.core.deadline_rules import Circumstances, DatedRule, in_force, nearest
from bridgework.core.deadlines import COUNTINGS, CallIn, Deadline, Notice, Retention, call_in, deadline, retention
from bridgework.core.paper_timetable import Lengths, Line, timetable
from bridgework.core.planning import BlockedPeriod
from bridgework.core.working_days import Holidays

USUAL_CLEAR_DAYS: Final = 5
"""What a committee has before anybody sets its number; then the shipped rule decides."""
USUAL_NATION: Final = "england"

_COUNTING_WORDS = {str(key): words for key, words in COUNTINGS.items()}


@dataclass(frozen=True)
class Ground:
    """Everything one council's deadlines are counted from."""

    organisation: Organisation
    governances: tuple[Governance, ...]
    rows: tuple[DeadlineRule, ...]
    days: dict[str, Holidays]
    """Days nobody works, by the nation's name in the table of holidays."""
    elections: tuple[BlockedPeriod, ...]

    def governance(self, on: date) -> Governance | None:
        """How the council decides on a day; None where nobody has said."""
        standing = [one for one in self.governances if (one.starts_on or date.min) <= on]
        return max(standing, key=lambda one: (one.starts_on or date.min, one.pk), default=None)

    def holidays(self, on: date) -> Holidays:
        """Days nobody works, of the council's nation on a day."""
        found = self.governance(on)
        return self.days[_table_nation(found.nation if found is not None else USUAL_NATION)]

    def circumstances(self, body: Body, on: date) -> Circumstances:
        """What decides which rules bind a body on a day."""
        found = self.governance(on)
        if found is None:
            return Circumstances(on, body_kind=body.kind)
        return Circumstances(on, found.nation, found.council, found.model, body.kind)

    def circumstances_of_council(self, kind: KindOfRule, on: date) -> Circumstances:
        """The same for the council as such: rules of executives as they bind its executive."""
        found = self.governance(on)
        body_kind = "executive" if kind.for_executives else "committee"
        if found is None:
            return Circumstances(on, body_kind=body_kind)
        return Circumstances(on, found.nation, found.council, found.model, body_kind)

    def rules(self, body: Body | None) -> tuple[DatedRule, ...]:
        """Every rule that may bind the body (or the council as such): shipped, the council's, the committee's."""
        own = [_dated(one) for one in self.rows if one.body_id is None or (body is not None and one.body_id == body.pk)]
        return (*shipped_rules(), *own)

    def rule(self, key: str, body: Body, on: date) -> DatedRule | None:
        """The rule of this key in force for a body on a day."""
        found = in_force(self.rules(body), key, self.circumstances(body, on))
        if key != "meeting-notice" or body.clear_days == USUAL_CLEAR_DAYS:
            return found
        if found is not None and (found.set_by != "shipped" or found.number == body.clear_days):
            return found
        own = found or DatedRule(key, True, None, "working", None, None, None, "")
        return replace(own, number=body.clear_days, source="the committee's own page", address="", set_by="committee")

    def nearest_rule(self, key: str, body: Body, on: date) -> DatedRule | None:
        """The nearest rule of this key, also where it says that it does not apply."""
        return nearest(self.rules(body), key, self.circumstances(body, on))

    def notice(self, key: str, body: Body, on: date) -> Notice | None:
        """A rule of clear days as `core.deadlines` counts with, with the cut-off hour; None where it does not bind."""
        found = self.rule(key, body, on)
        if found is None or found.number is None:
            return None
        return Notice(found.number, found.counting, self.cut_off(body, on))

    def cut_off(self, body: Body, on: date) -> time | None:
        """The hour after which a publication counts as the next working day."""
        found = self.rule("cut-off", body, on)
        return found.at if found is not None else None

    def number(self, key: str, body: Body, on: date) -> int | None:
        """The number of a rule; None where it does not bind."""
        found = self.rule(key, body, on)
        return found.number if found is not None else None


def ground_of(organisation: Organisation) -> Ground:
    """Everything a council's deadlines are counted from. Four or five queries."""
    governances = tuple(Governance.objects.filter(organisation=organisation).order_by("id"))
    nations = {_table_nation(one.nation) for one in governances} | {_table_nation(USUAL_NATION)}
    return Ground(
        organisation,
        governances,
        tuple(DeadlineRule.objects.filter(organisation=organisation).order_by("id")),
        {nation: holidays(organisation, nation=nation) for nation in sorted(nations)},
        blocked_periods(organisation),
    )


def rules_of(organisation: Organisation) -> Ground:
    """Only the rules of a council, for who has its days already. Two queries."""
    governances = tuple(Governance.objects.filter(organisation=organisation).order_by("id"))
    rows = tuple(DeadlineRule.objects.filter(organisation=organisation).order_by("id"))
    return Ground(organisation, governances, rows, {}, ())


def notice_of_meeting(body: Body, meeting_on: date, ground: Ground) -> Notice:
    """How much notice a meeting of a body is given; a body of another council than the ground's has its own number."""
    if body.organisation_id != ground.organisation.pk:
        return Notice(body.clear_days)
    found = ground.notice("meeting-notice", body, meeting_on)
    return found or Notice(body.clear_days, cut_off=ground.cut_off(body, meeting_on))


def grounds_of(organisations: Iterable[Organisation]) -> dict[int, Ground]:
    """The ground of each council, by its key; the queries grow with the councils, not with their papers."""
    return {key: ground_of(one) for key, one in {one.pk: one for one in organisations}.items()}


def last_day_to_publish(
    body: Body,
    meeting_on: date,
    *,
    published: date | datetime | None = None,
    ground: Ground | None = None,
) -> Deadline:
    """The last day to publish for a meeting of a body, explained; with `published`, whether that was in time."""
    found = ground or ground_of(body.organisation)
    notice = notice_of_meeting(body, meeting_on, found)
    return deadline(meeting_on, notice, found.holidays(meeting_on), published)


def key_decision_notice(
    body: Body, meeting_on: date, *, published: date | datetime | None = None, ground: Ground | None = None
) -> Deadline | None:
    """The last day to announce a key decision; None where no such rule binds this body."""
    return _deadline_of("key-decision-notice", body, meeting_on, published, ground or ground_of(body.organisation))


def private_meeting_notices(
    body: Body, meeting_on: date, *, ground: Ground | None = None
) -> tuple[Deadline | None, Deadline | None]:
    """The last days for the two notices of a private meeting; None where the rules do not bind this body."""
    found = ground or ground_of(body.organisation)
    first = _deadline_of("private-meeting-notice", body, meeting_on, None, found)
    return first, _deadline_of("private-meeting-second-notice", body, meeting_on, None, found)


def call_in_of(
    body: Body, published: date | datetime, *, urgent_because: str = "", ground: Ground | None = None
) -> CallIn | None:
    """How long a decision of this body can be called in; None where no such rule binds it."""
    found = ground or ground_of(body.organisation)
    on = published.date() if isinstance(published, datetime) else published
    rule = found.rule("call-in", body, on)
    if rule is None or rule.number is None:
        return None
    cut_off = found.cut_off(body, on)
    return call_in(
        published, rule.number, found.holidays(on), ends_at=rule.at, cut_off=cut_off, urgent_because=urgent_because
    )


def retention_of(body: Body, meeting_on: date, *, ground: Ground | None = None) -> Retention:
    """Until when a meeting's records and background papers stay open to the public."""
    found = ground or ground_of(body.organisation)
    record = found.number("record-kept", body, meeting_on)
    background = found.number("background-kept", body, meeting_on)
    return retention(meeting_on, record if record is not None else 6, background if background is not None else 4)


def paper_timetable(body: Body, meeting_on: date, *, ground: Ground | None = None) -> tuple[Line, ...]:
    """What has to be done for a paper by when, counted backwards from the meeting."""
    found = ground or ground_of(body.organisation)
    draft, clearances = found.number("draft", body, meeting_on), found.number("clearances", body, meeting_on)
    lengths = Lengths(
        publication=last_day_to_publish(body, meeting_on, ground=found).notice,
        forward_plan=found.notice("key-decision-notice", body, meeting_on),
        told=found.number("author-told", body, meeting_on),
        draft=draft or 0,
        clearances=clearances or 0,
        final=found.number("final-version", body, meeting_on),
    )
    return timetable(meeting_on, lengths, found.holidays(meeting_on), found.elections)


def _deadline_of(
    key: str, body: Body, meeting_on: date, published: date | datetime | None, ground: Ground
) -> Deadline | None:
    notice = ground.notice(key, body, meeting_on)
    return None if notice is None else deadline(meeting_on, notice, ground.holidays(meeting_on), published)


def _dated(row: DeadlineRule) -> DatedRule:
    return DatedRule(
        key=row.key,
        applies=row.applies,
        number=row.number,
        counting=row.counting,  # type: ignore[arg-type]
        at=row.at,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        source=row.source,
        checked_by=row.checked_by,
        checked_on=row.checked_on,
        set_by="committee" if row.body_id is not None else "council",
        order=row.pk,
    )


def _table_nation(nation: str) -> str:
    """The nation's name in the table of holidays, where England and Wales are one."""
    return "england-wales" if nation in ("england", "wales") else nation


def as_before(ground: Ground, day: date, *, is_added: bool) -> Ground:
    """The ground as it was before one holiday was added (or taken away): what the change moves can be told apart."""

    def without(days: Holidays) -> Holidays:
        if is_added:
            return {one: name for one, name in days.items() if one != day}
        return {**days, day: "a holiday that was taken away"}

    return replace(ground, days={nation: without(days) for nation, days in ground.days.items()})


@dataclass(frozen=True)
class RuleShown:
    """One kind of rule as it stands for a council or a committee on a day, in words."""

    kind: KindOfRule
    rule: DatedRule | None
    words: str
    row: DeadlineRule | None
    """The council's or committee's own row it comes from; None where it is shipped."""
    coming: tuple[DeadlineRule, ...]
    """Own rows that begin later."""


def rules_shown(ground: Ground, body: Body | None, on: date) -> list[RuleShown]:
    """Every kind of rule as it stands on a day: for a committee, or (without one) for the council as such.

    For the council, the rules of executives are shown as they bind its executive.
    """
    shown = []
    for kind in KINDS.values():
        if body is not None:
            rule = ground.rule(kind.key, body, on) or ground.nearest_rule(kind.key, body, on)
        else:
            rule = nearest(ground.rules(None), kind.key, ground.circumstances_of_council(kind, on))
        mine = [one for one in ground.rows if one.key == kind.key and one.body_id in (None, body.pk if body else None)]
        row = next(
            (one for one in mine if rule is not None and rule.set_by != "shipped" and one.pk == rule.order), None
        )
        coming = tuple(one for one in mine if one.starts_on > on and (one.ends_on or date.max) >= one.starts_on)
        shown.append(RuleShown(kind, rule, rule_in_words(kind, rule), row, coming))
    return shown


def rule_in_words(kind: KindOfRule, rule: DatedRule | DeadlineRule | None) -> str:
    """What a rule says: "5 clear days, working days", "until 12:00", "does not apply"."""
    if rule is None or not rule.applies:
        return "does not apply"
    if kind.unit == "yes or no":
        return "applies"
    if kind.unit == "hour":
        return f"{rule.at:%H:%M}" if rule.at is not None else "none"
    number = rule.number or 0
    if kind.unit == "years":
        return f"{number} year{'' if number == 1 else 's'}"
    if kind.unit == "clear days":
        words = f"{number} clear day{'' if number == 1 else 's'} ({_COUNTING_WORDS.get(rule.counting, rule.counting)})"
    else:
        words = f"{number} working day{'' if number == 1 else 's'}"
    return f"{words}, until {rule.at:%H:%M} on the last" if kind.has_hour and rule.at is not None else words
