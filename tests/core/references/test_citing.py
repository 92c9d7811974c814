"""References as a reader meets them."""

from __future__ import annotations

import pytest

from bridgework.core.references import Item, formatted, item_of_pdf, short_citation


def test_a_list_is_formatted_in_its_order_and_nothing_in_it_can_fail() -> None:
    items: list[Item] = [
        {"type": "report", "title": "Buses", "author": [{"literal": "Fenmarch"}], "issued": {"date-parts": [[2021]]}},
        {"type": "document", "title": "Notes"},
        {"type": "article-journal", "title": "Odd", "issued": {"date-parts": [["x"]]}, "author": [{}]},
    ]
    found = formatted(items)
    assert found[:2] == ["Fenmarch (2021) Buses.", "Notes (no date)."]
    assert "Odd" in found[2]


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ([], "“Buses”, no date"),
        (["Doe"], "Doe, no date"),
        (["Doe", "Roe"], "Doe and Roe, no date"),
        (["Doe", "Roe", "Poe"], "Doe et al., no date"),
    ],
)
def test_a_citation_in_a_text_is_short(authors: list[str], words: str) -> None:
    assert short_citation({"title": "Buses", "author": [{"family": one} for one in authors]}) == words


def test_a_file_that_only_says_it_is_a_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        item_of_pdf(b"%PDF-1.7 nothing", name="a.pdf")


NAMELESS: Item = {"type": "report", "title": "What works?", "issued": {"date-parts": [[2020]]}}


@pytest.mark.parametrize(
    ("item", "harvard", "apa"),
    [
        (NAMELESS, "What works? (2020).", "What works? (2020)."),
        (NAMELESS | {"author": [{"literal": " "}]}, "What works? (2020).", "What works? (2020)."),
        (
            {"type": "dataset", "title": "Buses.", "URL": "https://example.org/a?.b"},
            "Buses (no date). Available at: https://example.org/a?.b.",
            "Buses. (n.d.). [Dataset]. Retrieved https://example.org/a?.b",
        ),
        (
            {"type": "article-journal", "title": "Buses", "container-title": "Roads", "issued": NAMELESS["issued"]},
            "Buses (2020) Roads.",
            "Buses. (2020). Roads.",
        ),
        ({"type": "legislation", "title": "Bus Act"}, "Bus Act (no date).", "Bus Act."),
        ({"type": "document"}, "Untitled (no date).", "Untitled. (n.d.)."),
    ],
)
def test_what_has_no_author_begins_with_its_title_once(item: Item, harvard: str, apa: str) -> None:
    assert formatted([item]) + formatted([item], style="apa") == [harvard, apa]
