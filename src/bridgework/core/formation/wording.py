"""Plain English for places in a ranking, numbers of people, and rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bridgework.core.formation.program import Rule

Titles = Mapping[str, str]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def choice(rank: int | None) -> str:
    """“1st choice”, or “no team”."""
    return "no team" if rank is None else f"{ordinal(rank)} choice"


def people(number: int, other: bool = False) -> str:
    """“1 other person”, “3 people”."""
    word = "other " if other else ""
    return f"1 {word}person" if number == 1 else f"{number} {word}people"


def teams(number: int) -> str:
    """“1 team”, “3 teams”."""
    return "1 team" if number == 1 else f"{number} teams"


def titled(question: str, titles: Titles | None) -> str:
    """A question's title in quotation marks; its id where it has none."""
    return f"“{(titles or {}).get(question, question)}”"


def rule_words(rule: Rule, titles: Titles | None = None) -> str:
    """A rule of the program in words, such as “somebody with ‘data’ in the team on “Parks””."""
    kind, about = rule[0], rule[1:]
    if kind == "max_teams":
        return "the limit on how many teams there can be"
    if kind == "with":
        return "people who stay together"
    if kind == "apart":
        return "two people who are kept apart"
    team = f"the team on {titled(about[0], titles)}" if kind != "lock" else ""
    words = {
        "team_size.fewest": "the fewest people in {team}",
        "team_size.most": "the most people in {team}",
        "needs": "somebody with “{more}” in {team}",
        "min_disciplines": "different disciplines in {team}",
        "discipline_min": "enough people of “{more}” in {team}",
        "experienced": "experienced people in {team}",
        "isolation": "nobody the only one with their “{more}” in {team}",
        "availability": "times that all in {team} share",
        "lock": "a person fixed to {question} beforehand",
        "questions": "the most wanted questions run",
    }
    question = titled(about[-1], titles) if about else ""
    return words[kind].format(team=team, more=about[-1] if about else "", question=question)
