"""Which paragraphs of an edited Word document are which elements of the paper.

By bookmark first; where that was lost, by the same words, then by the most alike. What comes between belongs to what
it follows, or is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from bridgework.core.papers.documents import word_names as named
from bridgework.core.papers.documents.blocks import Subheading
from bridgework.core.papers.documents.elements import Body, Element, Front, Lettered, Listing
from bridgework.core.papers.documents.word_blocks import CONTINUES, is_item
from bridgework.core.papers.documents.word_reading import Piece, WordParagraph, WordText

ALIKE: Final = 0.6
"""How alike two texts must be, from 0 to 1, to be taken for one that was edited."""
_MOST_COMPARED: Final = 2_000


@dataclass(frozen=True)
class Slot:
    """An element and the pieces of the document that are it. A new one names the element it follows in `base`."""

    id: str
    pieces: tuple[Piece, ...]
    is_new: bool = False
    base: str = ""

    @property
    def paragraphs(self) -> tuple[WordParagraph, ...]:
        """Its paragraphs, those in cells included."""
        found: list[WordParagraph] = []
        for piece in self.pieces:
            if isinstance(piece, WordParagraph):
                found.append(piece)
            else:
                found += [one for row in piece.rows for cell in row for one in cell]
        return tuple(found)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who changed it, as tracked."""
        return tuple(dict.fromkeys(name for piece in self.pieces for name in piece.authors))


def matched(elements: Sequence[Element], edited: WordText, sent: WordText) -> list[Slot]:
    """The document as slots, in its own order. No piece is left out."""
    names = _names(elements)
    pieces = _merged(edited.pieces)
    ids = _identified(pieces, names, _first_pieces(sent.pieces, names))
    return _Grouping({one.id: one for one in elements}).all(zip(pieces, ids, strict=True))


def _names(elements: Sequence[Element]) -> dict[str, str]:
    """The id behind each bookmark; the lines of a listing and the note under a proposal have their own."""
    found: dict[str, str] = {}
    for key, name in named.bookmarks(elements).items():
        found[name] = key
    by_id = {one.id: one for one in elements}
    for name, key in list(found.items()):
        one = by_id[key]
        if isinstance(one, Listing):
            found |= {f"{name[:36]}_{count}": f"{key}.{count}" for count in range(1, len(one.rows) + 1)}
        elif isinstance(one, Lettered):
            found[f"{name[:32]}_note"] = f"note.{key}"
    return found


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """A paragraph whose end was deleted runs on into the next one."""
    found: list[Piece] = []
    waiting: WordParagraph | None = None
    for piece in pieces:
        if waiting is not None and isinstance(piece, WordParagraph):
            piece = replace(
                waiting,
                fragments=(*waiting.fragments, *piece.fragments),
                bookmarks=(*waiting.bookmarks, *piece.bookmarks),
                end=piece.end,
                comments=(*waiting.comments, *piece.comments),
                others=(*waiting.others, *piece.others),
                formatted_by=tuple(dict.fromkeys((*waiting.formatted_by, *piece.formatted_by, waiting.end_author))),
            )
            waiting = None
        elif waiting is not None:
            found.append(waiting)
            waiting = None
        if isinstance(piece, WordParagraph) and piece.end in ("deleted", "moved out") and piece.text.strip():
            waiting = piece
        else:
            found.append(piece)
    return [*found, waiting] if waiting is not None else found


def _first_pieces(pieces: Iterable[Piece], names: dict[str, str]) -> dict[str, str]:
    """The words by which each element begins, in the document as it was sent."""
    found: dict[str, str] = {}
    for piece in pieces:
        for name in piece.bookmarks:
            if name in names:
                found.setdefault(names[name], piece.text)
    return found


