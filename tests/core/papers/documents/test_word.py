"""To Word and back: what was edited, by whom, and what was not."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgework.core.papers.documents.docx import as_docx
from bridgework.core.papers.documents.from_docx import ChangedParagraph, Comment, Returned, changes, version_mark
from bridgework.core.papers.documents.taking_in import taken_in
from bridgework.core.papers.documents.word_file import WordFileRefused
from bridgework.core.papers.record import ImplicationRow, LetteredProposal, PaperRecord, Paragraph, Section
from tests.core.papers.documents.papers import paper

RECORD = paper()
SENT = as_docx(RECORD, mark="version 3")


def edited(edit: Callable[[Document], object], sent: bytes = SENT) -> bytes:
    document = docx.Document(io.BytesIO(sent))
    edit(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def back(edit: Callable[[Document], object]) -> Returned:
    return changes(RECORD, edited(edit))


def found(document: Document, start: str) -> WordParagraph:
    return next(one for one in document.paragraphs if one.text.startswith(start))


def tracked(kind: str, text: str, author: str = "Finance") -> Any:
    """A tracked change with one run."""
    holder = OxmlElement(f"w:{kind}")
    for name, value in (("w:id", "900"), ("w:author", author), ("w:date", "2031-03-01T10:00:00Z")):
        holder.set(qn(name), value)
    run, words = OxmlElement("w:r"), OxmlElement("w:delText" if kind in ("del", "moveFrom") else "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    holder.append(run)
    return holder


def without_bookmarks(element: Any) -> Any:
    for one in [*element.iter(qn("w:bookmarkStart")), *element.iter(qn("w:bookmarkEnd"))]:
        one.getparent().remove(one)
    return element


def shown(one: ChangedParagraph) -> tuple[str, str, str | None, str]:
    return one.kind, one.section_key, one.number, one.after


def test_an_unedited_document_comes_back_unchanged() -> None:
    returned = changes(RECORD, SENT)
    assert returned == Returned((), (), (), "version 3")


def test_a_document_says_which_version_it_was_made_from() -> None:
    assert version_mark(edited(lambda document: document.add_paragraph("more"))) == "version 3"
    assert version_mark(b"no document") == ""


def test_saved_by_another_program_it_comes_back_unchanged() -> None:
    """Runs are split, style ids renamed and numbering lists renumbered; the words are the same."""

    def resaved(document: Document) -> None:
        for style in document.styles.element.iter(qn("w:style")):
            style.set(qn("w:styleId"), f"x{style.get(qn('w:styleId'))}")
        for tag in ("w:pStyle", "w:rStyle", "w:basedOn", "w:tblStyle"):
            for one in [*document.element.iter(qn(tag)), *document.styles.element.iter(qn(tag))]:
                one.set(qn("w:val"), f"x{one.get(qn('w:val'))}")
        for run in list(document.element.iter(qn("w:r"))):
            text = run.find(qn("w:t"))
            if text is not None and text.text and len(text.text) > 3:
                second = copy.deepcopy(run)
                second.find(qn("w:t")).text = text.text[2:]
                text.text = text.text[:2]
                text.set(qn("xml:space"), "preserve")
                run.addnext(second)

    assert changes(RECORD, edited(resaved)).is_unchanged


def test_edits_without_tracking_are_found() -> None:
    def edit(document: Document) -> None:
        found(document, "note the findings").runs[0].text = "note and endorse the findings"
        found(document, "About £40,000").runs[0].text = "About £50,000."
        found(document, "Status: Positive").runs[-1].text = "Neutral"
        found(document, "one").runs[0].text = "number one"
        found(document, "Purpose: ").runs[1].text = "To agree "
        found(document, "Bicycle").runs[0].text = "Bicycle places at the station"

    returned = back(edit)
    assert [shown(one) for one in returned.changes] == [
        ("changed", "title", None, "Bicycle places at the station"),
        ("changed", "purpose", None, "To agree **what** was found."),
        ("changed", "a", "a", "note and endorse the findings"),
        ("changed", "main-issues", "2.1", "Three things:\n\n- number one\n- two\n  1. deep\n  2. deeper"),
        ("changed", "resource", "4.1", "About £50,000."),
        ("status", "climate.transport", "4.3.1", "Neutral"),
    ]
    assert [one.before for one in returned.changes][4:] == ["About £40,000.", "positive"]
    assert not any(one.is_tracked or one.authors for one in returned.changes)
    taken = taken_in(RECORD, returned.changes)
    assert (taken.title, taken.purpose) == ("Bicycle places at the station", "To agree **what** was found.")
    assert taken.implications[0].text == "About £50,000."
    assert taken.implications[3].status == "neutral"
    assert changes(taken, as_docx(taken)).is_unchanged


def test_tracked_changes_say_who_made_them() -> None:
    def edit(document: Document) -> None:
        paragraph = found(document, "About £40,000")
        run = paragraph.runs[0]
        run.text = "About "
        run._r.addnext(tracked("ins", "£45,000.", "Head of Finance"))
        run._r.addnext(tracked("del", "£40,000.", "Clerk"))

    (one,) = back(edit).changes
    assert (one.before, one.after) == ("About £40,000.", "About £45,000.")
    assert one.authors == ("Clerk", "Head of Finance")
    assert one.is_tracked
    assert [(piece.kind, piece.text, piece.author) for piece in one.pieces] == [
        ("deleted", "£40,000.", "Clerk"),
        ("inserted", "£45,000.", "Head of Finance"),
    ]


def test_a_new_paragraph_is_added_where_it_stands() -> None:
    def edit(document: Document) -> None:
        first = found(document, "The council agreed")
        made = without_bookmarks(copy.deepcopy(first._p))
        fresh = WordParagraph(made, first._parent)
        for one in [*made.iter(qn("w:hyperlink")), *made.iter(qn("w:r"))]:
            one.getparent().remove(one)
        fresh.add_run("Wholly new words.")
        first._p.addnext(made)

    (one,) = back(edit).changes
    assert (one.kind, one.section_key, one.after, one.after_id) == (
        "added", "background", "Wholly new words.", "p.background.1",
    )  # fmt: skip
    taken = taken_in(RECORD, [one]).sections[0].paragraphs
    assert [(each.number, each.text[:12]) for each in taken] == [
        ("1.1", "The **counci"),
        ("1.2", "Wholly new w"),
        ("1.3", "The **counci"),
        ("1.4", "The **counci"),
    ]


def test_a_deleted_paragraph_is_deleted_tracked_or_not() -> None:
    def removed(document: Document) -> None:
        element = found(document, "The council agreed")._p
        element.getparent().remove(element)

    def struck(document: Document) -> None:
        paragraph = found(document, "Three things")
        run = paragraph.runs[0]
        run._r.addnext(tracked("del", run.text))
        run._r.getparent().remove(run._r)
        for start in ("one", "two", "deep", "deeper"):
            element = found(document, start)._p
            element.getparent().remove(element)

    (one,) = back(removed).changes
    assert (one.kind, one.number, one.authors) == ("deleted", "1.1", ())
    (other,) = back(struck).changes
    assert (other.kind, other.number, other.authors) == ("deleted", "2.1", ("Finance",))
    assert [each.number for each in taken_in(RECORD, [other]).sections[1].paragraphs] == ["2.1", None, "2.2"]


def test_a_moved_paragraph_is_moved_whole() -> None:
    def edit(document: Document) -> None:
        last = next(one for one in document.paragraphs if one.text.endswith("Number 3."))
        found(document, "The council agreed")._p.addprevious(last._p)

    (one,) = back(edit).changes
    assert (one.kind, one.number) == ("moved", "1.3")
    numbers = [each.text[-2] for each in taken_in(RECORD, [one]).sections[0].paragraphs]
    assert numbers == ["3", "1", "2"]


def test_a_tracked_move_is_one_move() -> None:
    def edit(document: Document) -> None:
        paragraph = found(document, "About £40,000")
        run = paragraph.runs[0]
        elsewhere = without_bookmarks(copy.deepcopy(paragraph._p))
        for one in list(elsewhere.iter(qn("w:r"))):
            one.getparent().remove(one)
        elsewhere.append(tracked("moveTo", run.text))
        found(document, "The land is")._p.addnext(elsewhere)
        run._r.addnext(tracked("moveFrom", run.text))
        run._r.getparent().remove(run._r)

    returned = back(edit)
    assert [(one.kind, one.section_key, one.authors) for one in returned.changes] == [
        ("moved", "resource", ("Finance",)),
    ]


def test_lost_bookmarks_are_found_again_by_the_words() -> None:
    def edit(document: Document) -> None:
        without_bookmarks(document.element)
        next(one for one in document.paragraphs if one.text.endswith("Number 2.")).add_run(" And more was said.")

    returned = back(edit)
    assert [(one.kind, one.number) for one in returned.changes] == [("changed", "1.2")]
    assert returned.changes[0].after.endswith("Number 2. And more was said.")
    assert returned.unplaced == ()


def test_what_has_no_place_is_listed() -> None:
    def edit(document: Document) -> None:
        found(document, "Bicycle")._p.addnext(document.add_paragraph("A line from nowhere.")._p)
        document.sections[0].footer.paragraphs[0].add_run(" DRAFT")
        run = found(document, "About £40,000").add_run()
        drawing = OxmlElement("w:drawing")
        run._r.append(drawing)
        document.tables[-1].rows[1].cells[1].paragraphs[0].runs[0].text = "Cleared by me"

    returned = back(edit)
    assert [(one.place, one.text) for one in returned.unplaced] == [
        ("after the title", "A line from nowhere."),
        ("About £40,000.", "a picture or object"),
        ("header or footer", "Page 1 DRAFT"),
    ]
    (one,) = returned.changes
    assert (one.part, one.can_be_taken_in) == ("fixed", False)
    assert "Cleared by me" in one.after
    assert taken_in(RECORD, returned.changes) == RECORD


def test_comments_come_back_at_their_paragraph() -> None:
    def edit(document: Document) -> None:
        document.add_comment(found(document, "About £40,000").runs, "Is this right?", author="Clerk")

    returned = back(edit)
    assert returned.changes == ()
    (one,) = returned.comments
    assert replace(one, at="") == Comment("resource", "4.1", "implication 4.1", "Clerk", "", "Is this right?")


def test_two_paragraphs_joined_lose_no_word() -> None:
    def edit(document: Document) -> None:
        first = next(one for one in document.paragraphs if one.text.endswith("Number 1."))
        mark = OxmlElement("w:rPr")
        gone = OxmlElement("w:del")
        gone.set(qn("w:author"), "Clerk")
        mark.append(gone)
        first._p.get_or_add_pPr().append(mark)

    returned = back(edit)
    assert [(one.kind, one.number) for one in returned.changes] == [("changed", "1.1"), ("deleted", "1.2")]
    assert returned.changes[0].after.endswith("Number 2.")
    assert returned.changes[0].authors == ("Clerk",)


def test_words_written_into_an_empty_section_are_added() -> None:
    record = paper(sections=(Section("1", "Background", key="background"),))
    data = edited(
        lambda document: next(one for one in document.paragraphs if one.style.name == "Paper paragraph").add_run(
            "First words."
        ),
        as_docx(record),
    )
    (one,) = changes(record, data).changes
    assert shown(one) == ("added", "background", "1.1", "First words.")
    assert taken_in(record, [one]).sections[0].paragraphs == (Paragraph("1.1", "First words."),)


def test_a_new_proposal_takes_the_next_letter() -> None:
    def edit(document: Document) -> None:
        old = found(document, "note the findings")
        made = without_bookmarks(copy.deepcopy(old._p))
        WordParagraph(made, old._parent).runs[0].text = "thank the researchers"
        old._p.addnext(made)

    (one,) = back(edit).changes
    assert (one.kind, one.part, one.after) == ("added", "proposals", "thank the researchers")
    assert [(each.label, each.text[:5], each.owner) for each in taken_in(RECORD, [one]).proposals] == [
        ("a", "note ", None),
        ("b", "thank", None),
        ("c", "task ", "Head of Streets"),
    ]


texts = st.lists(
    st.sampled_from(
        [
            "Plain words.",
            "**Bold** and *slanted* and ***both***.",
            "A [link](https://example.org/a?b=c&d) and `code`.",
            "Signs: 1. * _ # | < & > \\ \\* é £ “quotes”",
            "List:\n\n- a\n- b\n\n  more\n  - c",
            "Numbers:\n\n3. c\n4. **d**",
            "Table:\n\n| a | b |\n|---|---|\n| 1 |  |\n| *2* | x\\|y |",
            "Said:\n\n> quoted\n>\n> twice",
            "Kept:\n\n```\na  b\n  c\n```",
            "Broken  \nline",
            "### Heading inside",
            "two  spaces and a\u00a0fixed one",
        ]
    ),
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(texts, texts, st.booleans())
def test_whatever_was_written_comes_back_exactly(first: list[str], second: list[str], regular: bool) -> None:
    def section(number: str, words: list[str]) -> Section:
        paragraphs = tuple(Paragraph(f"{number}.{n}", text) for n, text in enumerate(words, start=1))
        return Section(number, f"Section {number}", paragraphs, key=f"key-{number}")

    record = PaperRecord(
        title="Any title",
        proposals=tuple(LetteredProposal("ab"[n] if regular else str(n), text) for n, text in enumerate(first[:2])),
        sections=(section("1", first), section("2" if regular else "5", second)),
        implications=tuple(
            ImplicationRow(f"9.{n}", f"Row {n}", None, text, f"row-{n}") for n, text in enumerate(second, start=1)
        ),
    )
    assert changes(record, as_docx(record)).is_unchanged


def test_it_is_an_accessible_word_document() -> None:
    document = docx.Document(io.BytesIO(SENT))
    assert document.core_properties.title == "Bicycle parking at the station"
    assert document.core_properties.language == "en-GB"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert [one.get(qn("w:val")) for one in defaults.iter(qn("w:lang"))] == ["en-GB"]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    levels = [int(one.style.name[-1]) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(levels[at + 1] <= levels[at] + 1 for at in range(len(levels) - 1))
    names = [one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert {"bw_background_1", "bw_main_issues_1", "bw_proposal_a"} <= set(names)
    assert max(map(len, names)) <= 40
    assert document.settings.element.find(qn("w:trackRevisions")) is not None


def test_the_same_record_gives_the_same_bytes() -> None:
    assert as_docx(RECORD, mark="version 3") == SENT


def test_the_councils_own_template_is_used() -> None:
    document = docx.Document()
    document.add_paragraph("Text of the template that must not stay")
    document.sections[0].header.paragraphs[0].text = "Fenshire County Council"
    document.styles["Heading 2"].font.name = "Council Sans"
    made = io.BytesIO()
    document.save(made)
    data = as_docx(RECORD, template=made.getvalue())
    written = docx.Document(io.BytesIO(data))
    assert written.sections[0].header.paragraphs[0].text == "Fenshire County Council"
    assert written.styles["Heading 2"].font.name == "Council Sans"
    assert not any("must not stay" in one.text for one in written.paragraphs)
    assert changes(RECORD, data, template=made.getvalue()).is_unchanged


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<a>" + b" " * (130 * 1024 * 1024) + b"</a>")
    return made.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SENT)) as packed, zipfile.ZipFile(made, "w") as target:
        for one in packed.namelist():
            if one != name:
                target.writestr(one, packed.read(one))
        target.writestr(name, part)
    return made.getvalue()


ENTITY = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="x">&a;</w:document>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 nothing", "damaged"),
        (b"plain text", "damaged"),
        (bomb(), "too large"),
        (with_part("word/vbaProject.bin", b"x"), "macros"),
        (with_part("word/document.xml", ENTITY), "document type"),
        (with_part("word/document.xml", b"<w:document"), "damaged"),
        (with_part("word/document.xml", b"<a>" * 3000 + b"</a>" * 3000), "damaged|no text|layers"),
        (SENT[:4000], "damaged"),
    ],
)
def test_hostile_files_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(WordFileRefused, match=words):
        changes(RECORD, data)


def test_hostile_text_comes_back_as_it_went() -> None:
    words = "<w:t>&amp;</w:t> \x00\x0b\ud800 ]]> {{ x }} #read"
    record = paper(sections=(Section("1", "One", (Paragraph("1.1", words.replace("\ud800", "")),), key="one"),))
    assert changes(record, as_docx(record)).is_unchanged
