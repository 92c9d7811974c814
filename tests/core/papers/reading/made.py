"""Papers of invented councils, made when a test asks for them; the texts beside this file are read as they stand."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import docx
import typst
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

PAPERS = Path(__file__).parent / "papers"
NAMES = tuple(sorted(one.name for one in PAPERS.iterdir()))


def paper(name: str) -> bytes:
    """One of the texts."""
    return (PAPERS / name).read_bytes()


def _saved(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _numbered(document: Document, levels: list[tuple[str, str]]) -> int:
    """A list of Word's own whose levels are (form, text), such as ("decimal", "%1.")."""
    root = document.part.numbering_part.element
    plan, number = OxmlElement("w:abstractNum"), OxmlElement("w:num")
    key = str(900 + len(root))
    plan.set(qn("w:abstractNumId"), key)
    for depth, (form, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
            one = OxmlElement(f"w:{name}")
            one.set(qn("w:val"), value)
            level.append(one)
        plan.append(level)
    root.insert(0, plan)
    number.set(qn("w:numId"), key)
    points_to = OxmlElement("w:abstractNumId")
    points_to.set(qn("w:val"), key)
    number.append(points_to)
    root.append(number)
    return int(key)


def _in_list(document: Document, text: str, number: int, depth: int = 0, style: str | None = None) -> None:
    paragraph = document.add_paragraph(text, style)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = number


@cache
def numbered_by_word() -> bytes:
    """A paper whose numbers and letters are all Word's own: none of them stands in the text."""
    document = docx.Document()
    document.add_heading("Allotments on flat roofs", 0)
    front = document.add_table(0, 2)
    for label, value in (
        ("Report to:", "Housing and Gardens Committee"),
        ("Date of meeting:", "6 May 2031"),
        ("Report of:", "Rhea Lund, Head of Housing"),
        ("Wards affected:", "Mill; Quay"),
        ("Key decision:", "No"),
    ):
        cells = front.add_row().cells
        cells[0].text, cells[1].text = label, value
    sections = _numbered(document, [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")])
    asked = _numbered(document, [("decimal", "%1."), ("lowerLetter", "%2)")])
    document.add_paragraph("Recommendations").runs[0].bold = True
    document.add_paragraph("The Committee is recommended to:")
    _in_list(document, "Agree a trial on two roofs, with:", asked)
    _in_list(document, "water from the roof; and", asked, 1)
    _in_list(document, "a gardener one day a week.", asked, 1)
    _in_list(document, "Ask for a report in a year.", asked)
    _in_list(document, "Background", sections, style="Heading 1")
    _in_list(document, "Residents asked for places to grow food.", sections, 1)
    _in_list(document, "Researchers looked at three things:", sections, 1)
    _in_list(document, "weight;", sections, 2)
    _in_list(document, "wind.", sections, 2)
    _in_list(document, "Implications", sections, style="Heading 1")
    for title, text in (("Financial implications", "About £3,000."), ("Legal implications", "None.")):
        _in_list(document, title, sections, 1, "Heading 2")
        document.add_paragraph(text)
    _in_list(document, "Background papers", sections, style="Heading 1")
    _in_list(document, "Roofs and their loads, 2029", sections, 1)
    document.sections[0].header.paragraphs[0].text = "Quayside Borough Council"
    document.sections[0].footer.paragraphs[0].text = "Page"
    return _saved(document)


@cache
def with_tracked_changes() -> bytes:
    """A short paper with an insertion, a deletion and a comment."""
    document = docx.Document()
    document.add_heading("Lights on the river path", 1)
    document.add_paragraph("To: River Committee")
    document.add_paragraph("Date: 2 June 2031")
    document.add_paragraph("Recommendation: That the Committee notes XX.")
    run = document.paragraphs[0].runs[0]
    document.add_comment(run, text="Is this the right title?", author="Somebody")
    whole = _saved(document)
    body = (
        '<w:ins w:id="901" w:author="A"><w:r><w:t xml:space="preserve">the new lights</w:t></w:r></w:ins>'
        '<w:del w:id="902" w:author="A"><w:r><w:delText>the lamps</w:delText></w:r></w:del>'
    )
    return changed(
        whole,
        "word/document.xml",
        lambda xml: re.sub(r"(<w:t[^>]*>[^<]*notes )XX\.</w:t></w:r>", rf"\1</w:t></w:r>{body}", xml),
    )


def changed(data: bytes, name: str, change: object) -> bytes:
    """The same archive with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            part = old.read(one)
            if one == name:
                part = change(part.decode()).encode()  # type: ignore[operator]
            new.writestr(one, part)
    return made.getvalue()


_QUESTIONS = (
    ("Have the resource implications been cleared by Finance?", "Yes", "Name of Financial Officer: Di Moss"),
    ("Have the procurement implications been cleared by the Head of Procurement?", "Yes", "Name of Officer: Ed Fern"),
    (
        "Has the impact on statutory, legal and risk implications been cleared by Law?",
        "Yes",
        "Name of Officer: Jo Tarn",
    ),
    (
        "Have the equality and diversity implications been cleared by your Service Contact?",
        "Yes",
        "Name of Officer: Al Rook",
    ),
    ("Have any Public Health implications been cleared by Public Health", "No", "Name of Officer: Flo Reed"),
)


@cache
def split_over_pages() -> bytes:
    """A PDF with a header and page numbers, a contact table of four columns, and clearances that run over a page."""
    rows = "".join(f"[{question}],[{answer}\\ {name}]," for question, answer, name in _QUESTIONS)
    filling = " ".join(["Roads near schools were counted for a week in each season of the year."] * 30)
    source = f"""
#set page(paper: "a5", header: [Northmoor County Council], footer: context [Page #counter(page).display() of 3])
#set text(size: 11pt)
= Cycling to school in Northmoor
To: Highways and Travel Committee

Meeting Date: 14 March 2031

From: Ada Finch, Director of Streets

Forward Plan ref: 2031/014 #h(2cm) Key decision: Yes

Recommendation: The Committee is asked to:

a) note the findings, which were gathered over eighteen months in thirty schools in all parts of the county; and

b) approve a pilot.

#table(columns: 4, [Officer contact:], [], [Member contacts:], [],
  [Name:], [Ada Finch], [Names:], [Cllrs Bo Lark/Cy Wren],
  [Post:], [Director of Streets], [Post:], [Chair/Vice-Chair],
  [Email:], [ada.finch\\@northmoor.example], [Email:], [bo.lark\\@northmoor.example cy.wren\\@northmoor.example],
  [Tel:], [01632 960001], [Tel:], [01632 960002 01632 960003])

