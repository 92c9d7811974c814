"""Paragraph numbers, and citations that lead somewhere or nowhere."""

from __future__ import annotations

import pytest

from bridgework.core.papers.numbering import (
    citations,
    citations_in,
    number_under,
    numbered,
    only_cites,
    section_numbers,
    split_paragraphs,
    with_links,
)
from bridgework.core.papers.record import ImplicationRow, Link, PaperRecord, Paragraph, Section

KNOWN = {"2", "2.6", "2.7", "4.8", "4.8.1", "Appendix 1"}


def test_a_list_a_table_and_a_quotation_belong_to_the_paragraph_before_them() -> None:
    text = "One\nline two\n\n- a\n- b\n\nTwo\n\n### Under it\n\n1. first\n\nThree\n\n| a |\n|--|\n| 1 |\n\n> said"
    assert [(one.number, one.text.split("\n")[0]) for one in numbered("2", text)] == [
        ("2.1", "One"),
        ("2.2", "Two"),
        (None, "### Under it"),
        ("2.3", "1. first"),
        ("2.4", "Three"),
    ]
    assert "\n\n".join(split_paragraphs(text)) == text


def test_nothing_has_no_paragraphs() -> None:
    assert [numbered("1", one) for one in ("", "\n \n")] == [(), ()]


def test_sections_without_a_number_are_passed_over() -> None:
    assert section_numbers([("asked", False), ("background", True), ("main", True)]) == {
        "asked": None,
        "background": "1",
        "main": "2",
    }
    assert number_under("4", (8, 1)) == "4.8.1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as detailed in paragraph 2.6.", [("2.6", True)]),
        ("See section 5", [("5", False)]),
        ("paragraphs 2.6, 2.7 and 9.1", [("2.6", True), ("2.7", True), ("9.1", False)]),
        ("As 4.8.1", [("4.8.1", True)]),
        ("See 3.1 above", [("3.1", False)]),
        ("the model in 2.6 and 2.7", [("2.6", True), ("2.7", True)]),
        ("Appendix 1 and Appendix 3", [("Appendix 1", True), ("Appendix 3", False)]),
        ("section 2 of this report", [("2", True)]),
        # Of another document, of a law, or no citation at all.
        ("Section 7 of the partners’ report", []),
        ("section 9 of their report", []),
        ("section 149 duties", []),
        ("section 17 Crime and Disorder Act", []),
        ("costs rose in 3.5 years by 2.6 per cent to £2.6", []),
        ("[paragraph 9.9](https://example.org/9.9) and `section 9`", []),
    ],
)
def test_a_citation_resolves_or_is_broken(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(one.number, not one.is_broken) for one in citations_in(text, KNOWN)] == found


def test_what_resolves_becomes_a_link_and_what_does_not_stays_words() -> None:
    assert with_links("See paragraph 2.6 and section 9.", KNOWN) == "See [paragraph 2.6](#paragraph-2-6) and section 9."


def test_an_answer_that_only_points_elsewhere_is_known() -> None:
    assert [only_cites(one) for one in ("As 4.8.1", "See 3.1 above.", "As 4.8.1, but less", "None", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_every_place_of_a_record_is_looked_through() -> None:
    record = PaperRecord(
        outcome="As in paragraph 1.1.",
        sections=(Section("1", "Background", (Paragraph("1.1", "See paragraph 1.2."),), key="background"),),
        implications=(ImplicationRow("4.8.2", "Transport", text="As 5.8.1", key="climate.transport"),),
        appendices=(Link("The report"),),
    )
    assert [(one.place, one.number, one.anchor) for one in citations(record)] == [
        ("front/outcome", "1.1", "paragraph-1-1"),
        ("sections/background/1.1", "1.2", None),
        ("implications/climate.transport", "5.8.1", None),
    ]
