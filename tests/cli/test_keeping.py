"""Backup, restore, export and import, with real installations beside the one under test."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction
from tests.cast import NOW, Cast, make_cast, make_report, settle_at
from tests.installations import Installation, other_installation, remove_database

from bridgework.apps.messages.models import Message
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.models import IdentityProvider
from bridgework.cli.keeping import left_out, tables
from bridgework.cli.keeping.archive import back_up_to
from bridgework.cli.keeping.exporting import Exported, export_to, hash_of
from bridgework.cli.keeping.importing import import_from
from bridgework.cli.keeping.restoring import restore_from
from bridgework.cli.problems import Problem
from bridgework.core.states import Move, StateTable
from bridgework.kernel import audit, files, jobs, search, transitions
from bridgework.kernel.models import Setting, SubmittedForm
from bridgework.kernel.permissions import SYSTEM

TABLE = StateTable("thing", "planned", ("planned", "held"), (Move("hold", "planned", "held", "Hold"),))
SECRETS = ("a-client-secret", "f" * 64, "https://link.example/that-works", "correct horse battery")
AWKWARD = 'Ŵ "quoted", line\nbreak\u2028 =1+1 <b> \\ 💥'


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """An installation with something in every corner: history, files, secrets, awkward texts, a full search index."""
    cast = make_cast()
    make_report(cast)
    settle_at(cast)
    person = cast.person("officer")
    person.how_to_reach = AWKWARD
    person.save()
    account = cast.account("officer")
    account.set_password("correct horse battery")
    account.save()
    transitions.begin(cast.meeting, TABLE, actor=cast.actor("clerk"), now=NOW)
    audit.record(actor=cast.actor("clerk"), now=NOW, verb="planned", on=cast.meeting, fields=["on"])
    received = files.receive(io.BytesIO("naïve text".encode()), name="notes.txt")
    files.keep(received, scope=cast.challenge.scope, actor=SYSTEM, now=NOW, is_public=True)
    PersonalLink.objects.create(
        created_at=NOW, scope="p", purpose="x", person=person, token_hash="f" * 64, expires_at=NOW
    )
    IdentityProvider.objects.create(
        created_at=NOW, organisation=cast.council, label="x", issuer="y", client_id="z", client_secret="a-client-secret"
    )
    Message.objects.create(
        created_at=NOW, state_since=NOW, scope="p", state="sent", person=person, subject="=1+1", body="b", why="w",
        link_address="https://link.example/that-works",
    )  # fmt: skip
    Setting.objects.create(key="words", value={"list": [1, None, "x"], "on": True})
    jobs.enqueue("event", {}, at=NOW)
    search.put(
        search.Document(
            "questions.challenge", cast.challenge.public_id, "Rural buses", "", cast.challenge.scope, True, "/t/", NOW
        )
    )
    return cast


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[Installation]]:
    names = ("bridgework_moved", "bridgework_restored")
    yield [other_installation(tmp_path / name, name) for name in names]
    for name in names:
        remove_database(name)


def exported(folder: Path) -> dict[str, str]:
    """Every file of an export but the moment at which it was made."""
    found = {path.relative_to(folder).as_posix(): hash_of(path) for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest.pop("made_at")
    return found | {"manifest.json": json.dumps(manifest, sort_keys=True)}


def errors(ended: CompletedProcess[str]) -> str:
    """What a command said beside naming steps that took long."""
    lines = ended.stderr.splitlines(keepends=True)
    return "".join(line for line in lines if not line.endswith(" …\n") and ": done in " not in line)


def succeeded(ended: CompletedProcess[str]) -> str:
    """What a command said, having done what it should."""
    assert (ended.returncode, errors(ended)) == (0, "")
    return ended.stdout


def test_everything_moves_and_comes_back_the_same(cast: Cast, two: list[Installation], tmp_path: Path) -> None:
    """Export, import, export; then backup, restore, export: three times the same."""
    moved, restored = two
    backup = tmp_path / "backup.tar.gz"
    export_to(tmp_path / "e1", now=NOW)

    assert "  people.account.password: password hashes" in succeeded(moved.run("import", tmp_path / "e1"))
    said = succeeded(moved.run("export", tmp_path / "e2")).splitlines()
    succeeded(moved.run("backup", backup))
    assert succeeded(restored.run("restore", backup)).endswith(", with 1 stored file.\n")
    succeeded(restored.run("export", tmp_path / "e3"))

    assert exported(tmp_path / "e1") == exported(tmp_path / "e2") == exported(tmp_path / "e3")
    assert said[1] == (
        f"Left out: {len(left_out.MODELS)} tables and {len(left_out.FIELDS)} fields; manifest.json says which and why."
    )
    assert backup.stat().st_mode & 0o777 == 0o600

    refused = [moved.run("import", tmp_path / "e1"), restored.run("restore", backup)]
    assert [(one.returncode, errors(one).count("\n")) for one in refused] == [(1, 2), (1, 2)]
    assert all(errors(one).startswith("bridgework: This installation is not empty: it holds ") for one in refused)
    assert errors(refused[1]).endswith("in its place: add --replace\n")
    person = cast.person("proposer")
    note = tmp_path / "bridgework_restored" / "files" / "removed" / person.public_id
    note.parent.mkdir(parents=True)
    note.touch()
    replaced = succeeded(restored.run("restore", backup, "--replace"))
    assert replaced.startswith("What this installation held was replaced. ")
    assert replaced.endswith("Removed again, because they had been removed since: 1 person.\n")
    succeeded(restored.run("export", tmp_path / "e4"))
    people = [(tmp_path / one / "records" / "people.person.csv").read_text() for one in ("e3", "e4")]
    assert [person.email in one for one in people] == [True, False]


def test_a_backup_is_of_one_moment_while_others_write(cast: Cast, tmp_path: Path) -> None:
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with transaction.atomic():
                SubmittedForm.objects.create(token=f"t{number:06}", at=NOW)
                Setting.objects.update_or_create(key="test.last", defaults={"value": number})
            number += 1
            wrote.set()
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    wrote.wait()
    before = SubmittedForm.objects.count()
    back_up_to(tmp_path / "backup.tar", now=NOW)
    after = SubmittedForm.objects.count()
    stop.set()
    writer.join()

    tokens, last = tokens_and_last(tmp_path / "backup.tar", tmp_path / "unpacked")
    assert tokens == [f"t{number:06}" for number in range(last + 1)]
    assert before <= len(tokens) <= after


def tokens_and_last(backup: Path, folder: Path) -> tuple[list[str], int]:
    """What the writer had done at the moment of the backup."""
    with tarfile.open(backup) as file:
        file.extractall(folder, filter="data")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "database.sqlite3")) as database:
            tokens = [row[0] for row in database.execute("SELECT token FROM kernel_submittedform ORDER BY 1")]
            (last,) = database.execute("SELECT value FROM kernel_setting WHERE key = 'test.last'").fetchone()
            return tokens, int(last)
    described = json.loads((folder / "manifest.json").read_text())["tables"]
    forms, settings = (
        [
            dict(zip(described[table], line.split("\t"), strict=True))
            for line in lines(folder / "tables" / f"{table}.copy")
        ]
        for table in ("kernel_submittedform", "kernel_setting")
    )
    return sorted(row["token"] for row in forms), int({row["key"]: row["value"] for row in settings}["test.last"])


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_no_secret_is_in_an_export(cast: Cast, tmp_path: Path) -> None:
    done = export_to(tmp_path / "e", now=NOW)

    text = "\n".join(path.read_text() for path in (tmp_path / "e").rglob("*.jsonl"))
    assert done == Exported(
        records=text.count("\n") - len(list((tmp_path / "e").rglob("*.jsonl"))) + 1, files=1, missing=[]
    )
    assert [secret for secret in SECRETS if secret in text] == []
    assert "md5$" not in text


def test_the_manifest_tells_what_there_is(cast: Cast, tmp_path: Path) -> None:
    export_to(tmp_path / "e", now=NOW)
    manifest = json.loads((tmp_path / "e" / "manifest.json").read_text())

    assert {name for name, one in manifest["models"].items() if one["count"]} >= {
        "kernel.transition",
        "kernel.auditentry",
        "kernel.storedfile",
        "questions.challenge",
        "reports.recommendation",
    }
    assert set(manifest["models"]) | set(manifest["left_out"]["models"]) == {
        tables.label(model) for model in apps.get_models(include_auto_created=True)
    }
    scopes = {one["name"]: one for one in manifest["models"]["reports.recommendation"]["fields"]}
    assert scopes["report"] == {
        "name": "report",
        "type": "ForeignKey",
        "may_be_null": False,
        "refers_to": "reports.report",
        "by": "public_id",
    }


def test_a_spreadsheet_runs_nothing(cast: Cast, tmp_path: Path) -> None:
    export_to(tmp_path / "e", now=NOW)

    with (tmp_path / "e" / "records" / "messages.message.csv").open(newline="") as file:
        assert [row["subject"] for row in csv.DictReader(file)] == ["'=1+1"]


def test_an_export_that_was_changed_is_refused(cast: Cast, tmp_path: Path) -> None:
    export_to(tmp_path / "e", now=NOW)
    (tmp_path / "e" / "records" / "people.person.jsonl").write_text("")

    with pytest.raises(Problem, match=r"people\.person\.jsonl is not what it was"):
        import_from(tmp_path / "e")


def test_an_export_with_more_than_we_know_is_refused(cast: Cast, tmp_path: Path) -> None:
    export_to(tmp_path / "e", now=NOW)
    path = tmp_path / "e" / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["models"]["future.thing"] = {"count": 0, "fields": [], "sha256": {}}
    manifest["models"]["people.person"]["fields"].append({"name": "shoe_size"})
    path.write_text(json.dumps(manifest))

    with pytest.raises(Problem, match=r"does not know future\.thing, people\.person\.shoe_size"):
        import_from(tmp_path / "e")


@pytest.mark.django_db
def test_what_is_no_export_or_backup_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "not.tar").write_text("something else")
    with tarfile.open(tmp_path / "empty.tar", "w"):
        pass

    for act, words in (
        (lambda: import_from(tmp_path), "is not an export"),
        (lambda: export_to(tmp_path, now=NOW), "is not empty"),
        (lambda: back_up_to(tmp_path / "not.tar", now=NOW), "exists already"),
        (lambda: restore_from(tmp_path / "none.tar", replace=False), "There is no"),
        (lambda: restore_from(tmp_path / "not.tar", replace=False), "is not a whole backup: it cannot be unpacked.$"),
        (lambda: back_up_to(tmp_path / "nowhere" / "b.tar", now=NOW), "There is no folder .*nowhere.$"),
        (lambda: restore_from(tmp_path / "empty.tar", replace=False), "it has no manifest"),
    ):
        with pytest.raises(Problem, match=words):
            act()


def test_a_file_the_storage_lost_is_named(cast: Cast, tmp_path: Path) -> None:
    (name,) = tables.file_names()
    default_storage.delete(name)

    assert export_to(tmp_path / "e", now=NOW).missing == [name]
    assert back_up_to(tmp_path / "b.tar", now=NOW).missing == [name]


def test_every_field_that_sounds_like_a_secret_was_thought_about() -> None:
    sounds = re.compile(r"password|secret|token|hash|salt|otp|code$|key$|^key|receipt|credential|link_address")
    found = {
        tables.full_name(field)
        for model in tables.exported_models()
        for field in model._meta.concrete_fields
        if sounds.search(field.name)
    }

    assert found - set(left_out.FIELDS) == left_out.NO_SECRET


def test_the_list_of_what_is_left_out_names_only_what_there_is() -> None:
    models = {tables.label(model): model for model in apps.get_models(include_auto_created=True)}

    assert set(left_out.MODELS) - set(models) == set()
    names = {tables.full_name(field) for model in models.values() for field in model._meta.concrete_fields}
    assert set(left_out.FIELDS) - names == set()


def test_plain_values() -> None:
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

    assert [tables.plain(one) for one in (moment, date(2026, 7, 1), b"ab", None, True, {"a": 1})] == [
        "2026-07-01T12:00:00+00:00",
        "2026-07-01",
        "YWI=",
        None,
        True,
        {"a": 1},
    ]
