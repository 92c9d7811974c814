"""A child that ends when its parent does.

A supervisor that is killed with -9 cannot stop its children, and a server left behind would keep the port and the
database. Each child therefore looks at its parent's number, which changes when the parent is gone. This needs no system
call of one kind of machine, and it also works for the server's own workers, two generations down.
"""

from __future__ import annotations

import os
import signal
import threading
import time

SUPERVISED = "BRIDGEWORK_SUPERVISED"
_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_TO_STOP = 8.0


def follow_parent(parent: int | None = None) -> None:
    """Stop this process soon after `parent` (by default the present parent) is gone. Does nothing unless supervised."""
    if os.environ.get(SUPERVISED) != "1":
        return
    followed = os.getppid() if parent is None else parent
    threading.Thread(target=_watch, args=(followed,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_SECONDS_TO_STOP)
    os._exit(1)
