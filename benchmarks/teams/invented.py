"""Invented rounds of any size, the same for the same seed."""

from __future__ import annotations

import random
from typing import Any, Literal

DISCIPLINES = ("economics", "education", "engineering", "geography", "health", "law", "statistics")
SKILLS = ("data", "design", "fieldwork", "gis", "interviews", "modelling", "policy", "writing")
LIST = 5

Kind = Literal["place-all", "selective"]


def invented_round(people: int, kind: Kind, seed: int) -> dict[str, Any]:
    """A ROUND document.

    Preferences are a question's popularity, a liking for questions of one's own discipline, and Gumbel noise. Lists of
    five; two needed skills a question; 2% of choices are conflicts; one in forty applies with somebody; one in fifty
    is kept apart from somebody. “place-all” offers 1.3 times the questions needed; “selective” lets so many
    teams run that about six in ten get a place.
    """
    rng = random.Random(f"{people} {kind} {seed}")  # noqa: S311 - invented data
    offered = max(LIST + 1, round(people * (0.233 if kind == "place-all" else 0.2)))
    questions = [{"id": f"q{at:04d}", "needs": sorted(rng.sample(SKILLS, 2)), "teams_max": 1} for at in range(offered)]
    home = [rng.choice(DISCIPLINES) for _ in questions]
    popularity = [rng.gauss(0, 0.6) for _ in questions]
    applicants: list[dict[str, Any]] = []
    for at in range(people):
        discipline = rng.choice(DISCIPLINES)
        liking = [
            popularity[q] + (1.0 if home[q] == discipline else 0.0) - _log(-_log(rng.random())) for q in range(offered)
        ]
        best = sorted(range(offered), key=lambda q: -liking[q])[:LIST]
        applicants.append(
            {
                "id": f"a{at:05d}",
                "ranks": [questions[q]["id"] for q in best],
                "discipline": discipline,
                "skills": sorted(rng.sample(SKILLS, rng.choice((2, 3, 3, 4)))),
                "score": round(min(100.0, max(0.0, rng.gauss(62, 14))), 1),
            }
        )
    conflicts = [
        {"applicant": one["id"], "question": question}
        for one in applicants
        for question in one["ranks"]
        if rng.random() < 0.02
    ]
    _pairs(rng, applicants)
    rules: dict[str, Any] = {"team_size": [3, 6], "min_disciplines": 2, "ranks_required": LIST}
    if kind == "selective":
        rules["max_teams"] = max(1, round(people / 10))
    return {
        "format": "bridgework/round@1",
        "rules": rules,
        "questions": questions,
        "applicants": applicants,
        "conflicts": conflicts,
        "seed": f"invented-{seed}",
    }


def _log(value: float) -> float:
    import math

    return math.log(max(value, 1e-300))


def _pairs(rng: random.Random, applicants: list[dict[str, Any]]) -> None:
    """Some apply together and share most of their list; some are kept apart."""
    people = list(range(len(applicants)))
    rng.shuffle(people)
    for _ in range(round(len(applicants) * 0.025)):
        one, other = applicants[people.pop()], applicants[people.pop()]
        one["with"] = [other["id"]]
        other["ranks"] = list(one["ranks"])
    for _ in range(round(len(applicants) * 0.02)):
        if len(people) > 1:
            one, other = applicants[people.pop()], applicants[people.pop()]
            one["apart"] = [other["id"]]
