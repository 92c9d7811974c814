"""Making a round: from a programme type, or as a copy of an earlier one with its dates shifted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from bridgework.apps.programmes import rules
from bridgework.apps.programmes.events import RoundMade
from bridgework.apps.programmes.models import Gathering, Phase, Programme, ProgrammeType, Round
from bridgework.apps.programmes.queries import phases_of
from bridgework.apps.programmes.states import GATHERING, ROUND
from bridgework.apps.programmes.timetable import laid_out
from bridgework.apps.programmes.type_files import phases_of_type
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.ids import new_public_id
from bridgework.kernel.permissions import Actor


def make_round(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    label: str,
    year: int | None,
    starts_on: date | None = None,
    type: ProgrammeType | None = None,
    copy_of: Round | None = None,
    opened_on: str = "",
    note: str = "",
    with_phases: bool = True,
) -> Round:
    """Make a round, planned and not yet open.

    From a type its phases follow one another from `starts_on`; as a copy they keep the distances of the earlier round,
    and its gatherings come along on the same weekdays. Without `starts_on` the phases have no dates. History gets
    `with_phases=False`. `opened_on` is a partial date such as 2016-10, where that is all that is known. Side effects in
    order: round, phases, gatherings of a copy, history, audit, `RoundMade`. Raises `InvalidInput` for a label that is
    missing or taken, or a round of another programme.
    """
    with transaction.atomic():
        programme = (
            Programme.objects.select_for_update(of=("self",)).select_related("default_type").get(pk=programme.pk)
        )
        rules.MAKE_ROUND.require(actor, programme)
        if copy_of is not None and copy_of.programme_id != programme.pk:
            raise InvalidInput(
                "Only a round of the same programme is copied.",
                rule="programmes.copy-own-round",
                remedy="Choose one of the programme's rounds.",
                field="copy_of",
            )
        round_ = _round(programme, label, year, type, copy_of, opened_on, note, now)
        if with_phases:
            if copy_of is not None:
                _copy(copy_of, round_, starts_on, actor, now)
            else:
                _lay_out(round_, starts_on, now)
        transitions.begin(round_, ROUND, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="made", on=round_, fields=["label", "type"])
        events.publish(RoundMade(at=now, round_public_id=round_.public_id))
    return round_


def _round(
    programme: Programme,
    label: str,
    year: int | None,
    type_: ProgrammeType | None,
    copy_of: Round | None,
    opened_on: str,
    note: str,
    now: datetime,
) -> Round:
    public_id = new_public_id()
    return Round.objects.create(
        public_id=public_id,
        scope=f"{programme.scope}/{public_id}",
        programme=programme,
        type=type_ or (copy_of.type if copy_of is not None else programme.default_type),
        label=fitting_label(programme, label),
        year=year,
        copied_from=copy_of,
        opened_on=opened_on,
        note=note.strip(),
        state=ROUND.initial,
        state_since=now,
        created_at=now,
    )


def fitting_label(programme: Programme, label: str, *, besides: Round | None = None) -> str:
    """The label of a round, tidied. Raises `InvalidInput` where it is missing, too long or taken."""
    fitting = " ".join(label.split())
    if not fitting or len(fitting) > 120:
        raise InvalidInput(
            "A round needs a name of at most 120 characters.",
            rule="programmes.round-name",
            remedy="Enter a name, such as “2027”.",
            field="label",
        )
    others = Round.objects.filter(programme=programme, label__iexact=fitting)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise InvalidInput(
            f"The programme already has a round called “{fitting}”.",
            rule="programmes.round-name-once",
            remedy="Choose another name.",
            field="label",
        )
    return fitting


def _lay_out(round_: Round, starts_on: date | None, now: datetime) -> None:
    described = phases_of_type(round_.type.data)
    dates = {}
    if starts_on is not None:
        lengths = [(one.key, one.label, one.weeks) for one in described]
        dates = {one.key: (one.start, one.end) for one in laid_out(lengths, starts_on)}
    for number, one in enumerate(described, start=1):
        start, end = dates.get(one.key, (None, None))
        _phase(round_, one.key, number, one.label, one.public_label, list(one.switches), start, end, now)


def _copy(earlier: Round, round_: Round, starts_on: date | None, actor: Actor, now: datetime) -> None:
    phases = phases_of(earlier)
    first = min((one.planned_start for one in phases if one.planned_start), default=None)
    by = (starts_on - first).days if starts_on is not None and first is not None else None
    for one in phases:
        start, end = _later(one.planned_start, by), _later(one.planned_end, by)
        _phase(round_, one.key, one.order, one.label, one.public_label, list(one.switches), start, end, now)
    if by is None:
        return
    whole_weeks = timedelta(days=round(by / 7) * 7)
    for gathering in earlier.gatherings.exclude(state="cancelled").exclude(starts_at=None):
        assert gathering.starts_at is not None
        copied = Gathering.objects.create(
            scope=round_.scope,
            round=round_,
            kind=gathering.kind,
            title=gathering.title,
            starts_at=gathering.starts_at + whole_weeks,
            place=gathering.place,
            state=GATHERING.initial,
            state_since=now,
            created_at=now,
        )
        transitions.begin(copied, GATHERING, actor=actor, now=now)


def _later(day: date | None, by: int | None) -> date | None:
    return None if day is None or by is None else day + timedelta(days=by)


def _phase(
    round_: Round,
    key: str,
    order: int,
    label: str,
    public_label: str,
    switches: list[str],
    start: date | None,
    end: date | None,
    now: datetime,
) -> None:
    Phase.objects.create(
        scope=round_.scope,
        round=round_,
        key=key,
        order=order,
        label=label,
        public_label=public_label,
        switches=switches,
        planned_start=start,
        planned_end=end,
        created_at=now,
    )
