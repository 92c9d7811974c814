"""What a start does not pay for: libraries that only a few pages need are read when one of them is asked for."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = [
    "bibtexparser", "docx", "holidays", "icalendar", "jsonschema", "numpy", "openpyxl", "pypdf", "scipy",
    "typst",
]  # fmt: skip


def test_reading_every_address_reads_no_heavy_library() -> None:
    script = (
        "import sys, bridgework.config.wsgi\n"
        "from django.urls import get_resolver\n"
        "get_resolver()._populate()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
