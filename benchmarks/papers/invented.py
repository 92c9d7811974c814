"""An invented committee paper of about ten pages, with everything a paper has."""

from __future__ import annotations

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

WORDS = (
    "The council asked whether more people would come by **bicycle** if there were places to leave one. Officers "
    "counted the places at [the station](https://example.org/count) on a weekday morning and found *nearly all* "
    "of them taken. A new place costs about £1,000 and lasts fifteen years; the land belongs to the council. "
)
TABLE = "Places counted:\n\n| Street | Places | Taken |\n|---|---|---|\n" + "\n".join(
    f"| Street {n} | {n * 7} | {n * 5} |" for n in range(1, 9)
)
LIST = "Three things follow:\n\n- more places\n- better light\n  1. by the station\n  2. by the school\n- fewer thefts"


def paper(number: int = 0) -> PaperRecord:
    """A paper; another `number` gives other words, so that nothing is answered from memory."""

    def paragraphs(section: int, count: int) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph(f"{section}.{n}", TABLE if n % 7 == 3 else LIST if n % 7 == 5 else f"{WORDS * 2}Paper {number}.")
            for n in range(1, count + 1)
        )

    return PaperRecord(
        title=f"Bicycle parking, paper {number}",
        body="Highways Committee",
        meeting_date="2031-03-13",
        author=(Named(None, "Head of Streets"),),
        electoral_divisions=("All",),
        key_decision=False,
        purpose="To consider what was found.",
        proposals=tuple(LetteredProposal(letter, f"note finding {letter}") for letter in "abcd"),
        contacts=(Contact("officer", post="Head of Streets", email="streets@example.org"),),
        sections=(
            Section("1", "Background", paragraphs(1, 22), key="background"),
            Section("2", "Main issues", paragraphs(2, 24), key="issues"),
            Section("3", "Significant implications", key="implications", kind="implications"),
            Section(None, "Clearances", key="clearances", kind="clearances"),
            Section("4", "Source documents", key="sources", kind="source_documents"),
        ),
        implications=tuple(ImplicationRow(f"3.{n}", f"Implication {n}", None, WORDS, f"i{n}") for n in range(1, 9)),
        clearances=tuple(ClearanceRow(f"Question {n}?", "yes", "Head of Finance", f"c{n}") for n in range(1, 8)),
        source_documents=(Link("Parking plan", "https://example.org/plan"),),
        organisation="Fenshire County Council",
        reference=f"HC/{number}",
    )
