"""`bridgework search QUERY`, and `bridgework search evaluate` on judged questions."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridgework.cli.problems import Exit, Problem
from bridgework.core.encoding import encoder

if TYPE_CHECKING:
    from bridgework.cli.evaluation.measuring import Measured

WIDTH = 88
EVALUATE = "evaluate"
_FILES = ("corpus", "queries", "qrels")


def add_to(subparsers: Any) -> None:
    """Add `search`."""
    search = subparsers.add_parser(
        "search",
        help="search the public record, or measure how good the search is",
        description=(
            "Search questions, reports, recommendations and findings that are public: any of the words, the best first."
            " With `evaluate` instead of a query, measure the search on a judged collection (BEIR layout) in an index"
            " of its own."
        ),
    )
    search.add_argument("query", nargs="+", metavar="QUERY", help="words, in any order; or: evaluate")
    search.add_argument("--json", action="store_true", help="as JSON; docs/reference/search.schema.json is its schema")
    search.add_argument("--page", type=_positive, default=1, metavar="N", help="which page of results (20 on each)")
    judged = search.add_argument_group("with evaluate")
    judged.add_argument("--corpus", type=Path, metavar="C.jsonl", help="documents: _id, title, text")
    judged.add_argument("--queries", type=Path, metavar="Q.jsonl", help="questions: _id, text")
    judged.add_argument("--qrels", type=Path, metavar="R.tsv", help="judgements: question, document, grade")
    judged.add_argument("--semantic", action="store_true", help="rank by meaning too (needs bridgework[semantic])")
    search.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Search, or evaluate where judged files are given."""
    given = [name for name in _FILES if getattr(arguments, name) is not None]
    if arguments.query == [EVALUATE] and given:
        return _evaluate(arguments)
    if given:
        raise Problem(
            f"--{given[0]} goes with evaluate.",
            hint="bridgework search evaluate --corpus C.jsonl --queries Q.jsonl --qrels R.tsv",
            code=Exit.USAGE,
        )
    return _search(arguments)


def _search(arguments: argparse.Namespace) -> int:
    from bridgework.cli.ground import django_ready

    django_ready()
    from django.conf import settings

    from bridgework.kernel import search as index
    from bridgework.kernel.permissions import VISITOR
    from bridgework.threads.searching import KINDS, results_json

    query = " ".join(arguments.query)
    found = index.find(query, actor=VISITOR, kinds=KINDS, page=arguments.page)
    answer = results_json(found, query=query, site=settings.SITE_ADDRESS)
    if arguments.json:
        _print_json(answer)
        return Exit.DONE
    if not answer["results"]:
        print("Nothing public holds any of these words. Try another word for the same thing.")
        if meant := index.respelt(query):
            print(f"Did you mean: {meant}?")
        return Exit.DONE
    for one in answer["results"]:
        label = " [invented]" if one["is_invented"] else ""
        print(f"{one['kind']}: {one['title']}{label}")
        if one["became"]:
            print(f"    {one['became']}")
        print(textwrap.indent(textwrap.fill(one["snippet"], WIDTH - 4), "    "))
        print(f"    {one['address']}\n")
    print(f"{answer['total']} found; page {answer['page']} of {answer['pages']}.")
    return Exit.DONE


def _evaluate(arguments: argparse.Namespace) -> int:
    missing = [f"--{name}" for name in _FILES if getattr(arguments, name) is None]
    if missing:
        raise Problem(f"evaluate also needs {' and '.join(missing)}.", code=Exit.USAGE)
    if arguments.semantic and not encoder.is_installed():
        raise Problem(f"Ranking by meaning is not installed. To install it: {encoder.INSTALL}", code=Exit.UNAVAILABLE)
    # Read by the settings when Django is made ready, so it is set before.
    os.environ["BRIDGEWORK_SEARCH_BY_MEANING"] = "yes" if arguments.semantic else "no"
    from bridgework.cli.evaluation import judged
    from bridgework.cli.evaluation.ground import empty_index

    questions, grades = judged.questions(arguments.queries), judged.judgements(arguments.qrels)
    if not any(grade > 0 for key in questions for grade in grades.get(key, {}).values()):
        raise Problem(
            f"{arguments.qrels} says of no question of {arguments.queries} what answers it.", code=Exit.REFUSED
        )
    with empty_index() as database:
        from bridgework.cli.evaluation.measuring import indexed, measured

        keys, index_s = indexed(judged.passages(arguments.corpus))
        if not keys:
            raise Problem(f"{arguments.corpus} holds no document.", code=Exit.REFUSED)
        result = _result(measured(keys, index_s, questions, grades), database, by_meaning=arguments.semantic)
    if arguments.json:
        _print_json(result)
    else:
        for name, value in result.items():
            print(f"{name:>14}  {value}")
    return Exit.DONE


def _result(found: Measured, database: str, *, by_meaning: bool) -> dict[str, Any]:
    values = asdict(found)
    return {
        "ndcg@10": round(values.pop("ndcg_at_10"), 4),
        "recall@100": round(values.pop("recall_at_100"), 4),
        **{name: round(value, 4) for name, value in values.items()},
        "database": database,
        "semantic": by_meaning,
    }


def _print_json(data: dict[str, Any]) -> None:
    json.dump(data, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)
