"""The record of a committee paper, as read from a document or written here: `bridgework/paper@1`.

One shape for both directions, so that what we export can be read back. What a document does not give is None or
empty, never a guess. Fields that only our own papers have (keys, privacy, owners) are left out of the JSON where empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FORMAT = "bridgework/paper@1"


@dataclass(frozen=True)
class Named:
    """A person on a paper and their post; either may be unknown."""

    name: str | None
    post: str | None


@dataclass(frozen=True)
class Contact:
    """Somebody to ask about the paper. `kind` is "officer" or "councillor"."""

    kind: str
    name: str | None = None
    post: str | None = None
    email: str | None = None
    tel: str | None = None


@dataclass(frozen=True)
class LetteredProposal:
    """What the committee is asked to do, as lettered. `owner` and `report_back_on` where officers are tasked."""

    label: str
    text: str
    owner: str | None = None
    report_back_on: str | None = None
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph, such as 2.6; `text` is Markdown (a list or a table inside it stays in it)."""

    number: str | None
    text: str


@dataclass(frozen=True)
class Section:
    """A numbered section with its paragraphs.

    `kind` is that of the template's section: in one that is not "text" stand the record's proposals, contacts,
    priorities, implications, clearances, appendices or source documents. Empty is text.
    """

    number: str | None
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    key: str = ""
    is_private: bool = False
    exempt_paragraph: str = ""
    public_interest_test: str = ""
    kind: str = ""


@dataclass(frozen=True)
class ImplicationRow:
    """A priority or an implication; a heading such as 4.8 and its parts 4.8.1 … are each a row.

    `is_none`: there are none, and `text` says why. `asks_status`: the template asks for one, given or not.
    """

    number: str | None
    title: str
    status: str | None = None
    text: str | None = None
    key: str = ""
    is_none: bool = False
    asks_status: bool = False


@dataclass(frozen=True)
class ClearanceRow:
    """A clearance as printed. `answer`: yes, no, not applicable, or None; ours also "cleared with comment"."""

    question: str
    answer: str | None = None
    officer: str | None = None
    key: str = ""


@dataclass(frozen=True)
class Link:
    """An appendix or a background paper. `file`: its name in a hand-over folder; `kind` where it is neither."""

    title: str
    url: str | None = None
    is_private: bool = False
    sha256: str = ""
    exempt_paragraph: str = ""
    public_interest_test: str = ""
    file: str = ""
    kind: str = ""


@dataclass(frozen=True)
class ResolutionRow:
    """What minutes say was resolved on one item."""

    item: str | None
    text: str
    outcome: str | None = None
    mover: str | None = None
    seconder: str | None = None
    votes: dict[str, int] | None = None


@dataclass(frozen=True)
class Warned:
    """A hole the paper itself has. `code` is stable; `place` as in provenance."""

    code: str
    message: str
    place: str | None = None


@dataclass(frozen=True)
class Unread:
    """A piece of text that could not be placed."""

    place: str
    text: str


@dataclass(frozen=True)
class Read:
    """Where a value was read. `confidence` from 0 to 1; `raw` as it stood."""

    place: str
    confidence: float
    raw: str


@dataclass(frozen=True)
class FrontLine:
    """A line above the text. `text` only where the record has no field of its own for `key`."""

    key: str
    label: str
    text: str = ""


@dataclass(frozen=True)
class PaperRecord:
    """A paper, minutes or agenda.

    `front`: the lines above the text in the template's order and words; empty where a document was read.
    `notes`: lines the law asks to be printed, such as why the paper is late.
    """

    kind: str = "report"
    title: str | None = None
    body: str | None = None
    meeting_date: str | None = None
    author: tuple[Named, ...] = ()
    electoral_divisions: tuple[str, ...] = ()
    key_decision: bool | None = None
    forward_plan_ref: str | None = None
    purpose: str | None = None
    outcome: str | None = None
    proposals: tuple[LetteredProposal, ...] = ()
    contacts: tuple[Contact, ...] = ()
    sections: tuple[Section, ...] = ()
    priorities: tuple[ImplicationRow, ...] = ()
    implications: tuple[ImplicationRow, ...] = ()
    clearances: tuple[ClearanceRow, ...] = ()
    appendices: tuple[Link, ...] = ()
    source_documents: tuple[Link, ...] = ()
    resolutions: tuple[ResolutionRow, ...] = ()
    clearances_expected: int | None = None
    implications_expected: int | None = None
    provenance: dict[str, Read] = field(default_factory=dict)
    warnings: tuple[Warned, ...] = ()
    unread: tuple[Unread, ...] = ()
    reference: str = ""
    language: str = "en-GB"
    organisation: str = ""
    template: str = ""
    front: tuple[FrontLine, ...] = ()
    is_private: bool = False
    exempt_paragraph: str = ""
    public_interest_test: str = ""
    is_supplement: bool = False
    first_page: int = 1
    notes: tuple[str, ...] = ()
