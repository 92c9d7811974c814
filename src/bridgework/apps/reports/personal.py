"""What reports hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import OnErasure, holds, impersonal

holds(
    "reports.ReportVersion",
    what="Versions of a report you wrote",
    why="Researchers own their report; every version is kept with who saved it.",
    by=("author",),
    texts=("text", "note", "record"),
    published=True,
)
holds(
    "reports.Report",
    what="The words of reports",
    why="The public record. You may be named in them.",
    texts=("title", "summary", "plain_summary", "note"),
    plain=("dated", "themes_note", "sources"),
    published=True,
)
holds(
    "reports.Recommendation",
    what="The words of recommendations",
    why="The public record. People stand there by role.",
    texts=("text", "source", "heading", "addressee", "for_whom", "would_fail_if", "from_evidence"),
    plain=("place", "theme", "by_when", "cost_band", "strength"),
    published=True,
)
holds(
    "reports.FutureWork",
    what="What a report leaves for others",
    why="The public record.",
    texts=("text",),
    published=True,
)
holds(
    "reports.FactCheck",
    what="Reports whose facts you were asked to look at",
    why="To say that somebody looked, by role.",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("words",),
)
holds(
    "reports.FactCheckComment",
    what="Comments you made on facts",
    why="The team answers every comment; both are kept with the report.",
    by=("author", "replied_by"),
    texts=("passage", "text", "proposed", "reply"),
)
holds(
    "reports.ReportSection",
    what="Sections of a report",
    why="The words of the record. You may be named in them.",
    texts=("title", "text"),
    published=True,
)
holds(
    "reports.ReportEdit",
    what="What you saved while a report was written",
    why="So that no text is lost where two write at once.",
    by=("author",),
    texts=("title", "text"),
)
holds(
    "reports.ReportBroughtIn",
    what="Files you brought in as a report",
    why="The file is kept beside the sections that were read from it.",
    by=("by",),
    texts=("sections", "unread"),
)
holds(
    "reports.ReportComment",
    what="Comments on a report while it is written",
    why="Authors settle them.",
    by=("author", "settled_by"),
    texts=("passage", "text"),
)
holds(
    "reports.DissentNote",
    what="Where you said that you see it differently",
    why="Researchers of one team may disagree, in public and under the name they choose.",
    on_erasure=OnErasure.EMPTIED,
    people=("author",),
    fields=("shown_as",),
    texts=("text",),
    published=True,
)
holds(
    "reports.Figure",
    what="Pictures and tables of a report",
    why="The public record.",
    texts=("title", "description"),
    plain=("data",),
    published=True,
)
impersonal("What a report refers to, and what was built of it.", "reports.ReportReference", "reports.ReportDocument")
