"""The ledger: every recommendation with four facts, filtered and sorted in the database.

It reads `impact.LedgerRow`, which every action that writes one of the four facts keeps; the histories themselves are
read for one recommendation only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from bridgework.apps.calendar.models import Body
from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.core import ledger as core
from bridgework.kernel import search
from bridgework.kernel.permissions import VISITOR, Actor, visible_to
from bridgework.kernel.roles import STAFF
from bridgework.threads import bodies
from bridgework.threads.lists import LONGEST_TEXT, distinct_values, round_choices
from bridgework.threads.wording import (
    CHECK_RESULTS,
    change_words,
    decision_words,
    grade_words,
    progress_words,
    sentence_case,
)

STATES: Final = (
    ("open", "Open"),
    ("closed_done", "Closed: done"),
    ("closed_not_done", "Closed: not done"),
    ("closed_overtaken", "Closed: overtaken"),
)
UNKNOWN: Final = "unknown"
"""The filter value for "we do not know"."""
SORTS: Final[dict[str, tuple[str, bool]]] = {
    "": ("reply_due_on", False),
    "-decided": ("decided_on", True),
    "-reported": ("reported_on", True),
}
"""Orders: the day they go by, and whether the latest comes first. Rows without that day follow, newest first."""
ENTERED: Final = "entered"
"""The order in which recommendations were entered."""


MOST_WORDS: Final = 8


@dataclass(frozen=True)
class LedgerFilter:
    """What a reader chose to see; empty is everything. `decision` and `progress` take "unknown" too."""

    text: str = ""
    programme: str = ""
    round: str = ""
    committee: str = ""
    theme: str = ""
    state: str = ""
    decision: str = ""
    progress: str = ""
    overdue: bool = False
    sort: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen (order does not count)."""
        return self == LedgerFilter(sort=self.sort)


@dataclass(frozen=True)
class Cell:
    """One of the four facts in a row: words, day, shape."""

    words: str
    on: date | None
    kind: str
    known: bool


@dataclass(frozen=True)
class LedgerEntry:
    """One recommendation in the ledger."""

    code: str
    number: str
    text: str
    heading: str
    basis: str
    challenge_code: str
    challenge_title: str
    round: str
    committee: str
    theme: str
    state: str
    decision: Cell
    reported: Cell
    checked: Cell
    observed: Cell
    overdue: core.Overdue | None
    due_on: date | None
    due_from: str
    due_what: str
    is_history: bool
    is_invented: bool


def ledger(chosen: LedgerFilter, *, today: date, actor: Actor = VISITOR) -> QuerySet[LedgerRow]:
    """The rows `actor` may see, filtered and unsorted: the public ones, and those of programmes they run."""
    found = rows_visible_to(actor)
    if chosen.overdue:
        found = found.filter(reply_due_on__lt=today)
    if chosen.programme:
        found = found.filter(programme_public_id=chosen.programme[:14])
    if chosen.round:
        found = found.filter(round__public_id=chosen.round[:14])
    if chosen.committee:
        found = found.filter(body__public_id=chosen.committee[:14])
    if chosen.theme:
        found = found.filter(theme=chosen.theme[:80])
    if chosen.state:
        found = found.filter(state=chosen.state[:40])
    if chosen.decision:
        undecided = ("", core.Decision.NO_DECISION_FOUND.value)
        wanted = undecided if chosen.decision == UNKNOWN else (chosen.decision[:26],)
        found = found.filter(decision__in=wanted)
    if chosen.progress:
        found = found.filter(reported="" if chosen.progress == UNKNOWN else chosen.progress[:12])
    words = chosen.text[:LONGEST_TEXT].replace("\x00", "").split()[:MOST_WORDS]
    return found.filter(_saying(words, actor)) if words else found


def _saying(said: list[str], actor: Actor) -> Q:
    """Rows whose recommendation says every word, in any form; where none does, those in which the letters stand.

    The search index knows where the words stand, so only those texts are looked through. What is not public, which only
    its programme sees, may not be in it.
    """
    letters = _standing_in("recommendation__", said)
    matched = search.with_every_word(" ".join(said), kind=Recommendation.record_kind(), actor=actor)
    if matched is None:
        return letters
    holding = Recommendation.objects.filter(_standing_in("", matched.letters), public_id__in=matched.public_ids)
    keys = list(holding.order_by().values_list("pk", flat=True))
    if not keys:
        return letters
    # As one value: a database takes only so many.
    on_postgresql = connection.vendor == "postgresql"
    each = "SELECT unnest(%s::bigint[])" if on_postgresql else "SELECT value FROM json_each(%s)"
    those = Q(pk__in=RawSQL(each, [keys if on_postgresql else json.dumps(keys)]))  # noqa: S611 - our own constants
    return those if actor.is_visitor else those | Q(is_public=False) & letters


