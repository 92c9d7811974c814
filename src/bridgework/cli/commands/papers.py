"""`bridgework paper`: existing papers and minutes read into records. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bridgework.cli.problems import Exit, Problem

if TYPE_CHECKING:
    from bridgework.core.papers.record import PaperRecord

WIDTH: Final = 88


def add_to(subparsers: Any) -> None:
    """Add `paper read` and `paper read-folder`."""
    paper = subparsers.add_parser(
        "paper",
        help="read existing papers and minutes",
        description="Read a committee paper, minutes or an agenda (Word, PDF, HTML, Markdown or plain text) into a "
        "record: each value with its place, every piece of text either placed or listed as unread.",
    )
    of_paper = paper.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=type(paper))
    read = of_paper.add_parser("read", help="one file")
    read.add_argument("file", type=Path, metavar="FILE", help="such as paper.docx")
    read.add_argument("--json", action="store_true", help="as bridgework/paper@1; docs/reference/paper-json.md")
    read.set_defaults(run=run_read)

    folder = of_paper.add_parser(
        "read-folder",
        help="every file of a folder, however many",
        description="Read every file below a folder. Each record is written as soon as it is read; run the same line "
        "again after an interruption and it goes on where it stopped.",
    )
    folder.add_argument("folder", type=Path, metavar="DIR", help="a folder of papers")
    folder.add_argument("--out", type=Path, metavar="OUT", required=True, help="a folder for the records")
    folder.add_argument("--processes", type=int, default=0, metavar="N", help="how many at once (default: one a core)")
    folder.set_defaults(run=run_read_folder)


def run_read(arguments: argparse.Namespace) -> int:
    """Read one file and print it."""
    from bridgework.core.papers.as_json import as_json
    from bridgework.core.papers.reading.reading import LARGEST, read_paper
    from bridgework.core.papers.reading.refusing import FileRefused

    path: Path = arguments.file
    if path.is_dir():
        raise Problem(f"{path} is a folder.", hint="For a folder: bridgework paper read-folder DIR --out OUT")
    try:
        if path.stat().st_size > LARGEST:
            raise FileRefused("too-large")
        record = read_paper(path.read_bytes(), name=path.name)
    except FileRefused as refused:
        raise Problem(refused.message, hint=refused.remedy) from refused
    if arguments.json:
        json.dump(as_json(record), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print("\n".join(_told(record)))
    return Exit.DONE


def run_read_folder(arguments: argparse.Namespace) -> int:
    """Read a folder, saying how far it is."""
    from bridgework.cli.reading_folder import read_folder

    if not arguments.folder.is_dir():
        raise Problem(f"There is no folder {arguments.folder}.", code=Exit.NOT_FOUND)
    if arguments.processes < 0:
        raise Problem("--processes is 1 or more.", code=Exit.USAGE)
    try:
        done = read_folder(arguments.folder, arguments.out, processes=arguments.processes, say=_say)
    except KeyboardInterrupt:
        print("Interrupted. Run the same line again to go on.", file=sys.stderr)
        raise
    before = f", {done.before:,} of them before" if done.before else ""
    print(f"{done.files:,} files: {done.read:,} read, {done.refused:,} refused{before}. Records: {arguments.out}")
    return Exit.REFUSED if done.refused else Exit.DONE


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _told(record: PaperRecord) -> Iterator[str]:
    """A record for people: what it is, what it asks or resolved, its holes, and how much was not placed."""
    yield from textwrap.wrap(record.title or "(no title found)", WIDTH)
    yield f"{record.kind.capitalize()}, {record.body or 'committee not found'}, {record.meeting_date or 'no day found'}"
    for title, rows in (
        ("Recommendations", [(one.label, one.text) for one in record.proposals]),
        ("Resolutions", [(one.item or "", f"{one.outcome or 'unclear'}: {one.text}") for one in record.resolutions]),
        ("Warnings", [(one.place or "", one.message) for one in record.warnings]),
        ("Not placed", [(one.place, one.text) for one in record.unread]),
    ):
        if rows:
            yield ""
            yield f"{title}: {len(rows)}"
            for label, text in rows:
                yield "  " + textwrap.shorten(f"{label + ': ' if label else ''}{text}", WIDTH - 2, placeholder=" …")
    yield ""
    implications = _counted(len(record.implications), record.implications_expected)
    clearances = _counted(len(record.clearances), record.clearances_expected)
    yield f"Sections: {len(record.sections)}. Implications: {implications}. Clearances: {clearances}."


def _counted(found: int, expected: int | None) -> str:
    return f"{found} of {expected}" if expected is not None and expected != found else str(found)
