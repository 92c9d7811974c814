"""Documents read into sections; every word is in one, or listed."""

from __future__ import annotations

import io

import docx
import pytest

from bridgework.core.papers.reading.blocks import HEADING, PARAGRAPH, ROW, RUNNING, Block
from bridgework.core.papers.reading.refusing import FileRefused
from bridgework.core.reports.bringing_in import Unread, from_blocks, read_report
from bridgework.core.reports.outline import Section


def word_report() -> bytes:
    """A small report as Word writes it."""
    made = docx.Document()
    made.add_heading("Buses that people use", 0)
    made.add_paragraph("By the team.")
    made.add_heading("Method", 1)
    made.add_paragraph("We asked people.")
    made.add_paragraph("in towns", style="List Bullet")
    made.add_paragraph("in villages", style="List Bullet")
    made.add_heading("How many", 2)
    table = made.add_table(2, 2)
    for row, words in zip(table.rows, (("Where", "People"), ("Towns", "12")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    made.add_heading("What we do not know", 1)
    made.add_paragraph("1. Who walks.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_word_report_keeps_headings_lists_and_tables() -> None:
    read = read_report(word_report(), "docx")
    assert read.sections == (
        Section("buses-that-people-use", "Buses that people use", "By the team."),
        Section(
            "method",
            "Method",
            "We asked people.\n\n- in towns\n- in villages\n\n## How many\n\n"
            "| Where | People |\n| --- | --- |\n| Towns | 12 |",
        ),
        Section("unknowns", "What we do not know", "1\\. Who walks."),
    )
    assert read.unread == ()


def test_guessed_headings_and_page_feet_are_listed() -> None:
    blocks = [
        Block("1 Background", "page 1", PARAGRAPH, bold=True),
        Block("Buses run.", "page 1"),
        Block("Fenmarch 1", "page 1", RUNNING),
        Block("Fenmarch 2", "page 2", RUNNING),
        Block("2 Method", "page 2", PARAGRAPH, bold=True),
        Block("a\tb", "page 2", ROW, table=1),
    ]
    read = from_blocks(blocks, guess=True)
    assert [(one.title, one.text) for one in read.sections] == [
        ("1 Background", "Buses run."),
        ("2 Method", "| a | b |\n| --- | --- |"),
    ]
    said = "Taken for a heading, because it is short and stands out."
    assert read.unread == (
        Unread("page 1 and 1 more", "Stands at the top or foot of a page, so it is no part of the text.", "Fenmarch 1"),
        Unread("page 1", said, "1 Background"),
        Unread("page 2", said, "2 Method"),
    )


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(FileRefused):
        from_blocks([Block("Page 1", "page 1", RUNNING)])
    with pytest.raises(FileRefused):
        read_report(b"nothing", "docx")


def test_a_heading_alone_is_a_section_without_words() -> None:
    assert from_blocks([Block("Method", "p 1", HEADING, level=1)]).sections == (Section("method", "Method", ""),)
