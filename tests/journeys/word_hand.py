"""What somebody does in Word: correct a word with a tracked change, and another without."""

from __future__ import annotations

import copy
import io
from typing import Any, Final

import docx
from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def edit(data: bytes, *, tracked: tuple[str, str], untracked: tuple[str, str], by: str) -> bytes:
    """The document with one phrase changed as a tracked change by somebody, and one as if tracking were off."""
    document = docx.Document(io.BytesIO(data))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    plain = next(run for run in runs if untracked[0] in run.text)
    plain.text = plain.text.replace(*untracked)
    _track(next(run for run in runs if tracked[0] in run.text)._r, *tracked, by)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _track(run: Any, before: str, after: str, by: str) -> None:
    first, _, last = "".join(run.itertext(f"{W}t")).partition(before)
    parts = [_said(run, first), _marked(run, "del", before, by), _marked(run, "ins", after, by), _said(run, last)]
    for part in reversed(parts):
        run.addnext(part)
    run.getparent().remove(run)


def _marked(run: Any, kind: str, text: str, by: str) -> Any:
    made = etree.Element(f"{W}{kind}", {f"{W}id": "901", f"{W}author": by, f"{W}date": "2026-01-05T09:00:00Z"})
    made.append(_said(run, text, "delText" if kind == "del" else "t"))
    return made


def _said(run: Any, text: str, tag: str = "t") -> Any:
    made = copy.deepcopy(run)
    for one in made.findall(f"{W}t"):
        made.remove(one)
    words = etree.SubElement(made, f"{W}{tag}")
    words.text = text
    words.set(SPACE, "preserve")
    return made
