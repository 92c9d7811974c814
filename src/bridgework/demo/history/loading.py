"""Loading the history file into the tables, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bridgework.apps.impact import projection
from bridgework.apps.people.models import Organisation, OrganisationName
from bridgework.apps.programmes.actions import load_types
from bridgework.apps.programmes.models import Lesson, Programme, ProgrammeType, Round
from bridgework.apps.programmes.settings import settings_from_type
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.demo.history.challenges import ChallengeWriter
from bridgework.demo.history.committees import CommitteeWriter
from bridgework.demo.history.reading import HistoryFile, paragraphs, permanent_id
from bridgework.demo.history.work import WorkWriter
from bridgework.kernel import audit, search
from bridgework.kernel.permissions import Actor
from bridgework.kernel.search.index import SEARCHABLES

_ORGANISATION_KINDS = {
    "council": "council",
    "partnership": "partnership",
    "society": "student_society",
    "university": "university",
}
SEARCHED = (
    "questions.question",
    "questions.challenge",
    "reports.report",
    "reports.recommendation",
    "workspace.finding",
)


@dataclass(frozen=True)
class Loaded:
    """What is in the tables after loading."""

    programmes: int
    rounds: int
    threads: int
    recommendations: int
    already_there: bool


@transaction.atomic
def load_history(*, actor: Actor, now: datetime) -> Loaded:
    """Load the history; harmless where it is there already.

    Writes programmes, rounds, questions with their wordings and lineage, public threads, bodies, committee meetings,
    papers, reports and what is known of them, then their ledger rows and search documents. History has no people, so
    no action and no permission is involved; the audit trail notes one entry for each programme.
    """
    file = HistoryFile()
    slugs = [one["key"] for one in file.data["programmes"]]
    there = Programme.objects.filter(slug__in=slugs, is_history=True)
    if there.count() == len(slugs):
        return _counted(already_there=True)
    load_types(actor=actor, now=now)
    organisations = _organisations(file, now)
    rounds = _programmes(file, organisations, actor, now)
    committees = CommitteeWriter(file, organisations, now)
    committees.write_bodies()
    writer = ChallengeWriter(file, rounds, committees, now)
    challenges = {one["code"]: writer.write(one) for one in file.data["challenges"]}
    writer.write_lineage()
    work = WorkWriter(file, now)
    for one in file.data["challenges"]:
        challenge = challenges[one["code"]]
        report, recommendations = work.write(challenge, one)
        for key in one.get("papers", ()):
            committees.write_paper(challenge, file.papers[key], report, recommendations)
    _lessons(file, rounds, now)
    projection.refresh(Recommendation.objects.filter(challenge__in=challenges.values()).select_related("challenge"))
    _index([one.public_id for one in there.all()])
    return _counted(already_there=False)


def _counted(*, already_there: bool) -> Loaded:
    history = {"question__programme__is_history": True}
    return Loaded(
        programmes=Programme.objects.filter(is_history=True).count(),
        rounds=Round.objects.filter(programme__is_history=True).count(),
        threads=Challenge.objects.filter(**history).count(),
        recommendations=Recommendation.objects.filter(challenge__question__programme__is_history=True).count(),
        already_there=already_there,
    )


def _organisations(file: HistoryFile, now: datetime) -> dict[str, Organisation]:
    """Each belongs to the programme it took part in, so that its committees stand in no other programme's lists."""
    found: dict[str, Organisation] = {}
    first, *later = file.data["programmes"]
    of = {one[part]: one["key"] for one in later for part in ("partner", "council")}
    for one in file.data["organisations"]:
        organisation = Organisation.objects.create(
            scope=permanent_id("programme", of.get(one["key"], first["key"])),
            public_id=permanent_id("organisation", one["key"]),
            created_at=now,
            kind=_ORGANISATION_KINDS.get(one["kind"], "other"),
        )
        OrganisationName.objects.create(organisation=organisation, name=one["name"])
        found[one["key"]] = organisation
    return found


def _programmes(
    file: HistoryFile, organisations: dict[str, Organisation], actor: Actor, now: datetime
) -> dict[str, Round]:
    rounds: dict[str, Round] = {}
    described = {one["key"]: one for one in file.data["rounds"]}
    for one in file.data["programmes"]:
        kind = _type(one["type"])
        programme = _programme(one, kind, organisations, now)
        audit.record(actor=actor, now=now, verb="load_history", on=programme)
        for key in one["rounds"]:
            rounds[key] = _round(described[key], programme, one, now)
    return rounds


def _type(key: str) -> ProgrammeType:
    return ProgrammeType.objects.filter(key=key).order_by("-version")[0]


def _programme(
    one: dict[str, Any], kind: ProgrammeType, organisations: dict[str, Organisation], now: datetime
) -> Programme:
    public_id = permanent_id("programme", one["key"])
    after, effects = one.get("after_last_round") or {}, one.get("effects") or []
    told = [f"{effect['text']} ({effect['confidence'].rstrip('.')}.)" for effect in effects]
    partner = organisations[one["partner"]]
    return Programme.objects.create(
        public_id=public_id,
        scope=public_id,
        created_at=now,
        name=one["name"],
        slug=one["key"],
        summary=paragraphs(one["summary"], " ".join(one.get("roles") or ()), *told, after.get("text")),
        default_type=kind,
        # Where no council is named, the organisation that ran it stands in its place.
        council=organisations[one["council"]] if one["council"] else partner,
        university=partner if one["council"] else None,
        settings=settings_from_type(kind.data).as_data(),
        is_history=True,
    )


def _round(one: dict[str, Any], programme: Programme, told: dict[str, Any], now: datetime) -> Round:
    public_id = permanent_id("round", one["key"])
    money = told.get("money") or {}
    return Round.objects.create(
        public_id=public_id,
        scope=f"{programme.scope}/{public_id}",
        created_at=now,
        programme=programme,
        type=programme.default_type,
        label=one["label"],
        year=one["year"],
        opened_on=one["opened_on"] or "",
        note=paragraphs(one["note"], money.get("text"), money.get("terms")),
        state="closed",
        state_since=now,
    )


def _lessons(file: HistoryFile, rounds: dict[str, Round], now: datetime) -> None:
    told = [("lesson", one) for one in file.data["lessons"]] + [("advice", one) for one in file.data["advice"]]
    Lesson.objects.bulk_create(
        Lesson(
            public_id=permanent_id(kind, number),
            created_at=now,
            scope=rounds[one["round"]].scope,
            round=rounds[one["round"]],
            text=one["text"],
            source=f"Told by {one['stated_by']}. {file.source_words(one['sources'])}"[:300],
        )
        for number, (kind, one) in enumerate(told, start=1)
    )


def _index(programmes: list[str]) -> None:
    """Put the search documents of everything just written; kinds nobody made searchable are passed over."""
    from django.apps import apps

    for kind in SEARCHED:
        if kind in SEARCHABLES:
            for programme in programmes:
                records = apps.get_model(kind)._default_manager.filter(scope__startswith=programme).order_by("pk")
                search.put_many(SEARCHABLES[kind](records))
