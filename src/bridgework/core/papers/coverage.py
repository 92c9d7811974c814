"""What a clearance covers: exactly which text, its hash, and whether the text is still the one that was cleared.

A paper's text is taken apart into pieces with keys: `sections/background` (a section), `implications/resource` (an
implication; a heading's parts are `implications/environment.buildings` …), `priorities/…`, `proposals`,
`front/purpose`, `title`, `appendices`, `source_documents`. A clearance names template keys; `covered` finds the pieces
that belong to them. The hash is of those pieces alone: a change anywhere else leaves it as it is.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

EVERYTHING: Final = "*"
GROUPS: Final = ("priorities", "implications")
"""Section kinds whose text is rows with keys of their own."""
WHOLE: Final = ("proposals", "appendices", "source_documents")
"""Section kinds whose text is one piece."""


@dataclass(frozen=True)
class Correction:
    """A change of one piece that was marked as correction of form."""

    key: str
    before: str
    after: str
    public_id: str = ""


@dataclass(frozen=True)
class Change:
    """A piece that reads differently from what was cleared; an empty text is one that was or is not there."""

    key: str
    before: str
    after: str


def plain(text: str) -> str:
    """A text without differences nobody can see: line ends, spaces at the end of lines, composed accents."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def section_piece(title: str, text: str) -> str:
    """The text of a section with its heading; empty while nothing is written."""
    return f"{title.strip()}\n\n{plain(text)}" if text.strip() else ""


def implication_piece(title: str, *, status: str = "", text: str = "", is_none: bool = False) -> str:
    """The text of an implication: what it says and the status it gives; empty while nothing is given."""
    if not (status or text.strip() or is_none):
        return ""
    said = [f"Status: {status}"] if status else []
    said.append(f"None: {plain(text)}" if is_none else plain(text))
    return "\n".join([title.strip(), *(one for one in said if one)])


def proposals_piece(proposals: Iterable[tuple[str, str, str, str]]) -> str:
    """The lettered proposals as one text: letter, words, who is tasked, report-back date."""
    lines = []
    for letter, words, owner, by in proposals:
        tasked = "; ".join(part for part in (owner and f"tasked: {owner}", by and f"report back by {by}") if part)
        lines.append(f"{letter}) {plain(words)}" + (f" ({tasked})" if tasked else ""))
    return "\n".join(lines)


def covered(texts: Mapping[str, str], covers: Collection[str], kinds: Mapping[str, str]) -> dict[str, str]:
    """The pieces that belong to the template keys in `covers`, by key, in the order of their keys.

    `kinds` says what kind of section each section key of the template is. A key that has no text yet is in the result
    with an empty text, so that text that comes later is a change.
    """
    wanted: dict[str, str] = {}
    for key in covers:
        if key == EVERYTHING:
            wanted.update(texts)
            continue
        kind = kinds.get(key, "")
        if kind in GROUPS:
            wanted.update({piece: text for piece, text in texts.items() if piece.startswith(f"{kind}/")})
        elif kind in WHOLE:
            wanted[kind] = texts.get(kind, "")
        elif kind:
            wanted[f"sections/{key}"] = texts.get(f"sections/{key}", "")
        else:
            heading = f"implications/{key}"
            wanted[heading] = texts.get(heading, "")
            wanted.update({piece: text for piece, text in texts.items() if piece.startswith(f"{heading}.")})
    return {key: plain(wanted[key]) for key in sorted(wanted)}


def hash_of(pieces: Mapping[str, str]) -> str:
    """The SHA-256 of the pieces in one agreed form: JSON with sorted keys, no spaces, UTF-8."""
    agreed = {key: plain(text) for key, text in pieces.items()}
    written = json.dumps(agreed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def corrected(
    pieces: Mapping[str, str], corrections: Iterable[Correction], objected: Collection[str] = ()
) -> dict[str, str]:
    """The cleared pieces after the corrections of form that nobody objected to, oldest first.

    A correction applies only to the very words it was made on. One that was objected to, by public id, is no
    correction: the text stays as it was cleared, and what stands now is a change.
    """
    now = {key: plain(text) for key, text in pieces.items()}
    for one in corrections:
        if one.key in now and now[one.key] == plain(one.before) and one.public_id not in objected:
            now[one.key] = plain(one.after)
    return now


def changes(
    cleared: Mapping[str, str],
    current: Mapping[str, str],
    corrections: Iterable[Correction] = (),
    objected: Collection[str] = (),
) -> tuple[Change, ...]:
    """The pieces that changed since they were cleared, corrections of form apart. Empty: the clearance is fresh."""
    before = corrected(cleared, corrections, objected)
    return tuple(
        Change(key, before.get(key, ""), plain(current.get(key, "")))
        for key in sorted({*before, *current})
        if before.get(key, "") != plain(current.get(key, ""))
    )
