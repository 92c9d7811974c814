"""Reading the history file: its sources in words, and public ids that are the same on every installation."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bridgework.core.identifiers import new_identifier
from bridgework.core.reading import DateUnreadable, PartialDate

FILE = Path(__file__).parent.parent / "data" / "history.json"
FORMAT = "bridgework/history@1"
READ_PAPERS = FILE.with_name("history_papers.json")
READ_FORMAT = "bridgework/history-papers@1"
LONGEST_SOURCE = 300
# Public ids begin with a time; all of history counts from the month in which the programme began.
_BEGINNING = 1_475_280_000_000
_SPREAD = 1_000_000_000


def permanent_id(*key: object) -> str:
    """The public id of one piece of history: the same wherever and whenever the file is loaded."""
    digest = int.from_bytes(blake2b("/".join(map(str, key)).encode(), digest_size=8).digest(), "big")
    return new_identifier(_BEGINNING + digest % _SPREAD, digest >> 32)


class HistoryFile:
    """The parsed file."""

    def __init__(self, path: Path = FILE) -> None:
        self.data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if self.data.get("format") != FORMAT:
            raise ValueError(f"{path.name} is not in the format {FORMAT}.")

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Sources by their key."""
        return {one["id"]: one for one in self.data["sources"]}

    @cached_property
    def papers(self) -> Mapping[str, Mapping[str, Any]]:
        """Papers by their key."""
        return {one["key"]: one for one in self.data["papers"]}

    @cached_property
    def read_papers(self) -> Mapping[str, Mapping[str, Any]]:
        """The published papers as they were read, each as `bridgework/paper@1` without names, by the paper's key."""
        data = json.loads(READ_PAPERS.read_text(encoding="utf-8"))
        if data.get("format") != READ_FORMAT:
            raise ValueError(f"{READ_PAPERS.name} is not in the format {READ_FORMAT}.")
        papers: Mapping[str, Mapping[str, Any]] = data["papers"]
        return papers

    def source_note(self, key: str) -> dict[str, str]:
        """One source as a challenge stores it; an address that names a person is not in the file at all."""
        one = self.sources[key]
        return {
            "publisher": one["publisher"],
            "title": one["title"],
            "date": one["date"] or "",
            "address": one["address"] or "",
        }

    def source_words(self, keys: Iterable[str]) -> str:
        """Sources as one line, "; " between them; those that do not fit are left to the list of the thread."""
        found = ""
        for key in keys:
            longer = f"{found}; {self._words(key)}" if found else self._words(key)
            if len(longer) > LONGEST_SOURCE:
                break
            found = longer
        return found

    def _words(self, key: str) -> str:
        note = self.source_note(key)
        dated = note["date"]
        with contextlib.suppress(DateUnreadable):
            dated = PartialDate.from_iso(dated).human() if dated else ""
        return ", ".join(part for part in (note["publisher"], note["title"], dated) if part)

    def notes_of(self, challenge: Mapping[str, Any]) -> list[dict[str, str]]:
        """Every source named anywhere on a challenge, its own first, each once."""
        keys = list(challenge.get("sources", ()))
        keys += _keys_below({name: part for name, part in challenge.items() if name != "sources"})
        for paper in challenge.get("papers", ()):
            keys += self.papers[paper]["sources"]
        return [self.source_note(key) for key in dict.fromkeys(keys) if key in self.sources]


def _keys_below(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [key for key in part.get("sources", ()) if isinstance(key, str)]
        return own + [key for name, inner in part.items() if name != "sources" for key in _keys_below(inner)]
    if isinstance(part, list):
        return [key for inner in part for key in _keys_below(inner)]
    return []


def sentence(text: str) -> str:
    """`text` with a full stop."""
    stripped = text.strip()
    return stripped if stripped.endswith((".", "?", "”")) else f"{stripped}."


def paragraphs(*texts: str | None) -> str:
    """The texts that say something, one paragraph each."""
    return "\n\n".join(text.strip() for text in texts if text and text.strip())
