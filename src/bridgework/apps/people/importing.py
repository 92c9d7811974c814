"""Reading many people from CSV text and registering them: all, or those that can be, with the rest named by line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.people.actions.organisations import record_affiliation
from bridgework.apps.people.actions.registering import clean_email, clean_name, register_person
from bridgework.apps.people.models import Organisation, OrganisationName
from bridgework.kernel.errors import DomainError, InvalidInput
from bridgework.kernel.permissions import Actor

COLUMNS: Final = ("name", "email", "phone", "how_to_reach", "organisation", "department", "post")
MOST_LINES: Final = 2000


@dataclass(frozen=True)
class Line:
    """One line of the file: its number, what it says, and what is wrong with it."""

    number: int
    values: dict[str, str]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What an import did and did not do."""

    registered: int
    left_out: int


def read_people(text: str, *, scope: str) -> list[Line]:
    """The lines of CSV text, each with its problems. Writes nothing.

    Raises `InvalidInput` where the text as a whole cannot be read: no `name` column, unknown columns, too long.
    """
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise InvalidInput(
            f"Line {reader.line_num} cannot be read: {error}.",
            rule="people.import-csv",
            remedy="Save the file again from your spreadsheet as CSV.",
            field="file",
        ) from error
    if not rows:
        raise InvalidInput("The file is empty.", rule="people.import-file", remedy="Choose another.", field="file")
    heads = [head.strip().lower().replace(" ", "_") for head in rows[0][1]]
    _fitting(heads, len(rows))
    organisations = _organisations(scope)
    seen: dict[str, int] = {}
    lines = []
    for number, row in rows[1:]:
        if any(cell.strip() for cell in row):
            values = {head: cell.strip() for head, cell in zip(heads, row, strict=False)}
            lines.append(_line(number, values, len(row) - len(heads), organisations, seen))
    return lines


def import_people(*, actor: Actor, now: datetime, scope: str, lines: list[Line]) -> Outcome:
    """Register everybody on a line without problems, in one transaction."""
    organisations = _organisations(scope)
    good = [line for line in lines if not line.problems]
    with transaction.atomic():
        for line in good:
            values = line.values
            person = register_person(
                actor=actor,
                now=now,
                scope=scope,
                name=values["name"],
                email=values.get("email", ""),
                phone=values.get("phone", ""),
                how_to_reach=values.get("how_to_reach", ""),
            )
            key = organisations.get(values.get("organisation", "").casefold())
            if key is not None:
                record_affiliation(
                    actor=actor,
                    now=now,
                    person=person,
                    organisation=Organisation.objects.get(pk=key),
                    department=values.get("department", ""),
                    post=values.get("post", ""),
                )
    return Outcome(len(good), len(lines) - len(good))


def _line(
    number: int, values: dict[str, str], too_many: int, organisations: dict[str, int], seen: dict[str, int]
) -> Line:
    problems = []
    if too_many > 0:
        problems.append(f"It has {too_many} more cells than there are columns.")
    for check, column in ((clean_name, "name"), (clean_email, "email")):
        try:
            check(values.get(column, ""))
        except DomainError as error:
            problems.append(error.reason)
    email = values.get("email", "").lower()
    if email and email in seen:
        problems.append(f"The address is on line {seen[email]} too.")
    elif email:
        seen[email] = number
    organisation = values.get("organisation", "")
    if organisation and organisation.casefold() not in organisations:
        problems.append(f"No organisation is registered as “{organisation}”.")
    return Line(number, values, tuple(problems))


def _fitting(heads: list[str], count: int) -> None:
    unknown = [head for head in heads if head not in COLUMNS]
    if "name" not in heads or unknown or len(set(heads)) != len(heads):
        what = f"These columns are not known: {', '.join(unknown)}." if unknown else "Each column is needed once."
        if "name" not in heads:
            what = "There is no column “name”."
        raise InvalidInput(
            what, rule="people.import-columns", remedy=f"The first line names them: {', '.join(COLUMNS)}.", field="file"
        )
    if count - 1 > MOST_LINES:
        raise InvalidInput(
            f"The file has {count - 1} lines.",
            rule="people.import-size",
            remedy=f"Split it into files of at most {MOST_LINES}.",
            field="file",
        )


def _organisations(scope: str) -> dict[str, int]:
    programme = scope.split("/", 1)[0]
    rows = OrganisationName.objects.filter(organisation__scope__in=["", programme]).order_by("starts_on", "id")
    return {row.name.casefold(): row.organisation_id for row in rows}
