"""`bridgework search` and `bridgework search evaluate`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import connection
from tests.cast import NOW
from tests.installations import other_installation, remove_database

from bridgework.cli.fitness import findings
from bridgework.cli.main import main
from bridgework.cli.problems import Exit
from bridgework.core.encoding import encoder
from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from bridgework.threads.searching import results_schema

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "search.schema.json"
CRANFIELD = Path(__file__).parents[3] / "shared" / "data" / "cranfield"

DOCUMENTS = [
    {"_id": "peat", "title": "Peat", "text": "Emissions of drained peat, and what re-wetting the fens costs."},
    {"_id": "bus", "title": "Buses", "text": "Which villages have no bus after six."},
    {"_id": "tree", "text": "Planting trees on verges."},
]
QUESTIONS = [{"_id": "1", "text": "how much does drained peat emit"}, {"_id": "2", "text": "evening bus services"}]
JUDGED = "query-id\tcorpus-id\tscore\n1\tpeat\t1\n2\tbus\t2\n2\ttree\t0\n"


@pytest.fixture
def collection(tmp_path: Path) -> dict[str, Path]:
    files = {"corpus": "documents.jsonl", "queries": "questions.jsonl", "qrels": "judged.tsv"}
    paths = {name: tmp_path / file for name, file in files.items()}
    paths["corpus"].write_text("\n".join(map(json.dumps, DOCUMENTS)) + "\n", encoding="utf-8")
    paths["queries"].write_text("\n".join(map(json.dumps, QUESTIONS)) + "\n", encoding="utf-8")
    paths["qrels"].write_text(JUDGED, encoding="utf-8")
    return paths


def arguments(paths: dict[str, Path]) -> list[str]:
    return ["search", "evaluate", *(part for name, path in paths.items() for part in (f"--{name}", str(path)))]


@pytest.mark.django_db
def test_what_is_public_is_found_and_fits_the_published_schema(capsys: pytest.CaptureFixture[str]) -> None:
    load_history(actor=SYSTEM, now=NOW)
    assert main(["search", "net zero", "--json"]) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert told["query"] == "net zero"
    assert "zero" in told["results"][0]["title"].lower()
    assert main(["search", "xylophone"]) == Exit.DONE
    assert "Nothing public holds any of these words." in capsys.readouterr().out


def test_the_published_schema_is_the_one_in_the_code() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == results_schema()


@pytest.mark.django_db
def test_a_judged_collection_goes_through_the_products_own_index(tmp_path: Path, collection: dict[str, Path]) -> None:
    there = other_installation(tmp_path / "home", "search_evaluated")
    try:
        done = there.run(*arguments(collection), "--json")
    finally:
        remove_database("search_evaluated")
    assert (done.returncode, done.stderr) == (Exit.DONE, "")
    told = json.loads(done.stdout)
    assert [told[name] for name in ("ndcg@10", "recall@100", "zero_results", "documents", "questions", "database")] == [
        1.0,
        1.0,
        0.0,
        3,
        2,
        connection.vendor,
    ]
    assert 0 < told["p50_ms"] <= told["p95_ms"]
    assert told["index_s"] > 0


def test_ranking_by_meaning_says_how_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], collection: dict[str, Path]
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert main([*arguments(collection), "--semantic"]) == Exit.UNAVAILABLE
    assert 'not installed. To install it: pip install "bridgework[semantic]"' in capsys.readouterr().err


@pytest.mark.django_db
def test_switched_on_without_the_extra_is_told_by_the_check(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    told = "The search ranks by words alone: the extra for meaning is missing."
    assert told not in {one.what for one in findings()}
    settings.SEARCH_BY_MEANING = True
    assert [one.hint for one in findings() if one.what == told] == [encoder.INSTALL]


@pytest.mark.django_db
@pytest.mark.skipif(not encoder.is_installed(), reason="bridgework[semantic] is not installed")
def test_a_judged_collection_is_ranked_by_meaning_too(tmp_path: Path, collection: dict[str, Path]) -> None:
    collection["queries"].write_text('{"_id": "1", "text": "greenhouse gases of bogs"}\n', encoding="utf-8")
    there = other_installation(tmp_path / "home", "search_meant")
    try:
        done = there.run(*arguments(collection), "--semantic", "--json")
    finally:
        remove_database("search_meant")
    told = json.loads(done.stdout)
    assert (told["semantic"], told["ndcg@10"], told["questions"]) == (True, 1.0, 1)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("corpus", '{"_id": "a", "text": "x"}\nnot json\n', "line 2: it is not JSON"),
        ("corpus", '{"_id": "a", "text": "x"}\n{"_id": "a", "text": "y"}\n', "line 2: the document 'a' stands there"),
        ("corpus", '["a"]\n', "line 1: it is not an object"),
        ("corpus", '{"_id": "a", "text": "late \\ud800 buses"}\n', "line 1: its 'text' holds half a character"),
        ("queries", '{"_id": "1", "text": "  "}\n', "line 1: the question '1' has no words"),
        ("queries", '{"_id": "1"}\n', "line 1: its 'text' is missing"),
        ("queries", "\n", "holds no question"),
        ("qrels", "1\tpeat\tmuch\n1\tpeat\tmore\n", "line 2: wanted: question id"),
        ("qrels", "", "holds no judgement"),
    ],
)
def test_a_broken_file_is_named_with_the_line(collection: dict[str, Path], file: str, text: str, says: str) -> None:
    from bridgework.cli.evaluation import judged
    from bridgework.cli.problems import Problem

    collection[file].write_text(text, encoding="utf-8")
    read = {"corpus": lambda path: list(judged.passages(path)), "queries": judged.questions, "qrels": judged.judgements}
    with pytest.raises(Problem) as caught:
        read[file](collection[file])  # type: ignore[operator]
    assert says in caught.value.message


def test_judgements_of_other_questions_measure_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], collection: dict[str, Path]
) -> None:
    monkeypatch.setenv("BRIDGEWORK_SEARCH_BY_MEANING", "no")
    collection["qrels"].write_text("other\tpeat\t1\n1\tpeat\t0\n", encoding="utf-8")
    assert main(arguments(collection)) == Exit.REFUSED
    assert "says of no question" in capsys.readouterr().err


def test_files_without_evaluate_and_evaluate_without_all_files(
    capsys: pytest.CaptureFixture[str], collection: dict[str, Path]
) -> None:
    assert main(["search", "peat", "--corpus", str(collection["corpus"])]) == Exit.USAGE
    assert main(["search", "evaluate", "--corpus", str(collection["corpus"])]) == Exit.USAGE
    assert "evaluate also needs --queries and --qrels." in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not CRANFIELD.is_dir(), reason="the judged collection does not lie beside the repository")
def test_as_good_as_the_best_engines_on_a_judged_collection(tmp_path: Path) -> None:
    paths = {
        "corpus": CRANFIELD / "corpus.jsonl",
        "queries": CRANFIELD / "queries.jsonl",
        "qrels": CRANFIELD / "qrels.tsv",
    }
    done = other_installation(tmp_path, "search_judged").run(*arguments(paths), "--json")
    assert json.loads(done.stdout)["ndcg@10"] >= 0.97 * 0.390
