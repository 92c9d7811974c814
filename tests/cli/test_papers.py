from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.core.papers.reading import made

from bridgework.cli.main import main
from bridgework.cli.problems import Exit
from bridgework.core.papers.as_json import from_json


def _run(*arguments: object) -> int:
    return main(["paper", *map(str, arguments)])


def test_a_paper_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("read", made.PAPERS / "vale-minutes.txt", "--json") == Exit.DONE
    data = json.loads(capsys.readouterr().out)
    assert (from_json(data).kind, [one["item"] for one in data["resolutions"]]) == (
        "minutes",
        ["22", "23(a)", "23(b)", "23(c)", "24"],
    )


def test_a_paper_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("read", made.PAPERS / "harrow-mill-scan.txt") == Exit.DONE
    assert capsys.readouterr().out == (
        "Benches and shade in Church Street\n"
        "Report, Amenities Committee, 2031-07-07\n\n"
        "Recommendations: 2\n"
        "  1: To note the report of the pupils ;\n"
        "  2: To buy two benches .\n\n"
        "Not placed: 3\n"
        "  line 1: -- 1 --\n"
        "  line 2: HARR0W MlLL TOWN COUNCIL .\n"
        "  line 19: -- 2 --\n\n"
        "Sections: 2. Implications: 0. Clearances: 0.\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.docm", b"PK\x03\x04", Exit.REFUSED, "bridgework: This document contains macros (small programs).\n"),
        ("none.pdf", None, Exit.NOT_FOUND, "bridgework: There is no "),
    ],
)
def test_an_error_is_one_line_and_a_hint(
    name: str, data: bytes | None, code: Exit, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert _run("read", tmp_path / name) == code
    assert capsys.readouterr().err.startswith(said)


def test_a_folder_is_read_and_gone_on_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers, out = tmp_path / "papers", tmp_path / "out"
    (papers / "old").mkdir(parents=True)
    shutil.copy(made.PAPERS / "vale-agenda.txt", papers / "agenda.txt")
    shutil.copy(made.PAPERS / "pell-parish-loose.txt", papers / "old" / "bus.txt")
    (papers / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (papers / "picture.png").write_bytes(b"no paper")
    assert _run("read-folder", papers, "--out", out, "--processes", 1) == Exit.REFUSED
    assert capsys.readouterr().out == f"3 files: 2 read, 1 refused. Records: {out}\n"
    written = {str(one.relative_to(out)): one.stat().st_mtime_ns for one in out.rglob("*.json")}
    assert sorted(written) == ["agenda.txt.json", "old/bus.txt.json"]
    ledger = [json.loads(line) for line in (out / "reading.jsonl").read_text().splitlines()]
    assert {one["file"]: one["outcome"] for one in ledger} == {
        "agenda.txt": "read",
        "broken.pdf": "damaged",
        "old/bus.txt": "read",
    }

    with (out / "reading.jsonl").open("a") as lines:
        lines.write('{"file": "cut o')
    (papers / "agenda.txt").write_text("AGENDA\n\n1. Welcome\n")
    assert _run("read-folder", papers, "--out", out, "--processes", 1) == Exit.REFUSED
    assert capsys.readouterr().out == f"3 files: 2 read, 1 refused, 2 of them before. Records: {out}\n"
    assert (out / "old" / "bus.txt.json").stat().st_mtime_ns == written["old/bus.txt.json"]
    assert json.loads((out / "agenda.txt.json").read_text())["sections"][0]["title"] == "Welcome"
