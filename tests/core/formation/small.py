"""Small rounds made by hand, and every allocation of a small round, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bridgework.core.formation.canonical import DIGIT_BITS, DIGITS, TICKET_BITS, ticket
from bridgework.core.formation.checking import rule_breaches

Teams = list[tuple[str, list[str]]]


def round_document(ranks: dict[str, list[Any]], size: tuple[int, int] = (1, 3), **more: Any) -> dict[str, Any]:
    """A ROUND from ranks as in {"ada": ["q1", "q2"]}; `more` are other keys, `rules` are added to the size."""
    rules = {"team_size": list(size), **more.pop("rules", {})}
    people = more.pop("people", {})
    offered = more.pop("questions", None)
    named = sorted({q for entry in ranks.values() for one in entry for q in (one if isinstance(one, list) else [one])})
    return {
        "format": "bridgework/round@1",
        "rules": rules,
        "questions": offered or [{"id": question} for question in named],
        "applicants": [{"id": one, "ranks": entry, **people.get(one, {})} for one, entry in ranks.items()],
        "seed": "tide|2026-05-01",
        **more,
    }


def every_allocation(document: dict[str, Any]) -> Iterator[Teams]:
    """All ways to put people on questions they ranked, one team a question, that break no rule."""
    people = [
        (one["id"], [q for e in one["ranks"] for q in (e if isinstance(e, list) else [e])])
        for one in document["applicants"]
    ]

    def assign(at: int, placed: dict[str, str]) -> Iterator[dict[str, str]]:
        if at == len(people):
            yield dict(placed)
            return
        who, wanted = people[at]
        yield from assign(at + 1, placed)
        for question in wanted:
            placed[who] = question
            yield from assign(at + 1, placed)
            del placed[who]

    for placed in assign(0, {}):
        teams: dict[str, list[str]] = {}
        for who, question in placed.items():
            teams.setdefault(question, []).append(who)
        found = sorted(teams.items())
        if not rule_breaches(document, found):
            yield found


def worth(document: dict[str, Any], teams: Teams) -> tuple[Any, ...]:
    """What the stages see of teams, by arithmetic of this file's own; smaller is better."""
    ranks = {one["id"]: one["ranks"] for one in document["applicants"]}
    score = {one["id"]: one.get("score") or 0 for one in document["applicants"]}
    longest = max((len(entry) for entry in ranks.values()), default=0)
    placed = [(who, question) for question, members in teams for who in members]
    at = [
        next(n for n, entry in enumerate(ranks[who]) if question == entry or question in _list(entry))
        for who, question in placed
    ]
    counts = [at.count(rank) for rank in range(longest)]
    if document["rules"].get("order", "generous") == "generous":
        by_rank = list(reversed(counts[1:]))
    else:
        by_rank = [-count for count in counts[:-1]]
    previous = document.get("previous") or {}
    now = dict(placed)
    moved = sum(now.get(who) != question for who, question in previous.items())
    drawn = [ticket(document.get("seed", ""), who, question) for who, question in placed]
    digits = [
        sum((one >> (TICKET_BITS - DIGIT_BITS * (place + 1))) % 2**DIGIT_BITS for one in drawn)
        for place in range(DIGITS)
    ]
    return (moved, -len(placed), *by_rank, -sum(round(score[who] * 1000) for who, _question in placed), *digits)


def best_by_hand(document: dict[str, Any]) -> Teams:
    """The best of all allocations; there has to be exactly one."""
    found = sorted((worth(document, teams), teams) for teams in every_allocation(document))
    assert len(found) == 1 or found[0][0] != found[1][0]
    return found[0][1]


def _list(entry: Any) -> list[Any]:
    return entry if isinstance(entry, list) else []
