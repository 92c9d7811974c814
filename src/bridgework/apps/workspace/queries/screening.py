"""What was decided of the sources, what waits to be decided, and the flow that follows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import ScreeningDecision, SearchLogEntry, Source
from bridgework.apps.workspace.queries.references import NOT_CITED
from bridgework.core.prisma import Flow, Judged, flow, outcome

STAGES = tuple(key for key, _ in ScreeningDecision.STAGES)


@dataclass(frozen=True)
class Sorted:
    """A source and what was decided of it: by each person at each stage, and what stands."""

    source: Source
    by: dict[str, dict[int, str]]
    """Stage to person to decision."""
    stands: dict[str, str]
    reason: str

    @property
    def stage(self) -> str:
        """The stage at which it waits, or at which it ended."""
        return "full_text" if self.stands["title"] in ("include", "maybe") else "title"

    @property
    def differ(self) -> bool:
        """Whether two people differ about it at the stage where it is."""
        return self.stands[self.stage] == "differ"


def screened_sources(challenge: Challenge) -> list[Sorted]:
    """Every publication that is no duplicate, the oldest first, with what was decided. Two queries."""
    decisions = ScreeningDecision.objects.order_by("id")
    rows = challenge.workspace_sources.filter(duplicate_of=None).exclude(kind__in=NOT_CITED)
    return [_sorted(one) for one in rows.prefetch_related(Prefetch("screening", decisions)).order_by("id")]


def next_to_screen(found: list[Sorted], person_id: int | None, *, second: bool = False) -> Sorted | None:
    """The first source nobody decided about at its stage; where `second`, the first that this person did not."""
    for one in found:
        said = one.by[one.stage]
        if (second and said and person_id not in said and one.stands[one.stage]) or (not second and not said):
            return one
    return None


def flow_of(challenge: Challenge, found: list[Sorted]) -> Flow:
    """The counts from the register. One query more."""
    duplicates = challenge.workspace_sources.filter(duplicate_of__isnull=False).count()
    judged = [Judged(False, one.stands["title"], one.stands["full_text"], one.reason) for one in found]
    return flow([*judged, *[Judged(is_duplicate=True)] * duplicates])


def search_log_of(challenge: Challenge) -> QuerySet[SearchLogEntry]:
    """The searches, the latest first."""
    return challenge.search_log.order_by("-searched_on", "-id")


def _sorted(source: Source) -> Sorted:
    by: dict[str, dict[int, str]] = {stage: {} for stage in STAGES}
    settled = dict.fromkeys(STAGES, "")
    reason = ""
    for row in source.screening.all():
        by[row.stage][row.person_id] = row.decision
        # Whoever decides again after it was settled opens it again.
        settled[row.stage] = row.decision if row.settles else ""
        reason = row.reason or reason
    return Sorted(source, by, {stage: outcome(by[stage], settled[stage]) for stage in STAGES}, reason)
