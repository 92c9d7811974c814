"""What is known about an installation without its database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bridgework.cli import installation
from bridgework.cli.ground import django_ready
from bridgework.cli.installation import AlreadyRunning, Running, is_prepared, mark_prepared, the_only_one
from bridgework.cli.ports import require_free
from bridgework.cli.problems import Exit, Problem


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BRIDGEWORK_DATABASE_URL", raising=False)
    (tmp_path / "bridgework.sqlite3").touch()
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").touch()
    return tmp_path


def test_prepared_until_the_database_is_another(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_prepared(home)
    mark_prepared(home)
    assert is_prepared(home)
    monkeypatch.setenv("BRIDGEWORK_DATABASE_URL", "postgresql://elsewhere/other")
    assert not is_prepared(home)


def test_not_prepared_when_the_file_was_put_back_from_a_backup(home: Path) -> None:
    mark_prepared(home)
    (home / "other").touch()
    (home / "other").replace(home / "bridgework.sqlite3")
    assert not is_prepared(home)


def test_not_prepared_when_a_migration_is_new(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    (source / "migrations").mkdir(parents=True)
    monkeypatch.setattr(installation, "SOURCE", source)
    mark_prepared(home)
    assert is_prepared(home)
    (source / "migrations" / "0002_more.py").touch()
    assert not is_prepared(home)


def test_the_second_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    first = Running(process=os.getpid(), address="http://127.0.0.1:8000")
    with the_only_one(tmp_path, first):
        with pytest.raises(AlreadyRunning) as refused, the_only_one(tmp_path, Running(1, "http://127.0.0.1:9000")):
            pass
        assert refused.value.message == "Bridgework already runs at http://127.0.0.1:8000."
        assert refused.value.running == first
    with the_only_one(tmp_path, first):
        pass


def test_one_that_was_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import os, pathlib; from bridgework.cli.installation import *\n"
        f"with the_only_one(pathlib.Path({str(tmp_path)!r}), Running(os.getpid(), 'x')):\n"
        "    print('held', flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (killed.stdout, killed.returncode) == ("held\n", -9)
    with the_only_one(tmp_path, Running(1, "y")):
        assert installation.read_running(tmp_path) == Running(1, "y")


def test_a_taken_port_names_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem) as refused:
            require_free(port, write="./run")
    assert refused.value.message == f"Another program uses port {port}."
    hint, _space, named = refused.value.hint.rpartition(" ")
    assert hint == f"Port {named} is free: ./run --port"
    assert int(named) > port
    assert refused.value.code == Exit.UNAVAILABLE


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none(port: int) -> None:
    with pytest.raises(Problem, match="A port is a number from 1 to 65535"):
        require_free(port, write="./run")


def test_a_command_gives_the_address_of_the_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIDGEWORK_HOME", str(tmp_path))
    # Set first, so that what the command sets is taken back afterwards.
    monkeypatch.setenv("BRIDGEWORK_ADDRESS", "")
    del os.environ["BRIDGEWORK_ADDRESS"]
    with the_only_one(tmp_path, Running(1, "http://127.0.0.1:8123")):
        django_ready()
    assert os.environ["BRIDGEWORK_ADDRESS"] == "http://127.0.0.1:8123"