= 1. Background
1.1 {filling}

= 2. Significant implications
== 2.1 Resource implications
There are none.
#table(columns: (2fr, 1fr), [Implications], [Officer Clearance], {rows})

#table(columns: 2, [Source Documents], [Location],
  [#link("https://example.org/plan")[Travel plan 2030]], [Shire Hall])
"""
    return bytes(typst.compile(source.encode()))


@cache
def numbered_throughout() -> bytes:
    """A PDF in the style of councils that number every paragraph and no heading."""
    source = """
#set page(paper: "a4", margin: 2.5cm)
#set par(justify: false)
*Executive* #h(1fr) 21 January 2031

*Report of the Head of Museums*

*Loans from the museum to schools*

*Summary*

1. This report asks the Executive to let schools borrow forty objects for a term at a time, after a trial in which
  nothing was lost or broken by anybody.

*Recommendations*

2. The Executive is asked to:

  (a) note the trial; and

  (b) agree that loans go on for three years.

  Reason: Children who held an object remembered it longer.

*Background*

3. Eleven schools took part.

4. Two researchers asked four hundred children.

*Implications*

- *Financial*: boxes cost £400.
- *Equalities*: special schools go first.
- *Legal*: none.

*Contact details*

Author: Sal Yorke, Curator, 01632 960222

*Background papers*

Objects in classrooms, 2030
"""
    return bytes(typst.compile(source.encode()))
