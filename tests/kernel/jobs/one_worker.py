"""A worker process for the tests."""

from __future__ import annotations

import django

django.setup()

from bridgework.kernel import jobs  # noqa: E402
from tests.kernel.jobs import kinds  # noqa: E402, F401

jobs.run_worker(stop=jobs.stop_on_signals(), poll_seconds=0.05)
