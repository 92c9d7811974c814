"""What must not be in the repository: addresses of machines and indexes, and anything that only works in one place."""

from __future__ import annotations

import re
from pathlib import Path

from tests.arch.source import named, readable, tracked_files

# This file holds what it looks for, and is left out. Of folders that may stand at the top of an address as well, only
# those count that would stand there on a builder's machine.
_FOLDERS = ["work/(?:main|shared|[.])", "root/[\\w.]", "home/[a-z]+/[\\w.]", "Users/[A-Za-z]+/[\\w.]"]
MACHINE_PATH = re.compile(r"(?<![\w.:/<>-])/(?:" + "|".join(_FOLDERS) + ")")
_HOSTS = ["pypi.org", "pythonhosted.org", "registry.npmjs.org", "npmjs.com/package", "deb.debian.org"]
_OPTIONS = ["--index" + "-url", "--extra-index" + "-url"]
INDEX_HOST = re.compile("|".join(re.escape(text) for text in (*_HOSTS, *_OPTIONS)))
_VENDORED = re.compile(r"(^|/)vendor/")


def _texts() -> list[tuple[str, str]]:
    return [
        (named(path), text)
        for path in tracked_files()
        if not _VENDORED.search(named(path))
        and path.name != Path(__file__).name
        and (text := readable(path)) is not None
    ]


def test_no_path_of_one_machine() -> None:
    guilty = [f"{name}: {match.group(0)}" for name, text in _texts() for match in MACHINE_PATH.finditer(text)]
    assert guilty == []


def test_no_host_of_a_package_index() -> None:
    guilty = [f"{name}: {match.group(0)}" for name, text in _texts() for match in INDEX_HOST.finditer(text)]
    assert guilty == []


def test_text_files_end_with_one_newline_and_have_no_trailing_spaces() -> None:
    guilty = [
        name
        for name, text in _texts()
        if name.endswith((".py", ".md", ".html", ".toml", ".sh", ".css", ".js"))
        and text
        and (not text.endswith("\n") or text.endswith("\n\n") or re.search(r"[ \t]$", text, re.MULTILINE))
    ]
    assert guilty == []


def test_the_patterns_find_what_they_look_for() -> None:
    found = [
        bool(MACHINE_PATH.search(text)) for text in ("see /home/ann/x", "/work/main/src", "/work/T1/", "a /root/.x")
    ]
    assert found == [True, True, False, True]