def _standing_in(before: str, some: Iterable[str]) -> Q:
    """Each of these stands in the text or the heading of a recommendation."""
    every = Q()
    for one in some:
        every &= Q(**{f"{before}text__icontains": one}) | Q(**{f"{before}heading__icontains": one})
    return every


def rows_visible_to(actor: Actor) -> QuerySet[LedgerRow]:
    """The public rows, and every row of the programmes `actor` is on the staff of."""
    own = Q(is_public=True)
    for holding in actor.holdings:
        if holding.role in STAFF and "/" not in holding.scope and holding.scope:
            own |= Q(programme_public_id=holding.scope)
    found = LedgerRow.objects.all() if actor.is_system else LedgerRow.objects.filter(own)
    if actor.conflicts:
        found = found.filter(challenge__in=visible_to(actor, Challenge.objects.all()).values("pk"))
    return found


class InOrder:
    """Ledger rows in order, sliced by a paginator. Without a chosen order: what is due first, then the newest.

    Rows with the day they are ordered by and rows without it are read apart, because no index serves "empty last" on
    both databases; and keys are read before records, so that a page costs the same however many rows there are.
    """

    ordered = True

    def __init__(self, rows: QuerySet[LedgerRow], sort: str = "") -> None:
        self.rows = rows
        self.sort = sort if sort in SORTS or sort == ENTERED else ""
        self._total: int | None = None
        self._dated: int | None = None

    def count(self) -> int:
        """How many rows there are."""
        if self._total is None:
            self._total = self.rows.count()
        return self._total

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[LedgerRow]:
        start, stop = wanted.start or 0, self.count() if wanted.stop is None else wanted.stop
        keys = self._keys(start, stop)
        found = _whole(LedgerRow.objects.all()).in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def _keys(self, start: int, stop: int) -> list[int]:
        if self.sort == ENTERED:
            return list(self.rows.order_by("pk").values_list("pk", flat=True)[start:stop])
        dated, undated = self._parts()
        if self._dated is None:
            self._dated = dated.count()
        many = self._dated
        keys: list[int] = []
        if start < many:
            keys += dated.values_list("pk", flat=True)[start : min(stop, many)]
        if stop > many:
            keys += undated.values_list("pk", flat=True)[max(start - many, 0) : stop - many]
        return keys

    def _parts(self) -> tuple[QuerySet[LedgerRow], QuerySet[LedgerRow]]:
        day, latest_first = SORTS[self.sort]
        order = (f"-{day}", "-pk") if latest_first else (day, "pk")
        dated = self.rows.filter(**{f"{day}__isnull": False}).order_by(*order)
        return dated, self.rows.filter(**{f"{day}__isnull": True}).order_by("-pk")

    def __iter__(self) -> Iterator[LedgerRow]:
        parts = (self.rows.order_by("pk"),) if self.sort == ENTERED else self._parts()
        for part in parts:
            yield from _whole(part).iterator(chunk_size=500)


def _whole(rows: QuerySet[LedgerRow]) -> QuerySet[LedgerRow]:
    return rows.select_related("recommendation", "challenge__question", "round__programme")


def entries(rows: Iterable[LedgerRow], *, today: date) -> list[LedgerEntry]:
    """Rows as values, with one more query for the names of the committees."""
    kept = list(rows)
    names = bodies.names_of(one.body_id for one in kept if one.body_id is not None)
    return [entry_of(one, names, today) for one in kept]


def entry_of(row: LedgerRow, names: bodies.Names, today: date) -> LedgerEntry:
    """One row as values."""
    recommendation, programme = row.recommendation, row.round.programme
    late = core.overdue(row.reply_due_on, today) if row.reply_due_on else None
    told = programme.is_history
    refused = row.decision in _REFUSED
    return LedgerEntry(
        code=recommendation.code,
        number=recommendation.number,
        text=recommendation.text,
        heading=recommendation.heading,
        basis=recommendation.basis,
        challenge_code=row.challenge.code,
        challenge_title=row.challenge.question.title,
        round=row.round.label,
        committee=bodies.name_on(names, row.body_id, row.decided_on),
        theme=row.theme,
        state=row.state,
        decision=_cell(decision_words(row.decision), row.decided_on, row.decision)
        or missing_cell("decision", told=told, refused=False),
        reported=_cell(progress_words(row.reported), row.reported_on, row.reported)
        or missing_cell("reported", told=told, refused=refused),
        checked=_cell(sentence_case(CHECK_RESULTS.get(row.checked, row.checked)), row.checked_on, row.checked)
        or missing_cell("checked", told=told, refused=refused),
        observed=_cell(_observed_words(row), None, row.observed)
        or missing_cell("observed", told=told, refused=refused),
        overdue=late,
        due_on=row.reply_due_on,
        due_from=row.reply_due_from,
        due_what=row.reply_due_what,
        is_history=told,
        is_invented=programme.is_invented,
    )


