"""What committee papers hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import LEGAL_DUTY, OnErasure, holds, impersonal

_WHY = "Who wrote, cleared and decided must stay known by post; the law asks for it."

holds(
    "committees.Paper",
    what="Papers you wrote",
    why=_WHY,
    basis=LEGAL_DUTY,
    by=("author",),
    texts=("title", "summary", "late_reason", "front"),
    plain=("reference", "from_role", "no_equality_analysis", "address", "source"),
    published=True,
)
holds(
    "committees.PaperVersion",
    what="Versions of papers you saved",
    why=_WHY,
    basis=LEGAL_DUTY,
    by=("author",),
    texts=("note", "content"),
    plain=("what",),
    published=True,
)
holds(
    "committees.Clearance",
    what="Clearances you were asked for",
    why=_WHY,
    basis=LEGAL_DUTY,
    people=("asked_of",),
    by=("delegated_from",),
    plain=("question", "covers", "asked_role"),
)
holds(
    "committees.ClearanceAnswer",
    what="Clearances you gave or refused",
    why=_WHY,
    basis=LEGAL_DUTY,
    people=("person",),
    texts=("comment",),
    plain=("post", "covered", "covered_sha256"),
)
holds(
    "committees.ClearanceDelegation",
    what="Who clears in your place",
    why=_WHY,
    on_erasure=OnErasure.UNNAMED,
    people=("person", "to"),
    texts=("reason",),
)
holds(
    "committees.FormCorrection",
    what="Corrections of form you made in a paper",
    why=_WHY,
    basis=LEGAL_DUTY,
    by=("by",),
    texts=("before", "after", "reason"),
    plain=("section_key",),
)
holds(
    "committees.FormObjection",
    what="Objections to a correction of form",
    why=_WHY,
    people=("person",),
    texts=("text",),
)
holds(
    "committees.PublicationOverride",
    what="Failures you let pass when a paper was published",
    why=_WHY,
    basis=LEGAL_DUTY,
    by=("by",),
    texts=("reason",),
    plain=("place", "text_sha256"),
)
holds(
    "committees.Resolution",
    what="Resolutions you recorded, or that task you",
    why=_WHY,
    basis=LEGAL_DUTY,
    by=("owner", "recorded_by"),
    texts=("words", "reason", "mover", "seconder", "superseded_reason", "source"),
    plain=("owner_role", "votes"),
    published=True,
)
holds(
    "committees.PastedMinute",
    what="Minutes you pasted",
    why=_WHY,
    basis=LEGAL_DUTY,
    by=("pasted_by",),
    texts=("text", "read"),
    published=True,
)
holds(
    "committees.PaperReading",
    what="Papers you had read by the program",
    why="What was read is shown beside what you confirmed.",
    by=("read_by",),
    texts=("read", "blocks", "confirmed"),
    plain=("refusal",),
    published=True,
)
holds(
    "committees.PaperComment",
    what="Comments on drafts of papers",
    why="Authors settle them.",
    by=("author", "settled_by"),
    texts=("text",),
    plain=("section_key", "paragraph"),
)
holds(
    "committees.PaperEdit",
    what="Changes of drafts you made",
    why="Several people write one paper.",
    by=("author",),
    texts=("text",),
    plain=("place", "status"),
)
holds(
    "committees.Proposal",
    what="What a paper asks of a committee",
    why="The public record. People stand there by post.",
    texts=("text",),
    plain=("owner_role",),
    published=True,
)
holds(
    "committees.PaperSection",
    what="The words of a paper",
    why="The public record. You may be named in it, as a contact.",
    texts=("text",),
    plain=("title", "exempt_paragraph", "public_interest_test"),
    published=True,
)
holds(
    "committees.Implication",
    what="What a paper says of its implications",
    why="The public record.",
    texts=("text",),
    plain=("title", "status"),
    published=True,
)
holds(
    "committees.BroughtBack",
    what="Papers you brought back from Word",
    why="Every changed paragraph is taken in by somebody.",
    by=("by",),
    plain=("taken",),
)
impersonal(
    "Templates of papers, what goes with them, and what was built of them.",
    "committees.PaperTemplate",
    "committees.PaperTemplateVersion",
    "committees.ProposalRecommendation",
    "committees.PaperAttachment",
    "committees.BuiltDocument",
)
