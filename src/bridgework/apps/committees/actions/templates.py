"""Paper templates: loaded, copied, changed, brought in with a date, retired."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Max

from bridgework.apps.committees.models import PaperTemplate, PaperTemplateVersion
from bridgework.apps.committees.rules import KEEP_TEMPLATES, place_at, place_of_template
from bridgework.apps.committees.states import PAPER_TEMPLATE
from bridgework.apps.committees.template_files import FOLDER, TemplateFile, template_files
from bridgework.apps.people.models import Organisation
from bridgework.core.papers.documents.word_file import WordFileRefused, as_document
from bridgework.core.papers.templates import TemplateContent, TemplateInvalid, as_json, parse
from bridgework.core.reading import human_date
from bridgework.kernel import audit, files, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

LONGEST_KEY: Final = 60


@transaction.atomic
def load_templates(*, actor: Actor, now: datetime, folder: Path = FOLDER) -> list[PaperTemplateVersion]:
    """Bring in the templates that come with the product. One that is there already stays as it is."""
    made = []
    for one in template_files(folder):
        template, _ = PaperTemplate.objects.get_or_create(key=one.key, defaults={"created_at": now, "name": one.name})
        if not template.versions.filter(number=one.number).exists():
            made.append(_shipped(actor, now, template, one))
    return made


@transaction.atomic
def copy_template(
    *, actor: Actor, now: datetime, version: PaperTemplateVersion, organisation: Organisation, name: str
) -> PaperTemplateVersion:
    """A template of one's own council, made from a version of another; a draft until it is brought in."""
    KEEP_TEMPLATES.require(actor, place_at(actor, organisation))
    template = PaperTemplate.objects.create(
        created_at=now,
        key=_free_key(version.template.key, organisation),
        name=_name(name),
        organisation=organisation,
        copied_from=version.template,
    )
    made = _new_version(actor, now, template, version.content, source=f"A copy of “{version.template.name}”")
    audit.record(actor=actor, now=now, verb="committees.copy-template", on=template, fields=["name"])
    return made


@transaction.atomic
def start_version(*, actor: Actor, now: datetime, template: PaperTemplate) -> PaperTemplateVersion:
    """A draft of the next version, as the newest one stands. Raises `NotPossibleNow` where a draft is open."""
    kept = PaperTemplate.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=template.pk)
    KEEP_TEMPLATES.require(actor, place_of_template(actor, kept))
    if kept.versions.filter(state="draft").exists():
        raise NotPossibleNow(
            "A draft of the next version is open already.", rule="committees.one-draft", remedy="Change that one."
        )
    newest = kept.versions.order_by("-number").first()
    assert newest is not None, "a template is made with its first version"
    made = _new_version(actor, now, kept, newest.content, source=newest.source)
    audit.record(actor=actor, now=now, verb="committees.start-template-version", on=made)
    return made


@transaction.atomic
def change_template(
    *, actor: Actor, now: datetime, version: PaperTemplateVersion, made_from: int, content: TemplateContent
) -> PaperTemplateVersion:
    """Change a draft version; what is still missing in it is told when it is brought in.

    Raises `StaleRecord` where it changed since version `made_from`.
    """
    kept = _locked(version)
    KEEP_TEMPLATES.require(actor, place_of_template(actor, kept.template))
    _is_draft(kept)
    if kept.version != made_from:
        raise StaleRecord("Somebody else changed this template while you had it open.")
    kept.content = as_json(content)
    kept.version += 1
    kept.save(update_fields=["content", "version"])
    audit.record(actor=actor, now=now, verb="committees.change-template", on=kept, fields=["content"])
    return kept


@transaction.atomic
def set_word_file(
    *, actor: Actor, now: datetime, version: PaperTemplateVersion, received: ReceivedFile
) -> PaperTemplateVersion:
    """Give a version the council's own Word template: papers written with it go to Word in its styles.

    Its words and sections do not come from it. Raises `InvalidInput` where it cannot be used as a Word template.
    """
    kept = _locked(version)
    KEEP_TEMPLATES.require(actor, place_of_template(actor, kept.template))
    if kept.state == "retired":
        raise NotPossibleNow("This version is ended.", rule="committees.template-in-use", remedy="Change the next one.")
    place = place_of_template(actor, kept.template)
    stored = files.keep(received, scope=place.scope, actor=actor, now=now)
    try:
        with stored.content.open("rb") as opened:
            as_document(opened.read())
    except WordFileRefused as refused:
        raise InvalidInput(str(refused), rule="committees.word-file", field="file") from refused
    kept.word_file = stored
    kept.version += 1
    kept.save(update_fields=["word_file", "version"])
    audit.record(actor=actor, now=now, verb="committees.set-word-file", on=kept, fields=["word_file"])
    return kept


