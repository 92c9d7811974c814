"""How a proposal to a committee is worded: verb first, with an owner and a day where officers are tasked.

Advice, never a refusal: a committee may word what it is asked as it likes.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

VERBS: Final = (
    "accept", "adopt", "agree", "amend", "appoint", "approve", "ask", "authorise", "comment", "commission", "confirm",
    "consider", "decide", "defer", "delegate", "direct", "endorse", "extend", "instruct", "invite", "nominate", "note",
    "receive", "recommend", "refer", "reject", "request", "require", "resolve", "review", "scrutinise", "support",
    "task", "welcome",
)  # fmt: skip
TASKING: Final = frozenset({"task", "ask", "request", "instruct", "direct", "require", "commission", "delegate"})
_OFFICERS: Final = re.compile(
    r"\b(?:officers?|director|chief executive|head of|manager|service|team|monitoring officer)\b", re.IGNORECASE
)
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z’'-]*")


def first_verb(text: str) -> str:
    """The verb a proposal begins with, in small letters; empty where it begins with none that committees use."""
    found = _WORD.match(text.strip().removeprefix("to ").removeprefix("To ").lstrip("*_ "))
    word = found.group(0).lower() if found else ""
    return word if word in VERBS else ""


def tasks_officers(text: str) -> bool:
    """Whether a proposal asks officers to do something."""
    return first_verb(text) in TASKING and _OFFICERS.search(text) is not None


def advice(text: str, *, owner: str = "", report_back_on: date | None = None) -> list[str]:
    """What would make a proposal easier to decide and to follow up, in sentences."""
    found: list[str] = []
    if not first_verb(text):
        found.append("Begin with what the committee does: note, consider, agree, approve, task, request, recommend.")
    if tasks_officers(text):
        if not owner.strip():
            found.append("It tasks officers, but names no owner. Say which post answers for it.")
        if report_back_on is None:
            found.append("It tasks officers, but gives no day to report back.")
    return found
