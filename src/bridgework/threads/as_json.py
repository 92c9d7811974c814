"""A thread as JSON: open data with a published schema (docs/reference/thread.schema.json).

Days that are only partly known are written as far as they are known: "2017", "2017-11" or "2017-11-03".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from bridgework.core.reading import PartialDate
from bridgework.threads.lists import ListedThread
from bridgework.threads.story import Thread

FORMAT: Final = "bridgework/thread@1"
LIST_FORMAT: Final = "bridgework/threads@1"
# Words that only a page needs.
LEFT_OUT: Final = frozenset({"reach_kind"})


def thread_json(thread: Thread, *, address: str) -> dict[str, Any]:
    """The whole thread. `address` is its permanent address on this installation."""
    told = {name: value for name, value in _plain(thread).items() if name not in LEFT_OUT}
    return {"format": FORMAT, "address": address, **told}


def threads_json(threads: Iterable[ListedThread], *, address_of: Mapping[str, str]) -> dict[str, Any]:
    """Every public thread: code, question, round, state, address."""
    return {
        "format": LIST_FORMAT,
        "threads": [
            {
                "code": one.code,
                "question": one.wording,
                "title": one.title,
                "programme": one.programme,
                "round": one.round,
                "year": one.year,
                "theme": one.theme,
                "place": one.place,
                "state": one.state,
                "reach": one.reach,
                "reach_words": one.reach_words,
                "is_history": one.is_history,
                "is_invented": one.is_invented,
                "address": address_of[one.code],
            }
            for one in threads
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value
