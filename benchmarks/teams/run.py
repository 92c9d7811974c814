"""All methods on all rounds, one process at a time; writes `benchmarks/teams/results.md`.

.venv/bin/python -m benchmarks.teams.run [--sizes 60 300] [--seeds 3] [--genetic-seconds 60]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("place-all", "selective")
SEEDS = {60: 5, 300: 3, 1000: 2, 5000: 1}
LARGE = 5000
# What is not run: minutes, for nothing that the smaller rounds do not show already.
LEFT_OUT = {"genetic": 1000, "certificates": 1000, "staged-cp-sat": LARGE, "one-sum-cp-sat": LARGE}
WORDS = {
    "staged": "ours: every stage, proved",
    "preview": "ours: preview",
    "one-sum": "ours: the sum of penalties alone",
    "staged-cp-sat": "CP-SAT: every stage",
    "one-sum-cp-sat": "CP-SAT: the sum of penalties alone",
    "deferred-acceptance": "deferred acceptance, repaired",
    "genetic": "genetic algorithm",
    "certificates": "ours: one reason",
}

Result = dict[str, Any]


def main() -> None:
    """Run everything and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--seeds", type=int, help="rounds of each size and kind")
    parser.add_argument("--genetic-seconds", type=float, default=60)
    parser.add_argument("--large-seconds", type=float, default=120, help="limit of every method at 5,000 people")
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    arguments = parser.parse_args()
    results: dict[tuple[int, str], dict[str, list[Result]]] = {}
    for size in arguments.sizes:
        for kind in KINDS:
            for seed in range(1, (arguments.seeds or SEEDS.get(size, 1)) + 1):
                for method in WORDS:
                    if size >= LEFT_OUT.get(method, LARGE + 1) or (method == "genetic" and seed > 1):
                        continue
                    limit = arguments.large_seconds if size >= LARGE else 0.0
                    found = _run(method, size, kind, seed, arguments.genetic_seconds if method == "genetic" else limit)
                    results.setdefault((size, kind), {}).setdefault(method, []).append(found)
                    print(size, kind, seed, method, json.dumps(found), flush=True)
                arguments.out.write_text("\n".join(_tables(results)) + "\n")


def _run(method: str, size: int, kind: str, seed: int, seconds: float) -> Result:
    command = [sys.executable, "-m", "benchmarks.teams.one", method, str(size), kind, str(seed), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    found: Result = json.loads(done.stdout.splitlines()[-1])
    return found


def _tables(results: dict[tuple[int, str], dict[str, list[Result]]]) -> list[str]:
    lines = [
        "# Forming teams: results",
        "",
        "Made by `python -m benchmarks.teams.run`; what the columns are: README.md.",
        "",
    ]
    for (size, kind), methods in results.items():
        rounds = len(methods["one-sum"])
        lines += [f"## {size:,} people, {kind}, {rounds} {'round' if rounds == 1 else 'rounds'}", ""]
        lines += ["| Method | Seconds | Cost / optimum | Unplaced | Breaches | MB | Proved | Load |"]
        lines += ["|--|--|--|--|--|--|--|--|"]
        optimum = [_least(methods, at) for at in range(rounds)]
        for method, found in methods.items():
            lines.append(_row(method, found, optimum))
        lines += ["", *_notes(methods), ""]
    return lines


def _least(methods: dict[str, list[Result]], at: int) -> float | None:
    """The proved optimum of the sum of penalties; where nothing proved it, the best bound."""
    found = [methods[one][at] for one in ("one-sum", "one-sum-cp-sat") if one in methods]
    proved = [one["cost"] for one in found if one.get("proved")]
    bounds = [one["bound"] for one in found if one.get("bound") is not None]
    return proved[0] if proved else max(bounds, default=None)


def _row(method: str, found: list[Result], optimum: list[float | None]) -> str:
    good = [one for one in found if "failed" not in one]
    ratios = [
        one["cost"] / least for one, least in zip(found, optimum, strict=False) if one.get("cost") is not None and least
    ]
    cells = [
        WORDS[method],
        _span([one["seconds"] for one in good], 2),
        _span(ratios, 3),
        _span([one["unplaced"] for one in good if "unplaced" in one], 0),
        _span([one["breaches"] for one in good if "breaches" in one], 0),
        _span([one["megabytes"] for one in good], 0),
        _share([one["proved"] for one in good if "proved" in one]),
        _span([one["load"] for one in good], 1),
    ]
    return f"| {' | '.join(cells)} |"


def _span(numbers: list[float], places: int) -> str:
    """The median, and the worst where there are several."""
    if not numbers:
        return "–"
    middle = f"{statistics.median(numbers):,.{places}f}"
    return middle if len(numbers) == 1 else f"{middle} (worst {max(numbers):,.{places}f})"


def _share(truths: list[bool]) -> str:
    return f"{sum(truths)} of {len(truths)}" if truths else "–"


def _notes(methods: dict[str, list[Result]]) -> list[str]:
    notes = []
    pairs = list(zip(methods.get("staged", []), methods.get("staged-cp-sat", []), strict=False))
    if pairs:
        same = sum(one.get("hash") == other.get("hash") for one, other in pairs)
        notes.append(f"The same result from both solvers: {same} of {len(pairs)}.")
    reasons = [one for one in methods.get("certificates", []) if "reasons" in one]
    if reasons:
        confirmed, told = (sum(one[key] for one in reasons) for key in ("confirmed", "reasons"))
        notes.append(f"Reasons confirmed by solving again: {confirmed} of {told}.")
    gaps = [
        f"{name}: {value:g}, at best {bound:g}"
        for one in methods["staged"]
        for name, value, bound in one.get("gap", [])
    ]
    notes += [f"Stopped by the clock; first stage not proved: {gap}." for gap in gaps]
    failed = [
        f"{WORDS[method]} failed: {one['failed']}"
        for method, found in methods.items()
        for one in found
        if "failed" in one
    ]
    return notes + failed


if __name__ == "__main__":
    main()
