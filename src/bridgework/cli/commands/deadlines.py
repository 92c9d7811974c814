"""`bridgework deadlines`: the last day to publish for a meeting, and whether a publication was in time.

Needs no database: the days nobody works are the published bank holidays, and those given with `--holiday`.
"""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from datetime import date, datetime, time, timedelta
from typing import Any, Final, get_args

from bridgework.cli.problems import Exit, Problem

FORMAT: Final = "bridgework/deadlines@1"
WIDTH: Final = 88
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_to(subparsers: Any) -> None:
    """Add `deadlines`."""
    from bridgework.core.bank_holidays import SUBDIVISIONS
    from bridgework.core.deadlines import Counting

    parser = subparsers.add_parser(
        "deadlines",
        help="the last day to publish for a meeting",
        description="Count clear days before a meeting: neither the day of publication nor the day of the meeting "
        "counts. Says each day that was counted, and each that was passed over with its reason.",
    )
    parser.add_argument("--meeting", metavar="DATE", required=True, help="the day of the meeting, such as 2022-03-10")
    parser.add_argument("--clear-days", metavar="N", required=True, help="clear days the rule asks: 5 in England")
    parser.add_argument("--published", metavar="DATE", help="when it was published, such as 2022-03-02")
    parser.add_argument(
        "--counting", choices=get_args(Counting), default="working", help="which days count (default: working)"
    )
    parser.add_argument("--nation", choices=sorted(SUBDIVISIONS), default="england", help="whose bank holidays")
    parser.add_argument(
        "--holiday",
        metavar="DATE=NAME",
        action="append",
        default=[],
        help="one more day nobody works; can be given again",
    )
    parser.add_argument(
        "--cut-off",
        metavar="HH:MM",
        help="published later in the day counts as the next working day; then --published may be 2022-03-02T17:30",
    )
    parser.add_argument("--json", action="store_true", help="as JSON; docs/reference/deadlines.md explains it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Count and print."""
    from bridgework.core.bank_holidays import proclaimed
    from bridgework.core.deadlines import Notice, deadline

    meeting = _day(arguments.meeting, "--meeting")
    notice = Notice(_clear_days(arguments.clear_days), arguments.counting, _hour(arguments.cut_off))
    published = _moment(arguments.published) if arguments.published is not None else None
    added = dict(_holiday(one) for one in arguments.holiday)
    first = min(meeting - timedelta(days=2 * notice.days + 60), published or meeting, key=_plain)
    holidays = proclaimed(arguments.nation, _plain(first).year - 1, meeting.year + 1) | added
    found = deadline(meeting, notice, holidays, published)
    if arguments.json:
        print(json.dumps(as_json(found), indent=2, ensure_ascii=False))
        return Exit.DONE
    for line in (found.verdict, found.explanation):
        print(textwrap.fill(line, WIDTH))
    return Exit.DONE


def as_json(found: Any) -> dict[str, Any]:
    """A deadline as `bridgework/deadlines@1`."""
    return {
        "format": FORMAT,
        "latest_publication": found.latest_publication.isoformat(),
        "counted": [day.isoformat() for day in found.counted],
        "passed_over": [{"date": one.day.isoformat(), "reason": one.reason} for one in found.passed_over],
        "in_time": found.in_time,
    }


def _clear_days(text: str) -> int:
    from bridgework.core.deadlines import MOST_DAYS

    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= MOST_DAYS):
        raise Problem(
            f"Clear days must be a whole number from 0 to {MOST_DAYS}, not {text[:40]!r}.",
            hint="Five in England, three in Wales: --clear-days 5",
            code=Exit.USAGE,
        )
    return int(text)


def _day(text: str, option: str) -> date:
    from bridgework.core.bank_holidays import FIRST_YEAR, LAST_YEAR

    hint = f"Write it as year-month-day, between {FIRST_YEAR + 2} and {LAST_YEAR - 1}: {option} 2022-03-10"
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR + 2 <= day.year < LAST_YEAR:
        raise Problem(f"{text[:40]!r} is not a date {option} can take.", hint=hint, code=Exit.USAGE)
    return day


def _moment(text: str) -> date | datetime:
    on = _day(text[:10], "--published")
    if len(text) == 10:
        return on
    if text[10] not in "T ":
        return _day(text, "--published")
    at = _hour(text[11:])
    assert at is not None
    return datetime.combine(on, at)


def _hour(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise Problem(f"{text[:40]!r} is not an hour.", hint="Write it as 17:00.", code=Exit.USAGE) from None


def _holiday(text: str) -> tuple[date, str]:
    day, equals, name = text.partition("=")
    if not equals or not name.strip():
        raise Problem(
            f"{text[:40]!r} is not a holiday.",
            hint='Write it as date and name: --holiday "2022-09-19=State funeral"',
            code=Exit.USAGE,
        )
    return _day(day.strip(), "--holiday"), " ".join(name.split())


def _plain(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
