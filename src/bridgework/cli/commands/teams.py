"""`bridgework teams …`: form, confirm, explain and compare teams from files. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridgework.cli.problems import Exit, Problem

if TYPE_CHECKING:
    from bridgework.core.formation.allocations import Allocation
    from bridgework.core.formation.comparing import Comparison
    from bridgework.core.formation.rounds import Round
    from bridgework.core.formation.solving import Progress

_FORMATS = "The formats: docs/reference/round-json.md and allocation-json.md."


def add_to(subparsers: Any) -> None:
    """Add `teams` with its four commands."""
    parser = subparsers.add_parser(
        "teams", help="form teams from a file, and look at them", description=f"Works on files alone. {_FORMATS}"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_solve(commands)
    _add_check(commands)
    _add_explain(commands)
    _add_compare(commands)


def _add_solve(commands: Any) -> None:
    parser = commands.add_parser("solve", help="form the teams of a round", description=f"Form teams. {_FORMATS}")
    _add_round(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="ALLOCATION.json", help="where to write the teams")
    parser.add_argument("--time-limit", type=_seconds, metavar="SECONDS", help="for all stages; then report the gap")
    parser.add_argument("--second-solver", action="store_true", help="solve again by CP-SAT; both have to agree")
    parser.set_defaults(run=run_solve)


def _add_check(commands: Any) -> None:
    parser = commands.add_parser(
        "check",
        help="is an allocation what it says it is?",
        description="Each breach is a line. Ends with 0 where there is none, otherwise with 1.",
    )
    _add_round(parser)
    parser.add_argument("allocation", type=Path, metavar="ALLOCATION.json")
    parser.add_argument("--second-solver", action="store_true", help="also solve by CP-SAT; the result has to agree")
    parser.set_defaults(run=run_check)


def _add_explain(commands: Any) -> None:
    parser = commands.add_parser(
        "explain",
        help="why somebody is where they are",
        description="For every better choice that somebody missed: why, confirmed by solving again.",
    )
    _add_round(parser)
    parser.add_argument("allocation", type=Path, metavar="ALLOCATION.json")
    parser.add_argument("--applicant", required=True, metavar="ID", help="as in the round")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run_explain)


def _add_compare(commands: Any) -> None:
    parser = commands.add_parser(
        "compare",
        help="two allocations, or two rule sets, side by side",
        description="Each of the two is an ALLOCATION or a ROUND; a ROUND is solved first. With one ROUND and --with"
        " RULES.json, the same round under its own rules and under those.",
    )
    parser.add_argument("first", type=Path, metavar="FIRST")
    parser.add_argument("second", type=Path, nargs="?", metavar="SECOND")
    parser.add_argument("--with", dest="rules", type=Path, metavar="RULES.json", help="other rules for FIRST")
    parser.add_argument("--round", type=Path, metavar="ROUND", help="of two allocations: to say who is better off")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run_compare)


def _add_round(parser: Any) -> None:
    parser.add_argument("round", type=Path, metavar="ROUND", help=".json, .csv, .soc or .soi")
    parser.add_argument("--rules", type=Path, metavar="RULES.json", help="rules, for files that hold none")
    parser.add_argument("--seed", metavar="TEXT", help="the seed of the lottery, in place of the file's")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 7 * 86400:
        raise argparse.ArgumentTypeError("has to be more than 0 seconds and at most a week")
    return value


def run_solve(arguments: argparse.Namespace) -> int:
    """Form the teams and write them."""
    from bridgework.cli.round_files import read_round_at, write_whole

    round_ = read_round_at(arguments.round, rules=arguments.rules, seed=arguments.seed)
    allocation = _solved(round_, arguments.time_limit)
    if arguments.second_solver:
        _require_agreement(round_, allocation)
    write_whole(arguments.out, allocation.as_json())
    print(_told(round_, allocation))
    for line in _suggestions(round_, allocation):
        print(line, file=sys.stderr)
    return Exit.DONE


def run_check(arguments: argparse.Namespace) -> int:
    """Print each breach."""
    from bridgework.cli.round_files import read_allocation_at, read_round_at
    from bridgework.core.formation.checking import breaches

    round_ = read_round_at(arguments.round, rules=arguments.rules, seed=arguments.seed)
    allocation, document = read_allocation_at(arguments.allocation)
    found = [str(breach) for breach in breaches(round_.document, document)]
    if arguments.second_solver and not found:
        _require_agreement(round_, allocation)
    for line in found:
        print(line)
    if found:
        return Exit.REFUSED
    unproved = [stage.name for stage in allocation.stages if not stage.proved]
    more = f" Not proved to be best: {', '.join(unproved)}." if unproved else ""
    print(f"Sound: every rule is kept, and every hash and value is as stated.{more}")
    return Exit.DONE


def run_explain(arguments: argparse.Namespace) -> int:
    """Say why an applicant is where they are."""
    from bridgework.cli.round_files import read_allocation_at, read_round_at
    from bridgework.core.formation.checking import breaches

    round_ = read_round_at(arguments.round, rules=arguments.rules, seed=arguments.seed)
    allocation, document = read_allocation_at(arguments.allocation)
    if arguments.applicant not in round_.applicant:
        raise Problem(f"Nobody in this round has the id {arguments.applicant[:60]!r}.", code=Exit.NOT_FOUND)
    if any(breach.rule in ("input_sha256", "people", "questions") for breach in breaches(round_.document, document)):
        raise Problem("These teams are not of this round.", hint="bridgework teams check says how they differ.")
    from bridgework.core.formation.explaining import explain

    found = explain(round_, allocation, arguments.applicant)
    if arguments.json:
        print(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        return Exit.DONE
    print(found.summary)
    for missed in found.better[1:]:
        print(f"- {missed.sentence}")
    return Exit.DONE


def run_compare(arguments: argparse.Namespace) -> int:
    """Show two allocations side by side."""
    if (arguments.second is None) == (arguments.rules is None):
        raise Problem(
            "Two things are compared: name a second file, or other rules with --with.",
            hint="Try: bridgework teams compare --help",
            code=Exit.USAGE,
        )
    from bridgework.cli.round_files import read_round_at
    from bridgework.core.formation.comparing import compare

    common = read_round_at(arguments.round) if arguments.round else None
    first, first_round = _side(arguments.first, None)
    second, second_round = _side(arguments.second or arguments.first, arguments.rules)
    found = compare(first, second, first_round or common or second_round, second_round or common or first_round)
    print(json.dumps(found.as_json(), indent=2, ensure_ascii=False) if arguments.json else _compared(found))
    return Exit.DONE


def _side(path: Path, rules: Path | None) -> tuple[Allocation, Round | None]:
    from bridgework.cli.round_files import format_of, read_allocation_at, read_round_at
    from bridgework.core.formation.allocations import FORMAT

    if rules is None and format_of(path) == FORMAT:
        return read_allocation_at(path)[0], None
    round_ = read_round_at(path, rules=rules)
    return _solved(round_, None), round_


def _solved(round_: Round, time_limit: float | None) -> Allocation:
    from bridgework.core.formation.solving import NothingInTime, solve

    progress = _say_progress if sys.stderr.isatty() else None
    try:
        return solve(round_, time_limit=time_limit, progress=progress)
    except NothingInTime as error:
        raise Problem(str(error), hint="Allow more: --time-limit SECONDS") from error


def _say_progress(progress: Progress) -> None:
    print(f"{progress.done + 1} of {progress.of}: {progress.stage}", file=sys.stderr)


def _require_agreement(round_: Round, allocation: Allocation) -> None:
    from bridgework.core.formation.second import NoSecondSolver, confirm

    try:
        other = confirm(round_)
    except NoSecondSolver as error:
        raise Problem(str(error), code=Exit.UNAVAILABLE) from error
    if other.result_sha256 != allocation.result_sha256:
        raise Problem(
            f"The second solver came to other teams: {other.result_sha256}, not {allocation.result_sha256}.",
            hint="Was the run stopped early, or changed by hand? Otherwise please send us the round.",
        )


def _told(round_: Round, allocation: Allocation) -> str:
    from bridgework.core.formation.wording import teams

    ranks = ", ".join(f"{count} at rank {rank}" for rank, count in enumerate(allocation.profile, start=1))
    placed = len(allocation.question_of)
    proof = "proved to be best" if allocation.is_proved else _gap(allocation)
    return (
        f"{teams(len(allocation.teams))}. {placed} of {len(round_.applicants)} people placed"
        f"{f': {ranks}' if ranks else ''}; {proof}.\n"
        f"input   {allocation.input_sha256}\nresult  {allocation.result_sha256}"
    )


def _gap(allocation: Allocation) -> str:
    gaps = [
        f"{stage.name} {stage.value:g}, at best {stage.bound:g}"
        for stage in allocation.stages
        if not stage.proved and stage.bound is not None
    ]
    return f"not proved ({'; '.join(gaps)})"


def _suggestions(round_: Round, allocation: Allocation) -> tuple[str, ...]:
    """What could be relaxed, where locks were given up or no team is valid. Leaving some out is no such case."""
    given_up = allocation.solver.get("locks_given_up")
    if not given_up and (allocation.teams or not round_.applicants):
        return ()
    from bridgework.core.formation.relaxing import relax

    lost = (f"Could not be kept where they were fixed: {', '.join(given_up)}.",) if given_up else ()
    return (*lost, *relax(round_).sentences())


def _compared(found: Comparison) -> str:
    if found.is_same:
        return f"The same teams: {found.first.result_sha256}"
    rows = [
        ("placed", found.first.placed, found.second.placed),
        ("unplaced", found.first.unplaced, found.second.unplaced),
    ]
    rows.append(("teams", found.first.teams, found.second.teams))
    for rank in range(max(len(found.first.profile), len(found.second.profile))):
        pair = [side.profile[rank] if rank < len(side.profile) else 0 for side in (found.first, found.second)]
        rows.append((f"rank {rank + 1}", pair[0], pair[1]))
    lines = [f"{'':14}{'first':>8}{'second':>8}", *(f"{name:14}{one:>8}{other:>8}" for name, one, other in rows)]
    if found.first.disciplines is not None and found.second.disciplines is not None:
        lines.append(
            f"{'disciplines':14}{found.first.disciplines:>8.2f}{found.second.disciplines:>8.2f}  (a team's mean)"
        )
    lines += [
        f"Runs only in the first: {', '.join(found.only_first) or 'none'}",
        f"Runs only in the second: {', '.join(found.only_second) or 'none'}",
        f"On another question: {len(found.moved)}",
    ]
    if found.better or found.worse:
        lines.append(f"Better off in the second: {len(found.better)}; worse off: {len(found.worse)}")
    return "\n".join(lines)
