"""An invented paper with everything a paper can have, and its private words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bridgework.core.papers.record import (
    ClearanceRow,
    Contact,
    ImplicationRow,
    LetteredProposal,
    Link,
    Named,
    PaperRecord,
    Paragraph,
    Section,
)

PRIVATE_WORDS = ("walrus", "4711", "kestrel", "otter valuation", "Price of the land", "otter.pdf")
LONG = (
    "The **council** agreed to *look again* at parking for bicycles near [the station](https://example.org/a), and "
    "officers counted how many places are used on a weekday morning. A place costs about £1,000. "
)


def paper(paragraphs: int = 3, **changed: Any) -> PaperRecord:
    """A paper to an invented committee."""
    sections = (
        Section(
            "1",
            "Background",
            tuple(Paragraph(f"1.{n}", f"{LONG}Number {n}.") for n in range(1, paragraphs + 1)),
            key="background",
        ),
        Section(
            "2",
            "Main issues",
            (
                Paragraph("2.1", "Three things:\n\n- one\n- two\n  1. deep\n  2. deeper"),
                Paragraph(
                    "2.2", "Places used:\n\n| Street | Places |\n|---|---|\n| Mill Road | 12 |\n| Station | **400** |"
                ),
                Paragraph(None, "### A smaller heading"),
                Paragraph(
                    "2.3",
                    "See paragraph 1.1 and [there](#paragraph-1-2).\n\n> quoted words\n\n```\nkept  as it is\n```",
                ),
            ),
            key="main-issues",
        ),
        Section("3", "Alignment with priorities", key="priorities", kind="priorities"),
        Section("4", "Significant implications", key="implications", kind="implications"),
        Section(None, "Clearances", key="clearances", kind="clearances"),
        Section("5", "Appendices", key="appendices", kind="appendices"),
        Section("6", "Source documents", key="source-documents", kind="source_documents"),
        Section(
            "7",
            "Price of the land",
            (Paragraph("7.1", "The walrus figure is 4711."),),
            key="price",
            is_private=True,
            exempt_paragraph="3",
            public_interest_test="Telling would harm the purchase, says kestrel.",
        ),
    )
    made = PaperRecord(
        title="Bicycle parking at the station",
        body="Highways Committee",
        meeting_date="2031-03-13",
        author=(Named(None, "Head of Streets"),),
        electoral_divisions=("All",),
        key_decision=False,
        purpose="To consider **what** was found.",
        proposals=(
            LetteredProposal("a", "note the findings"),
            LetteredProposal("b", "task officers to report on costs", "Head of Streets", "2031-09-01"),
        ),
        contacts=(Contact("officer", post="Head of Streets", email="streets@example.org"),),
        sections=sections,
        priorities=(ImplicationRow("3.1", "A good life", None, "It helps people to get about.", "life"),),
        implications=(
            ImplicationRow("4.1", "Resource", None, "About £40,000.", "resource"),
            ImplicationRow("4.2", "Legal", None, "The land is the council's.", "legal", is_none=True),
            ImplicationRow("4.3", "Climate", None, None, "climate"),
            ImplicationRow("4.3.1", "Transport", "positive", "Fewer cars.", "climate.transport", asks_status=True),
            ImplicationRow("4.3.2", "Water", None, None, "climate.water", asks_status=True),
        ),
        clearances=(
            ClearanceRow("Has Finance cleared it?", "yes", "Head of Finance", "finance"),
            ClearanceRow("Has Legal cleared it?", None, None, "legal"),
        ),
        appendices=(
            Link("The report", "https://example.org/report.pdf"),
            Link("Secret otter valuation", is_private=True, exempt_paragraph="3", file="otter.pdf"),
        ),
        source_documents=(Link("Parking plan", "https://example.org/plan"),),
        organisation="Fenshire County Council",
        reference="HC/2031/7",
    )
    return replace(made, **changed)
