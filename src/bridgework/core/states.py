"""State tables: which states a record has, and which events move it.

Every record with a life of its own (a question, a team, a resolution) has one
table. Actions never write a state by hand: they ask the table what follows and
the refusal explains what is possible instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


class TableInvalid(Exception):
    """A state table is wrong as written; raised when the module is imported."""


class MoveRefused(Exception):
    """An event is not possible in this state.

    Attributes:
        rule: the rule in one sentence.
        reason: why it applies here.
        remedy: what is possible instead.
    """

    def __init__(self, rule: str, reason: str, remedy: str) -> None:
        super().__init__(f"{rule} {reason} {remedy}")
        self.rule = rule
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True)
class Move:
    """One allowed move: `event` takes any of `sources` to `target`."""

    event: str
    sources: tuple[str, ...]
    target: str
    label: str
    needs_reason: bool = False

    def __init__(
        self,
        event: str,
        sources: str | Iterable[str],
        target: str,
        label: str,
        needs_reason: bool = False,
    ) -> None:
        """Accept one source or several, so tables read without stray commas."""
        several = (sources,) if isinstance(sources, str) else tuple(sources)
        object.__setattr__(self, "event", event)
        object.__setattr__(self, "sources", several)
        object.__setattr__(self, "target", target)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "needs_reason", needs_reason)


@dataclass(frozen=True)
class StateTable:
    """The states of one kind of record and the moves between them.

    Raises:
        TableInvalid: at construction, when a move names an unknown state, a
            state cannot be reached, or one state has two moves for one event.
    """

    name: str
    initial: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]
    _by_source: dict[tuple[str, str], Move] = field(
        init=False, repr=False, compare=False, hash=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index the moves and refuse a table that contradicts itself."""
        if len(set(self.states)) != len(self.states):
            raise TableInvalid(f"{self.name}: a state is listed twice")
        known = set(self.states)
        if self.initial not in known:
            raise TableInvalid(f"{self.name}: the initial state {self.initial!r} is unknown")
        for move in self.moves:
            if not move.sources:
                raise TableInvalid(f"{self.name}: {move.event!r} starts from no state")
            for state in (*move.sources, move.target):
                if state not in known:
                    raise TableInvalid(f"{self.name}: {move.event!r} names unknown {state!r}")
            for source in move.sources:
                if (source, move.event) in self._by_source:
                    raise TableInvalid(f"{self.name}: {source!r} has {move.event!r} twice")
                self._by_source[source, move.event] = move
        unreachable = known - self._reachable()
        if unreachable:
            raise TableInvalid(f"{self.name}: no move leads to {sorted(unreachable)}")

    def _reachable(self) -> set[str]:
        reached = {self.initial}
        waiting = [self.initial]
        while waiting:
            here = waiting.pop()
            for move in self.possible(here):
                if move.target not in reached:
                    reached.add(move.target)
                    waiting.append(move.target)
        return reached

    def possible(self, state: str) -> tuple[Move, ...]:
        """Moves that can be made from `state`, in the order of the table."""
        return tuple(move for move in self.moves if state in move.sources)

    def allows(self, state: str, event: str) -> bool:
        """Whether `event` can happen in `state`."""
        return (state, event) in self._by_source

    def move(self, state: str, event: str) -> Move:
        """The move that `event` makes from `state`.

        Raises:
            MoveRefused: when the table has none; it names what is possible.
        """
        found = self._by_source.get((state, event))
        if found is None:
            raise self._refusal(state, event)
        return found

    def after(self, state: str, event: str) -> str:
        """The state that follows.

        Raises:
            MoveRefused: when `event` is not possible in `state`.
        """
        return self.move(state, event).target

    def is_final(self, state: str) -> bool:
        """Whether nothing leads out of `state`."""
        return not self.possible(state)

    def _refusal(self, state: str, event: str) -> MoveRefused:
        labels = [move.label for move in self.moves if move.event == event]
        wanted = f"“{labels[0]}”" if labels else f"“{readable(event)}”"
        sources = [s for move in self.moves if move.event == event for s in move.sources]
        if sources:
            rule = f"{wanted} is possible only when the {self.name} is {_or(sources)}."
        else:
            rule = f"{wanted} is not something a {self.name} can do."
        offers = [f"“{move.label}”" for move in self.possible(state)]
        remedy = f"Possible now: {', '.join(offers)}." if offers else "Nothing more can happen to it."
        return MoveRefused(rule, f"It is now {readable(state)}.", remedy)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for move in self.moves:
            lines.extend(f"    {source} --> {move.target}: {move.label}" for source in move.sources)
        lines.extend(f"    {state} --> [*]" for state in self.states if self.is_final(state))
        return "\n".join(lines) + "\n"


def readable(code: str) -> str:
    """A state or event code as words: `under_way` becomes "under way"."""
    return code.replace("_", " ").replace("-", " ")


def _or(states: Iterable[str]) -> str:
    words = [readable(state) for state in dict.fromkeys(states)]
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"
