"""Rules, stages and profiles of formation in words, for the desk and the public pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bridgework.core.formation.wording import choice

ORDERS = {
    "generous": "fewest people at their last choices first",
    "rank-maximal": "most people at their first choice first",
}
RUN = {
    "most-wanted": "the most wanted, by ranking points",
    "optimiser": "those that place people best",
}


def profile_words(profile: Sequence[int]) -> list[tuple[str, int]]:
    """How many got which choice."""
    return [(choice(rank), number) for rank, number in enumerate(profile, start=1)]


def stage_words(name: str) -> str:
    """A stage of a run in words."""
    # Here, not at the top: the solver's libraries take long to read, and every start would pay.
    from bridgework.core.formation.staging import LOCKS, LOTTERY, MOVED, PLACED, QUESTIONS, SCORE

    fixed = {
        PLACED: "People placed",
        SCORE: "Sum of reviewers' scores of those placed",
        LOTTERY: "Lottery: sum of tickets",
        MOVED: "People moved",
        QUESTIONS: "Questions that run",
        LOCKS: "Fixed places given up",
    }
    if name.startswith("rank "):
        return f"People at their {choice(int(name[5:]))}"
    return fixed.get(name, "Lottery: the next digits" if name.startswith(LOTTERY) else name.capitalize())


def rules_in_words(rules: Mapping[str, Any], questions: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    """A rule set as sentences."""
    lines = []
    if rules.get("team_size"):
        fewest, most = rules["team_size"]
        lines.append(f"A team has {fewest} to {most} people.")
    if rules.get("max_teams"):
        lines.append(f"There are at most {rules['max_teams']} teams.")
    # Without a limit on teams there is nothing to choose between.
    run = rules.get("questions_run", "optimiser") if rules.get("max_teams") else "optimiser"
    lines.append(f"Which questions run: {RUN[run]}.")
    if rules.get("min_disciplines", 0) > 1:
        lines.append(f"A team has at least {rules['min_disciplines']} disciplines.")
    lines += [f"A team has at least {least} of “{name}”." for name, least in rules.get("discipline_min", {}).items()]
    lines += [f"Nobody is the only one with “{trait}” in a team." for trait in rules.get("isolation", [])]
    if rules.get("availability"):
        lines.append(f"Everybody in a team shares at least {rules['availability']} times.")
    if rules.get("experienced"):
        lines.append(f"A team has at least {rules['experienced']} with experience.")
    for key, value in questions.items():
        title = titles.get(key, key)
        if value.get("needs"):
            lines.append(f"The team on “{title}” needs {', '.join(value['needs'])}.")
        if value.get("teams_max", 1) > 1:
            lines.append(f"“{title}” can have {value['teams_max']} teams.")
        if value.get("team_size"):
            lines.append(f"The team on “{title}” has {value['team_size'][0]} to {value['team_size'][1]} people.")
    lines.append(f"Most people placed, then {ORDERS[rules.get('order', 'generous')]}, then review score, then lottery.")
    return lines
