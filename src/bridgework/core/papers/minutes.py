"""A pasted minute against the proposals of its paper: what was resolved on each, for a person to confirm.

The words of the minute are read by `reading.resolutions`; here each resolution finds the proposal it is about, by its
letter or number and by its words. Nothing is guessed: a proposal the minute says nothing of stays open, a resolution
that fits no proposal is listed, and so is every piece of text that was not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from bridgework.core.ledger import Decision
from bridgework.core.papers.reading.resolutions import read_resolutions
from bridgework.core.papers.record import ResolutionRow, Unread
from bridgework.core.reading import MONTHS

FORMAT: Final = "bridgework/minute@1"
_NEAR = 0.5
"""Closeness of words from which a resolution is taken for one of a proposal without its letter."""
_MOST_ROWS = 300
_OUTCOMES: Final = {
    "agreed": Decision.AGREED,
    "amended": Decision.AGREED_WITH_CHANGED_WORDS,
    "noted": Decision.NOTED,
    "deferred": Decision.DEFERRED,
    "referred": Decision.REFERRED,
    "lost": Decision.LOST,
    "withdrawn": Decision.WITHDRAWN,
}
_LEAD = re.compile(r"^\W*(?:that\s+(?:the\s+\w+\s+)?(?:be\s+asked\s+)?|to\s+)?", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:\(?[a-z]{1,2}[.)]|\(?\d{1,2}[.)]|[ivx]{1,4}[.)]|[-•*])\s+", re.IGNORECASE)
_END = re.compile(r"[\s;,.]*(?:[;,]\s*(?:and|or))?[\s;,.]*$", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\b(?:recommendations?|proposals?|motion|report|item|amendment)\b.*\b(?:was|were|be|is|are|been)\b.*"
    r"\b(?:agreed|carried|approved|lost|deferred|referred|withdrawn|noted|accepted|endorsed|adopted|rejected)\b"
    r"|\b(?:agree|approve|accept|endorse|adopt|agreed|approved|accepted|endorsed)\w*\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?"
    r"(?:\w+\s+)?(?:recommendations?|proposals?)\b",
    re.IGNORECASE | re.DOTALL,
)
_FOR_ALL = re.compile(r"\b(?:recommendations|proposals|the\s+recommendation)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\bsubject to\b|\bas amended\b|\bamend|\breplac|\bdelet|\binsert|\badd(?:ing|ition)\b", re.IGNORECASE
)
_BY_DAY = re.compile(
    rf"\b(?:by|on|before)\s+(?:\w+day\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.I
)
_IN_MONTHS = re.compile(
    r"\b(?:report|brought|bring|come)\b[^.;]*?\b(?:in|within|after)\s+(\w+)\s+months?\b", re.IGNORECASE
)
_NUMBERS = {word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)} | {
    "nine": 9,
    "twelve": 12,
    "eighteen": 18,
}


@dataclass(frozen=True)
class Put:
    """A lettered proposal as the paper put it."""

    letter: str
    text: str


@dataclass(frozen=True)
class ReadForProposal:
    """What the minute says of one proposal.

    Attributes:
        outcome: a `Decision`, or "" where the minute does not say or a person must choose.
        words: as resolved, only where they differ from the proposal.
        how: by what it was found: "letter", "words", "all" (one resolution for all proposals), or "" for not at all.
        caution: what a person should look at before confirming.
        raw: the words of the minute it was read from.
    """

    letter: str
    outcome: str = ""
    words: str = ""
    reason: str = ""
    mover: str = ""
    seconder: str = ""
    votes: dict[str, int] = field(default_factory=dict)
    report_back_on: str = ""
    how: str = ""
    caution: str = ""
    raw: str = ""


@dataclass(frozen=True)
class MinuteRead:
    """A minute, proposal by proposal; `others` fit no proposal, `unread` could not be read."""

    resolutions: tuple[ReadForProposal, ...]
    others: tuple[str, ...]
    unread: tuple[Unread, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept beside the pasted text."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> MinuteRead:
        """Back from what was kept."""
        return cls(
            tuple(ReadForProposal(**one) for one in data.get("resolutions", ())),
            tuple(data.get("others", ())),
            tuple(Unread(**one) for one in data.get("unread", ())),
        )


def read_minute(text: str, proposals: Sequence[Put], met_on: date) -> MinuteRead:
    """Read a minute against the proposals of one paper.

    Args:
        text: the minute as it was pasted.
        proposals: in the order of the paper.
        met_on: the day of the meeting, from which "in six months" is counted.
    """
    rows, unread = read_resolutions(text)
    taken, used = _matched(rows, proposals)
    general = next((n for n, row in enumerate(rows) if n not in used and _is_for_all(row)), None)
    found = []
    for number, put in enumerate(proposals):
        if number in taken:
            row, how = rows[taken[number][0]], taken[number][1]
        elif general is not None:
            row, how = rows[general], "all"
        else:
            found.append(ReadForProposal(put.letter))
            continue
        found.append(_read(put, row, how, met_on))
    if general is not None and len(taken) < len(proposals):
        used.add(general)
    others = tuple(dict.fromkeys(row.text for n, row in enumerate(rows) if n not in used))
    return MinuteRead(tuple(found), others, tuple(unread))


def closeness(proposed: str, resolved: str) -> float:
    """How much of their words two texts share in the same order: 0 nothing, 1 the same."""
    before, after = _plain(proposed).split(), _plain(resolved).split()
    if not before or not after:
        return 0.0
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def same_words(proposed: str, resolved: str) -> bool:
    """Whether no word was changed: letter, opening "to" or "that", case and closing signs aside."""
    return _plain(proposed) == _plain(resolved)


def fitting_words(proposed: str, resolved: str) -> str:
    """The words as resolved, opening and closing as the proposal does."""
    bare = _LEAD.sub("", _MARK.sub("", resolved.strip()), count=1)
    bare = _END.sub("", bare)
    opening = _LEAD.match(proposed)
    lead = opening.group() if opening else ""
    closing = _END.search(proposed)
    rest = proposed[len(lead) :]
    if bare and rest[:1].islower():
        bare = bare[0].lower() + bare[1:]
    elif bare and rest[:1].isupper():
        bare = bare[0].upper() + bare[1:]
    return f"{lead}{bare}{closing.group().rstrip() if closing else ''}"


def _matched(rows: Sequence[ResolutionRow], proposals: Sequence[Put]) -> tuple[dict[int, tuple[int, str]], set[int]]:
    """Proposal to row and how it was found; the best fit first, each row and each proposal once."""
    scored = []
    for p, put in enumerate(proposals):
        for r, row in enumerate(rows[:_MOST_ROWS]):
            lettered = _item_is(row.item, put.letter, p + 1)
            near = 0.0 if _is_statement(row) else closeness(put.text, row.text)
            if lettered or near >= _NEAR:
                # A letter weighs as half the words: minutes number anew where a part fell out.
                scored.append((near + (0.5 if lettered else 0.0), -abs(p - r), p, r, "letter" if lettered else "words"))
    taken: dict[int, tuple[int, str]] = {}
    used: set[int] = set()
    for _, _, p, r, how in sorted(scored, reverse=True):
        if p not in taken and r not in used:
            taken[p] = (r, how)
            used.add(r)
    return taken, used


def _item_is(item: str | None, letter: str, number: int) -> bool:
    if not item:
        return False
    inner = re.search(r"\(([a-z]{1,2}|\d{1,2})\)$", item, re.IGNORECASE)
    bare = (inner.group(1) if inner else item).strip("().").lower()
    return bare in (letter.lower(), str(number))


def _is_statement(row: ResolutionRow) -> bool:
    """Whether the row only says what became of something, without words of its own."""
    return bool(_STATEMENT.search(row.text))


def _is_for_all(row: ResolutionRow) -> bool:
    return row.item is None and bool(_FOR_ALL.search(row.text)) and _is_statement(row)


def _read(put: Put, row: ResolutionRow, how: str, met_on: date) -> ReadForProposal:
    outcome: Decision | None = _OUTCOMES.get(row.outcome or "")
    words = caution = ""
    stated = _is_statement(row)
    if (
        not stated
        and not same_words(put.text, row.text)
        and outcome
        in (
            Decision.AGREED,
            Decision.AGREED_WITH_CHANGED_WORDS,
            Decision.NOTED,
            None,
        )
    ):
        words = fitting_words(put.text, row.text)
        if closeness(put.text, row.text) < _NEAR:
            caution = "These words are far from the proposal. Is it this one?"
        if outcome is not Decision.NOTED or _plain(put.text).startswith("note"):
            outcome = Decision.AGREED_WITH_CHANGED_WORDS
    elif stated and _CHANGED.search(row.text):
        outcome, caution = None, "The minute names a change: choose the outcome and enter the words as resolved."
    elif outcome is Decision.AGREED_WITH_CHANGED_WORDS:
        outcome, caution = None, "The minute says it was amended, but not how: enter the words as resolved."
    elif outcome is Decision.NOTED and not stated and same_words(put.text, row.text):
        # Proposed was to note, and that was resolved.
        outcome = Decision.AGREED
    if outcome is None and not caution:
        caution = "The minute does not say what became of it."
    told = outcome in (Decision.DEFERRED, Decision.REFERRED, Decision.LOST, Decision.WITHDRAWN)
    return ReadForProposal(
        letter=put.letter,
        outcome=outcome.value if outcome is not None else "",
        words=words,
        reason=" ".join(row.text.split()) if told else "",
        mover=row.mover or "",
        seconder=row.seconder or "",
        votes=dict(row.votes or {}),
        report_back_on=_report_back(row.text, met_on),
        how=how,
        caution=caution,
        raw=row.text,
    )


def _report_back(text: str, met_on: date) -> str:
    """The day a minute names for reporting back, in ISO; empty where it names none."""
    if re.search(r"\breport|\bback\b", text, re.IGNORECASE):
        named = _BY_DAY.search(text)
        if named:
            month = [one.lower() for one in MONTHS].index(named[2].lower()) + 1
            try:
                return date(int(named[3]), month, int(named[1])).isoformat()
            except ValueError:
                return ""
    months = _IN_MONTHS.search(text)
    if months is None:
        return ""
    number = int(months[1]) if months[1].isdigit() else _NUMBERS.get(months[1].lower(), 0)
    if not 1 <= number <= 60:
        return ""
    years, month = divmod(met_on.month - 1 + number, 12)
    for day in (met_on.day, 30, 29, 28):
        try:
            return date(met_on.year + years, month + 1, day).isoformat()
        except ValueError:
            continue
    return ""


def _plain(text: str) -> str:
    bare = _LEAD.sub("", _MARK.sub("", text.strip()), count=1)
    bare = re.sub(r"[‘’]", "'", re.sub(r"[“”]", '"', bare))
    return " ".join(re.findall(r"[\w'£%]+", _END.sub("", bare).lower()))
