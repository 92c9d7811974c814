"""Settings from the environment."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from bridgework.config import environment


@pytest.mark.parametrize(
    ("value", "expected"), [("yes", True), ("1", True), ("TRUE", True), ("no", False), ("", False)]
)
def test_a_flag(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_FLAG", value)
    assert environment.flag("X_FLAG", default=not expected) is expected


def test_a_flag_that_is_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match=r"^X_FLAG must be yes or no, not 'perhaps'\.$"):
        environment.flag("X_FLAG")


@pytest.mark.parametrize("value", ["many", "0"])
def test_a_number_that_is_none_or_too_small(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="X_NUMBER must be"):
        environment.whole_number("X_NUMBER", 5, least=1)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIDGEWORK_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert len(first) > 60
    assert environment.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_sqlite_below_the_home_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIDGEWORK_DATABASE_URL", raising=False)
    database = environment.database(tmp_path)
    assert database["NAME"] == str(tmp_path / "bridgework.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_with_a_pool_and_no_kept_connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIDGEWORK_DATABASE_URL", "postgresql://ann:p%40ss@db.example:5433/bridge?sslmode=require")
    database = environment.database(tmp_path)
    assert "CONN_MAX_AGE" not in database
    assert {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "bridge",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert database["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c jit=off -c work_mem=16MB",
        "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
    }


def test_a_socket_is_named_in_the_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIDGEWORK_DATABASE_URL", "postgresql://ann@/bridge?host=%2Frun%2Fpg")
    database = environment.database(tmp_path)
    assert (database["HOST"], database["OPTIONS"].get("host")) == ("/run/pg", None)


def test_another_kind_of_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIDGEWORK_DATABASE_URL", "mysql://x/y")
    with pytest.raises(ImproperlyConfigured, match="not mysql://"):
        environment.database(tmp_path)
