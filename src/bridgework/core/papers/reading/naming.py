"""A record without people's names: posts stand in their place, in every value, text and raw reading.

Names of officers and councillors that a paper prints are for those who look after its reading; all others see posts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bridgework.core.papers.record import ImplicationRow, PaperRecord, Read

OFFICER: Final = "an officer"
COUNCILLOR: Final = "a councillor"
_ONE: Final = r"(?:[A-Z]\.?\s+){0,3}[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}(?:\s*\([^()]{1,40}\))?"
_POST: Final = r"(?!(?:Cabinet|Chair|Leader|Vice|Deputy|Portfolio|Executive|Lead|Member|Mayor|Spokes)\w*\b)"
_TITLED: Final = re.compile(
    rf"\b(?:[Cc]ouncill?ors?|COUNCILLORS?|Cllrs?)\.?\s+{_POST}{_ONE}"
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*|\s+&\s+){_POST}{_ONE})*"
)
_ADDRESS: Final = re.compile(r"[\w.+'’-]+@[\w.\s-]*\w")
_HONORIFIC: Final = r"(?:(?:[Cc]ouncill?or|Cllr\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Professor)\s+)?"


def without_names(record: PaperRecord) -> PaperRecord:
    """The record with posts where people were named."""
    hide = _hiding(record)
    return replace(
        record,
        title=hide(record.title),
        purpose=hide(record.purpose),
        outcome=hide(record.outcome),
        author=tuple(replace(one, name=None, post=hide(one.post)) for one in record.author),
        proposals=tuple(replace(one, text=hide(one.text)) for one in record.proposals),
        contacts=tuple(replace(one, name=None, email=None, tel=None) for one in record.contacts),
        sections=tuple(
            replace(
                one,
                title=hide(one.title),
                paragraphs=tuple(replace(each, text=hide(each.text)) for each in one.paragraphs),
            )
            for one in record.sections
        ),
        priorities=tuple(_row(one, hide) for one in record.priorities),
        implications=tuple(_row(one, hide) for one in record.implications),
        clearances=tuple(
            replace(one, question=hide(one.question), officer=OFFICER if one.officer else None)
            for one in record.clearances
        ),
        appendices=tuple(replace(one, title=hide(one.title)) for one in record.appendices),
        source_documents=tuple(replace(one, title=hide(one.title)) for one in record.source_documents),
        resolutions=tuple(
            replace(
                one,
                text=hide(one.text),
                mover=COUNCILLOR if one.mover else None,
                seconder=COUNCILLOR if one.seconder else None,
            )
            for one in record.resolutions
        ),
        provenance={
            pointer: Read(one.place, one.confidence, hide(one.raw)) for pointer, one in record.provenance.items()
        },
        warnings=tuple(replace(one, message=hide(one.message)) for one in record.warnings),
        unread=tuple(replace(one, text=hide(one.text)) for one in record.unread),
    )


def _row(row: ImplicationRow, hide: Callable[[Any], Any]) -> ImplicationRow:
    return replace(row, title=hide(row.title), text=hide(row.text))


def _hiding(record: PaperRecord) -> Callable[[Any], Any]:
    """What takes the names of this record out of a text."""
    posts: dict[str, str] = {}
    for author in record.author:
        posts |= {author.name: f"the {author.post}" if author.post else OFFICER} if author.name else {}
    for one in record.contacts:
        nobody = OFFICER if one.kind == "officer" else COUNCILLOR
        posts |= {one.name: f"the {one.post}" if one.post else nobody} if one.name else {}
    posts |= {one.officer: OFFICER for one in record.clearances if one.officer}
    posts |= {name: COUNCILLOR for one in record.resolutions for name in (one.mover, one.seconder) if name}
    named = [
        (re.compile(rf"{_HONORIFIC}\b{re.escape(name).replace(chr(92) + ' ', chr(92) + 's+')}\b"), post)
        for name, post in sorted(posts.items(), key=lambda one: -len(one[0]))
    ]

    def hide(text: str | None) -> str | None:
        if text is None:
            return None
        text = _TITLED.sub(COUNCILLOR, _ADDRESS.sub("an address", text))
        for pattern, post in named:
            text = pattern.sub(lambda _, post=post: post, text)  # type: ignore[misc]
        return text

    return hide
