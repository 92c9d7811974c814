"""Who moved and seconded, and how the votes were counted, in the words of a minute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TITLE = (
    r"(?:(?i:(?:the\s+)?(?:councill?ors?|cllrs?\.?|alderman|mayor|leader|mr|mrs|ms|miss|dr|prof(?:essor)?|sir|dame"
    r"|lord|lady)"
    r"\.?)\s+)"
)
_NAME = (
    r"(?P<{0}>(?i:the\s+(?:vice[- ]?|deputy\s+)?(?:chair(?:man|person|woman)?|leader|mayor|portfolio holder))(?!\w)"
    rf"|(?:{_TITLE})*(?:(?:[A-Z]\.|[A-Z][\w’'\-]*|de|van|von|der|den|di|da|al|el|O’\w+)\s*){{{{1,4}}}})"
)
_MOVED: Final = (
    re.compile(
        r"\b(?:(?i:proposed|moved|motion of|proposer|mover)\b(?i:\s+by)?[:\s]+)"
        + _NAME.format("mover")
        + r"(?=\s|[,.;:)\]]|$)"
    ),
    re.compile(_NAME.format("mover") + r",?\s+(?i:(?:then\s+)?(?:moved|proposed))\b"),
)
_SECONDED: Final = (
    re.compile(r"\b(?:(?i:seconded|seconder)\b(?i:\s+by)?[:\s]+)" + _NAME.format("seconder") + r"(?=\s|[,.;:)\]]|$)"),
    re.compile(_NAME.format("seconder") + r",?\s+(?i:seconded|seconding)\b"),
)
_DIGITS: Final = {
    "no": 0, "nil": 0, "none": 0, "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}|\b(?:{'|'.join(_DIGITS)})\b)"
_TO = re.compile(rf"(?P<for>{_NUMBER})\s*(?:votes?\s*)?(?:to|–|:)\s*(?P<against>{_NUMBER})(?!\s*(?:pm|am))", re.I)
_TO_WORDS = re.compile(r"\b(?:votes?|majority|by|carried|lost|agreed)\b", re.I)
_SIDES: Final = (
    ("for", r"(?:in favour|for\b(?!\s+the\b)|ayes?\b)", r"(?:in favour|for|ayes?)"),
    ("against", r"(?:against|opposed|noes\b|nays?\b)", r"(?:against|noes|nays?)"),
    ("abstained", r"(?:abst(?:entions?|ained|aining|ain)\b)", r"(?:abst(?:entions?|ained|aining|ain))"),
)
_PEOPLE = r"(?:(?:councillors?|members?)\s+)?(?:votes?\s+)?(?:cast\s+)?(?:vot(?:ed?|es|ing)\s+)?"
_AFTER: Final = tuple(
    (side, re.compile(rf"(?P<n>{_NUMBER})\s*{_PEOPLE}{words}", re.IGNORECASE)) for side, words, _ in _SIDES
)
"""8 votes in favour, two members against, one abstention."""
_BEFORE: Final = tuple(
    (
        side,
        re.compile(
            rf"\b(?:votes?\s+)?{words}\s*(?:\(|[:=–-])\s*(?P<n>{_NUMBER})\b"
            rf"|\b{words}\s+(?P<m>\d{{1,3}})\b(?=\W*$|\s*[,;)/.]|\s+(?:against|abst|votes?))",
            re.IGNORECASE,
        ),
    )
    for side, _, words in _SIDES
)
"""For: 8; Against (2); Abstain 1."""
_NAMED: Final = tuple(
    (
        side,
        re.compile(
            rf"^(?:votes?\s+|voting\s+)?{words}\s*(?:the\s+\w+\s*)?[:–-]\s*(?P<names>.*[A-Za-z].*)$", re.IGNORECASE
        ),
    )
    for side, _, words in _SIDES
)
"""A recorded vote: For: Councillors A, B and C."""
_NOT_A_NAME = re.compile(r"[a-z]{1,4}$")
_NOT_FIRST = re.compile(
    r"(?:The|An?(?!\s+[A-Z])|That|It|This|And|Recommendations?|Motion|Amendment|Report|Which|As|When|After)\b"
)


@dataclass(frozen=True)
class Voting:
    """Who moved, who seconded, and the counted votes; `names` where they were counted from a recorded vote."""

    mover: str | None = None
    seconder: str | None = None
    votes: dict[str, int] | None = None
    names: bool = False

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.mover or self.seconder or self.votes)

    def with_(self, other: Voting) -> Voting:
        """This one, with what `other` knows better."""
        votes = {**(self.votes or {}), **other.votes} if other.votes else self.votes
        return Voting(
            other.mover or self.mover,
            other.seconder or self.seconder,
            votes,
            other.names or (self.names and not other.votes),
        )


def voting_in(text: str) -> Voting:
    """What `text` says about mover, seconder and votes."""
    mover, seconder = _person(text, _MOVED, "mover"), _person(text, _SECONDED, "seconder")
    named = _recorded(text)
    votes = named or _counted(text)
    return Voting(mover, seconder, votes or None, bool(named))


def _person(text: str, patterns: tuple[re.Pattern[str], ...], group: str) -> str | None:
    for pattern in patterns:
        for found in pattern.finditer(text):
            name = " ".join(found[group].split()).strip(" ,.;:")
            name = re.sub(
                r"\s+(?:seconded|moved|proposed|Seconded|Moved|Proposed|and|SECONDED|Seconder)\b.*$", "", name
            )
            bare = re.sub(rf"^{_TITLE}", "", name, flags=re.IGNORECASE)
            if (bare and not _NOT_A_NAME.match(bare) and not _NOT_FIRST.match(bare)) or re.match(r"the\s+\w", name):
                return bare if bare[:1].isupper() else name
    return None


def _counted(text: str) -> dict[str, int]:
    votes: dict[str, int] = {}
    for patterns in (_AFTER, _BEFORE):
        for key, pattern in patterns:
            found = pattern.search(text)
            if found is not None and key not in votes:
                value = found["n"] or (found["m"] if "m" in pattern.groupindex else None)
                if value is not None:
                    votes[key] = _value(value)
    to = _TO.search(text)
    if "for" not in votes and to is not None and _TO_WORDS.search(text[: to.end() + 12]):
        votes = {"for": _value(to["for"]), "against": _value(to["against"])} | votes
    if "for" not in votes and "against" not in votes:
        return {}
    return {key: votes[key] for key in ("for", "against", "abstained") if key in votes}


def _recorded(text: str) -> dict[str, int]:
    """A recorded vote, "For: Councillors A, B and C (3)": the printed number, else the names counted."""
    for key, pattern in _NAMED:
        found = pattern.match(text.strip())
        if found is None:
            continue
        names = found["names"]
        printed = re.search(r"\(\s*(\d{1,3})\s*\)", names)
        if printed:
            return {key: int(printed[1])}
        if re.fullmatch(r"\W*(?:none|nil)\W*", names, re.I):
            return {key: 0}
        if re.match(rf"\s*{_NUMBER}\W", f"{names} ", re.I) and not re.match(r"\s*an?\b", names, re.I):
            return {}
        people = [one for one in re.split(r",|;|\band\b|&", re.sub(_TITLE, "", names, flags=re.I)) if one.strip(" .")]
        if people and all(len(one.split()) <= 5 for one in people):
            return {key: len(people)}
    return {}


def _value(text: str) -> int:
    return int(text) if text.isdigit() else _DIGITS[text.lower()]