def _observed_words(row: LedgerRow) -> str:
    if not row.observed:
        return ""
    words = change_words(row.observed)
    return f"{words}: {grade_words(row.grade).lower()}" if row.grade else words


_KINDS: Final = {
    "agreed": "done", "agreed_in_part": "done", "agreed_with_changed_words": "done", "officers_tasked": "current",
    "noted": "stale", "deferred": "waiting", "referred": "waiting", "lost": "set-aside", "declined": "set-aside",
    "withdrawn": "set-aside", "no_reply": "late", "no_decision_found": "unknown",
    "not_started": "planned", "under_way": "current", "done": "done", "stopped": "set-aside", "overtaken": "set-aside",
    "agrees": "done", "partly": "contested", "disputes": "contested", "could_not_tell": "unknown",
    "none_found": "set-aside",
}  # fmt: skip


def fact_kind(value: str) -> str:
    """The shape that goes with a value of one of the four facts."""
    return _KINDS.get(value, "done") if value else "unknown"


def _cell(words: str, on: date | None, value: str) -> Cell | None:
    return Cell(words, on, fact_kind(value), value != core.Decision.NO_DECISION_FOUND.value) if value else None


_NOT_YET: Final = {
    "decision": "No decision yet",
    "reported": "Nothing reported yet",
    "checked": "Not checked yet",
    "observed": "No change observed yet",
}
_REFUSED: Final = frozenset(one.value for one in core.Decision if one.says_no)


def missing_cell(name: str, *, told: bool, refused: bool) -> Cell:
    """A fact that is not known: not found in what was `told` from sources, not expected after a refusal, or to come."""
    if told:
        return Cell("Not found", None, "unknown", False)
    if refused:
        return Cell("Not expected", None, "set-aside", False)
    return Cell(_NOT_YET[name], None, "planned", False)


@dataclass(frozen=True)
class LedgerCounts:
    """The ledger in four numbers."""

    total: int
    overdue: int
    decided: int
    changed: int


def ledger_counts(rows: QuerySet[LedgerRow], today: date) -> LedgerCounts:
    """How many recommendations there are, are overdue, were decided, and had a change observed.

    Four counts, each answered from an index alone, are several times quicker than one pass over every row.
    """
    return LedgerCounts(
        total=rows.count(),
        overdue=rows.filter(reply_due_on__lt=today).count(),
        decided=rows.filter(decision__gt="").exclude(decision__in=_NOT_DECIDED).count(),
        changed=rows.filter(observed__gt="").exclude(observed=core.ChangeKind.NONE_FOUND.value).count(),
    )


_NOT_DECIDED: Final = (core.Decision.NO_DECISION_FOUND.value, core.Decision.NO_REPLY.value)


@dataclass(frozen=True)
class LedgerChoices:
    """What the ledger can be filtered by, as (value, words)."""

    rounds: list[tuple[str, str]]
    committees: list[tuple[str, str]]
    themes: list[tuple[str, str]]
    states: tuple[tuple[str, str], ...] = STATES
    decisions: tuple[tuple[str, str], ...] = (
        *((one.value, one.label) for one in core.Decision if one is not core.Decision.NO_DECISION_FOUND),
        (UNKNOWN, "Not known"),
    )
    progress: tuple[tuple[str, str], ...] = (
        *((one.value, one.label) for one in core.Progress),
        (UNKNOWN, "Nothing reported"),
    )


def ledger_choices() -> LedgerChoices:
    """The rounds, committees and themes of public recommendations."""
    public = LedgerRow.objects.filter(is_public=True)
    rounds = Round.objects.filter(Exists(public.filter(round=OuterRef("pk"))))
    with_rows = Body.objects.filter(Exists(public.filter(body=OuterRef("pk"))))
    found = list(with_rows.values_list("pk", "public_id"))
    names = bodies.names_of(key for key, _ in found)
    return LedgerChoices(
        rounds=round_choices(rounds),
        committees=sorted(
            ((public_id, bodies.name_on(names, key, None)) for key, public_id in found), key=lambda one: one[1]
        ),
        themes=[(one, sentence_case(one)) for one in distinct_values(LedgerRow, "theme")],
    )
