"""A report as PDF, Word document, page and package: all from one record, in the eyes of others' checkers too."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pdfua
import pikepdf
import pytest
from PIL import Image

from bridgework.core.references import read
from bridgework.core.reports.as_json import as_json, from_json, schema
from bridgework.core.reports.documents import as_docx, as_page, as_pdf
from bridgework.core.reports.package import as_package, table
from bridgework.core.reports.pictures import PictureUnreadable, look_at, without_notes
from bridgework.core.reports.record import (
    WITHDRAWN,
    Author,
    Bearing,
    CitedSource,
    Dissent,
    DrawnFigure,
    MadeRecommendation,
    QuotedWords,
    ReportRecord,
    SectionText,
    StatedFinding,
)
from bridgework.core.reports.traceability import gaps_in
from bridgework.core.reports.withdrawing import pattern_of, taken_out, without_quote

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "report.schema.json"
RECORD = ReportRecord(
    id="1r",
    title="Warm homes",
    version=2,
    programme="An invented programme",
    question="How do homes stay warm?",
    authors=(Author("Ada Moor", "researcher"), Author("2 others of the team")),
    dated="2031-03",
    published_on="2031-03-04",
    frozen_on="2031-03-01",
    sha256="a" * 64,
    summary="In **short** [@source:s1, p. 3].",
    sections=(
        SectionText(
            "findings",
            "Findings",
            "See [@finding:f1] and [@figure:heat].\n\n[@quote:q1]\n\n[@figure:heat]\n\nInside: [@quote:q1]",
        ),
    ),
    recommendations=(
        MadeRecommendation("r1", "1", "Insulate.", addressee="Cabinet", findings=("f1",)),
        MadeRecommendation("r2", "2", "=SUM(1)"),
    ),
    findings=(
        StatedFinding("f1", 4, "Heat is lost.", "low", bearings=(Bearing("s1", "supports", "p. 9"),)),
        StatedFinding("f2", 5, is_public=False),
    ),
    sources=(
        CitedSource("s1", 1, "study", "Heat", "Doe (2020) Heat.", {"type": "report", "title": "Heat"}),
        CitedSource("s2", 2, "interview", is_public=False),
    ),
    quotes=(QuotedWords("q1", "interview1-1", "I am cold at night.", "A tenant"),),
    figures=(
        DrawnFigure("heat", 1, "Heat by street", "It falls from north to south.", ("Street", "Loss"), (("Mill", "3"),),
                    file="1f", media_type="image/webp"),
    ),
    dissent=(Dissent("One of the team", "I *disagree*."),),
)  # fmt: skip


@pytest.fixture(scope="module")
def pictures() -> dict[str, bytes]:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), (9, 90, 9)).save(made, "WEBP")
    return {"heat": made.getvalue()}


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


def test_the_pdf_is_tagged_and_a_picture_is_told_in_words(pictures: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(as_pdf(RECORD, pictures=pictures).data)
    assert list(pdfua.validate(str(path)).findings) == []
    pdf = pikepdf.open(path)
    found = list(tree(pdf))
    names = [name for name, _ in found]
    assert [str(one.Alt) for name, one in found if name == "/Figure"] == ["It falls from north to south."]
    assert {"/Table", "/TH", "/L", "/Link", "/BlockQuote", "/Caption"} <= set(names)
    assert [name for name in names if name in ("/H1", "/H2")][:3] == ["/H1", "/H2", "/H2"]


def test_the_word_document_has_headings_and_links_that_lead_somewhere(pictures: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(as_docx(RECORD, pictures=pictures)))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"]
    assert headings[:3] == ["In short", "What it recommends", "Findings"]
    xml = document.element.xml
    root = document.element
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    anchors = {one.get(f"{space}anchor") for one in root.iter(f"{space}hyperlink")} - {None}
    marks = {one.get(f"{space}name") for one in root.iter(f"{space}bookmarkStart")}
    assert anchors
    assert anchors - marks == set()
    assert 'descr="It falls from north to south."' in xml


def test_the_page_is_whole_and_its_links_lead_somewhere() -> None:
    import lxml.html

    page = lxml.html.fromstring(as_page(RECORD, addresses={"heat": "figures/heat.webp"}))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in page.xpath("//a/@href") if one.startswith("#")} - set(ids) == set()
    assert page.xpath("//h2/text()")[:2] == ["In short", "What it recommends"]


def test_the_package_says_what_is_in_it_and_every_table_can_be_read(pictures: dict[str, bytes]) -> None:
    data = as_package(RECORD, pictures=pictures)
    assert data == as_package(RECORD, pictures=pictures)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    listed = {one["name"]: one["sha256"] for one in json.loads(files["MANIFEST.json"])["files"]}
    assert listed == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if name not in ("MANIFEST.json", "README.txt")
    }
    jsonschema.Draft202012Validator(json.loads(files["report.schema.json"])).validate(json.loads(files["report.json"]))
    rows = list(csv.DictReader(io.StringIO(files["recommendations.csv"].decode("utf-8-sig"))))
    assert [(one["text"], one["findings"]) for one in rows] == [("Insulate.", "4"), ("'=SUM(1)", "")]
    for name in ("references.ris", "references.bib", "references.json"):
        assert [one["title"] for one in read(files[name].decode(), name=name).items] == ["Heat"]
    assert {"figures/01-heat-by-street.webp", "figures/01-heat-by-street.csv"} <= set(files)


def test_numbers_stay_numbers_and_formulas_become_text() -> None:
    assert table([["-4.5", "-x", "+44", "@y"]]).decode("utf-8-sig").strip() == "-4.5,'-x,+44,'@y"


def test_the_schema_is_published_as_it_is() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


def test_a_record_goes_through_json_and_back() -> None:
    assert from_json(json.loads(json.dumps(as_json(RECORD)))) == RECORD
    with pytest.raises(ValueError, match="bridgework/report@1"):
        from_json({"format": "other"})


def test_what_stands_on_nothing_is_listed_in_the_order_of_reading() -> None:
    assert [one.text for one in gaps_in(RECORD)] == [
        "Recommendation 2 rests on no finding.",
        "Finding 4 rests on one source only.",
        "Finding 5 is not public: readers see that there is one, and not what it says.",
        "Source 2 is not public: readers see its number and nothing else.",
    ]
    (lock, *_) = gaps_in(without_quote(RECORD, "q1"))
    assert (lock.kind, lock.text) == (
        "quotation", "The quotation interview1-1 in “Findings” may not be printed: it was withdrawn."
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "She said: I am cold\nat night, and so on",
        "> I am **cold** at night",
        "i AM cold at  night",
        "“I am cold at night”",
        "I am\n> cold\n> at night",
    ],
)
def test_withdrawn_words_are_found_however_they_were_set(text: str) -> None:
    pattern = pattern_of("I am cold at night")
    assert pattern is not None
    assert WITHDRAWN in taken_out(text, pattern)
    assert "night" not in taken_out(text, pattern)


def test_a_few_common_words_are_taken_out_only_as_a_quotation() -> None:
    pattern = pattern_of("It works.")
    assert pattern is not None
    assert taken_out(["It works. “It works.”"], pattern) == [f"It works. “{WITHDRAWN}”"]


def test_a_picture_that_does_not_open_stops_no_document(pictures: dict[str, bytes]) -> None:
    """Its words and numbers stay; the others are printed as they were."""
    broken = {"heat": pictures["heat"][:-20]}
    assert (as_pdf(RECORD, pictures=broken).data, as_docx(RECORD, pictures=broken)) == (
        as_pdf(RECORD).data,
        as_docx(RECORD),
    )


def test_a_picture_is_looked_at_to_its_end_and_none_fills_the_memory(pictures: dict[str, bytes]) -> None:
    look_at(pictures["heat"])
    huge = io.BytesIO()
    Image.new("1", (10_000, 5_001)).save(huge, "PNG")
    for data, words in (
        (pictures["heat"][:-20], "damaged or not complete"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 64, "damaged or not complete"),
        (huge.getvalue(), "10,000 by 5,001 dots"),
    ):
        with pytest.raises(PictureUnreadable, match=words):
            look_at(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_into_a_picture_goes_and_it_stands_upright(kind: str) -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x013B] = 6, "Maud Tranter"
    taken = io.BytesIO()
    Image.new("RGB", (40, 20), (9, 90, 9)).save(taken, kind, exif=notes)
    assert b"Maud Tranter" in taken.getvalue()
    bare = without_notes(taken)
    assert bare is not None
    assert b"Maud Tranter" not in bare
    with Image.open(io.BytesIO(bare)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == (kind, (20, 40), {})
    assert without_notes(io.BytesIO(bare)) is None
