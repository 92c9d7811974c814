"""`bridgework teams`: files in, files out, no database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from benchmarks.teams.invented import invented_round

from bridgework.cli.main import main
from bridgework.cli.problems import Exit
from bridgework.core.formation.schema import allocation_schema, round_schema


@pytest.fixture
def round_file(tmp_path: Path) -> Path:
    path = tmp_path / "round.json"
    path.write_text(json.dumps(invented_round(30, "selective", 1)))
    return path


def solve(round_file: Path, *more: str) -> dict[str, Any]:
    out = round_file.parent / "allocation.json"
    assert main(["teams", "solve", str(round_file), "--out", str(out), *more]) == Exit.DONE
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def test_solve_check_and_the_schemas(round_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = solve(round_file, "--second-solver")
    assert list(found) == [
        "format", "input_sha256", "seed_commitment", "teams", "unplaced", "profile", "stages", "solver", "result_sha256"
    ]  # fmt: skip
    jsonschema.validate(json.loads(round_file.read_text()), round_schema())
    jsonschema.validate(found, allocation_schema())
    said = capsys.readouterr().out
    assert said.splitlines()[1:] == [f"input   {found['input_sha256']}", f"result  {found['result_sha256']}"]
    assert "proved to be best" in said
    assert [one.name for one in round_file.parent.iterdir() if one.name.startswith(".")] == []
    assert main(["teams", "check", str(round_file), str(round_file.parent / "allocation.json")]) == Exit.DONE
    assert capsys.readouterr().out == "Sound: every rule is kept, and every hash and value is as stated.\n"


def test_the_frozen_input_and_the_seed_give_the_published_hash(round_file: Path) -> None:
    published = solve(round_file)
    frozen = json.loads(round_file.read_text())
    seed = frozen.pop("seed")
    round_file.write_text(json.dumps(frozen, indent=4, sort_keys=True))
    again = solve(round_file, "--seed", seed)
    for key in ("input_sha256", "seed_commitment", "result_sha256"):
        assert again[key] == published[key]


def test_each_breach_is_a_line(round_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = solve(round_file)
    moved = found["teams"][0]["members"].pop()
    out = round_file.parent / "allocation.json"
    out.write_text(json.dumps(found))
    capsys.readouterr()
    assert main(["teams", "check", str(round_file), str(out)]) == Exit.REFUSED
    lines = capsys.readouterr().out.splitlines()
    assert f'people: "{moved}" is in no team and not among the unplaced' in lines
    assert {line.partition(":")[0] for line in lines} >= {"people", "profile", "result_sha256", "stages"}


def test_why_somebody_is_where_they_are(round_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = solve(round_file)
    who, out = found["unplaced"][0], str(round_file.parent / "allocation.json")
    capsys.readouterr()
    assert main(["teams", "explain", str(round_file), out, "--applicant", who, "--json"]) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["applicant"], told["question"], len(told["better"])) == (who, None, 5)
    assert main(["teams", "explain", str(round_file), out, "--applicant", who]) == Exit.DONE
    assert capsys.readouterr().out.splitlines()[0] == told["summary"]
    assert main(["teams", "explain", str(round_file), out, "--applicant", "nobody"]) == Exit.NOT_FOUND
    assert capsys.readouterr().err == "bridgework: Nobody in this round has the id 'nobody'.\n"


def test_two_rule_sets_and_two_allocations_side_by_side(round_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    solve(round_file)
    rules = round_file.parent / "rules.json"
    rules.write_text(json.dumps({"team_size": [3, 6], "max_teams": 1}))
    capsys.readouterr()
    assert main(["teams", "compare", str(round_file), "--with", str(rules), "--json"]) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["first"]["teams"], told["second"]["teams"], told["same"]) == (3, 1, False)
    out = str(round_file.parent / "allocation.json")
    assert main(["teams", "compare", out, str(round_file)]) == Exit.DONE
    assert capsys.readouterr().out.startswith("The same teams: ")
    assert main(["teams", "compare", out]) == Exit.USAGE


def test_a_faulty_round_is_refused_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "round.json", tmp_path / "allocation.json"
    path.write_text('{"rules": {"team_size": [5, 3]}, "questions": [], "applicants": [{"id": "a", "ranks": ["q"]}]}')
    out.write_text("as it was")
    assert main(["teams", "solve", str(path), "--out", str(out)]) == Exit.REFUSED
    assert capsys.readouterr().err == (
        "bridgework: round.json cannot be used: 2 things are wrong with it.\n"
        "  /rules/team_size: says at least 5 and at most 3 people\n"
        '  /applicants/0/ranks/0: names the question "q", which is not in this round\n'
    )
    assert out.read_text() == "as it was"
    assert main(["teams", "solve", str(tmp_path / "none.json"), "--out", str(out)]) == Exit.NOT_FOUND
    path.write_text('{"rules": {"team_size": [1, 3]}, "questions": [], "applicants": []}')
    assert main(["teams", "solve", str(path), "--out", str(tmp_path / "no" / "a.json")]) == Exit.NOT_FOUND


def test_a_spreadsheet_with_rules_beside_it(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,rank 1,rank 2,skills\nada,q1,q2,gis\nben,q1,q2,\ncy,q1,q2,\n")
    rules = tmp_path / "rules.json"
    rules.write_text('{"rules": {"team_size": [2, 3]}, "questions": [{"id": "q1", "needs": ["law"]}], "seed": "s"}')
    assert solve(tmp_path / "people.csv", "--rules", str(rules))["teams"] == [
        {"question": "q2", "members": ["ada", "ben", "cy"]}
    ]


def test_no_valid_team_is_no_error_and_says_what_to_relax(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "round.json"
    rules = {"team_size": [3, 6]}
    people = [{"id": "a", "ranks": ["q"]}, {"id": "b", "ranks": ["q"]}]
    path.write_text(json.dumps({"rules": rules, "questions": [{"id": "q"}], "applicants": people}))
    assert solve(path)["teams"] == []
    said = capsys.readouterr().err
    assert said == (
        "Under these rules no team is valid.\n"
        "Relax the fewest people in the team on “q”: 2 people more get a team (2 placed).\n"
    )


def test_other_commands_do_not_wait_for_the_solver() -> None:
    script = "import sys; from bridgework.cli.main import build_parser; build_parser(); print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
