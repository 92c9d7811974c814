"""Reads of clearances: what each covers, where it stands, what changed since. Few queries, however many papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bridgework.apps.committees.models import (
    Clearance,
    ClearanceAnswer,
    ClearanceDelegation,
    FormCorrection,
    FormObjection,
    Implication,
    Paper,
    PaperAttachment,
    PaperSection,
    Proposal,
)
from bridgework.apps.committees.rules import BEFORE_PUBLICATION, READ_PRIVATE, SEE_CLEARANCE
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.core.papers import coverage
from bridgework.core.papers.clearing import SILENT, lets_pass, state_of
from bridgework.core.papers.coverage import Change, Correction
from bridgework.core.papers.templates import ClearanceQuestion, TemplateContent, parse
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import CLEARING_OFFICER


@dataclass(frozen=True)
class ClearanceView:
    """One clearance of a paper as it stands."""

    paper: Paper
    key: str
    question: str
    role: str
    officer_label: str
    covers: tuple[str, ...]
    pieces: Mapping[str, str]
    """The text it covers now, by piece."""
    labels: Mapping[str, str]
    """What each piece is called."""
    clearance: Clearance | None
    answer: ClearanceAnswer | None
    answers: tuple[ClearanceAnswer, ...]
    changes: tuple[Change, ...]
    corrections: tuple[FormCorrection, ...]
    """Changes of form since the answer, on text it covers; objected or not."""
    objected: frozenset[int]
    """The corrections, by key, that its officer did not take for one of form."""
    state: str
    private: frozenset[str] = frozenset()
    """The pieces it covers that hold private text."""

    @property
    def lets_pass(self) -> bool:
        """Whether the paper may be published as far as this clearance goes."""
        return lets_pass(self.state)

    @property
    def is_silent(self) -> bool:
        """Asked, and not answered since."""
        return self.state in SILENT

    @property
    def sha256(self) -> str:
        """The hash of the text it covers now."""
        return coverage.hash_of(self.pieces)

    @property
    def asked_of(self) -> Person | None:
        """Who is asked by name."""
        return self.clearance.asked_of if self.clearance is not None else None

    def days_late(self, today: date) -> int:
        """Calendar days since an answer was wanted; 0 while it is not late."""
        if not self.is_silent or self.clearance is None or self.clearance.answer_by is None:
            return 0
        return max(0, (today - self.clearance.answer_by).days)


@dataclass
class _Rows:
    """What was read for several papers, by the key of the paper."""

    texts: dict[int, dict[str, str]]
    labels: dict[int, dict[str, str]]
    private: dict[int, frozenset[str]]
    clearances: dict[int, dict[str, Clearance]] = field(default_factory=lambda: defaultdict(dict))
    corrections: dict[int, list[FormCorrection]] = field(default_factory=lambda: defaultdict(list))
    objections: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def clearances_of(paper: Paper) -> list[ClearanceView]:
    """The clearances a paper's template asks for, in its order; empty for a paper without a template."""
    return clearances_of_papers([paper])[paper.pk]


def clearances_of_papers(papers: Sequence[Paper], texts: TextRows | None = None) -> dict[int, list[ClearanceView]]:
    """The same for several papers, by the key of the paper, in eight queries; four where their text was read before."""
    rows = _read(papers, texts or text_rows(papers))
    contents: dict[int, TemplateContent] = {}
    found: dict[int, list[ClearanceView]] = {}
    for paper in papers:
        content = _content(paper, contents)
        questions = content.clearances if content is not None else ()
        kinds = {one.key: one.kind for one in content.sections} if content is not None else {}
        found[paper.pk] = [_view(paper, one, kinds, rows) for one in questions]
    return found


def clearance_view(clearance: Clearance) -> ClearanceView:
    """One clearance as it stands. Raises `NotFound` where the paper's template asks for it no more."""
    found = next((one for one in clearances_of(clearance.paper) if one.key == clearance.key), None)
    if found is None:
        raise NotFound("This clearance is not asked for any more.", rule=SEE_CLEARANCE.name)
    return found


def clearance_of(public_id: str) -> Clearance:
    """One clearance with its paper. Raises `NotFound`."""
    found = (
        Clearance.objects.filter(public_id=public_id)
        .select_related(
            "paper__committee_meeting__body__organisation",
            "paper__challenge__question",
            "paper__challenge__round__programme",
            "paper__template_version",
            "paper__author",
            "asked_of",
            "delegated_from",
        )
        .first()
    )
    if found is None:
        raise NotFound("There is no such clearance.", rule=SEE_CLEARANCE.name)
    return found


def clearance_seen_by(actor: Actor, public_id: str) -> Clearance:
    """One clearance. Raises `NotFound` where there is none the actor may see."""
    found = clearance_of(public_id)
    SEE_CLEARANCE.require(actor, found)
    return found


