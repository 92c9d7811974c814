"""Whoever keeps something beside the index is told of each change, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Indexed:
    """A record that came into the index, changed in it, or left it.

    `is_public` is false where it left, and where not everybody may see it. `content_sha256` is of all that the index
    says of it; empty where it left.
    """

    kind: str
    public_id: str
    is_public: bool
    content_sha256: str = ""


Watcher = Callable[[Sequence[Indexed]], None]
_watchers: list[Watcher] = []
_untold: ContextVar[bool] = ContextVar("untold", default=False)


def watches_index(watcher: Watcher) -> Watcher:
    """Register a function that is called with every change of the index. It must bear being called twice."""
    _watchers.append(watcher)
    return watcher


def tell(changes: Sequence[Indexed]) -> None:
    """Tell every watcher."""
    if changes and not _untold.get():
        for watcher in _watchers:
            watcher(changes)


@contextmanager
def untold() -> Iterator[None]:
    """Change the index without telling: what is kept beside it was moved here as it was, with the records."""
    token = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(token)
