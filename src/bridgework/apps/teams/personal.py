"""What teams hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import OnErasure, holds, impersonal

holds(
    "teams.TeamMember",
    what="The teams you were in, why you were asked, and what you did",
    why="To form teams for reasons that can be told, and to give you a record of what you did.",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("why", "left_reason", "contribution"),
)
holds(
    "teams.FormationApplicant",
    what="Under which pseudonym you were in the forming of teams",
    why="To tell you why you are in your team, and to let it be checked without names.",
    on_erasure=OnErasure.DELETED,
    people=("person",),
    plain=("pseudonym",),
)
holds(
    "teams.FormationRun",
    what="The forming of a round's teams: rules, hashes, and what you said of yourself under a pseudonym",
    why="To form teams for reasons that can be told and repeated.",
    people=("formation_applicants__person",),
    by=("auditor",),
    texts=("ended_reason", "failure"),
    plain=(
        "locks",
        "input",
        "input_sha256",
        "seed_commitment",
        "sealed_secret",
        "released_secret",
        "public_value_source",
        "public_value",
        "progress",
        "allocation",
        "result_sha256",
        "breaches",
        "second_solver",
        "teams_now",
        "reasons",
        "nearest",
    ),
)
holds(
    "teams.FormationMove",
    what="Changes of the suggested teams by hand, with their reasons",
    why="To say who decided.",
    people=("run__formation_applicants__person",),
    texts=("reason",),
    plain=("pseudonym", "from_question", "to_question", "moved_by_role", "price", "stages", "breaches"),
)
impersonal("The name of a team and how large it may be.", "teams.Team")
impersonal("Rules for forming teams: sizes, skills and numbers.", "teams.FormationRules")
