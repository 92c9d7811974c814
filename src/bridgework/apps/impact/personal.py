"""What the ledger holds about people."""

from __future__ import annotations

from bridgework.kernel.personal import holds, impersonal

_WHY = "The ledger says who said what and when. In public it says so by role."

holds(
    "impact.Decision",
    what="Decisions you recorded",
    why=_WHY,
    by=("recorded_by",),
    texts=("reason", "replied_by_role", "source"),
    published=True,
)
holds(
    "impact.Action",
    what="Actions you own",
    why=_WHY,
    people=("owner",),
    texts=("text", "source"),
    plain=("owner_role",),
    published=True,
)
holds(
    "impact.ReportBack",
    what="Progress you reported",
    why=_WHY,
    people=("reported_by",),
    texts=("text", "source"),
    plain=("reported_by_role",),
    published=True,
)
holds(
    "impact.IndependentCheck",
    what="What you checked independently",
    why=_WHY,
    people=("checked_by",),
    texts=("text", "evidence"),
    plain=("checked_by_role", "evidence_kind"),
    published=True,
)
holds(
    "impact.StatementOfEffect",
    what="Changes you recorded",
    why=_WHY,
    by=("recorded_by",),
    texts=("text", "stated_by", "confidence", "other_causes", "counter_evidence", "credit_also", "source"),
    plain=("amount_period", "observed_on"),
    published=True,
)
holds(
    "impact.Prompt",
    what="Questions to you about what became of a recommendation",
    why="Somebody must be asked after 6, 12 and 24 months.",
    people=("asked",),
    plain=("counted_from", "asked_role"),
)
impersonal("A summary of the four facts, by role.", "impact.LedgerRow")
