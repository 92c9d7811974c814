"""All engines on the same passages and questions, in turns; writes `benchmarks/search/results.md`.

python -m benchmarks.search.run [FOLDER …] [--size 100000] [--without whoosh] [--by-meaning]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.postgres_server import postgres_server

from benchmarks.search.judged import Collection, Question, invented, judged
from bridgework.core.relevance import ndcg, percentile, recall

HERE = Path(__file__).parent
NEAR = HERE.parents[2] / "shared" / "data" / "cranfield"
"""A judged collection that some checkouts have beside them; it is not ours to pass on."""
WORDS = {
    "ours-sqlite": "ours, SQLite",
    "ours-postgresql": "ours, PostgreSQL",
    "by-meaning-sqlite": "ours by meaning too, SQLite",
    "by-meaning-postgresql": "ours by meaning too, PostgreSQL",
    "tantivy": "tantivy",
    "bm25s": "bm25s",
    "postgresql": "PostgreSQL, ts_rank",
    "whoosh": "Whoosh",
}
RIVALS = ("tantivy", "bm25s", "postgresql", "whoosh")
BEST, DEEP, PAGE = 10, 100, 20
DRAWS = 2000


class Engine:
    """One engine in its process."""

    def __init__(self, name: str, address: str, until_the_end: contextlib.ExitStack) -> None:
        self.name = name
        program = "ours" if name.startswith(("ours", "by-meaning")) else name
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("BRIDGEWORK_", "DJANGO_"))}
        if name.endswith("postgresql"):
            kept["BRIDGEWORK_DATABASE_URL"] = address
        if name.startswith("by-meaning"):
            kept["BRIDGEWORK_SEARCH_BY_MEANING"] = "yes"
        self._process = until_the_end.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.search.engines", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=kept,
            )
        )
        assert self._process.stdin is not None
        until_the_end.callback(self._process.stdin.close)

    def order(self, **wanted: Any) -> dict[str, Any]:
        """Give an order and wait for the answer. Raises RuntimeError where the engine has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{WORDS[self.name]} ended; what it said stands above.")
        return dict(json.loads(line))


@contextlib.contextmanager
def engines(names: list[str], corpus: Path, address: str) -> Iterator[dict[str, tuple[Engine, dict[str, Any]]]]:
    """Every engine with the corpus in it, and what indexing took; one after the other."""
    with contextlib.ExitStack() as until_the_end:
        made = {}
        for name in names:
            engine = Engine(name, address, until_the_end)
            made[name] = (engine, engine.order(index=str(corpus)))
            print(f"{WORDS[name]}: indexed in {made[name][1]['seconds']:.1f} s", flush=True)
        yield made


def quality(collection: Collection, names: list[str], address: str) -> list[str]:
    """How good each engine's rankings are, as lines of a table for every set of questions."""
    lines: list[str] = []
    with engines(names, collection.corpus, address) as made:
        count = next(iter(made.values()))[1]["documents"]
        for set_name, questions in collection.sets.items():
            if not questions:
                continue
            found = {
                name: [
                    _without(engine.order(ask=one.text, most=DEEP + len(one.left_out))["found"], one)
                    for one in questions
                ]
                for name, (engine, _) in made.items()
            }
            length = statistics.median(len(one.text.split()) for one in questions)
            lines += [
                f"## {collection.name}: {set_name}",
                "",
                f"{count:,} documents, {len(questions)} questions of {length:.0f} words (median).",
                "",
                *_quality_table(questions, found),
                "",
            ]
    return lines


def _without(found: list[str], question: Question) -> list[str]:
    return [key for key in found if key not in question.left_out][:DEEP]


def _quality_table(questions: list[Question], found: dict[str, list[list[str]]]) -> list[str]:
    gained = {
        name: [ndcg(ranking, one.grades, BEST) for ranking, one in zip(rankings, questions, strict=True)]
        for name, rankings in found.items()
    }
    best = max((name for name in RIVALS if name in found), key=lambda name: statistics.fmean(gained[name]))
    lines = [
        f"| Engine | nDCG@10 | over the best other ({WORDS[best]}) | recall@100 | finds nothing |",
        "|--|--:|--:|--:|--:|",
    ]
    for name, rankings in found.items():
        reached = [recall(ranking, one.grades, DEEP) for ranking, one in zip(rankings, questions, strict=True)]
        empty = sum(not ranking for ranking in rankings) / len(rankings)
        over = statistics.fmean(gained[name]) / statistics.fmean(gained[best])
        least, most = _interval(gained[name], gained[best])
        lines.append(
            f"| {WORDS[name]} | {statistics.fmean(gained[name]):.3f} | {over:.3f} ({least:+.3f} to {most:+.3f})"
            f" | {statistics.fmean(reached):.3f} | {empty:.1%} |"
        )
    return lines


