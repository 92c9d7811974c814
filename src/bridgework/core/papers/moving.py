"""Moving a draft from one version of a template to another: what goes where, and what has no place.

A place is recognised by its key, else by its title. Nothing is moved here: the answer says what would happen, so that a
person sees it first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bridgework.core.papers.templates import WRITTEN_KINDS, TemplateContent, Word, implication_places

_WORDS: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class DraftRow:
    """A section, a priority or an implication as a draft has it."""

    key: str
    title: str
    text: str = ""
    status: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost without it."""
        return not self.text.strip() and not self.status


@dataclass(frozen=True)
class Draft:
    """What of a paper depends on its template. `front` is by key."""

    front: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[DraftRow, ...] = ()
    priorities: tuple[DraftRow, ...] = ()
    implications: tuple[DraftRow, ...] = ()


@dataclass(frozen=True)
class Unplaced:
    """Something written that the newer template has no place for. `group` as in `Draft`, or `statuses`."""

    group: str
    key: str
    title: str
    text: str
    why: str


@dataclass(frozen=True)
class MoveOfDraft:
    """Where each part goes. `to` maps group to old key to new key; `fresh` names what is newly asked for."""

    to: Mapping[str, Mapping[str, str]]
    unplaced: tuple[Unplaced, ...]
    fresh: tuple[str, ...]


def move(old: TemplateContent, new: TemplateContent, draft: Draft) -> MoveOfDraft:
    """How `draft`, written with `old`, would stand in `new`."""
    places = {
        "sections": [(one.key, one.title) for one in new.sections if one.kind in WRITTEN_KINDS],
        "priorities": [(one.key, one.label) for one in new.priorities],
        "implications": [(one.key, one.title) for one in implication_places(new)],
    }
    labels = {one.key: one.label for one in old.front}
    front = [DraftRow(key, labels.get(key, key), text) for key, text in draft.front.items()]
    places["front"] = [(one.key, one.label) for one in new.front]
    rows = {
        "front": front,
        "sections": draft.sections,
        "priorities": draft.priorities,
        "implications": draft.implications,
    }
    to: dict[str, Mapping[str, str]] = {}
    unplaced: list[Unplaced] = []
    fresh: list[str] = []
    for group, written in rows.items():
        mapped = _matched(written, places[group])
        to[group] = mapped
        unplaced += [
            Unplaced(group, row.key, row.title, row.text, "The newer template has no such place.")
            for row in written
            if row.key not in mapped and not row.is_empty
        ]
        taken = set(mapped.values())
        fresh += [
            title for key, title in places[group] if key not in taken and not (group == "front" and key in labels)
        ]
    to["statuses"] = _statuses(old.statuses, new.statuses)
    unplaced += _lost_statuses(draft, to, new, lambda key: old.status_label(key) or key)
    return MoveOfDraft(to, tuple(unplaced), tuple(fresh))


def _matched(written: Iterable[DraftRow], places: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Old key to new key: by key first, then by title among those still free. No place is taken twice."""
    wanted = list(places)
    keys = {key for key, _ in wanted}
    rows = list(written)
    mapped = {row.key: row.key for row in rows if row.key in keys}
    free = {_plain(title): key for key, title in wanted if key not in mapped}
    for row in rows:
        if row.key not in mapped and (found := free.pop(_plain(row.title), None)):
            mapped[row.key] = found
    return mapped


def _statuses(old: Iterable[Word], new: Iterable[Word]) -> dict[str, str]:
    return _matched([DraftRow(one.key, one.label) for one in old], [(one.key, one.label) for one in new])


def _lost_statuses(
    draft: Draft, to: Mapping[str, Mapping[str, str]], new: TemplateContent, label: Callable[[str], str]
) -> list[Unplaced]:
    asks = {one.key: one.status for one in implication_places(new)}
    found: list[Unplaced] = []
    for row in draft.implications:
        target = to["implications"].get(row.key)
        if not row.status or target is None:
            continue
        if not asks[target]:
            why = "The newer template asks for no status here."
        elif row.status not in to["statuses"]:
            why = "The newer template has no such status."
        else:
            continue
        found.append(Unplaced("statuses", row.key, row.title, label(row.status), why))
    return found


def _plain(title: str) -> str:
    return " ".join(_WORDS.findall(title.lower()))
