"""What the pages of clearances show: where each stands, the text it covers, what changed since it was cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bridgework.apps.committees.links import A_PRIVATE_PART
from bridgework.apps.committees.models import ClearanceAnswer, FormCorrection, Paper
from bridgework.apps.committees.queries.clearing import (
    ClearanceView,
    clearance_of,
    clearance_view,
    clearances_of,
    correction_of,
    label_of,
    pieces_of,
    private_pieces,
    text_rows,
)
from bridgework.core.differences import difference
from bridgework.core.papers.coverage import Change

STANDINGS: Final[dict[str, tuple[str, str]]] = {
    "not_asked": ("unknown", "Not asked"),
    "asked": ("waiting", "Asked"),
    "asked_again": ("waiting", "Asked again"),
    "cleared": ("done", "Cleared"),
    "cleared_with_comment": ("done", "Cleared with comment"),
    "not_applicable": ("set-aside", "Does not apply"),
    "not_cleared": ("contested", "Not cleared"),
    "stale": ("stale", "Text changed since"),
}
"""State of a clearance to its colour and its words."""
NO_ANSWER: Final = ("late", "No answer")


Segments = tuple[tuple[str, str], ...]
"""Kind (equal, added, removed) and text, as the component `difference` takes them."""


@dataclass(frozen=True)
class PieceShown:
    """A piece of text under its name; `segments` where it changed since it was cleared."""

    key: str
    label: str
    text: str
    segments: Segments = ()
    is_withheld: bool = False
    """Private, and not for whoever looks: neither its name nor its words are here."""


@dataclass(frozen=True)
class ClearanceShown:
    """One clearance on the list of a paper's clearances."""

    view: ClearanceView
    kind: str
    word: str
    days_late: int
    changed: tuple[PieceShown, ...]
    covers: str
    corrections: tuple[tuple[FormCorrection, str, bool], ...]
    """Correction, the name of its piece, whether the officer objected."""
    comment: str = ""
    """What the officer wrote: advice, empty for whoever may not read that, or not the private text it may repeat."""
    keeps_comment: bool = False
    """There is a comment that whoever looks may not read."""

    @property
    def answer(self) -> ClearanceAnswer | None:
        """The answer that was given last."""
        return self.view.answer

    @property
    def hidden(self) -> str:
        """What a screen reader hears after the words of a button."""
        return f" of {self.view.role}"


@dataclass(frozen=True)
class TextShown:
    """Exactly the text that a clearance covers."""

    view: ClearanceView
    pieces: tuple[PieceShown, ...]
    has_changes: bool

    @property
    def is_withheld(self) -> bool:
        """Whether any of it is kept from whoever looks."""
        return any(one.is_withheld for one in self.pieces)


@dataclass(frozen=True)
class CorrectionShown:
    """A correction of form: where, and what it changed."""

    correction: FormCorrection
    label: str
    segments: Segments
    is_withheld: bool = False


def clearances_shown(
    paper: Paper, today: date, *, reads_private: bool, reads_advice: bool = False
) -> list[ClearanceShown]:
    """Every clearance of a paper in the order of its template; private text and advice only for who may read them."""
    return [
        clearance_shown(one, today, reads_private=reads_private, reads_advice=reads_advice)
        for one in clearances_of(paper)
    ]


def clearance_shown(
    view: ClearanceView, today: date, *, reads_private: bool, reads_advice: bool = False
) -> ClearanceShown:
    """One clearance as a row."""
    late = view.days_late(today)
    kind, word = NO_ANSWER if late else STANDINGS[view.state]
    kept = view.answer.comment if view.answer is not None else ""
    told = reads_advice and (reads_private or not view.private)
    return ClearanceShown(
        view=view,
        kind=kind,
        word=word,
        days_late=late,
        changed=tuple(_piece(view, one.key, one.after, one, reads_private) for one in view.changes),
        covers=covers_in_words(view, reads_private=reads_private),
        corrections=tuple(
            (one, _label(view, one.section_key, reads_private), one.pk in view.objected) for one in view.corrections
        ),
        comment=kept if told else "",
        keeps_comment=bool(kept) and not told,
    )


def covers_in_words(view: ClearanceView, *, reads_private: bool) -> str:
    """What a clearance covers, for a person."""
    if "*" in view.covers:
        return "the whole paper"
    return ", ".join(_label(view, key, reads_private) for key in view.pieces)


def text_to_clear(public_id: str, *, reads_private: bool) -> TextShown:
    """What an officer is asked to clear, what changed marked in it."""
    return text_of(clearance_view(clearance_of(public_id)), reads_private=reads_private)


def text_of(view: ClearanceView, *, reads_private: bool) -> TextShown:
    """Exactly the text a clearance covers, in the order of the paper."""
    changed = {one.key: one for one in view.changes}
    pieces = []
    for key in (one for one in view.labels if one in view.pieces):
        text = view.pieces[key]
        one = changed.pop(key, None)
        if text or one is not None:
            pieces.append(_piece(view, key, _without_title(text, view.labels, key), one, reads_private))
    for key, gone in changed.items():
        pieces.append(_piece(view, key, gone.after, gone, reads_private))
    return TextShown(view, tuple(pieces), bool(view.changes))


def correction_shown(public_id: str, *, reads_private: bool) -> CorrectionShown:
    """What was corrected."""
    correction = correction_of(public_id)
    rows = text_rows([correction.paper])
    if correction.section_key in private_pieces(correction.paper, rows) and not reads_private:
        return CorrectionShown(correction, A_PRIVATE_PART, (), is_withheld=True)
    labels = pieces_of(correction.paper, rows)[1]
    segments = _segments(correction.before, correction.after)
    return CorrectionShown(correction, label_of(labels, correction.section_key), segments)


def _piece(view: ClearanceView, key: str, text: str, change: Change | None, reads_private: bool) -> PieceShown:
    if key in view.private and not reads_private:
        return PieceShown(key, A_PRIVATE_PART.capitalize(), "", is_withheld=True)
    return PieceShown(
        key, label_of(view.labels, key), text, _changed(view.labels, change) if change is not None else ()
    )


def _label(view: ClearanceView, key: str, reads_private: bool) -> str:
    return label_of(view.labels, key) if reads_private or key not in view.private else A_PRIVATE_PART


def _changed(labels: Mapping[str, str], change: Change) -> Segments:
    """What changed, without the heading where that stayed."""
    title = labels.get(change.key, "")
    both = change.before.startswith(f"{title}\n") and change.after.startswith(f"{title}\n")
    before, after = (
        (_without_title(text, labels, change.key) if both else text) for text in (change.before, change.after)
    )
    return _segments(before, after)


def _segments(before: str, after: str) -> Segments:
    return tuple((one.kind, one.text) for one in difference(before, after))


def _without_title(text: str, labels: Mapping[str, str], key: str) -> str:
    """The text of a piece without the heading it begins with: the page shows that as a heading."""
    title = labels.get(key, "")
    return text.removeprefix(f"{title}\n").strip("\n") if title else text
