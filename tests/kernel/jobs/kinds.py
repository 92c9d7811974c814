"""Jobs for the tests, known to the test and to the worker processes it starts."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from bridgework.kernel.jobs import Payload, job
from bridgework.kernel.models import SubmittedForm


@job("test.note")
def note(payload: Payload, now: datetime) -> None:
    """Leave one row; then, where a marker file is named and not yet there, make it and stay for a while."""
    SubmittedForm.objects.create(token=payload["token"], address=str(payload.get("address", "")), at=now)
    marker = Path(payload["marker"]) if payload.get("marker") else None
    if marker is not None and not marker.exists():
        marker.touch()
        time.sleep(payload["seconds"])


@job("test.fail")
def fail(payload: Payload, now: datetime) -> None:
    """Leave a row, which must not stay, and fail."""
    SubmittedForm.objects.create(token="never", at=now)
    # NUL, as some libraries put into their messages, is refused by PostgreSQL.
    raise ValueError(f"{payload['words']}\x00{payload['words']}")


@job("test.own", own_transactions=True)
def own(payload: Payload, now: datetime) -> None:
    """Leave a row that stays whatever follows, and fail where asked to."""
    SubmittedForm.objects.create(token=payload["token"], at=now)
    if payload.get("fails"):
        raise ValueError("no")
