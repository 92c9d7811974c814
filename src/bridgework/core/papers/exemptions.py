"""What may be kept from the public in England, as data: the paragraphs of Schedule 12A.

The seven descriptions follow Part 1 of Schedule 12A to the Local Government Act 1972, shortened. Each holds only where
keeping it private serves the public interest better than telling, so a reason goes with every one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SOURCE: Final = "Local Government Act 1972, Schedule 12A, Part 1 (England)"


@dataclass(frozen=True)
class ExemptParagraph:
    """One paragraph: its number and, shortened, what it is about."""

    number: str
    about: str

    @property
    def label(self) -> str:
        """As it stands in a list to choose from."""
        return f"Paragraph {self.number}: {self.about}"


EXEMPT_PARAGRAPHS: Final = (
    ExemptParagraph("1", "information about an individual"),
    ExemptParagraph("2", "information likely to reveal who an individual is"),
    ExemptParagraph("3", "financial or business affairs of a person or body, the council included"),
    ExemptParagraph("4", "consultations or negotiations on labour relations with employees or office holders"),
    ExemptParagraph("5", "legal advice that could be withheld in court"),
    ExemptParagraph("6", "a notice, order or direction the council proposes to make"),
    ExemptParagraph("7", "preventing, investigating or prosecuting crime"),
)


def exempt_paragraph(number: str) -> ExemptParagraph | None:
    """The paragraph of that number."""
    return next((one for one in EXEMPT_PARAGRAPHS if one.number == number), None)
