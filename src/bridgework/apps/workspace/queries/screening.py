"""What was decided of the sources, what waits to be decided, and the flow that follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch, QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import ScreeningDecision, SearchLogEntry, Source
from bridgework.apps.workspace.queries.references import NOT_CITED
from bridgework.core.prisma import Flow, Judged, flow, outcome

MOST_WAITING: Final = 30
"""More unsorted sources than this are not offered to a finding."""
MOST_OFFERED: Final = 300
STAGES = tuple(key for key, _ in ScreeningDecision.STAGES)


@dataclass(frozen=True)
class Sorted:
    """A source and what was decided of it: by each person at each stage, and what stands."""

    source: Source
    by: dict[str, dict[int, str]]
    """Stage to person to decision."""
    said: tuple[ScreeningDecision, ...]
    """The latest decision of each person at each stage, with its reason."""
    stands: dict[str, str]
    reason: str

    @property
    def stage(self) -> str:
        """The stage at which it waits, or at which it ended."""
        return "full_text" if self.stands["title"] in ("include", "maybe") else "title"

    @property
    def standing(self) -> tuple[str, str]:
        """What stands of it all in all: the kind of a tag, and words."""
        if "exclude" in (self.stands["title"], self.stands["full_text"]):
            return "set-aside", "Left out"
        if self.differ:
            return "contested", "To settle"
        if self.stands["full_text"] == "include":
            return "done", "Included"
        return ("waiting", "To be read") if self.stands["title"] else ("unknown", "Not sorted")

    @property
    def said_here(self) -> list[ScreeningDecision]:
        """What each person decided at the stage where it is."""
        return [one for one in self.said if one.stage == self.stage]

    @property
    def differ(self) -> bool:
        """Whether two people differ about it at the stage where it is."""
        return self.stands[self.stage] == "differ"


def screened_sources(challenge: Challenge) -> list[Sorted]:
    """Every publication that is no duplicate, the oldest first, with what was decided. Two queries."""
    rows = challenge.workspace_sources.filter(duplicate_of=None).exclude(kind__in=NOT_CITED)
    # References of thousands of sources are long, and only one of them is looked at.
    return [_sorted(one) for one in _with_decisions(rows).defer("csl", "says").order_by("id")]


def standings_of(sources: Iterable[Source]) -> dict[int, Sorted]:
    """What was decided of these sources, by their key; nothing for what is no publication. One query."""
    rows = _with_decisions(Source.objects.filter(pk__in=[one.pk for one in sources])).exclude(kind__in=NOT_CITED)
    return {one.pk: _sorted(one) for one in rows.defer("csl", "says")}


def sources_to_rest_on(challenge: Challenge, found: Iterable[Source] = ()) -> tuple[list[Source], int]:
    """The sources a finding can be said to rest on, those in `found` first; and how many wait to be sorted.

    What was left out is not offered. Where many wait, they are not offered before they are sorted. Three queries.
    """
    chosen = list(found)
    taken = {one.pk for one in chosen}
    waiting: list[Source] = []
    ready: list[Source] = []
    for one in screened_sources(challenge):
        word = one.standing[1]
        if word != "Left out" and one.source.pk not in taken:
            (waiting if word == "Not sorted" else ready).append(one.source)
    others = challenge.workspace_sources.filter(duplicate_of=None, kind__in=NOT_CITED).exclude(pk__in=taken)
    others = others.exclude(interview__state="withdrawn")
    left = waiting if len(waiting) > MOST_WAITING else []
    offered = sorted([*ready, *(() if left else waiting), *others], key=lambda one: (one.title.casefold(), one.pk))
    return [*chosen, *offered][:MOST_OFFERED], len(left)


def reasons_given(found: Iterable[Sorted], *, by: int | None = None) -> list[str]:
    """The reasons for leaving out given so far, by one person or by all, so that the same thing is called the same."""
    rows = (row for one in found for row in one.said if by in (None, row.person_id))
    return sorted({row.reason for row in rows if row.reason})


def next_to_screen(found: list[Sorted], person_id: int | None, *, second: bool = False) -> Sorted | None:
    """The first source nobody decided about at its stage; where `second`, the first that this person did not.

    All titles come before the first full text.
    """
    waiting = [one for one in found if _waits(one, person_id, second=second)]
    return min(waiting, key=lambda one: STAGES.index(one.stage), default=None)


def left_to_screen(found: list[Sorted], person_id: int | None, *, second: bool = False) -> int:
    """How many wait in the same way, at the stage that is next."""
    waiting = [one.stage for one in found if _waits(one, person_id, second=second)]
    return next((waiting.count(stage) for stage in STAGES if stage in waiting), 0)


def last_decided(found: list[Sorted], person_id: int | None) -> tuple[Sorted, ScreeningDecision] | None:
    """What this person decided last, with its source."""
    mine = [(one, row) for one in found for row in one.said if row.person_id == person_id]
    return max(mine, key=lambda pair: pair[1].pk, default=None)


def _waits(one: Sorted, person_id: int | None, *, second: bool) -> bool:
    said = one.by[one.stage]
    if second:
        return bool(said and person_id not in said and one.stands[one.stage])
    return not said


def flow_of(challenge: Challenge, found: list[Sorted]) -> Flow:
    """The counts from the register. One query more."""
    duplicates = challenge.workspace_sources.filter(duplicate_of__isnull=False).count()
    judged = [Judged(False, one.stands["title"], one.stands["full_text"], one.reason) for one in found]
    return flow([*judged, *[Judged(is_duplicate=True)] * duplicates])


def search_log_of(challenge: Challenge) -> QuerySet[SearchLogEntry]:
    """The searches, the latest first."""
    return challenge.search_log.order_by("-searched_on", "-id")


def _with_decisions(rows: QuerySet[Source]) -> QuerySet[Source]:
    decisions = ScreeningDecision.objects.select_related("person").order_by("id")
    return rows.prefetch_related(Prefetch("screening", decisions))


def _sorted(source: Source) -> Sorted:
    latest: dict[tuple[str, int], ScreeningDecision] = {}
    by: dict[str, dict[int, str]] = {stage: {} for stage in STAGES}
    settled = dict.fromkeys(STAGES, "")
    reason = ""
    for row in source.screening.all():
        by[row.stage][row.person_id] = row.decision
        latest[row.stage, row.person_id] = row
        # Whoever decides again after it was settled opens it again.
        settled[row.stage] = row.decision if row.settles else ""
        reason = row.reason or reason
    said = tuple(latest.values())
    return Sorted(source, by, said, {stage: outcome(by[stage], settled[stage]) for stage in STAGES}, reason)