def _identified(pieces: Sequence[Piece], names: dict[str, str], texts: dict[str, str]) -> list[str]:
    """The id each piece begins; empty where it begins none."""
    ids = [""] * len(pieces)
    used: set[str] = set()
    for place, piece in enumerate(pieces):
        known = [names[name] for name in piece.bookmarks if name in names and names[name] not in used]
        # The words of a moved paragraph stand elsewhere now: they are matched there.
        if known and not _moved_out(piece):
            ids[place] = known[0]
            used.update(known)
    missing = {key: text for key, text in texts.items() if key not in used and text.strip()}
    bare = [place for place, key in enumerate(ids) if not key and pieces[place].text.strip()]
    _same_words(ids, pieces, missing, bare)
    _alike(ids, pieces, missing, [place for place in bare if not ids[place]][:_MOST_COMPARED])
    return ids


def _moved_out(piece: Piece) -> bool:
    words = [one for one in piece.fragments if one.run.text.strip()] if isinstance(piece, WordParagraph) else []
    return bool(words) and all(one.state == "moved out" or one.role for one in words)


def _same_words(ids: list[str], pieces: Sequence[Piece], missing: dict[str, str], bare: Sequence[int]) -> None:
    by_words: dict[str, list[str]] = {}
    for key, text in missing.items():
        by_words.setdefault(_squeezed(text), []).append(key)
    for place in bare:
        keys = by_words.get(_squeezed(pieces[place].text))
        if keys:
            ids[place] = keys.pop(0)
            missing.pop(ids[place])


def _alike(ids: list[str], pieces: Sequence[Piece], missing: dict[str, str], bare: Sequence[int]) -> None:
    """The most alike first, so that one edited paragraph does not take the place of another."""
    found: list[tuple[float, int, str]] = []
    for place in bare:
        words = _squeezed(pieces[place].text)
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(words)
        for key, text in missing.items():
            matcher.set_seq1(_squeezed(text))
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                if ratio >= ALIKE:
                    found.append((-ratio, place, key))
    for _, place, key in sorted(found):
        if not ids[place] and key in missing:
            ids[place] = key
            missing.pop(key)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


class _Grouping:
    """Follows the document down and gives each piece to a slot."""

    def __init__(self, elements: dict[str, Element]) -> None:
        self._elements = elements
        self._slots: list[Slot] = []
        self._new = 0

    def all(self, pieces: Iterable[tuple[Piece, str]]) -> list[Slot]:
        for piece, key in pieces:
            if key:
                self._slots.append(Slot(key, (piece,)))
            elif not self._slots:
                self._begin(piece, "title")
            else:
                self._follow(piece)
        return self._slots

    def _follow(self, piece: Piece) -> None:
        last = self._slots[-1]
        base = last.base or last.id
        element = self._elements.get(base)
        is_empty = isinstance(piece, WordParagraph) and not piece.fragments and not piece.others
        if is_empty or self._belongs(piece, last, element):
            self._slots[-1] = replace(last, pieces=(*last.pieces, piece))
        else:
            self._begin(piece, base)

    def _begin(self, piece: Piece, base: str) -> None:
        self._new += 1
        self._slots.append(Slot(f"new.{self._new}", (piece,), is_new=True, base=base))

    def _belongs(self, piece: Piece, last: Slot, element: Element | None) -> bool:
        """Whether a piece without a bookmark is a part of the one before."""
        if isinstance(piece, WordParagraph):
            if piece.level is not None:
                # A heading begins something new, but where one stood inside the text already.
                return isinstance(element, Body | Lettered | Front) and _has_headings(element)
            if piece.style == named.PROPOSAL.lower():
                return False
            if piece.style not in CONTINUES and not is_item(piece):
                # Words of a row or a line at the top have no paragraphs of their own that could be cited.
                return (isinstance(element, Body) and element.id.startswith("text.")) or isinstance(element, Front)
        return isinstance(element, Body | Lettered | Front) and not last.id.startswith("note.")


def _has_headings(element: Body | Lettered | Front) -> bool:
    return any(isinstance(block, Subheading) for block in element.blocks)
