"""Values of single fields, from the words a paper gives for them. What is not plain is None, never a guess."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bridgework.core.papers.reading.blocks import squeezed
from bridgework.core.papers.reading.vocabulary import NOT_NAMES, POSTS
from bridgework.core.papers.record import Named
from bridgework.core.reading import MONTHS

_MONTH = "|".join([*MONTHS, *(name[:3] for name in MONTHS), "Sept"])
_DATES: Final = (
    re.compile(rf"\b(?P<d>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<m>{_MONTH})\.?\s*,?\s*(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]\s?(?P<y>\d{4}|\d{2})\b"),
)
_NOT_APPLICABLE = re.compile(r"\W*(?:not\s+applicable|n\s*/?\s*a|none|nil|not\s+relevant|-+|–)\W*$", re.I)
_COUNCILLOR = re.compile(r"\b(?:councill?ors?|cllrs?)\b\.?:?\s*", re.I)
_HONORIFIC = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev)\b\.?\s+", re.I)
_NAME = re.compile(
    r"^(?:[A-Z]\.?\s*)*[A-Z][\w’'\-]+(?:\s+(?:[A-Z]\.?|de|de la|van|von|der|den|di|da|al|el|bin|ap|o’|mac)(?=\s))*"
    r"(?:\s+[A-Z][\w’'\-]+){1,3}$|^[A-Z]\.?\s+(?:[A-Z]\.?\s+)?[A-Z][\w’'\-]+$"
)
_POST = re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in POSTS)})s?\b", re.I)
_BREAK = re.compile(r"\s*(?:,|\s[–-]\s|\n|\(|\)|\t|\s\|\s)\s*")


def dates_in(text: str) -> list[date]:
    """Every day named in `text`, in its order."""
    found: dict[int, date] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _day(match)
            if day is not None and not any(abs(match.start() - at) < 6 for at in found):
                found[match.start()] = day
    return [found[at] for at in sorted(found)]


def _day(match: re.Match[str]) -> date | None:
    month = match["m"]
    number = (
        int(month) if month.isdigit() else next(i for i, one in enumerate(MONTHS, 1) if one[:3] == month[:3].title())
    )
    year = int(match["y"])
    try:
        return date(year + 2000 if year < 100 else year, number, int(match["d"]))
    except ValueError:
        return None


def is_not_applicable(text: str) -> bool:
    """Whether a value says that there is none."""
    return _NOT_APPLICABLE.match(text) is not None


def yes_or_no(text: str) -> bool | None:
    """Yes or no at the beginning of `text`; "Key" is yes and "Non-key" no."""
    found = re.match(
        r"\W*(yes|no|y|n|true|false|key|non-?\s?key|not\s+(?:a\s+)?key)\b(?!\s*/\s*(?:a\b|no\b|non))", text, re.I
    )
    if found is None:
        return None
    return found[1].lower() in ("yes", "y", "true", "key")


def answer_of(text: str) -> tuple[str | None, int]:
    """Yes, no or not applicable at the beginning of `text`, and where the words after it begin."""
    found = re.match(
        r"\s*(?P<answer>yes|no|n\s?/\s?a|not applicable|cleared|not cleared)\b[\s.,;:–-]*(?!\s*/\s*(?:no|a)\b)",
        text,
        re.I,
    )
    if found is None:
        return None, 0
    words = squeezed(found["answer"]).lower()
    answer = {"yes": "yes", "cleared": "yes", "no": "no", "not cleared": "no"}.get(words, "not applicable")
    return answer, found.end()


def divisions_of(text: str) -> tuple[str, ...]:
    """The divisions or wards a paper lists; one name may hold an "and" of its own."""
    if is_not_applicable(text):
        return ()
    parts = [squeezed(one).strip(" .") for one in re.split(r"[,;\n•]", text)]
    parts = [one for one in parts if one]
    if len(parts) > 1 and parts[-1].lower().startswith("and "):
        parts[-1] = parts[-1][4:]
    elif len(parts) > 1 and parts[-1].count(" and ") == 1:
        parts[-1:] = parts[-1].split(" and ")
    return tuple(parts)


def is_name(text: str) -> bool:
    """Whether `text` could be a person's name: two to four capitalised words, none that of a post or department."""
    bare = without_title(text)
    if not _NAME.match(bare) or _POST.search(bare):
        return False
    return not any(word.lower() in NOT_NAMES for word in bare.split())


def without_title(text: str) -> str:
    """A name without "Councillor", "Cllr", "Mr" and the like."""
    bare = _COUNCILLOR.sub("", squeezed(text)).strip(" ,.;:")
    return _HONORIFIC.sub("", bare).strip()


def people_of(text: str) -> tuple[Named, ...]:
    """Those a paper is from: name and post in either order."""
    found: list[Named] = []
    pieces = re.split(r"\s*;\s*", text)
    if len(pieces) == 1:
        lines = [one for one in text.split("\n") if one.strip()]
        if len(lines) > 1 and all(_one(line).name and _one(line).post for line in lines):
            pieces = lines
    for piece in pieces:
        if piece.strip() and not is_not_applicable(piece):
            found.append(_one(piece))
    return tuple(found)


def _one(text: str) -> Named:
    """A name and a post, or one of them."""
    whole = text.strip(" ,.;\n\t").replace("\n", " ") if "," in text else text.strip(" ,.;\n\t")
    parts = [part.strip(" –-") for part in _BREAK.split(whole) if part.strip(" –-")]
    for at in dict.fromkeys((0, len(parts) - 1)):
        if parts and is_name(parts[at]):
            name = without_title(parts[at])
            return Named(name, _without(whole, parts[at]) if len(parts) > 1 else None)
    return Named(None, squeezed(whole) or None)


def _without(text: str, part: str) -> str | None:
    """`text` without one part at its beginning or end, and without what stood between."""
    at = text.find(part) if text.startswith(part) else text.rfind(part)
    rest = squeezed(f"{text[:at]} {text[at + len(part) :]}")
    rest = re.sub(r"\(\s*\)", "", rest).strip(" ,;–-|\t")
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return rest.strip() or None