def correction_of(public_id: str) -> FormCorrection:
    """One correction of form with its paper. Raises `NotFound`."""
    found = (
        FormCorrection.objects.filter(public_id=public_id)
        .select_related(
            "paper__committee_meeting__body", "paper__challenge__question", "paper__challenge__round", "paper", "by"
        )
        .first()
    )
    if found is None:
        raise NotFound("There is no such correction.", rule=SEE_CLEARANCE.name)
    return found


def corrections_told_to(view: ClearanceView) -> tuple[FormCorrection, ...]:
    """The corrections whoever answered may still object to."""
    return tuple(one for one in view.corrections if one.pk not in view.objected)


def silent_clearances(**conditions: object) -> QuerySet[Clearance]:
    """Clearances asked and not answered since, of papers that are not published yet, the longest wait first."""
    answered = ClearanceAnswer.objects.filter(clearance=OuterRef("pk"), answered_at__gte=OuterRef("asked_at"))
    return (
        Clearance.objects.filter(~Exists(answered), paper__state__in=BEFORE_PUBLICATION, asked_at__isnull=False)
        .filter(**conditions)
        .select_related("paper__committee_meeting__body__organisation", "paper__challenge__question", "asked_of")
        .order_by("asked_at", "id")
    )


def delegation_on(person: Person, body_scope: str, day: date) -> ClearanceDelegation | None:
    """Who answers in a person's place at a committee on that day, where somebody does."""
    return (
        ClearanceDelegation.objects.filter(person=person, body_scope=body_scope, starts_on__lte=day, ends_on__gte=day)
        .select_related("to")
        .last()
    )


def clears_no_more(person: Person, body_scope: str, day: date) -> bool:
    """Whether a person was a clearing officer of a committee and is none on that day. Two queries at most.

    Somebody asked by name who never held the role, such as the head of a service, is not meant.
    """
    held = RoleHolding.objects.filter(person=person, role=CLEARING_OFFICER, scope=body_scope)
    return held.exists() and not held.filter(held_on(day)).exists()


def may_read_covered(actor: Actor, clearance: Clearance, day: date) -> bool:
    """Whether private text that a clearance covers may be read: also by whoever is asked, until the paper is out."""
    paper, asked = clearance.paper, clearance.asked_of
    if READ_PRIVATE.may(actor, paper).allowed:
        return True
    if asked is None or asked.pk != actor.person_id:
        return False
    return paper.state in BEFORE_PUBLICATION and not clears_no_more(asked, paper.body_scope, day)


def delegations_at(body_scope: str, today: date) -> list[ClearanceDelegation]:
    """Who answers in whose place at a committee now or later, the soonest first."""
    return list(
        ClearanceDelegation.objects.filter(body_scope=body_scope, ends_on__gte=today)
        .select_related("person", "to")
        .order_by("starts_on", "id")
    )


def label_of(labels: Mapping[str, str], key: str) -> str:
    """What a piece is called; its key where it is gone."""
    return labels.get(key) or key.partition("/")[2].replace("-", " ").replace("_", " ").capitalize() or key


@dataclass(frozen=True)
class TextRows:
    """The rows that make up the text of some papers, by the key of the paper."""

    sections: Mapping[int, list[PaperSection]]
    implications: Mapping[int, list[Implication]]
    proposals: Mapping[int, list[Proposal]]
    attachments: Mapping[int, list[PaperAttachment]]


def text_rows(papers: Iterable[Paper]) -> TextRows:
    """All rows of text of some papers, in four queries."""
    keys = [one.pk for one in papers]
    return TextRows(
        _by_paper(PaperSection.objects.filter(paper__in=keys).order_by("order")),
        _by_paper(Implication.objects.filter(paper__in=keys).order_by("group", "order")),
        _by_paper(Proposal.objects.filter(paper__in=keys).order_by("order")),
        _by_paper(PaperAttachment.objects.filter(paper__in=keys).select_related("file").order_by("kind", "order")),
    )


def pieces_of(paper: Paper, rows: TextRows) -> tuple[dict[str, str], dict[str, str]]:
    """The text of one paper by piece, and what each piece is called."""
    texts = _front(paper)
    labels = {key: key.partition("/")[2].replace("_", " ").capitalize() or "Title" for key in texts}
    for section in rows.sections.get(paper.pk, ()):
        key = f"sections/{section.key}"
        texts[key], labels[key] = coverage.section_piece(section.title, section.text), section.title
    for row in rows.implications.get(paper.pk, ()):
        key = f"{row.group}/{row.key}"
        labels[key] = row.title
        texts[key] = coverage.implication_piece(row.title, status=row.status, text=row.text, is_none=row.is_none)
    texts["proposals"] = coverage.proposals_piece(
        (one.letter, one.text, one.owner_role, one.report_back_on.isoformat() if one.report_back_on else "")
        for one in rows.proposals.get(paper.pk, ())
    )
    listed: dict[str, list[str]] = {"appendices": [], "source_documents": []}
    for attached in rows.attachments.get(paper.pk, ()):
        sha256 = attached.file.sha256 if attached.file is not None else ""
        words = " ".join(part for part in (attached.title, attached.address, sha256) if part)
        listed["source_documents" if attached.kind == "background" else "appendices"].append(words)
    texts |= {key: "\n".join(lines) for key, lines in listed.items()}
    labels |= {"proposals": "Proposals", "appendices": "Appendices", "source_documents": "Source documents"}
    return texts, labels


