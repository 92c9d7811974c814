"""What stands above the text: title, committee, day, from whom, and the rest of the labelled lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from bridgework.core.papers.reading.drafts import FieldDraft, continues
from bridgework.core.papers.reading.units import Unit
from bridgework.core.papers.reading.values import (
    dates_in,
    divisions_of,
    is_name,
    is_not_applicable,
    people_of,
    yes_or_no,
)

LONG: Final = frozenset({"purpose", "outcome"})
_BODY: Final = re.compile(
    r"\b(?:committee|cabinet|executive|board|panel|commission|forum|sub-committee|assembly|full council"
    r"|council meeting|scrutiny)\b",
    re.IGNORECASE,
)
_COUNCIL: Final = re.compile(r"\b(?:council|borough|authority|corporation)\b\W*$", re.IGNORECASE)
_NO_TITLE: Final = re.compile(
    r"^(?:agenda(?:\s+item)?\b.*|item\s+(?:no\.?\s*)?\d+.*|part\s+[ab12i]+\b.*|report\s+no\b.*"
    r"|public(?:\s+report)?|private|open|exempt"
    r"|not for publication.*|for (?:general release|publication|decision|information|discussion|noting).*|report"
    r"|committee report"
    r"|cabinet report|officer report|report of .*|report by .*|draft|final|confidential|unclassified|official"
    r"|page\s+\d+.*|\d+"
    r"|(?:(?:draft|unconfirmed)\s+)?minutes|agenda)\W*$",
    re.IGNORECASE,
)
_REPORT_BY: Final = re.compile(
    r"^(?:joint\s+)?report\s+(?:of|by|from)\s+(?:the\s+)?(?P<who>.+)$", re.IGNORECASE | re.DOTALL
)
_MINUTES_OF: Final = re.compile(
    r"\b(?:minutes|decisions?|notes|record|proceedings)\s+(?:of|from)\s+(?:(?:the|an?)\s+)?"
    r"(?:(?:\w+\s+)?meeting\s+of\s+)?(?:the\s+)?(?P<body>[^,]+?)(?:\s+(?:meeting\s+)?held\b|\s+on\s+\w+day\b|,|$)",
    re.IGNORECASE,
)


@dataclass
class Front:
    """The labelled values, and the lines above them that had no label."""

    fields: dict[str, FieldDraft] = field(default_factory=dict)
    loose: list[Unit] = field(default_factory=list)
    blank: list[tuple[str, str]] = field(default_factory=list)

    def begin(self, name: str) -> FieldDraft | None:
        """The field of a label; None where it has its value already: the second one is left unread."""
        before = self.fields.get(name)
        if before is not None and before.text and name not in LONG:
            return None
        return self.fields.setdefault(name, FieldDraft(confidence=0.97))

    def takes_more(self, name: str, unit: Unit) -> bool:
        """Whether an unlabelled line goes on with the value of `name`."""
        value = self.fields[name].text
        if not value or name in LONG:
            return True
        if continues(value, unit.text):
            return True
        if name == "from":
            person = people_of(value)
            lacks = len(person) == 1 and (person[0].name is None or person[0].post is None)
            return lacks and len(unit.text.split()) <= 9 and (is_name(unit.text) or person[0].post is None)
        return name == "electoral_divisions" and unit.text[:1] in "•-*"


def loose_value(unit: Unit) -> str:
    """What an unlabelled line above the text is: "title", "body", "meeting_date", "from" or nothing of these."""
    text = unit.text.strip()
    words = text.split()
    if _REPORT_BY.match(text) and len(words) < 22:
        return "from"
    if dates_in(text) and (len(words) <= 9 or _BODY.search(text)):
        return "meeting_date"
    if _BODY.search(text) and len(words) <= 9 and not text.endswith((".", "?")) and not _NO_TITLE.match(text):
        return "body"
    if _COUNCIL.search(text) and len(words) <= 7:
        return "council"
    if _NO_TITLE.match(text) or len(words) < 2 or not any(sign.isalpha() for sign in text):
        return ""
    return "title" if len(words) <= 45 else ""


def settle_loose(front: Front, *, kind: str) -> None:
    """Fill what has no label from the lines above the text: the first that looks like each, the best for the title."""
    for unit in front.loose:
        found = _MINUTES_OF.search(unit.text) if kind != "report" else None
        if found is not None and "body" not in front.fields:
            _put(front, "body", unit, found["body"].strip(), 0.8)
            front.fields.setdefault("title", FieldDraft([*unit.pieces], 0.7, unit.text, unit.place))
            if dates_in(unit.text):
                _put(front, "meeting_date", unit, unit.text, 0.8)
    for name in ("from", "meeting_date", "body"):
        if name in front.fields and front.fields[name].text:
            continue
        for unit in front.loose:
            if loose_value(unit) == name:
                who = _REPORT_BY.match(unit.text)
                _put(front, name, unit, who["who"] if name == "from" and who else unit.text, 0.7)
                break
    if "body" not in front.fields:
        for unit in front.loose:
            if dates_in(unit.text) and _BODY.search(unit.text):
                _put(front, "body", unit, re.split(r"\s*[–,-]\s*|\s+(?=\d)", unit.text)[0], 0.6)
                break
    _title(front)


def _title(front: Front) -> None:
    if "title" in front.fields and front.fields["title"].text:
        return
    used = {piece for one in front.fields.values() for piece in one.pieces}
    # Each with what comes after it: looking that up would take far too long where a document has no label at all.
    followed = list(zip_longest(front.loose, front.loose[1:]))
    left = [(one, after) for one, after in followed if not used & set(one.pieces)]
    fit = [one for one, after in left if loose_value(one) == "title" and not _is_answered(one, after)]
    if not fit:
        fit = [one for one, _ in left if loose_value(one) == "body" or one.styled][:1]
    if not fit:
        return
    best = next((one for one in fit if one.styled), None) or next((one for one in fit if one.bold), None) or fit[0]
    _put(front, "title", best, best.words, 0.95 if best.styled else 0.75)
    at = front.loose.index(best)
    for unit in front.loose[at + 1 :]:
        same = unit.is_caps == best.is_caps and (unit.styled, unit.bold) == (best.styled, best.bold)
        near = unit.pieces[0].block == front.fields["title"].pieces[-1].block + 1
        if unit in fit and (continues(front.fields["title"].text, unit.text) or (best.is_caps and near)) and same:
            front.fields["title"].text += f" {unit.text}"
            front.fields["title"].made_of(unit)
        else:
            break


def _is_answered(unit: Unit, after: Unit | None) -> bool:
    """Whether it is a question of the form, with yes or no after it, and so no title."""
    words = unit.text if not unit.text.endswith("?") or after is None else f"{unit.text} {after.text}"
    return bool(re.search(r"\?\s*(?:yes|no|n/?a)\W*$", words, re.IGNORECASE))


def _put(front: Front, name: str, unit: Unit, text: str, confidence: float) -> None:
    made = FieldDraft(text=text, place=unit.place, confidence=confidence)
    made.made_of(unit)
    front.fields[name] = made


def values_of(front: Front) -> dict[str, Any]:
    """The values of the front as the record holds them."""
    text = {name: one.text.strip() for name, one in front.fields.items()}
    ref = text.get("forward_plan_ref", "")
    days = dates_in(text.get("meeting_date", ""))
    return {
        "title": _flat(text.get("title")),
        "body": _flat(_without_date(text.get("body", ""))),
        "meeting_date": days[0].isoformat() if days else None,
        "author": people_of(text["from"]) if text.get("from") else (),
        "electoral_divisions": divisions_of(text.get("electoral_divisions", ""))
        if text.get("electoral_divisions")
        else (),
        "key_decision": yes_or_no(text.get("key_decision", "")),
        "forward_plan_ref": None if not ref or is_not_applicable(ref) else _flat(ref),
        "purpose": text.get("purpose") or None,
        "outcome": text.get("outcome") or None,
    }


def _without_date(text: str) -> str:
    days = dates_in(text)
    if not days:
        return text
    return re.split(r"\s*[,–-]\s*(?=\w+day\b|\d)|\s+(?=\d{1,2}\b)", text)[0]


def _flat(text: str | None) -> str | None:
    return " ".join(text.split()).strip(" .:;") or None if text else None
