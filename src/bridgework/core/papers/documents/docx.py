"""The paper as a Word document that authors edit, in the council's own template where there is one.

Every element carries a bookmark (`bw_` and its place), so that what comes back can be laid beside what was sent:
bookmarks are part of the text for Word and stay through editing, saving, cutting and pasting. Numbers are Word's own
where the paper's numbering is regular, so that they follow when a paragraph is added.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from bridgework.core.papers.documents import word_names as named
from bridgework.core.papers.documents import word_styles as styles
from bridgework.core.papers.documents.blocks import Block, Items, Literal, Para, Quote, Run, Runs, Subheading, writable
from bridgework.core.papers.documents.elements import (
    About,
    Body,
    Element,
    Fixed,
    Front,
    Heading,
    Lettered,
    Listing,
    Picture,
    Status,
    Table,
    Title,
)
from bridgework.core.papers.documents.layout import about, laid_out
from bridgework.core.papers.documents.word_file import as_document, repacked
from bridgework.core.papers.record import PaperRecord

STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)


def as_docx(record: PaperRecord, *, template: bytes | None = None, mark: str = "", stamp: datetime = STAMP) -> bytes:
    """The record as a Word document. `template` is the council's own .docx or .dotx; `mark` names the version sent.

    Raises `WordFileRefused` where the template cannot be used.
    """
    return written(laid_out(record), about(record), template=template, mark=mark, stamp=stamp)


def written(
    elements: tuple[Element, ...],
    told: About,
    *,
    template: bytes | None = None,
    mark: str = "",
    stamp: datetime = STAMP,
) -> bytes:
    """Any elements as a Word document. Raises as `as_docx` does."""
    document = docx.Document(io.BytesIO(_prepared(template, told.language)))
    _Writer(document, elements).all()
    _about(document, told, mark, stamp)
    if template is None:
        _page_numbers(document, told)
    made = io.BytesIO()
    document.save(made)
    return repacked(made.getvalue())


@lru_cache(maxsize=8)
def _prepared(template: bytes | None, language: str) -> bytes:
    """The empty document with our styles, made once for a template and a language."""
    document = docx.Document(io.BytesIO(as_document(template)) if template else None)
    _emptied(document)
    styles.prepare(document, language=language, has_base=template is not None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def has_regular_numbers(elements: Iterable[Element]) -> bool:
    """Whether the paper is numbered as counting gives it: then Word counts; otherwise its numbers are text."""
    counts = [0, 0, 0, 0]
    for one in elements:
        number = one.number if isinstance(one, Heading | Body) else None
        if not number:
            continue
        depth = number.count(".")
        if depth >= len(counts):
            return False
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        if number != ".".join(map(str, counts[: depth + 1])):
            return False
    return True


class _Writer:
    def __init__(self, document: Document, elements: Sequence[Element]) -> None:
        self._document = document
        self._elements = elements
        self._names = named.bookmarks(elements)
        self._anchors = {
            one.anchor: self._names[one.id] for one in reversed(elements) if isinstance(one, Body) and one.anchor
        }
        for one in elements:
            if isinstance(one, Heading | Picture) and one.name:
                self._anchors[one.name] = self._names[one.id]
            if isinstance(one, Listing):
                for count, (anchor, _) in enumerate(one.rows, start=1):
                    self._anchors[anchor] = self._row_name(one, count)
        self._numbering = styles.Numbering(document)
        self._styles = {style.name or "": style.style_id for style in document.styles}
        self._counts = has_regular_numbers(elements)
        labels = [one.label for one in elements if isinstance(one, Lettered)]
        self._letters = self._numbering.letters() if labels == list("abcdefghijklmnopqrstuvwxyz"[: len(labels)]) else 0
        self._bookmark = 0

    def all(self) -> None:
        for one in self._elements:
            self._one(one)

    def _one(self, one: Element) -> None:
        if isinstance(one, Title):
            self._marked(one.id, self._heading(1, (Run(one.text),)))
        elif isinstance(one, Heading):
            paragraph = self._heading(one.level, ())
            self._numbered(paragraph, one.number)
            self._runs(paragraph, (Run(one.text),))
            self._marked(one.id, paragraph)
        elif isinstance(one, Front):
            self._begun(one.id, named.FRONT, one.blocks, label=f"{one.label}: ")
        elif isinstance(one, Body):
            self._body(one)
        elif isinstance(one, Status):
            self._begun(one.id, named.STATUS, (Para((Run(one.text),)),), label=f"{one.label}: ")
        elif isinstance(one, Lettered):
            self._lettered(one)
        elif isinstance(one, Fixed):
            self._begun(one.id, named.NOTE, (Para((Run(one.text, bold=one.emphasis),)),))
        elif isinstance(one, Table):
            self._table([(Run(label),) for label in one.header], one.rows, mark=one.id)
        elif isinstance(one, Listing):
            number = self._numbering.bullets()
            for count, (_, runs) in enumerate(one.rows, start=1):
                paragraph = self._paragraph(named.BULLET, runs)
                _in_list(paragraph, number, 0)
                self._marked(f"{one.id}.{count}", paragraph, name=self._row_name(one, count))
        elif isinstance(one, Picture):
            self._picture(one)

    def _row_name(self, one: Listing, count: int) -> str:
        return f"{self._names[one.id][:36]}_{count}"

    def _picture(self, one: Picture) -> None:
        """The picture as wide as the text, with its description for who cannot see it, and its caption below."""
        if one.data:
            section = self._document.sections[0]
            assert section.page_width is not None
            assert section.left_margin is not None
            assert section.right_margin is not None
            width = section.page_width - section.left_margin - section.right_margin
            shape: Any = self._document.add_picture(io.BytesIO(one.data), width=width)
            shape._inline.docPr.set("descr", writable(one.description))
            shape._inline.docPr.set("title", writable(one.caption))
        self._marked(one.id, self._paragraph(named.NOTE, (Run(one.caption, bold=True),)))
        if not one.data:
            self._paragraph(named.UNNUMBERED, (Run(one.description),))

    def _body(self, one: Body) -> None:
        first, rest = one.blocks[:1], one.blocks[1:]
        if not one.number and first and isinstance(first[0], Subheading):
            self._marked(one.id, self._heading(first[0].level, first[0].runs))
            self._blocks(rest)
            return
        if first and not isinstance(first[0], Para):
            first, rest = (), one.blocks
        paragraph = self._paragraph(named.PARAGRAPH if one.number else named.UNNUMBERED, ())
        self._numbered(paragraph, one.number)
        for block in first:
            assert isinstance(block, Para)
            self._runs(paragraph, block.runs)
        self._marked(one.id, paragraph)
        self._blocks(rest)

    def _lettered(self, one: Lettered) -> None:
        paragraph = self._paragraph(named.PROPOSAL, ())
        if self._letters:
            _in_list(paragraph, self._letters, 0)
        else:
            self._literal_number(paragraph, f"({one.label})")
        first = one.blocks[:1] if one.blocks and isinstance(one.blocks[0], Para) else ()
        for block in first:
            assert isinstance(block, Para)
            self._runs(paragraph, block.runs)
        self._marked(one.id, paragraph)
        self._blocks(one.blocks[len(first) :])
        if one.note:
            note = self._paragraph(named.NOTE, (Run(one.note),))
            self._marked(f"note.{one.id}", note, name=f"{self._names[one.id][:32]}_note")

    def _begun(self, mark: str, style: str, blocks: tuple[Block, ...], *, label: str = "") -> None:
        """A paragraph with a label of ours before its words."""
        paragraph = self._paragraph(style, ())
        if label:
            self._run(paragraph._p, Run(label), style=named.LABEL)
        first = blocks[:1] if blocks and isinstance(blocks[0], Para) else ()
        for block in first:
            assert isinstance(block, Para)
            self._runs(paragraph, block.runs)
        self._marked(mark, paragraph)
        self._blocks(blocks[len(first) :])

    def _blocks(self, blocks: Iterable[Block], depth: int = 0) -> None:
        for block in blocks:
            if isinstance(block, Para):
                self._paragraph(named.CONTINUED, block.runs)
            elif isinstance(block, Subheading):
                self._heading(block.level, block.runs)
            elif isinstance(block, Items):
                self._items(block, depth)
            elif isinstance(block, Quote):
                self._quote(block)
            elif isinstance(block, Literal):
                self._paragraph(named.LITERAL, (Run(block.text),))
            else:
                self._table(block.header, block.rows)

    def _items(self, block: Items, depth: int) -> None:
        ordered = block.start is not None
        number = self._numbering.decimals(block.start or 1, depth) if ordered else self._numbering.bullets()
        style = named.NUMBER_ITEM if ordered else named.BULLET
        for item in block.items:
            first = item[:1] if item and isinstance(item[0], Para) else ()
            paragraph = self._paragraph(style, first[0].runs if first and isinstance(first[0], Para) else ())
            _in_list(paragraph, number, min(depth, 8))
            for one in item[len(first) :]:
                if isinstance(one, Para):
                    more = self._paragraph(named.ITEM_MORE, one.runs)
                    more.paragraph_format.left_indent = Cm(1.9 + 0.7 * depth)
                else:
                    self._blocks((one,), depth + 1)

    def _quote(self, block: Quote) -> None:
        for one in block.blocks:
            if isinstance(one, Para):
                self._paragraph(named.QUOTE, one.runs)
            else:
                self._blocks((one,))

    def _table(self, header: Sequence[Runs], rows: Sequence[tuple[Runs, ...]], *, mark: str = "") -> None:
        table = self._document.add_table(len(rows) + 1, len(header))
        if "Table Grid" in self._styles:
            table._tbl.tblStyle_val = self._styles["Table Grid"]
        properties = table.rows[0]._tr.get_or_add_trPr()
        for name in ("w:cantSplit", "w:tblHeader"):
            properties.append(OxmlElement(name))
        grid = table._tbl.tr_lst
        for number, row in enumerate((header, *rows)):
            for cell, runs in zip(grid[number].tc_lst, row, strict=True):
                paragraph = Paragraph(cell.p_lst[0], table)
                paragraph._p.style = self._styles[named.TABLE_CELL if number else named.TABLE_HEAD]
                self._runs(paragraph, runs)
        if mark:
            self._marked(mark, Paragraph(grid[0].tc_lst[0].p_lst[0], table))

    def _heading(self, level: int, runs: Runs) -> Paragraph:
        paragraph = self._document.add_paragraph()
        name = f"Heading {level}"
        if name not in self._styles:
            self._styles[name] = styles.heading_style(self._document, level).style_id
        paragraph._p.style = self._styles[name]
        self._runs(paragraph, runs)
        return paragraph

    def _paragraph(self, style: str, runs: Runs) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._styles[style]
        self._runs(paragraph, runs)
        return paragraph

    def _numbered(self, paragraph: Paragraph, number: str | None) -> None:
        if not number:
            return
        if self._counts:
            _in_list(paragraph, self._numbering.outline, number.count("."))
        else:
            self._literal_number(paragraph, number)

    def _literal_number(self, paragraph: Paragraph, number: str) -> None:
        self._run(paragraph._p, Run(f"{number}\t"), style=named.NUMBER)

    def _runs(self, paragraph: Paragraph, runs: Iterable[Run]) -> None:
        for run in runs:
            holder = paragraph._p
            if run.link:
                holder = self._link(paragraph, run.link)
            self._run(holder, run, style=named.CODE if run.code else named.LINK if run.link else "")

    def _link(self, paragraph: Paragraph, address: str) -> Any:
        holder = OxmlElement("w:hyperlink")
        if address.startswith("#"):
            holder.set(qn("w:anchor"), self._anchors.get(address[1:], address[1:])[: named.LONGEST_BOOKMARK])
        else:
            holder.set(
                qn("r:id"), self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            )
        paragraph._p.append(holder)
        return holder

    def _run(self, holder: Any, run: Run, *, style: str = "") -> None:
        made = OxmlElement("w:r")
        looks = OxmlElement("w:rPr")
        if style:
            named = OxmlElement("w:rStyle")
            named.set(qn("w:val"), self._styles[style])
            looks.append(named)
        for name, on in (("w:b", run.bold), ("w:i", run.italic)):
            if on:
                looks.append(OxmlElement(name))
        if len(looks):
            made.append(looks)
        for piece in re.split(r"([\n\t])", writable(run.text)):
            if piece in ("\n", "\t"):
                made.append(OxmlElement("w:br" if piece == "\n" else "w:tab"))
            elif piece:
                text = OxmlElement("w:t")
                text.text = piece
                text.set(qn("xml:space"), "preserve")
                made.append(text)
        holder.append(made)

    def _marked(self, mark: str, paragraph: Paragraph, *, name: str = "") -> None:
        """Put the bookmark round the words of a paragraph."""
        self._bookmark += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(self._bookmark))
        start.set(qn("w:name"), name or self._names[mark])
        properties = paragraph._p.pPr
        if properties is None:
            paragraph._p.insert(0, start)
        else:
            properties.addnext(start)
        paragraph._p.append(end)


def _in_list(paragraph: Paragraph, number: int, depth: int) -> None:
    holder: Any = paragraph._p.get_or_add_pPr()
    properties = holder.get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = number


def _emptied(document: Document) -> None:
    """Nothing of a template's own text stays; its page, headers and footers do."""
    body = document.element.body
    for one in list(body):
        if one.tag != qn("w:sectPr"):
            body.remove(one)


def _about(document: Document, told: About, mark: str, stamp: datetime) -> None:
    kept = document.core_properties
    moment = stamp.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    kept.title = writable(told.title or "Untitled")[:255]
    kept.language = told.language
    kept.author = writable(told.author)[:255]
    kept.subject = writable(told.subject)[:255]
    kept.comments = kept.keywords = kept.category = ""
    kept.last_modified_by = ""
    kept.revision = 1
    kept.created = kept.modified = moment
    kept.identifier = mark[:255]
    if mark:
        styles.keep_mark(document, mark)


def _page_numbers(document: Document, told: About) -> None:
    section = document.sections[0]
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), str(told.first_page))
    margins: Any = section._sectPr.find(qn("w:pgMar"))
    margins.addnext(numbers)
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", str(told.first_page)), ("end", "")):
        run = footer.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        elif text == "PAGE":
            mark = OxmlElement("w:instrText")
            mark.text = " PAGE "
        else:
            mark = OxmlElement("w:t")
            mark.text = text
        run._r.append(mark)