def private_pieces(paper: Paper, rows: TextRows) -> frozenset[str]:
    """The pieces of a paper that hold private text: of a private paper every one of them."""
    if paper.is_private:
        return frozenset(pieces_of(paper, rows)[0])
    found = {f"sections/{one.key}" for one in rows.sections.get(paper.pk, ()) if one.is_private}
    for attached in rows.attachments.get(paper.pk, ()):
        if attached.is_private:
            found.add("source_documents" if attached.kind == "background" else "appendices")
    return frozenset(found)


def unanswered_since(person_id: int, body_scopes: Iterable[str]) -> QuerySet[Clearance]:
    """What a person is asked to clear: by name, or by role alone at a committee where they clear."""
    mine = Q(asked_of=person_id) | Q(asked_of=None, paper__body_scope__in=list(body_scopes))
    return silent_clearances().filter(mine)


def _read(papers: Sequence[Paper], texts: TextRows) -> _Rows:
    pieces = {one.pk: pieces_of(one, texts) for one in papers}
    rows = _Rows(
        {key: one[0] for key, one in pieces.items()},
        {key: one[1] for key, one in pieces.items()},
        {one.pk: private_pieces(one, texts) for one in papers},
    )
    answers = ClearanceAnswer.objects.select_related("person").order_by("id")
    found = (
        Clearance.objects.filter(paper__in=list(pieces))
        .select_related("asked_of", "delegated_from")
        .prefetch_related(Prefetch("answers", answers))
    )
    for clearance in found:
        rows.clearances[clearance.paper_id][clearance.key] = clearance
    for correction in FormCorrection.objects.filter(paper__in=list(pieces)).select_related("by").order_by("id"):
        rows.corrections[correction.paper_id].append(correction)
    for objection in FormObjection.objects.filter(clearance__paper__in=list(pieces)):
        rows.objections[objection.clearance_id].add(objection.correction_id)
    return rows


def _view(paper: Paper, asked: ClearanceQuestion, kinds: Mapping[str, str], rows: _Rows) -> ClearanceView:
    pieces = coverage.covered(rows.texts[paper.pk], asked.covers, kinds)
    clearance = rows.clearances[paper.pk].get(asked.key)
    answers = tuple(clearance.answers.all()) if clearance is not None else ()
    answer = answers[-1] if answers else None
    objected = rows.objections[clearance.pk] if clearance is not None else set()
    corrections = [
        one
        for one in rows.corrections[paper.pk]
        if answer is not None and one.at >= answer.answered_at and one.section_key in answer.covered
    ]
    changes = _changes(answer, pieces, corrections, objected)
    return ClearanceView(
        paper=paper,
        key=asked.key,
        question=asked.question,
        role=clearance.asked_role if clearance is not None and clearance.asked_role else asked.role,
        officer_label=asked.officer_label,
        covers=asked.covers,
        pieces=pieces,
        labels=rows.labels[paper.pk],
        clearance=clearance,
        answer=answer,
        answers=answers,
        changes=changes,
        corrections=tuple(corrections),
        objected=frozenset(objected),
        state=state_of(
            asked_at=clearance.asked_at if clearance is not None else None,
            answer=answer.answer if answer is not None else "",
            answered_at=answer.answered_at if answer is not None else None,
            changed=bool(changes),
        ),
        private=rows.private[paper.pk] & (set(pieces) | {one.key for one in changes}),
    )


def _changes(
    answer: ClearanceAnswer | None,
    pieces: Mapping[str, str],
    corrections: Iterable[FormCorrection],
    objected: set[int],
) -> tuple[Change, ...]:
    if answer is None:
        return ()
    marked = [Correction(one.section_key, one.before, one.after, str(one.pk)) for one in corrections]
    return coverage.changes(answer.covered, pieces, marked, {str(one) for one in objected})


T = TypeVar("T", PaperSection, Implication, Proposal, PaperAttachment)


def _by_paper(rows: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for one in rows:
        found[one.paper_id].append(one)
    return found


def _content(paper: Paper, contents: dict[int, TemplateContent]) -> TemplateContent | None:
    if paper.template_version_id is None or paper.template_version is None:
        return None
    if paper.template_version_id not in contents:
        contents[paper.template_version_id] = parse(paper.template_version.content)
    return contents[paper.template_version_id]


def _front(paper: Paper) -> dict[str, str]:
    """The title and the lines at the top, each a piece."""
    pieces = {"title": paper.title}
    for key, value in (paper.front or {}).items():
        words = "; ".join(str(one) for one in value) if isinstance(value, list) else str(value or "")
        pieces[f"front/{key}"] = words
    return pieces
