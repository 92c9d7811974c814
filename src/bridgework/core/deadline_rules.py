"""Which of several dated deadline rules is in force for a body on a day.

A rule comes from what is shipped, from the council, or from one committee; the nearer one goes before, and among
equals the later one. A shipped rule says for which nations, kinds of council and models of governance it is law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

from bridgework.core.deadlines import Counting, Notice
from bridgework.core.reading import human_date

SetBy = Literal["shipped", "council", "committee"]
_NEARNESS: Final[dict[SetBy, int]] = {"shipped": 0, "council": 1, "committee": 2}
EXECUTIVE_MODELS: Final = frozenset({"leader", "mayor"})


@dataclass(frozen=True)
class Circumstances:
    """What decides which rules bind a body on a day.

    Attributes:
        nation: "england", "wales", "scotland" or "northern-ireland".
        council: "principal" or "parish".
        model: "committee", "leader", "mayor", or "" where nobody has said.
        body_kind: "committee", "executive", "scrutiny", "partnership" or "other".
    """

    on: date
    nation: str = "england"
    council: str = "principal"
    model: str = ""
    body_kind: str = "committee"


@dataclass(frozen=True)
class DatedRule:
    """One rule as it stands from a day to a day.

    Attributes:
        key: which rule, such as "meeting-notice".
        applies: whether it binds at all; a council can say that one does not.
        number: clear days, working days or years, by the rule's unit.
        at: an hour, such as a cut-off or the noon at which call-in ends.
        nations, councils, models, body_kinds: where a shipped rule is law; empty for everywhere.
    """

    key: str
    applies: bool
    number: int | None
    counting: Counting
    at: time | None
    starts_on: date | None
    ends_on: date | None
    source: str
    address: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    set_by: SetBy = "shipped"
    order: int = 0
    nations: frozenset[str] = frozenset()
    councils: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()
    body_kinds: frozenset[str] = frozenset()

    def holds(self, at: Circumstances) -> bool:
        """Whether this rule is in force in these circumstances."""
        if not (self.starts_on or date.min) <= at.on <= (self.ends_on or date.max):
            return False
        return all(
            not wanted or value in wanted
            for wanted, value in (
                (self.nations, at.nation),
                (self.councils, at.council),
                (self.models, at.model),
                (self.body_kinds, at.body_kind),
            )
        )

    @property
    def notice(self) -> Notice:
        """The rule as a number of clear days."""
        return Notice(self.number or 0, self.counting)

    @property
    def provenance(self) -> str:
        """Where it comes from and who checked it: "From …, checked by the monitoring officer on …"."""
        checked = "not yet checked by the council's own officers"
        if self.checked_by and self.checked_on is not None:
            checked = f"checked by {self.checked_by} on {human_date(self.checked_on)}"
        return f"From {self.source or 'nowhere named'}; {checked}."


def in_force(rules: Iterable[DatedRule], key: str, at: Circumstances) -> DatedRule | None:
    """The rule of this key that is in force; None where none is, or where the nearest one says it does not apply."""
    found = nearest(rules, key, at)
    return found if found is not None and found.applies else None


def nearest(rules: Iterable[DatedRule], key: str, at: Circumstances) -> DatedRule | None:
    """The nearest rule of this key that stands on the day, whether or not it applies."""
    standing = [one for one in rules if one.key == key and one.holds(at)]
    return max(standing, key=lambda one: (_NEARNESS[one.set_by], one.starts_on or date.min, one.order), default=None)
