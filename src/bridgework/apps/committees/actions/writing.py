"""Writing a paper: a section, an implication, the fields at the top; each kept as it was saved, by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.models import Implication, Paper, PaperEdit, PaperSection
from bridgework.apps.committees.queries.templates import content_of
from bridgework.apps.people.models import Person
from bridgework.apps.workspace.actions.typed import LONG_TEXT, kept
from bridgework.core.papers.exemptions import exempt_paragraph
from bridgework.core.papers.templates import COMPUTED_FRONT, FrontField
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.permissions import Actor

CONTACT_KINDS: Final = ("officer", "councillor")
CONTACT_PARTS: Final = ("name", "post", "email", "tel")
MOST_CONTACTS: Final = 12


@dataclass(frozen=True)
class Exempt:
    """Whether a part is private, under which paragraph of Schedule 12A, and why privacy serves the public better."""

    is_private: bool = False
    paragraph: str = ""
    public_interest_test: str = ""


OPEN: Final = Exempt()


@transaction.atomic
def write_section(
    *, actor: Actor, now: datetime, section: PaperSection, version: int, text: str, exempt: Exempt = OPEN
) -> PaperSection:
    """Keep the text of a section of a draft, and whether it is private.

    `version` is the one that was on screen. Side effects in order: the section, the text as saved, audit. Raises
    `StaleRecord` with the text it was made from, theirs and yours where somebody saved in between.
    """
    paper = _draft(actor, section.paper_id)
    locked = PaperSection.objects.select_for_update().get(pk=section.pk)
    words = kept(text, field="text", called="text", rule="committees.section-text", longest=LONG_TEXT)
    place = f"sections/{locked.key}"
    if locked.version != version:
        raise stale(paper, place, version, theirs=locked.text, yours=words)
    _keep_first(paper, place, locked, now)
    locked.text = words
    keep_exempt(locked, exempt)
    locked.version += 1
    locked.save(update_fields=["text", "is_private", "exempt_paragraph", "public_interest_test", "version"])
    keep_edit(paper, place, locked.version, words, "", actor, now)
    audit.record(actor=actor, now=now, verb="committees.write-section", on=paper, fields=[place])
    return locked


@transaction.atomic
def write_implication(
    *,
    actor: Actor,
    now: datetime,
    implication: Implication,
    version: int,
    text: str,
    status: str = "",
    is_none: bool = False,
) -> Implication:
    """Keep what a draft says under one implication or priority, with its status where one is asked.

    Raises `InvalidInput` for a status that is not in the template, or for “none” without a reason; `StaleRecord` as
    `write_section` does.
    """
    paper = _draft(actor, implication.paper_id)
    locked = Implication.objects.select_for_update().get(pk=implication.pk)
    words = kept(text, field="text", called="explanation", rule="committees.implication-text", longest=LONG_TEXT)
    place = f"{locked.group}/{locked.key}"
    if locked.version != version:
        raise stale(paper, place, version, theirs=locked.text, yours=words)
    _is_status(paper, locked, status)
    if is_none and not words:
        raise InvalidInput(
            "Say in a sentence why there is none.",
            rule="committees.none-has-reason",
            remedy="Councillors cannot weigh a bare “none”.",
            field="text",
        )
    _keep_first(paper, place, locked, now)
    locked.text, locked.status, locked.is_none = words, status, is_none
    locked.version += 1
    locked.save(update_fields=["text", "status", "is_none", "version"])
    keep_edit(paper, place, locked.version, words, status, actor, now)
    audit.record(actor=actor, now=now, verb="committees.write-implication", on=paper, fields=[place])
    return locked


@transaction.atomic
def write_front(*, actor: Actor, now: datetime, paper: Paper, version: int, values: Mapping[str, Any]) -> Paper:
    """Keep the lines at the top of a draft: `values` by the keys of the template's front fields.

    Raises `InvalidInput` at the field that is no yes or no, or no day; `StaleRecord` with both where it changed.
    """
    locked = _draft(actor, paper.pk)
    if locked.template_version is None:
        raise NotPossibleNow("This paper has no template.", rule="committees.has-template")
    fields = [one for one in content_of(locked.template_version).front if one.key not in COMPUTED_FRONT]
    fresh = {one.key: _front_value(one, values.get(one.key)) for one in fields}
    if locked.version != version:
        said = {one.key: one.label for one in fields}
        raise StaleRecord(
            "Somebody else changed the top of this paper while you were writing.",
            versions=Versions(
                base={},
                theirs={said[key]: _shown(locked.front.get(key)) for key in fresh},
                yours={said[key]: _shown(value) for key, value in fresh.items()},
            ),
        )
    locked.front = {**locked.front, **fresh}
    locked.version += 1
    locked.save(update_fields=["front", "version"])
    audit.record(actor=actor, now=now, verb="committees.write-front", on=locked, fields=sorted(fresh))
    return locked


@transaction.atomic
def write_contacts(*, actor: Actor, now: datetime, paper: Paper, version: int, contacts: list[dict[str, str]]) -> Paper:
    """Keep whom to ask about a draft: kind (officer or councillor), name, post, email, tel. Empty rows fall away."""
    locked = _draft(actor, paper.pk)
    rows = []
    for one in contacts:
        row = {
            part: kept(one.get(part, ""), field=part, called=part, rule="committees.contact", longest=200, line=True)
            for part in CONTACT_PARTS
        }
        if any(row.values()):
            if one.get("kind") not in CONTACT_KINDS:
                raise InvalidInput("Choose officer or councillor.", rule="committees.contact-kind", field="kind")
            rows.append({"kind": one["kind"], **row})
    if len(rows) > MOST_CONTACTS:
        raise InvalidInput(f"Name at most {MOST_CONTACTS} people.", rule="committees.contacts")
    if locked.version != version:
        raise StaleRecord("Somebody else changed the top of this paper while you were writing.")
    locked.front = {**locked.front, "contacts": rows}
    locked.version += 1
    locked.save(update_fields=["front", "version"])
    audit.record(actor=actor, now=now, verb="committees.write-contacts", on=locked, fields=["contacts"])
    return locked


def keep_exempt(row: Any, exempt: Exempt) -> None:
    """Set whether a section or an attachment is private. Raises `InvalidInput` without paragraph or test."""
    test = kept(exempt.public_interest_test, field="public_interest_test", called="reason", rule="committees.exempt")
    if exempt.is_private and exempt_paragraph(exempt.paragraph) is None:
        raise InvalidInput(
            "Choose the paragraph of Schedule 12A under which it is private.",
            rule="committees.exempt-paragraph",
            remedy="Without one it is public.",
            field="exempt_paragraph",
        )
    if exempt.is_private and not test:
        raise InvalidInput(
            "Say why keeping it private serves the public better than telling.",
            rule="committees.public-interest-test",
            remedy="Without that reason it is public.",
            field="public_interest_test",
        )
    row.is_private = exempt.is_private
    row.exempt_paragraph = exempt.paragraph if exempt.is_private else ""
    row.public_interest_test = test if exempt.is_private else ""


def keep_edit(paper: Paper, place: str, version: int, text: str, status: str, actor: Actor, now: datetime) -> None:
    """Keep a text as it was saved, so that any two can be compared and a merge has its ground."""
    PaperEdit.objects.create(
        created_at=now,
        paper=paper,
        place=place,
        version=version,
        text=text,
        status=status,
        author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
    )


def stale(paper: Paper, place: str, version: int, *, theirs: str, yours: str) -> StaleRecord:
    """Somebody saved in between: the text it was made from, theirs and yours."""
    newest = paper.edits.filter(place=place).select_related("author").order_by("-version").first()
    base = paper.edits.filter(place=place, version=version).values_list("text", flat=True).first() or ""
    return StaleRecord(
        "Somebody else changed this part while you were writing.",
        versions=Versions(base={"text": base}, theirs={"text": theirs}, yours={"text": yours}),
        changed_by=newest.author.name if newest is not None and newest.author is not None else "",
    )


def _draft(actor: Actor, key: int) -> Paper:
    paper = Paper.objects.select_for_update(of=("self",)).select_related("template_version").get(pk=key)
    rules.EDIT.require(actor, paper)
    return paper


def _keep_first(paper: Paper, place: str, row: PaperSection | Implication, now: datetime) -> None:
    """The text a first change starts from is kept too, where nothing is kept of this place yet."""
    if row.text and not paper.edits.filter(place=place, version=row.version).exists():
        status = row.status if isinstance(row, Implication) else ""
        PaperEdit.objects.create(
            created_at=now, paper=paper, place=place, version=row.version, text=row.text, status=status
        )


def _is_status(paper: Paper, row: Implication, status: str) -> None:
    known = content_of(paper.template_version).statuses if paper.template_version is not None else ()
    if status and (not row.has_status or status not in {one.key for one in known}):
        raise InvalidInput(
            "Choose one of the statuses of this template.", rule="committees.implication-status", field="status"
        )


def _front_value(field: FrontField, value: Any) -> Any:
    """A value of a front field as it is kept: text, list of lines, true, false or nothing, ISO day."""
    if field.kind == "yes_no":
        if value in (True, False, None):
            return value
        raise InvalidInput("Choose yes or no.", rule="committees.front-yes-no", field=field.key)
    if field.kind == "date":
        return value.isoformat() if isinstance(value, date) else None
    words = kept(
        str(value or ""), field=field.key, called=field.label, rule="committees.front", line=field.kind == "line"
    )
    if field.kind == "list":
        return [line.strip() for line in words.split("\n") if line.strip()]
    return words


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return {True: "Yes", False: "No", None: ""}.get(value, str(value)) if not isinstance(value, str) else value
