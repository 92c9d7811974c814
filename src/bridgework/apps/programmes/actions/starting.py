"""Programmes: their types from data files, their start, their settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bridgework.apps.people import actions as people
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.programmes import rules
from bridgework.apps.programmes.events import ProgrammeStarted, SettingsChanged
from bridgework.apps.programmes.models import Programme, ProgrammeType
from bridgework.apps.programmes.queries import type_of
from bridgework.apps.programmes.settings import ProgrammeSettings, settings_from_type, validated
from bridgework.apps.programmes.type_files import FOLDER, read_type_file, type_files
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.ids import new_public_id
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.roles import PROGRAMME_LEAD

LONGEST_NAME = 160


def load_types(*, actor: Actor, now: datetime, folder: Path = FOLDER) -> list[ProgrammeType]:
    """Take over the programme types of the data files; a changed file becomes a new version.

    Rounds keep the version they were made from. Returns what is new; a second call returns nothing. Raises
    `TypeFileInvalid` for a file that cannot be taken.
    """
    new: list[ProgrammeType] = []
    with transaction.atomic():
        rules.START_PROGRAMME.require(actor, Programme(scope="", public_id=""))
        for path in type_files(folder):
            data = read_type_file(path)
            last = ProgrammeType.objects.filter(key=data["key"]).order_by("-version").first()
            if last is not None and last.data == data:
                continue
            version = int(data.get("version", 1))
            loaded = ProgrammeType.objects.create(
                key=data["key"],
                version=version if last is None else max(last.version + 1, version),
                name=data["name"],
                data=data,
                created_at=now,
            )
            audit.record(actor=actor, now=now, verb="loaded", on=loaded, fields=["data"])
            new.append(loaded)
    return new


def start_programme(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    lead: Person | None,
    council_name: str = "",
    university_name: str = "",
    type_key: str = "policy-challenges",
    council: Organisation | None = None,
    university: Organisation | None = None,
    summary: str = "",
    slug: str = "",
    is_invented: bool = False,
    is_history: bool = False,
) -> Programme:
    """Start a programme, register its council and university where they are only named, and give it its lead.

    `lead` may be None only for history that is told from public sources. Raises `InvalidInput` for a missing name,
    council or lead, or an address that is taken; `NotFound` for an unknown type.
    """
    with transaction.atomic():
        rules.START_PROGRAMME.require(actor, Programme(scope="", public_id=""))
        type_ = type_of(type_key)
        public_id = new_public_id()
        programme = Programme(
            public_id=public_id,
            scope=public_id,
            name=_name(name),
            slug=_free_slug(slug or name, strict=bool(slug)),
            summary=summary.strip(),
            default_type=type_,
            council=council or _organisation(council_name, "council", public_id, now, is_invented),
            settings=settings_from_type(type_.data).as_data(),
            is_invented=is_invented,
            is_history=is_history,
            created_at=now,
        )
        if university is not None or university_name.strip():
            programme.university = university or _organisation(
                university_name, "university", public_id, now, is_invented
            )
        programme.save()
        audit.record(actor=actor, now=now, verb="started", on=programme, fields=["name", "default_type"])
        if lead is not None:
            people.grant_role(
                actor=actor,
                now=now,
                person=lead,
                role=PROGRAMME_LEAD,
                scope=programme.scope,
                starts_on=timezone.localdate(now),
                reason="started the programme",
            )
        elif not is_history:
            raise InvalidInput(
                "A programme needs a lead.", rule="programmes.has-a-lead", remedy="Say who leads it.", field="lead"
            )
        events.publish(ProgrammeStarted(at=now, programme_public_id=programme.public_id))
    return programme


def change_programme(
    *, actor: Actor, now: datetime, programme: Programme, name: str, summary: str, type_key: str = ""
) -> Programme:
    """Change a programme's name, its summary and the type new rounds are made from; its address stays."""
    with transaction.atomic():
        programme = Programme.objects.select_for_update().get(pk=programme.pk)
        rules.CHANGE_PROGRAMME.require(actor, programme)
        programme.name, programme.summary = _name(name), summary.strip()
        if type_key:
            programme.default_type = type_of(type_key)
        programme.save(update_fields=["name", "summary", "default_type"])
        audit.record(actor=actor, now=now, verb="changed", on=programme, fields=["name", "summary", "default_type"])
    return programme


def change_settings(
    *, actor: Actor, now: datetime, programme: Programme, settings: ProgrammeSettings
) -> ProgrammeSettings:
    """Keep the settings of a programme. Raises `InvalidInput`, naming the setting, for one outside its limits."""
    with transaction.atomic():
        programme = Programme.objects.select_for_update().get(pk=programme.pk)
        rules.CHANGE_PROGRAMME.require(actor, programme)
        before, after = programme.settings, validated(settings).as_data()
        if before == after:
            return settings
        programme.settings = after
        programme.save(update_fields=["settings"])
        touched = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
        audit.record(actor=actor, now=now, verb="changed settings of", on=programme, fields=touched)
        events.publish(SettingsChanged(at=now, programme_public_id=programme.public_id))
    return settings


def _organisation(name: str, kind: str, scope: str, now: datetime, is_invented: bool) -> Organisation:
    if not name.strip():
        raise InvalidInput(
            f"The {kind} of the programme has no name.",
            rule=f"programmes.has-a-{kind}",
            remedy="Enter the name it goes by.",
            field=f"{kind}_name",
        )
    # The right to start the programme was looked at above; nobody holds a role in it yet.
    return people.register_organisation(
        actor=SYSTEM, now=now, name=name, kind=kind, scope=scope, is_invented=is_invented
    )


def _name(name: str) -> str:
    fitting = " ".join(name.split())
    if not fitting or len(fitting) > LONGEST_NAME:
        raise InvalidInput(
            "A programme needs a name of at most 160 characters.",
            rule="programmes.name",
            remedy="Enter a name.",
            field="name",
        )
    return fitting


def _free_slug(wanted: str, *, strict: bool) -> str:
    base = slugify(wanted)[:52].strip("-") or "programme"
    taken = set(Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    if strict:
        raise InvalidInput(
            f"Another programme has the address “{base}”.",
            rule="programmes.slug",
            remedy="Choose another address.",
            field="slug",
        )
    return next(f"{base}-{number}" for number in range(2, 1000) if f"{base}-{number}" not in taken)
