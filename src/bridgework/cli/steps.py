"""Say what is being done, once it has taken long enough to be wondered about."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 3.0


@contextmanager
def step(doing: str, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Name `doing` ("Preparing the database") if it lasts longer than `patience` seconds, then how long it took."""
    started = time.monotonic()
    named = threading.Event()

    def name_it() -> None:
        named.set()
        print(f"{doing} …", file=sys.stderr, flush=True)

    timer = threading.Timer(patience, name_it)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if named.is_set():
        print(f"{doing}: done in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