@transaction.atomic
def bring_in(*, actor: Actor, now: datetime, version: PaperTemplateVersion, valid_from: date) -> PaperTemplateVersion:
    """Bring a draft in from a day on; the version before ends the day before. Papers keep the one they have."""
    kept = _locked(version)
    KEEP_TEMPLATES.require(actor, place_of_template(actor, kept.template))
    _is_draft(kept)
    _whole(kept.content)
    for earlier in kept.template.versions.select_for_update().filter(state="in_use"):
        if earlier.valid_from is not None and earlier.valid_from >= valid_from:
            raise InvalidInput(
                f"Version {earlier.number} came in on {human_date(earlier.valid_from)}; the next one comes later.",
                rule="committees.template-order",
                remedy="Choose a later day.",
                field="valid_from",
            )
        if earlier.valid_until is None or earlier.valid_until >= valid_from:
            earlier.valid_until = valid_from - timedelta(days=1)
            earlier.save(update_fields=["valid_until"])
    kept.valid_from = valid_from
    kept.version += 1
    kept.save(update_fields=["valid_from", "version"])
    transitions.move(kept, PAPER_TEMPLATE, "bring_in", actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="committees.bring-in-template", on=kept, fields=["valid_from"])
    return kept


@transaction.atomic
def retire_template(
    *, actor: Actor, now: datetime, version: PaperTemplateVersion, last_day: date
) -> PaperTemplateVersion:
    """End a version: no paper begins with it from now on. Papers that have it keep it."""
    kept = _locked(version)
    KEEP_TEMPLATES.require(actor, place_of_template(actor, kept.template))
    if kept.valid_from is not None and last_day < kept.valid_from:
        raise InvalidInput(
            f"It came in on {human_date(kept.valid_from)} and cannot end before.",
            rule="committees.template-end",
            remedy="Choose that day or a later one.",
            field="last_day",
        )
    kept.valid_until = last_day
    kept.save(update_fields=["valid_until"])
    transitions.move(kept, PAPER_TEMPLATE, "retire", actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="committees.retire-template", on=kept, fields=["valid_until"])
    return kept


def _shipped(actor: Actor, now: datetime, template: PaperTemplate, one: TemplateFile) -> PaperTemplateVersion:
    made = PaperTemplateVersion.objects.create(
        created_at=now,
        template=template,
        number=one.number,
        content=as_json(one.content),
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        source=one.source,
        state=PAPER_TEMPLATE.initial,
        state_since=now,
    )
    transitions.begin(made, PAPER_TEMPLATE, actor=actor, now=now)
    transitions.move(made, PAPER_TEMPLATE, "bring_in", actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="committees.load-template", on=made)
    return made


def _new_version(
    actor: Actor, now: datetime, template: PaperTemplate, content: object, *, source: str
) -> PaperTemplateVersion:
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    made = PaperTemplateVersion.objects.create(
        created_at=now,
        template=template,
        number=last + 1,
        content=content,
        source=source[:300],
        state=PAPER_TEMPLATE.initial,
        state_since=now,
    )
    transitions.begin(made, PAPER_TEMPLATE, actor=actor, now=now)
    return made


def _locked(version: PaperTemplateVersion) -> PaperTemplateVersion:
    return (
        PaperTemplateVersion.objects.select_for_update(of=("self",))
        .select_related("template__organisation")
        .get(pk=version.pk)
    )


def _is_draft(version: PaperTemplateVersion) -> None:
    if version.state != "draft":
        raise NotPossibleNow(
            "This version is or was in use, and papers are written with it.",
            rule="committees.template-in-use",
            remedy="Start the next version and change that one.",
        )


def _whole(content: object) -> None:
    """Raise `InvalidInput` with every problem of a template that is to be used."""
    try:
        parse(content)
    except TemplateInvalid as problem:
        raise InvalidInput(
            f"It cannot be used yet. {' '.join(one.sentence for one in problem.problems)}",
            rule="committees.template-whole",
            remedy="The page of the template lists them with their places.",
        ) from problem


def _name(name: str) -> str:
    cleaned = " ".join(name.replace("\x00", "").split())
    if not cleaned or len(cleaned) > 160:
        raise InvalidInput(
            "Give the template a name of at most 160 characters.", rule="committees.template-name", field="name"
        )
    return cleaned


def _free_key(key: str, organisation: Organisation) -> str:
    """A key nobody has: the copied one's with the council's id, and a count where that is taken too."""
    wanted = f"{key[: LONGEST_KEY - 20]}-{organisation.public_id}".lower()
    taken = set(PaperTemplate.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    return next(one for n in range(1, len(taken) + 2) if (one := wanted if n == 1 else f"{wanted}-{n}") not in taken)
