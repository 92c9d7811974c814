"""`bridgework threads` and `bridgework thread`."""

from __future__ import annotations

import json

import jsonschema
import pytest
from tests.cast import NOW

from bridgework.cli.main import main
from bridgework.cli.problems import Exit
from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from bridgework.threads.schema import thread_schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def _history(db: None) -> None:
    load_history(actor=SYSTEM, now=NOW)


@pytest.mark.usefixtures("_history")
def test_every_public_thread_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["threads", "--json"]) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], len(told["threads"])) == ("bridgework/threads@1", 22)
    first = told["threads"][0]
    assert {"code", "question", "round", "state", "address"} <= set(first)
    assert first["address"].endswith(f"/questions/{first['code']}/")


@pytest.mark.usefixtures("_history")
def test_a_thread_as_json_fits_the_published_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["thread", "2019-net-zero", "--json"]) == Exit.DONE
    jsonschema.validate(json.loads(capsys.readouterr().out), thread_schema())


@pytest.mark.usefixtures("_history")
def test_a_thread_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["thread", "2019-future-local-government"]) == Exit.DONE
    said = capsys.readouterr().out
    assert said.startswith("How do we design the future of local government today?\n")
    assert "  Where it went (23 January 2020)\n" in said
    assert "? The trail stops here." in said
    assert max(map(len, said.splitlines())) <= 90


def test_no_thread_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["threads"]) == Exit.DONE
    assert capsys.readouterr().out == "No thread is public yet.\n"


def test_a_code_nobody_has_ends_with_three_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["thread", "2099-nothing", "--json"]) == Exit.NOT_FOUND
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "bridgework: There is no public thread with the code '2099-nothing'.\n  Every code: bridgework threads\n"
    )