def _interval(ours: list[float], theirs: list[float]) -> tuple[float, float]:
    """The middle 95 % of the difference of two means, when the questions are drawn anew again and again."""
    random = Random(1)  # noqa: S311
    apart = [one - other for one, other in zip(ours, theirs, strict=True)]
    means = sorted(statistics.fmean(random.choices(apart, k=len(apart))) for _ in range(DRAWS))
    return means[int(DRAWS * 0.025)], means[int(DRAWS * 0.975) - 1]


def speed(size: int, asked: int, rounds: int, names: list[str], address: str) -> list[str]:
    """How long a page of results and the index take, as lines of a table."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, questions = invented(size, asked, Path(folder))
        load_before = os.getloadavg()[0]
        with engines(names, corpus, address) as made:
            for engine, _ in made.values():
                engine.order(ask=questions[0], most=PAGE)
            least: dict[str, list[float]] = {name: [float("inf")] * len(questions) for name in made}
            empty = dict.fromkeys(made, 0)
            for number in range(rounds):
                for place, question in enumerate(questions):
                    for name, (engine, _) in made.items():
                        answer = engine.order(ask=question, most=PAGE)
                        least[name][place] = min(least[name][place], answer["ms"])
                        empty[name] += number == 0 and not answer["found"]
            grown = {name: engine.order(ask=questions[0], most=PAGE)["megabytes"] for name, (engine, _) in made.items()}
            indexing = {name: done for name, (_, done) in made.items()}
    lines = [
        f"## {size:,} invented passages",
        "",
        f"{len(questions)} questions of about eight words, in turns, {rounds} rounds; of each question the quickest"
        f" answer. Load {load_before:.1f} before, {os.getloadavg()[0]:.1f} after.",
        "",
        "| Engine | p50 ms | p95 ms | p95 over ts_rank's | index s | MB | finds nothing |",
        "|--|--:|--:|--:|--:|--:|--:|",
    ]
    peer = percentile(least["postgresql"], 0.95) if "postgresql" in least else None
    for name, times in least.items():
        p95 = percentile(times, 0.95)
        over = f"{p95 / peer:.2f}" if peer else "–"
        lines.append(
            f"| {WORDS[name]} | {percentile(times, 0.5):.1f} | {p95:.1f} | {over} | {indexing[name]['seconds']:.1f}"
            f" | {grown[name]:.0f} | {empty[name] / len(questions):.1%} |"
        )
    return [*lines, ""]


def main() -> None:
    """Run everything and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", help="judged collections in BEIR's layout")
    parser.add_argument("--size", type=int, default=100_000, help="invented passages for the speed; 0 leaves it out")
    parser.add_argument("--asked", type=int, default=200, help="invented questions")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is asked")
    parser.add_argument("--without", nargs="+", default=[], choices=list(WORDS), help="engines to leave out")
    parser.add_argument(
        "--by-meaning", action="store_true", help="on judged collections also with bridgework[semantic]"
    )
    parser.add_argument("--only-speed", action="store_true", help="no judged collection where none is named")
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    given = parser.parse_args()
    names = [name for name in WORDS if name not in given.without]
    plain = [name for name in names if not name.startswith("by-meaning")]
    started = datetime.now().astimezone()
    load_before = os.getloadavg()
    near = [NEAR] if NEAR.exists() and not given.only_speed else []
    folders = given.folders or near
    lines: list[str] = []

    def write(more: list[str]) -> None:
        # After each part: a run takes long, and what it has found should not be lost with the rest.
        lines.extend(more)
        text = "\n".join([*_heading(started, load_before), *lines]).rstrip() + "\n"
        given.out.write_text(text, encoding="utf-8")

    with postgres_server(to_measure=True) as address:
        for folder in folders:
            write(quality(judged(folder), names if given.by_meaning else plain, address))
        if given.size:
            write(speed(given.size, given.asked, given.rounds, plain, address))


def _heading(started: datetime, load_before: tuple[float, float, float]) -> list[str]:
    loads = [", ".join(f"{one:.1f}" for one in load) for load in (load_before, os.getloadavg())]
    return [
        "# Search: results",
        "",
        "Made by `python -m benchmarks.search.run`; what the columns are: README.md. Times of a busy machine are too"
        " long: compare them within this run only.",
        "",
        f"{started:%-d %B %Y, %H:%M}. {platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}. Load average (1, 5, 15 minutes) before: {loads[0]}; after: {loads[1]}.",
        "",
    ]


if __name__ == "__main__":
    main()
