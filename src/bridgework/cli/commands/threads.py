"""`bridgework threads` and `bridgework thread CODE`: the public record on the command line."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from bridgework.cli.problems import Exit, Problem
from bridgework.threads.story import FoldPart, StationPart

if TYPE_CHECKING:
    from bridgework.threads.lists import ListedThread
    from bridgework.threads.story import Thread

WIDTH = 88


def add_to(subparsers: Any) -> None:
    """Add `threads` and `thread`."""
    threads = subparsers.add_parser(
        "threads",
        help="every public thread",
        description="List every public thread: code, question, round, state, address.",
    )
    threads.add_argument("--json", action="store_true", help="as JSON")
    threads.set_defaults(run=run_threads)
    thread = subparsers.add_parser(
        "thread",
        help="the whole story of one question",
        description="Tell one public thread. Ends with 3 when there is none of this code.",
    )
    thread.add_argument("code", metavar="CODE", help="such as 2019-net-zero")
    thread.add_argument("--json", action="store_true", help="as JSON; docs/reference/thread.schema.json is its schema")
    thread.set_defaults(run=run_thread)


def run_threads(arguments: argparse.Namespace) -> int:
    """Print every public thread."""
    from bridgework.cli.ground import django_ready

    django_ready()
    from bridgework.threads import as_json, lists

    found = lists.listed(lists.public_threads())
    if arguments.json:
        _print_json(as_json.threads_json(found, address_of={one.code: _address(one.code) for one in found}))
        return Exit.DONE
    if not found:
        print("No thread is public yet.")
        return Exit.DONE
    for one in found:
        print(_line(one))
    print(f"\n{len(found)} {'thread' if len(found) == 1 else 'threads'}. Read one with: bridgework thread CODE")
    return Exit.DONE


def run_thread(arguments: argparse.Namespace) -> int:
    """Print one thread."""
    from bridgework.cli.ground import django_ready

    django_ready()
    from bridgework.kernel import clock
    from bridgework.kernel.errors import NotFound
    from bridgework.kernel.permissions import VISITOR
    from bridgework.threads import as_json, queries

    try:
        found = queries.thread(arguments.code, actor=VISITOR, today=clock.today())
    except NotFound as error:
        raise Problem(
            f"There is no public thread with the code {arguments.code[:60]!r}.",
            hint="Every code: bridgework threads",
            code=Exit.NOT_FOUND,
        ) from error
    if arguments.json:
        _print_json(as_json.thread_json(found, address=_address(found.code)))
    else:
        print(_told(found))
    return Exit.DONE


def _address(code: str) -> str:
    from django.conf import settings
    from django.urls import reverse

    return f"{settings.SITE_ADDRESS}{reverse('public:thread', args=[code])}"


def _print_json(data: dict[str, Any]) -> None:
    json.dump(data, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _line(one: ListedThread) -> str:
    label = " [invented]" if one.is_invented else ""
    question = textwrap.shorten(one.wording, WIDTH - 4, placeholder=" …")
    return f"{one.code}{label}\n    {question}\n    {one.round}. {one.reach_words}."


def _told(thread: Thread) -> str:
    lines = [*_wrapped(thread.question), "", f"{thread.programme}, {thread.round}. {thread.reach_words}."]
    if thread.is_invented:
        lines.append("An invented example.")
    lines += [thread.held_by.sentence, ""]
    for part in thread.parts:
        lines += _wrapped(part.sentence, "  ? ") if isinstance(part, FoldPart) else _station(thread, part)
        lines.append("")
    return "\n".join([*lines, _address(thread.code)])


def _station(thread: Thread, part: StationPart) -> list[str]:
    when = f" ({part.on.human()})" if part.on is not None else ""
    still = f": {part.word.lower()}" if part.known == "not_yet" else ""
    lines = [f"  {part.label}{when}{still}"]
    if part.sentence:
        lines += _wrapped(f"{part.sentence.rstrip('.')}.", "      ")
    return lines + [line for text in _details(thread, part.key) for line in _wrapped(text, "      - ", "        ")]


def _details(thread: Thread, key: str) -> list[str]:
    """One line for each record of a station."""
    if key == "wording":
        return [one.text for one in thread.wordings]
    if key == "finding":
        found = [_finding(one.text, one.superseded_note) for one in thread.findings]
        return found + [f"Tried and set aside: {one.text}" for one in thread.tried_and_set_aside]
    if key == "recommendation":
        return [f"{one.number}: {one.text}" for one in thread.recommendations]
    if key == "committee":
        return [f"{one.title}" for one in thread.papers]
    if key == "decision":
        proposals = [one for paper in thread.papers for one in paper.proposals if one.resolution]
        return [f"{one.letter}) {one.resolution.outcome_words}" for one in proposals if one.resolution]
    if key == "action":
        return [one.text for one in thread.actions]
    if key == "change":
        return [f"{one.text} (stated by {one.stated_by})" if one.stated_by else one.text for one in thread.effects]
    return []


def _finding(text: str, note: str) -> str:
    return f"{text} But: {note}" if note else text


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest or " " * len(first)) or [first]
