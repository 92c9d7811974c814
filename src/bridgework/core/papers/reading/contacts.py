"""People to ask about a paper: one contact for each person, whichever way names, posts and numbers are set out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bridgework.core.papers.reading.blocks import squeezed
from bridgework.core.papers.reading.values import is_name, is_not_applicable, without_title
from bridgework.core.papers.record import Contact

EMAIL: Final = re.compile(
    r"[\w.+'’-]+@[\w-]+(?:\.\s?(?=(?:gov|org|co|ac|com|uk|net|nhs)\b)|\.)?(?:[\w-]+(?:\.\s?(?=uk\b)|\.)?)+", re.ASCII
)
TEL: Final = re.compile(r"(?<![\w@.])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d{2,5}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)")
_EXTENSION: Final = re.compile(r"\b(?:ext(?:ension)?\.?|x)\s*(\d{3,6})\b", re.I)
_BETWEEN: Final = re.compile(r"\s*(?:/|;|\n|\band\b|&)\s*")
_BREAK: Final = re.compile(r"\s*(?:,|;|\n|\t|\s[–-]\s|\(|\)|\s\|\s)\s*")
_NOISE: Final = re.compile(r"\b(?:e-?mail|tel(?:ephone)?|phone|mobile|tel no|contact|on|at)\b\.?\s*:?\s*$", re.I)


@dataclass
class Card:
    """What was found for one contact, or for two that share a card, before it is told apart."""

    kind: str
    names: str = ""
    posts: str = ""
    emails: str = ""
    tels: str = ""
    loose: str = ""
    filled: set[str] = field(default_factory=set)

    def add(self, part: str, text: str) -> None:
        """More text for one part; a line of its own."""
        name = {"name": "names", "post": "posts", "email": "emails", "tel": "tels"}.get(part, "loose")
        before = getattr(self, name)
        setattr(self, name, f"{before}\n{text}" if before else text)
        if text.strip():
            self.filled.add(part)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not any(one.strip() for one in (self.names, self.posts, self.emails, self.tels, self.loose))


def contacts_of(card: Card) -> list[Contact]:
    """One contact for each person on a card."""
    _take_loose(card)
    names = _names(card.names)
    posts = _posts(card.posts, len(names))
    emails = emails_in(card.emails)
    tels = tels_in(card.tels)
    if not names and not any((posts, emails, tels)):
        return []
    if not names:
        return [Contact(card.kind, None, posts[0] if posts else None, _first(emails), _first(tels))]
    mine = _emails_for(names, emails)
    found = []
    for at, name in enumerate(names):
        tel = tels[at] if len(tels) == len(names) else _first(tels)
        found.append(Contact(card.kind, name, posts[at] if posts else None, mine[at], tel))
    return found


def emails_in(text: str) -> list[str]:
    """Addresses in `text`; a space that a narrow cell put before ".uk" is taken out."""
    return [re.sub(r"\s", "", one).rstrip(".") for one in EMAIL.findall(text)]


def tels_in(text: str) -> list[str]:
    """Telephone numbers in `text` as printed; a bare extension where there is no more."""
    found = [squeezed(one) for one in TEL.findall(text)]
    if found:
        return found
    rest = squeezed(text)
    if (
        rest
        and not is_not_applicable(rest)
        and any(sign.isdigit() for sign in rest)
        and not re.search(r"[a-wyz]{4}", rest, re.I)
    ):
        return [rest]
    return [f"ext {one}" for one in _EXTENSION.findall(text)]


def _take_loose(card: Card) -> None:
    """Text without labels, "A Name, Post, 01223 …, a.name@…": told apart by what each part looks like."""
    if not card.loose.strip():
        return
    text = card.loose
    for pattern, part in ((EMAIL, "email"), (TEL, "tel")):
        for one in pattern.findall(text):
            card.add(part, one)
        text = pattern.sub(" , ", text)
    parts = [_NOISE.sub("", part).strip() for part in _BREAK.split(text)]
    for part in parts:
        if not part or not any(sign.isalpha() for sign in part):
            continue
        people = [one for one in _BETWEEN.split(part) if one]
        if ("name" not in card.filled and all(is_name(one) for one in people) and people) or (
            is_name(part) and re.match(r"(?:councill?or|cllr)\b", part, re.I)
        ):
            card.add("name", part)
        else:
            card.posts = f"{card.posts}, {part}" if card.posts else part
            card.filled.add("post")


def _names(text: str) -> list[str]:
    if not text.strip() or is_not_applicable(text):
        return []
    pieces = [one for one in _BETWEEN.split(text) if one.strip(" ,")]
    if len(pieces) == 1 and "," in text:
        parts = [one.strip() for one in text.split(",") if one.strip()]
        pieces = parts if all(is_name(one) for one in parts) else pieces
    found = [without_title(one) for one in pieces]
    return [one for one in found if one]


def _posts(text: str, names: int) -> list[str]:
    """A post for each name. One post that holds a stroke is two posts only where there are two names."""
    if not text.strip() or is_not_applicable(text):
        return []
    whole = squeezed(text)
    if names > 1:
        for pattern in (r"\s*/\s*", r"\n+", r"\s*;\s*", r"\s+and\s+", r"\s*,\s*"):
            parts = [squeezed(one) for one in re.split(pattern, text) if one.strip()]
            if len(parts) == names:
                return parts
    return [whole] * max(1, names)


def _emails_for(names: Sequence[str], emails: Sequence[str]) -> list[str | None]:
    """Whose address is whose: by the name in it, else in their order; one that is nobody's is everybody's."""
    if len(names) == 1:
        return [_first(emails)]
    mine: list[str | None] = [None] * len(names)
    left = list(emails)
    for at, name in enumerate(names):
        words = [word.lower() for word in re.findall(r"\w+", name) if len(word) > 2]
        fits = [one for one in left if any(word in one.partition("@")[0].lower() for word in words)]
        if fits:
            best = max(fits, key=lambda one: sum(word in one.lower() for word in words))
            mine[at] = best
            left.remove(best)
    if len(emails) == len(names) and left:
        for at, one in enumerate(mine):
            mine[at] = one or (left.pop(0) if left else None)
    elif len(emails) == 1 and left:
        mine = [left[0]] * len(names)
    return mine


def _first(values: Sequence[str]) -> str | None:
    return values[0] if values else None
