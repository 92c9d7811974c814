"""Figures of a report: a picture described in words, the numbers it shows, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.reports.actions.sections import writable
from bridgework.apps.reports.models import Figure, Report
from bridgework.apps.workspace.actions.typed import kept
from bridgework.core.reports.outline import slug
from bridgework.core.reports.referring import references_in
from bridgework.core.reports.tables import TableUnreadable, table_of
from bridgework.kernel import audit, files
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

PICTURES: Final = ("image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True)
class FigureWords:
    """What a figure says: its title, what it shows for who cannot see it, its numbers as pasted."""

    title: str
    description: str
    table: str = ""


@transaction.atomic
def add_figure(
    *, actor: Actor, now: datetime, report: Report, words: FigureWords, picture: ReceivedFile | None = None
) -> Figure:
    """Add a figure: a picture, a table, or both. Raises `InvalidInput` without either, or without a description."""
    locked = writable(actor, report)
    base = slug(words.title)
    taken = set(locked.figures.values_list("key", flat=True))
    key = next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1_000))) if one not in taken)
    figure = Figure(created_at=now, report=locked, key=key)
    _fill(figure, words, picture, actor, now)
    figure.save()
    audit.record(actor=actor, now=now, verb="reports.add-figure", on=locked, fields=[f"figures/{key}"])
    return figure


@transaction.atomic
def change_figure(
    *, actor: Actor, now: datetime, figure: Figure, words: FigureWords, picture: ReceivedFile | None = None
) -> Figure:
    """Change a figure; its key stays, so that the text still refers to it. Without `picture` the old one stays."""
    report = writable(actor, figure.report)
    locked = Figure.objects.select_for_update(of=("self",)).get(pk=figure.pk)
    _fill(locked, words, picture, actor, now)
    locked.save()
    audit.record(actor=actor, now=now, verb="reports.change-figure", on=report, fields=[f"figures/{locked.key}"])
    figure.refresh_from_db()
    return locked


@transaction.atomic
def remove_figure(*, actor: Actor, now: datetime, figure: Figure) -> None:
    """Take a figure out. Raises `NotPossibleNow` while a section refers to it."""
    report = writable(actor, figure.report)
    for section in report.sections.filter(removed_at=None):
        if any(one.kind == "figure" and one.name == figure.key for one in references_in(section.text)):
            raise NotPossibleNow(
                f"“{section.title}” refers to this figure.",
                rule="reports.figure-used",
                remedy=f"Take [@figure:{figure.key}] out of its text first.",
            )
    audit.record(actor=actor, now=now, verb="reports.remove-figure", on=report, fields=[f"figures/{figure.key}"])
    figure.delete()


def _fill(figure: Figure, words: FigureWords, picture: ReceivedFile | None, actor: Actor, now: datetime) -> None:
    rule = "reports.figure"
    figure.title = kept(words.title, field="title", called="title", rule=rule, longest=200, required=True, line=True)
    if not words.description.strip():
        raise InvalidInput(
            "The description is missing.",
            rule="reports.figure-description",
            remedy="Say in words what the figure shows; people who cannot see it read only this.",
            field="description",
        )
    figure.description = kept(words.description, field="description", called="description", rule=rule, longest=4_000)
    try:
        figure.data = table_of(words.table)
    except TableUnreadable as error:
        raise InvalidInput(
            str(error), rule="reports.figure-table", remedy="Copy the cells out of your spreadsheet.", field="table"
        ) from error
    if picture is not None:
        if picture.media_type not in PICTURES:
            raise InvalidInput(
                "A picture is a PNG, JPEG or WebP.", rule="reports.figure-type", remedy="Save it as PNG.", field="file"
            )
        figure.file = files.keep(picture, scope=figure.report.scope, actor=actor, now=now)
    if figure.file is None and not figure.data["columns"]:
        raise InvalidInput(
            "A figure needs a picture, a table, or both.",
            rule="reports.figure-shows",
            remedy="Choose a picture, or paste the numbers.",
            field="file",
        )
