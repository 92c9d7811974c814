"""Filling forms with what nobody should type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.withstand.walking import Form

SCRIPT = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7 }} [x](javascript:alert(3)) 🦆\u202eevil\u200f é"
)
UNSAFE = (b"<script>alert(1)", b"<img src=x", b'href="javascript:', b"href='javascript:")
"""What must never stand in a page after `SCRIPT` was sent to it."""

Fill = Callable[[str, str, list[str]], Any]
_HIDDEN = {"csrfmiddlewaretoken", "once", "version"}


def payloads(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent to a form, each with what it is."""
    for what, fill in (
        ("script", _script),
        ("huge numbers", lambda name, kind, values: "9" * 40),
        ("NUL and broken text", lambda name, kind, values: "a\x00b\u202e\x1b\ufffe"),
        ("long text", lambda name, kind, values: "word " * 30_000 if kind in ("text", "textarea") else _first(values)),
        ("minus", lambda name, kind, values: "-1"),
    ):
        yield what, _filled(form, fill)
    yield "nothing", {}


def _filled(form: Form, fill: Fill) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, (kind, values) in form.fields.items():
        if name in _HIDDEN:
            continue
        value = fill(name, kind, values)
        if value is not None:
            data[name] = value
    return data


def _script(name: str, kind: str, values: list[str]) -> Any:
    if kind == "file":
        return SimpleUploadedFile("../../etc/passwd.pdf", b"this is not a PDF", content_type="application/pdf")
    if kind in ("radio", "select", "button", "hidden", "checkbox", "submit"):
        return _first([one for one in values if one]) if values else "on"
    if kind == "email":
        return "somebody@example.org"
    for part, value in (("_day", "1"), ("_month", "2"), ("_year", "2027"), ("_hour", "10"), ("time", "10:30")):
        if name.endswith(part):
            return value
    return "3" if kind == "number" else SCRIPT


def _first(values: list[str]) -> str:
    return values[0] if values else ""
