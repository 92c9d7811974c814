"""Many questions from a table: read and judged first, then taken in one transaction."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import people_seen_by
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.questions.actions.proposing import open_question
from bridgework.apps.questions.actions.typed import LINE_LENGTH, TITLE_LENGTH, WORDING_LENGTH
from bridgework.apps.questions.models import Question, Wording
from bridgework.apps.questions.rules import TAKE_UP
from bridgework.core.reading import DateUnreadable, read_date
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

MOST_LINES: Final = 2_000
MOST_CHARACTERS: Final = 1_000_000
COLUMNS: Final[dict[str, str]] = {
    "question": "wording",
    "short name": "title",
    "why it matters": "why_it_matters",
    "decision": "decision_informed",
    "decision by": "decision_by",
    "theme": "theme",
    "place": "place",
    "owner email": "owner_email",
    "owner role": "owner_role",
    "brought by": "brought_by",
}
_LONGEST: Final = {
    "wording": WORDING_LENGTH,
    "title": TITLE_LENGTH,
    "why_it_matters": 10_000,
    "decision_informed": 10_000,
    "theme": 80,
    "place": 120,
    "owner_role": LINE_LENGTH,
    "brought_by": 200,
}


@dataclass(frozen=True)
class PlannedQuestion:
    """A line that can be taken in."""

    line: int
    wording: str
    title: str = ""
    why_it_matters: str = ""
    decision_informed: str = ""
    decision_by: date | None = None
    theme: str = ""
    place: str = ""
    owner: Person | None = None
    owner_role: str = ""
    brought_by: str = ""


@dataclass(frozen=True)
class LineProblem:
    """Why a line cannot be taken in, and what would change it."""

    line: int
    column: str
    problem: str


@dataclass(frozen=True)
class ImportPlan:
    """What a table would do: the questions it would make, the lines it would leave out, the columns not read."""

    questions: tuple[PlannedQuestion, ...]
    problems: tuple[LineProblem, ...]
    columns_not_read: tuple[str, ...]

    @property
    def lines_left_out(self) -> int:
        """How many lines have at least one problem."""
        return len({one.line for one in self.problems})


def plan_import(*, actor: Actor, programme: Programme, text: str) -> ImportPlan:
    """Read a table (comma, semicolon or tab between columns, a line of headings) and judge every line. Writes nothing.

    Raises `InvalidInput` where it cannot be read as a whole: too long, no heading `question`.
    """
    if len(text) > MOST_CHARACTERS:
        raise _unreadable(f"The table has {len(text)} characters; at most {MOST_CHARACTERS} can be read at once.")
    cleaned = text.replace("\x00", "").lstrip("\ufeff")
    reader = csv.reader(io.StringIO(cleaned), delimiter=_delimiter(cleaned), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise _unreadable("The table cannot be read: a quotation mark is opened and not closed.") from error
    if not rows:
        raise _unreadable("The table is empty.")
    if len(rows) - 1 > MOST_LINES:
        raise _unreadable(f"The table has {len(rows) - 1} lines; at most {MOST_LINES} can be read at once.")
    headings = [" ".join(cell.split()).lower() for cell in rows[0][1]]
    if "question" not in headings:
        raise _unreadable("The first line needs a column “question”.")
    return _judged(actor, programme, headings, rows[1:])


def import_questions(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    round: Round | None,
    text: str,
    leave_out_wrong: bool = False,
) -> tuple[list[Question], ImportPlan]:
    """Take a table in: all lines, or with `leave_out_wrong` those without a problem. All of it or nothing is kept.

    Raises `InvalidInput` where a line has a problem and is not to be left out, or where no line is left.
    """
    with transaction.atomic():
        TAKE_UP.require(actor, round or programme)
        plan = plan_import(actor=actor, programme=programme, text=text)
        if plan.problems and not leave_out_wrong:
            raise InvalidInput(
                f"{plan.lines_left_out} of the lines cannot be taken in.",
                rule="questions.import-whole",
                remedy="Put them right and choose the file again, or take in the others and leave these out.",
                field="leave_out_wrong",
            )
        if not plan.questions:
            raise _unreadable("No line of the table can be taken in.")
        made = [_taken_in(one, actor, now, programme, round) for one in plan.questions]
        audit.record(actor=actor, now=now, verb=f"took in {len(made)} questions from a table", on=round or programme)
    return made, plan


def _taken_in(one: PlannedQuestion, actor: Actor, now: datetime, programme: Programme, round: Round | None) -> Question:
    return open_question(
        actor=actor,
        now=now,
        programme=programme,
        round=round,
        title=one.title,
        wording=one.wording,
        why="As it was proposed.",
        why_it_matters=one.why_it_matters,
        decision_informed=one.decision_informed,
        decision_by=one.decision_by,
        theme=one.theme,
        place=one.place,
        owner=one.owner,
        owner_role=one.owner_role,
        brought_by=one.brought_by,
    )


def _judged(actor: Actor, programme: Programme, headings: list[str], rows: list[tuple[int, list[str]]]) -> ImportPlan:
    known = {
        " ".join(text.split()).casefold()
        for text in Wording.objects.filter(question__programme=programme).values_list("text", flat=True)
    }
    people = {one.email: one for one in people_seen_by(actor).filter(email__in=_emails(headings, rows))}
    questions: list[PlannedQuestion] = []
    problems: list[LineProblem] = []
    for line, row in rows:
        cells = {COLUMNS[name]: cell.strip() for name, cell in zip(headings, row, strict=False) if name in COLUMNS}
        found = _problems(line, cells, len(row) > len(headings), known, people)
        problems += found
        if not found:
            known.add(" ".join(cells["wording"].split()).casefold())
            questions.append(_planned(line, cells, people))
    not_read = tuple(name for name in dict.fromkeys(headings) if name and name not in COLUMNS)
    return ImportPlan(tuple(questions), tuple(problems), not_read)


def _problems(
    line: int, cells: dict[str, str], too_many: bool, known: set[str], people: dict[str, Person]
) -> list[LineProblem]:
    found: list[LineProblem] = []
    names = {field: name for name, field in COLUMNS.items()}
    wording = cells.get("wording", "")
    if not wording:
        found.append(LineProblem(line, "question", "There is no question. Write it, or take the line out."))
    elif " ".join(wording.split()).casefold() in known:
        found.append(LineProblem(line, "question", "The programme has a question in these words already."))
    if too_many:
        found.append(LineProblem(line, "", "The line has more columns than the headings. Look for a stray comma."))
    for field, longest in _LONGEST.items():
        length = len(cells.get(field, ""))
        if length > longest:
            found.append(LineProblem(line, names[field], f"It has {length} characters; at most {longest} can be kept."))
    try:
        _day(cells.get("decision_by", ""))
    except DateUnreadable:
        found.append(LineProblem(line, "decision by", "This is not a day we can read. Write it as 12 March 2026."))
    email = cells.get("owner_email", "").lower()
    if email and email not in people:
        found.append(
            LineProblem(line, "owner email", "Nobody in this programme has this address. Register them first.")
        )
    return found


def _planned(line: int, cells: dict[str, str], people: dict[str, Person]) -> PlannedQuestion:
    plain = {key: cells.get(key, "") for key in _LONGEST}
    return PlannedQuestion(
        line=line,
        decision_by=_day(cells.get("decision_by", "")),
        owner=people.get(cells.get("owner_email", "").lower()),
        **plain,
    )


def _day(typed: str) -> date | None:
    """The day; None where none is given. Raises `DateUnreadable` for what is not a day."""
    if not typed:
        return None
    day = read_date(typed).exact
    if day is None:
        raise DateUnreadable("Write the day as well.")
    return day


def _emails(headings: list[str], rows: list[tuple[int, list[str]]]) -> list[str]:
    if "owner email" not in headings:
        return []
    place = headings.index("owner email")
    return [row[place].strip().lower() for _, row in rows if len(row) > place and row[place].strip()]


def _delimiter(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return max((",", ";", "\t"), key=first.count)


def _unreadable(reason: str) -> InvalidInput:
    return InvalidInput(
        reason,
        rule="questions.import",
        remedy="Save the table as CSV with the headings in its first line.",
        field="file",
    )
