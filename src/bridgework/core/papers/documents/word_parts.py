"""The parts of a Word file beside its text: styles, lists, links, notes, comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from bridgework.core.papers.documents.blocks import SAFE_LINK
from bridgework.core.papers.documents.word_file import W, w, xml


@dataclass(frozen=True)
class WordComment:
    """A comment in the margin."""

    author: str
    at: str
    text: str


class Styles:
    """Names, heading levels and numbering of styles; a style's numbering may come from the one it is based on."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.names: dict[str, str] = {}
        self._based: dict[str, str] = {}
        self._numbers: dict[str, tuple[str, int]] = {}
        if "word/styles.xml" in parts:
            for one in xml(parts["word/styles.xml"]).iter(w("style")):
                self._style(one)
        self._formats, self._starts = _numbering(parts)

    def _style(self, one: etree._Element) -> None:
        key = one.get(w("styleId"), "")
        name = one.find(w("name"))
        self.names[key] = (name.get(w("val"), key) if name is not None else key).lower()
        based = one.find(w("basedOn"))
        if based is not None:
            self._based[key] = based.get(w("val"), "")
        number = one.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if number is not None:
            depth = one.find(f"{w('pPr')}/{w('numPr')}/{w('ilvl')}")
            self._numbers[key] = (number.get(w("val"), "0"), whole(depth.get(w("val")) if depth is not None else "0"))

    def item(self, properties: etree._Element | None, key: str) -> tuple[bool, int, int] | None:
        """Whether a paragraph is in a list: numbered?, depth, first number."""
        found = properties.find(w("numPr")) if properties is not None else None
        if found is not None:
            number, depth = found.find(w("numId")), found.find(w("ilvl"))
            which = number.get(w("val"), "0") if number is not None else "0"
            level = whole(depth.get(w("val")) if depth is not None else "0")
        else:
            seen: set[str] = set()
            while key and key not in self._numbers and key not in seen:
                seen.add(key)
                key = self._based.get(key, "")
            which, level = self._numbers.get(key, ("0", 0))
        if which == "0":
            return None
        form = self._formats.get((which, level), "decimal")
        return form != "bullet", level, self._starts.get((which, level), 1)


def _numbering(parts: dict[str, bytes]) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], int]]:
    formats: dict[tuple[str, int], str] = {}
    starts: dict[tuple[str, int], int] = {}
    if "word/numbering.xml" not in parts:
        return formats, starts
    root = xml(parts["word/numbering.xml"])
    abstract = {one.get(w("abstractNumId"), ""): one for one in root.iter(w("abstractNum"))}
    for num in root.iter(w("num")):
        key = num.get(w("numId"), "")
        of = num.find(w("abstractNumId"))
        base = abstract.get(of.get(w("val"), "")) if of is not None else None
        for level in base.iter(w("lvl")) if base is not None else ():
            at = (key, whole(level.get(w("ilvl"))))
            form, start = level.find(w("numFmt")), level.find(w("start"))
            formats[at] = form.get(w("val"), "decimal") if form is not None else "decimal"
            starts[at] = whole(start.get(w("val")) if start is not None else "1")
        for override in num.iter(w("lvlOverride")):
            start = override.find(w("startOverride"))
            if start is not None:
                starts[key, whole(override.get(w("ilvl")))] = whole(start.get(w("val")))
    return formats, starts


def links_of(parts: dict[str, bytes]) -> dict[str, str]:
    """The address behind each link's key; only those of a safe kind."""
    found: dict[str, str] = {}
    if "word/_rels/document.xml.rels" in parts:
        for one in xml(parts["word/_rels/document.xml.rels"]):
            target = one.get("Target", "")
            if one.get("Type", "").endswith("/hyperlink") and SAFE_LINK.match(target):
                found[one.get("Id", "")] = target
    return found


def notes_of(parts: dict[str, bytes]) -> dict[str, str]:
    """The words of each footnote and endnote, by the mark that refers to it."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" in parts:
            for one in xml(parts[f"word/{kind}s.xml"]).iter(w(kind)):
                found[f"{w(f'{kind}Reference')}{one.get(w('id'), '')}"] = f"{kind}: {words_of(one)}"
    return found


def comments_of(parts: dict[str, bytes]) -> dict[str, WordComment]:
    """The comments, by key."""
    if "word/comments.xml" not in parts:
        return {}
    return {
        one.get(w("id"), ""): WordComment(one.get(w("author"), ""), one.get(w("date"), ""), "\n".join(lines(one)))
        for one in xml(parts["word/comments.xml"]).iter(w("comment"))
    }


def mark_of(parts: dict[str, bytes]) -> str:
    """Which version the document was made from, where it still says so."""
    if "word/settings.xml" in parts:
        for one in xml(parts["word/settings.xml"]).iter(w("docVar")):
            if one.get(w("name")) == "bridgework":
                return one.get(w("val"), "")
    if "docProps/core.xml" in parts:
        for one in xml(parts["docProps/core.xml"]).iter("{http://purl.org/dc/elements/1.1/}identifier"):
            return (one.text or "").strip()
    return ""


def lines(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph inside, where it has any."""
    for paragraph in root.iter(w("p")):
        if words := words_of(paragraph):
            yield words


def words_of(element: etree._Element) -> str:
    """Every word inside, of any kind, in order."""
    texts: Sequence[str] = [one.text or "" for one in element.iter() if isinstance(one.tag, str) and _is_text(one.tag)]
    return " ".join("".join(texts).split())


def _is_text(tag: str) -> bool:
    return tag == w("t") or (tag.endswith("}t") and not tag.startswith(f"{{{W}}}"))


def value_of(properties: etree._Element | None, name: str) -> str:
    """The value of a property; empty where it is not set."""
    found = properties.find(w(name)) if properties is not None else None
    return found.get(w("val"), "") if found is not None else ""


def whole(text: str | None, base: int = 10) -> int:
    """A whole number from 0 to a million; 0 for anything else."""
    try:
        return max(0, min(int(text or "0", base), 10**6))
    except ValueError:
        return 0
