"""Who declares a conflict of interest, who decides on one, and what a conflict hides."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import PROGRAMME_LEAD, RUNNERS

SEE_CONFLICTS: Final = Rule(
    name="conflicts.see",
    sentence="Conflicts of interest are seen by those who run the programme, and by the person they are about.",
    roles=RUNNERS,
    own=("person",),
    hidden=True,
)
RECORD_CONFLICT: Final = Rule(
    name="conflicts.record",
    sentence="Everybody declares their own conflicts; those who run the programme record what they learn of.",
    roles=RUNNERS,
)
DECIDE_CONFLICT: Final = Rule(
    name="conflicts.decide",
    sentence="The programme lead decides whether a conflict of interest stands.",
    roles=frozenset({PROGRAMME_LEAD}),
)


def _tell_people() -> None:
    from bridgework.apps.conflicts.queries import hidden_from, people_in_conflict_with_any
    from bridgework.apps.people.queries import set_conflicts_lookup
    from bridgework.kernel.permissions import set_conflicted_lookup

    set_conflicts_lookup(hidden_from)
    set_conflicted_lookup(people_in_conflict_with_any)


_tell_people()
