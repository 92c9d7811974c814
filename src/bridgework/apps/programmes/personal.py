"""What rounds and gatherings hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import holds, impersonal

holds(
    "programmes.GatheringAttendance",
    what="Which gatherings you came to",
    why="To see whose interest fades, and later how many came.",
    people=("person",),
)
holds(
    "programmes.Gathering",
    what="Notes of gatherings",
    why="What was agreed there. You may be named in them.",
    texts=("notes",),
    plain=("title", "place"),
)
holds(
    "programmes.Lesson",
    what="Lessons you wrote down",
    why="Whoever makes the next round reads them.",
    by=("author",),
    texts=("text", "source", "done_about_it"),
)
impersonal(
    "Programmes, rounds and phases.",
    "programmes.ProgrammeType",
    "programmes.Programme",
    "programmes.Round",
    "programmes.Phase",
)
