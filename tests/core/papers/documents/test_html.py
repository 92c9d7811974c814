from __future__ import annotations

import nh3
import pytest
from lxml import html

from bridgework.core.papers.documents.html import as_html, as_page
from bridgework.core.papers.record import PaperRecord, Paragraph, Section
from tests.core.papers.documents.papers import paper

TAGS = {
    "div", "h2", "h3", "h4", "p", "span", "strong", "em", "code", "pre", "a", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "thead", "tbody", "tr", "th", "td", "blockquote", "br",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "id", "role", "aria-label", "tabindex"},
    "a": {"href", "rel"},
    "th": {"scope"},
    "ol": {"start"},
}


def test_paragraphs_can_be_cited_and_citations_lead_there() -> None:
    root = html.fromstring(as_html(paper()))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {"paragraph-1-1", "paragraph-2", "paragraph-4-3-1", "proposal-a"} <= set(ids)
    inside = [one.get("href")[1:] for one in root.iter("a") if one.get("href").startswith("#")]
    assert inside == ["paragraph-1-1", "paragraph-1-2"]
    assert [one for one in inside if one not in ids] == []


def test_headings_and_tables_are_accessible() -> None:
    root = html.fromstring(as_html(paper()))
    levels = [int(one.tag[1]) for one in root.iter("h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 2
    assert all(levels[at + 1] <= levels[at] + 1 for at in range(len(levels) - 1))
    assert {one.get("scope") for one in root.iter("th")} == {"col", "row"}
    assert all(one.getparent().get("aria-label") for one in root.iter("table"))


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", '"><img src=x onerror=1>', "[x](javascript:alert(1))", "&lt;b&gt; & <b>", "a\x00b"],
)
def test_nothing_a_person_wrote_can_act(words: str) -> None:
    sections = (Section(words, words, (Paragraph(words, f"{words}\n\n| {words} |\n|--|\n| x |"),), key=words),)
    made = as_html(paper(sections=sections, purpose=words))
    root = html.fromstring(made)
    assert {one.tag for one in root.iter()} <= TAGS
    assert not [one for one in root.iter("a") if not one.get("href").startswith(("#", "https:", "mailto:"))]
    cleaned = nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "mailto"}, link_rel=None)
    assert "".join(html.fromstring(cleaned).itertext()) == "".join(root.itertext())


def test_a_page_of_its_own_has_a_title_and_a_language() -> None:
    root = html.document_fromstring(as_page(PaperRecord(title="A <b> title", language="cy")))
    assert root.get("lang") == "cy"
    assert root.findtext(".//title") == root.findtext(".//h1") == "A <b> title"
