"""Words that a person withdrew, taken out of a report: where they were put in by reference, and where typed by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from bridgework.core.reports.record import WITHDRAWN, CitedSource, QuotedWords, ReportRecord

SHORTEST: Final = 4
"""Words from which a quotation is looked for by itself; a shorter one only where it stands in quotation marks."""
_LETTER: Final = re.compile(r"\w")
_MARKS: Final = "\"“”„«»'‘’"
_BETWEEN: Final = r"(?:[\s>*_\\]|&nbsp;)+"


def without_quote(record: ReportRecord, id: str) -> ReportRecord:
    """The record without the words of one quotation; that there was one stays known."""
    quotes = (QuotedWords(one.id, one.key, is_withdrawn=True) if one.id == id else one for one in record.quotes)
    return replace(record, quotes=tuple(quotes))


def without_source(record: ReportRecord, id: str) -> ReportRecord:
    """The record without what is told of one source; its number and kind stay, so that citations still lead there."""
    sources = (
        CitedSource(one.id, one.number, one.kind, is_public=False) if one.id == id else one for one in record.sources
    )
    return replace(record, sources=tuple(sources))


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds the words however they were set: across lines, with other quotation marks, escaped for Markdown."""
    found = [one for one in words.split() if one.strip(_MARKS)]
    if not found:
        return None
    body = _BETWEEN.join(_word(one) for one in found)
    if len(found) < SHORTEST:
        body = rf"(?<=[{_MARKS}]){body}(?=\s*[.,;]?\s*[{_MARKS}])"
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


def longest_word(words: str) -> str:
    """The longest run of plain letters in the words: a text without it cannot hold them."""
    return max(re.findall(r"[A-Za-z]+", words), key=len, default="")


def taken_out(value: Any, pattern: re.Pattern[str]) -> Any:
    """A text, or lists and dictionaries of texts, with what the pattern finds replaced by the sentence for it."""
    if isinstance(value, str):
        return pattern.sub(lambda _: WITHDRAWN, value)
    if isinstance(value, list):
        return [taken_out(one, pattern) for one in value]
    if isinstance(value, dict):
        return {key: taken_out(one, pattern) for key, one in value.items()}
    return value


def _word(word: str) -> str:
    signs = []
    for sign in word:
        if sign in _MARKS:
            signs.append(rf"\\?[{_MARKS}]")
        elif _LETTER.match(sign):
            signs.append(re.escape(sign))
        else:
            signs.append(rf"\\?{re.escape(sign)}")
    return "".join(signs)
