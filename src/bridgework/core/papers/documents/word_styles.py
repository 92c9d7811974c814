"""Styles, numbering and settings of the Word document: ours are added to whatever a council's template brings."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bridgework.core.papers.documents import word_names as named

HANG: Final = Cm(1.25)
_FONT: Final = "Arial"
_PARAGRAPHS: Final[dict[str, dict[str, Any]]] = {
    named.PARAGRAPH: {"left": HANG, "first": -HANG},
    named.CONTINUED: {"left": HANG},
    named.UNNUMBERED: {},
    named.FRONT: {},
    named.PROPOSAL: {"left": HANG, "first": -HANG},
    named.STATUS: {"left": HANG},
    named.NOTE: {},
    named.LITERAL: {"left": HANG, "font": "Courier New"},
    named.QUOTE: {"left": Cm(2)},
    named.BULLET: {},
    named.NUMBER_ITEM: {},
    named.ITEM_MORE: {},
    named.TABLE_HEAD: {"bold": True, "after": 2},
    named.TABLE_CELL: {"after": 2},
}
_DEPTHS: Final = 9


def prepare(document: Document, *, language: str, has_base: bool) -> None:
    """Add our styles where they are missing, set the language, and turn on the tracking of changes."""
    if not has_base:
        _plain_look(document)
    _language(document, language)
    styles = document.styles
    known = {style.name for style in styles}
    for name, look in _PARAGRAPHS.items():
        if name not in known:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            style.quick_style = True
            _paragraph_look(style, look)
    for name in (named.LABEL, named.NUMBER, named.CODE, named.LINK):
        if name not in known:
            style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            style.font.bold = True if name == named.LABEL else None
            if name == named.CODE:
                style.font.name = "Courier New"
            if name == named.LINK:
                style.font.underline = True
                style.font.color.rgb = RGBColor(0x05, 0x4A, 0x91)
    settings = document.settings.element
    if settings.find(qn("w:trackRevisions")) is None:
        _insert_setting(settings, OxmlElement("w:trackRevisions"))


def heading_style(document: Document, level: int) -> Any:
    """The style of a heading; a template without one gets Word's own."""
    name = f"Heading {level}"
    try:
        return document.styles[name]
    except KeyError:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.font.bold = True
        level_mark = OxmlElement("w:outlineLvl")
        level_mark.set(qn("w:val"), str(level - 1))
        style.element.get_or_add_pPr().append(level_mark)
        return style


def keep_mark(document: Document, mark: str) -> None:
    """Write into the settings which text the document was made from. Word keeps it through editing."""
    settings = document.settings.element
    holder = OxmlElement("w:docVars")
    variable = OxmlElement("w:docVar")
    variable.set(qn("w:name"), "bridgework")
    variable.set(qn("w:val"), mark)
    holder.append(variable)
    _insert_setting(settings, holder, before=("w:rsids", "w:mathPr", "w:themeFontLang", "w:clrSchemeMapping"))


class Numbering:
    """Lists of the document. Each list is one of its own, so that it begins anew."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        ids = [int(one.get(qn("w:abstractNumId"), "0")) for one in self._root.findall(qn("w:abstractNum"))]
        self._next_abstract = max(ids, default=0) + 1
        numbers = [int(one.get(qn("w:numId"), "0")) for one in self._root.findall(qn("w:num"))]
        self._next = max(numbers, default=0) + 1
        self.outline = self._outline()
        self._bullets = self._abstract([("bullet", sign) for sign in "•–•–•–•–•"])
        self._decimals = self._abstract([("decimal", f"%{depth + 1}.") for depth in range(_DEPTHS)])
        self._letters = self._abstract([("lowerLetter", "(%1)")], hang=HANG)

    def bullets(self) -> int:
        """The number of a new bulleted list."""
        return self._instance(self._bullets)

    def decimals(self, start: int, depth: int) -> int:
        """The number of a new numbered list that begins with `start` at that depth."""
        return self._instance(self._decimals, start=start, depth=depth)

    def letters(self) -> int:
        """The number of a new lettered list."""
        return self._instance(self._letters)

    def _outline(self) -> int:
        """Sections 1, paragraphs 1.1 and rows 1.1, their parts 1.1.1: one list for the whole paper."""
        levels = [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"), ("decimal", "%1.%2.%3.%4")]
        return self._instance(self._abstract(levels, hang=HANG, kind="multilevel"))

    def _abstract(self, levels: list[tuple[str, str]], *, hang: Any = None, kind: str = "hybridMultilevel") -> int:
        number = self._next_abstract
        self._next_abstract += 1
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(number))
        multi = OxmlElement("w:multiLevelType")
        multi.set(qn("w:val"), kind)
        abstract.append(multi)
        for depth, (form, text) in enumerate(levels):
            abstract.append(_level(depth, form, text, hang))
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(abstract)
        else:
            first.addprevious(abstract)
        return number

    def _instance(self, abstract: int, *, start: int = 1, depth: int = 0) -> int:
        number = self._next
        self._next += 1
        num = OxmlElement("w:num")
        num.set(qn("w:numId"), str(number))
        of = OxmlElement("w:abstractNumId")
        of.set(qn("w:val"), str(abstract))
        num.append(of)
        override = OxmlElement("w:lvlOverride")
        override.set(qn("w:ilvl"), str(depth))
        begins = OxmlElement("w:startOverride")
        begins.set(qn("w:val"), str(start))
        override.append(begins)
        num.append(override)
        self._root.append(num)
        return number


def _level(depth: int, form: str, text: str, hang: Any) -> Any:
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), str(depth))
    for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text), ("w:lvlJc", "left")):
        one = OxmlElement(name)
        one.set(qn("w:val"), value)
        level.append(one)
    indent = OxmlElement("w:ind")
    left = hang.twips if hang is not None else Cm(1.9 + 0.7 * depth).twips
    indent.set(qn("w:left"), str(left))
    indent.set(qn("w:hanging"), str(left if hang is not None else Cm(0.65).twips))
    looks = OxmlElement("w:pPr")
    looks.append(indent)
    level.append(looks)
    return level


def _plain_look(document: Document) -> None:
    """Without a council's own template: Arial 12, wide margins, dark headings."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(12)
    normal.paragraph_format.space_after = Pt(8)
    for level, size in ((1, 20), (2, 15), (3, 13), (4, 12), (5, 12), (6, 12)):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), True, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for key in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:hAnsi"), _FONT)
        fonts.set(qn("w:cs"), _FONT)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)


def _paragraph_look(style: Any, look: dict[str, Any]) -> None:
    layout = style.paragraph_format
    layout.left_indent = look.get("left")
    layout.first_line_indent = look.get("first")
    if "after" in look:
        layout.space_after = Pt(look["after"])
    style.font.bold = look.get("bold")
    if "font" in look:
        style.font.name = look["font"]


def _language(document: Document, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        document.styles.element.insert(0, defaults)
    holder = defaults.find(qn("w:rPrDefault"))
    if holder is None:
        holder = OxmlElement("w:rPrDefault")
        defaults.insert(0, holder)
    looks = holder.find(qn("w:rPr"))
    if looks is None:
        looks = OxmlElement("w:rPr")
        holder.append(looks)
    lang = looks.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        looks.append(lang)
    lang.set(qn("w:val"), language)


def _insert_setting(settings: Any, one: Any, before: tuple[str, ...] = ("w:defaultTabStop",)) -> None:
    """Settings have a fixed order; what is not understood by Word's reader is refused by it."""
    for name in before:
        found = settings.find(qn(name))
        if found is not None:
            found.addprevious(one)
            return
    settings.append(one)
