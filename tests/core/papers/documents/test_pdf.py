from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest

from bridgework.core.papers.documents.pdf import as_pdf
from bridgework.core.papers.documents.problems import CannotBuild
from bridgework.core.papers.record import PaperRecord, Paragraph, Section
from tests.core.papers.documents.papers import paper


def opened(record: PaperRecord) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(as_pdf(record).data))


def tree(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield str(one.S), one
            if "/K" in one:
                waiting.append(one.K)


def text_of(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_it_is_tagged_named_and_in_its_language() -> None:
    pdf = opened(paper())
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == "Bicycle parking at the station"


def test_the_structure_has_headings_lists_and_tables_with_heads() -> None:
    pdf = opened(paper())
    found = list(tree(pdf))
    names = [name for name, _ in found]
    assert [name for name in names if name.startswith("/H")][:3] == ["/H1", "/H2", "/H2"]
    levels = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    heads = [one for name, one in found if name == "/TH"]
    assert len(heads) == 3 + 2 + 3
    assert {str(each.Scope) for one in heads for each in one.A if "/Scope" in each} == {"/Column"}
    assert names.count("/Table") == 3
    assert {"/L", "/LI", "/LBody", "/Link", "/BlockQuote"} <= set(names)


def test_no_element_is_empty() -> None:
    pdf = opened(paper())
    assert [name for name, one in tree(pdf) if "/K" not in one] == []


def test_bookmarks_follow_the_headings() -> None:
    with opened(paper()).open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Bicycle parking at the station"
        assert [one.title for one in title.children][2:5] == [
            "1 Background",
            "2 Main issues",
            "3 Alignment with priorities",
        ]


def test_pages_are_numbered_from_the_pack() -> None:
    made = as_pdf(paper(30, first_page=17))
    labels = [
        pypdfium2.raw.FPDF_GetPageLabel(pypdfium2.PdfDocument(made.data).raw, page, None, 0)
        for page in range(made.pages)
    ]
    assert len(labels) == made.pages > 2
    text = text_of(made.data)
    assert "Page 17" in text
    assert f"Page {16 + made.pages}" in text
    assert "Page 1\n" not in text


def test_the_same_record_gives_the_same_bytes() -> None:
    stamp = datetime(2031, 3, 1, 9, 30, tzinfo=UTC)
    assert as_pdf(paper(), stamp=stamp) == as_pdf(paper(), stamp=stamp)
    assert as_pdf(paper(), stamp=stamp).data != as_pdf(paper(), stamp=stamp.replace(hour=10)).data


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        "#panic()",
        "$x$ = @label <tag> //no comment",
        '= no heading \\ #import "x"',
        "`` #eval ``",
    ],
)
def test_markup_of_the_printer_is_only_text(words: str) -> None:
    sections = (Section("1", words, (Paragraph("1.1", f"{words} end"), Paragraph("1.2", f"| a |\n|--|\n| {words} |"))),)
    text = text_of(as_pdf(paper(sections=sections, title=words)).data)
    assert text.count(words.replace("`", "").strip().split(" ")[0].strip("#")) >= 3
    assert "root:" not in text


@pytest.mark.parametrize("words", ["Добро пожаловать", "Καλημέρα", "Łódź ő ñ ç ß", "→ ✓ € ½ m²", "مرحبا", "שלום"])
def test_other_scripts_and_signs_are_shown(words: str) -> None:
    sections = (Section("1", "One", (Paragraph("1.1", words),)),)
    shown = text_of(as_pdf(PaperRecord(title="One", sections=sections)).data)
    assert sorted(words.replace(" ", ""))[0] in shown
    assert "\ufffd" not in shown


def test_what_no_font_can_show_is_said_with_its_place() -> None:
    sections = (Section("2", "Two", (Paragraph("2.6", "A 🚲 and 中中."),), key="two"),)
    with pytest.raises(CannotBuild) as refused:
        as_pdf(paper(sections=sections))
    found = [(one.message, one.place, one.section) for one in refused.value.problems]
    assert found == [
        ("No font we ship can show “🚲” (U+1F6B2, bicycle). Write it another way.", "paragraph 2.6", "two"),
        (
            "No font we ship can show “中” (U+4E2D, cjk unified ideograph-4e2d), 2 times. Write it another way.",
            "paragraph 2.6",
            "two",
        ),
    ]


def test_signs_nobody_sees_do_not_stop_it() -> None:
    text = "a\u200bb\ufeff\u00adc\x07 \u2028d e\u0301"
    sections = (Section("1", "One", (Paragraph("1.1", text),)),)
    assert "d é" in text_of(as_pdf(PaperRecord(title="One", sections=sections)).data)


def test_without_a_title_it_is_refused() -> None:
    with pytest.raises(CannotBuild, match="title"):
        as_pdf(PaperRecord())


@pytest.mark.parametrize("record", [PaperRecord(title="Only a title"), PaperRecord(title="Papur", language="cy")])
def test_a_paper_with_little_in_it_is_made(record: PaperRecord) -> None:
    assert as_pdf(record).pages == 1
