"""What if: changed copies of a ROUND document. None of these checks the copy; `read_round` does.

solve(read_round(without_applicants(document, ["a7"])))
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any

from bridgework.core.formation.allocations import Allocation

Document = Mapping[str, Any]


def without_applicants(document: Document, leaving: Collection[str]) -> dict[str, Any]:
    """Some people leave; whatever names them leaves too."""
    gone = set(leaving)
    changed = _copy(document)
    changed["applicants"] = [one for one in changed["applicants"] if one["id"] not in gone]
    for applicant in changed["applicants"]:
        for key in ("with", "apart"):
            if applicant.get(key):
                applicant[key] = [one for one in applicant[key] if one not in gone]
    for key in ("conflicts", "locks"):
        if changed.get(key):
            changed[key] = [one for one in changed[key] if one["applicant"] not in gone]
    if changed.get("previous"):
        changed["previous"] = {who: what for who, what in changed["previous"].items() if who not in gone}
    return changed


def without_question(document: Document, question: str) -> dict[str, Any]:
    """One question is not on offer."""
    changed = _copy(document)
    changed["questions"] = [one for one in changed["questions"] if one["id"] != question]
    for applicant in changed["applicants"]:
        places = [
            [one for one in entry if one != question] if isinstance(entry, list) else entry
            for entry in applicant["ranks"]
        ]
        applicant["ranks"] = [entry for entry in places if entry not in (question, [])]
        if applicant.get("never"):
            applicant["never"] = [one for one in applicant["never"] if one != question]
    for key in ("conflicts", "locks"):
        if changed.get(key):
            changed[key] = [one for one in changed[key] if one["question"] != question]
    if changed.get("previous"):
        changed["previous"] = {who: what for who, what in changed["previous"].items() if what != question}
    if changed["rules"].get("ranks_required"):
        # Nobody can be blamed for a list that others shortened.
        shortest = min((_length(one["ranks"]) for one in changed["applicants"]), default=0)
        changed["rules"]["ranks_required"] = min(changed["rules"]["ranks_required"], shortest)
    return changed


def with_question(document: Document, question: Document, ranked_by: Mapping[str, int] | None = None) -> dict[str, Any]:
    """One more question on offer.

    Args:
        ranked_by: applicants who would rank it, and at which place (from 1); those after it move down.
    """
    changed = _copy(document)
    changed["questions"].append(copy.deepcopy(dict(question)))
    for applicant in changed["applicants"]:
        place = (ranked_by or {}).get(applicant["id"])
        if place is not None:
            applicant["ranks"].insert(place - 1, question["id"])
    return changed


def with_rules(document: Document, **rules: Any) -> dict[str, Any]:
    """Other rules; those not named stay."""
    changed = _copy(document)
    changed["rules"].update(rules)
    return changed


def with_team_size(document: Document, question: str, fewest: int, most: int) -> dict[str, Any]:
    """Another team size for one question."""
    changed = _copy(document)
    for one in changed["questions"]:
        if one["id"] == question:
            one["team_size"] = [fewest, most]
    return changed


def with_previous(document: Document, allocation: Allocation) -> dict[str, Any]:
    """Moving few people comes first, seen from these teams."""
    changed = _copy(document)
    known = {one["id"] for one in changed["applicants"]}
    changed["previous"] = {who: what for who, what in sorted(allocation.question_of.items()) if who in known}
    return changed


def locked(document: Document, locks: Mapping[str, str]) -> dict[str, Any]:
    """Some people are locked to a question, whatever they were locked to before."""
    changed = _copy(document)
    kept = [one for one in changed.get("locks") or [] if one["applicant"] not in locks]
    changed["locks"] = [*kept, *({"applicant": who, "question": what} for who, what in sorted(locks.items()))]
    return changed


def _copy(document: Document) -> dict[str, Any]:
    return copy.deepcopy(dict(document))


def _length(ranks: list[Any]) -> int:
    return sum(len(entry) if isinstance(entry, list) else 1 for entry in ranks)
