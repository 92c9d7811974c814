"""What became of something, from the operative words of a minute and the words resolved."""

from __future__ import annotations

import re
from typing import Final

from bridgework.core.papers.reading.blocks import squeezed

AGREED, AMENDED, NOTED, DEFERRED = "agreed", "amended", "noted", "deferred"
REFERRED, LOST, WITHDRAWN = "referred", "lost", "withdrawn"
OUTCOMES: Final = (AGREED, AMENDED, NOTED, DEFERRED, REFERRED, LOST, WITHDRAWN)

_PART_OUTCOME = re.compile(
    r"^(?:(?:was|were|be|that|this)\s+)*(?P<verb>agreed|carried|approved|lost|deferred|withdrawn|referred|noted"
    r"|rejected|"
    r"not agreed|not carried|amended)\b",
    re.IGNORECASE,
)
_WORDS: Final = (
    (WITHDRAWN, r"\bwithdrawn?\b"),
    (
        DEFERRED,
        r"\b(?:(?:consideration|determination|decision|item|report|matter|recommendation|proposal|it|application"
        r"|motion)s?\b"
        r"[^.;]{0,70}\b(?:be|was|were|is|are|been)\s+(?:deferred|adjourned|postponed)\b"
        r"|defer(?:red)?\s+(?:consideration|the\s+(?:item|matter|report|decision|proposal|recommendation)|this|it"
        r"|until|to\s+"
        r"(?:the|a|its)\s+(?:next|later|future|\w+\s+meeting)))|^\W*(?:to\s+|be\s+)?defer(?:red)?\b"
        r"|^\W*that\s+[^.;]{0,60}\bbe\s+deferred",
    ),
    (LOST, r"\b(?:lost|not carried|not agreed|rejected|defeated|fell|not approved|refused|declined)\b"),
    (
        REFERRED,
        r"\b(?:item|report|matter|recommendation|proposal|it|question|motion)s?\b[^.;]{0,60}\b(?:be|was"
        r"|were)\s+referred\b"
        r"|^\W*(?:to\s+|be\s+)?refer(?:red)?\b|\brecommended?\b[^.;:]{0,20}\bto\s+(?:the\s+)?(?:full\s+)?(?:council|cabinet|executive)\b",
    ),
    (
        AMENDED,
        r"\bas amended\b|\bamended\s+(?:to read|as follows|by)\b|\bsubject to (?:the |an? )?(?:following )?"
        r"(?:deletion|addition|insertion|replacement|substitution|amendment|removal|change)"
        r"|\bwith the (?:words?|following amendments?|addition|"
        r"deletion|omission|insertion|amendments?|substitution|replacement)\b"
        r"|\b(?:was|were|be)\s+amended\b"
        r"|^\W*(?:agreed\s+)?as\s+amended|^\W*amended\b",
    ),
)
_NOTE = re.compile(r"^\W*(?:to\s+|that\s+)?(?:the\s+\w+\s+)?(?:note|noted|receive and note)\b", re.I)
_BE_NOTED = re.compile(r"^[^.;]{0,160}\bbe\s+(?:received\s+and\s+)?noted\W*$", re.I)
_MORE_THAN_NOTED = re.compile(
    r"\b(?:and|;)\s+(?:to\s+)?(?:agree|approve|endorse|support|task|recommend|authorise|delegate|adopt)", re.I
)


def outcome_of(lead: str, text: str) -> str | None:
    """What became of it, from the operative words (`lead`) and the words resolved (`text`)."""
    whole = squeezed(text)
    for outcome, pattern in _WORDS:
        if re.search(pattern, whole, re.IGNORECASE) or (
            outcome == REFERRED and re.search(pattern, lead + " " + whole[:30], re.I)
        ):
            return outcome
    early = re.search(r"\bnoted\b", lead, re.I) is not None
    if (early or _NOTE.match(whole) or _BE_NOTED.match(whole)) and not _MORE_THAN_NOTED.search(whole):
        return NOTED
    stated = _PART_OUTCOME.match(whole)
    if stated is not None and stated["verb"].lower() == "noted":
        return NOTED
    if (
        lead
        or stated is not None
        or re.search(r"\b(?:agreed|carried|approved|accepted|endorsed|adopted)\b", whole, re.I)
    ):
        return AGREED
    return NOTED if re.search(r"\bnoted\b", whole, re.I) else None
