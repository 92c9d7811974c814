"""The shape of the house: which modules there may be, how they are called, how long they may get."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from tests.arch.source import ROOT, SOURCE, named, python_files

# The modules of an app, as the architecture lists them, and those in which it declares to the kernel's registries.
APP_MODULES = {
    "__init__",
    "apps",
    "states",
    "events",
    "rules",
    "models",
    "queries",
    "actions",
    "handlers",
    "searchables",
    "links",
    "previews",
    "withdrawals",
    "tellings",
    "waiting",
    "personal",
    "retention",
    "migrations",
}
# One app, one more module, one reason.
MORE_APP_MODULES = {
    "people/accounts": "Django's account manager must be importable before the models are",
    "participation/tokens": "making and sealing a link's secret, used by actions and web alike",
    "applications/resuming": "the signed address by which an applicant comes back to a draft, used by actions and web",
    "applications/monitored": "what equality monitoring asks, read by its action and by web",
    "messages/delivery": "the only place that hands a message to the mail service",
    "programmes/timetable": "dates of phases, computed; used by queries, actions and previews",
    "programmes/type_files": "reads programme types from their data files",
    "programmes/types": "the data files of programme types",
    "privacy/removed": "who was removed, kept beside the database and used by the command that restores one",
    "library/catalogue": "what harvesters see, kept whenever the index changes",
    "impact/projection": "works out the ledger's row of one recommendation from its histories",
    "programmes/settings": "the settings of a programme with their defaults and limits",
    "programmes/switches": "what a phase allows, read by rules of every floor above",
    "people/one_time_links": "the signed address by which the first lead gets in before any mail can be sent",
    "people/importing": "reads a table of people, line by line, before an action takes it in",
    "workspace/timetable": "counts the plan of a challenge; used by queries and actions",
    "calendar/deadline_rules": "reads the shipped deadline rules from their data file, with the words of each",
    "calendar/shipped": "the data file of deadline rules",
    "calendar/deadlines": "deadlines of a body's meetings, computed; used by queries, waiting, handlers and web",
    "committees/deadlines": "which papers a deadline presses, computed; used by waiting and handlers",
    "committees/records": "reads a paper into the record its documents and versions are made from",
    "committees/building": "makes the documents of a kept version; its action keeps them",
    "committees/reading": "reads an uploaded paper into a record, before an action or by the worker",
    "committees/template_files": "reads the paper templates that come with the product from their data files",
    "committees/paper_templates": "the data files of paper templates",
    "reports/building": "makes the documents of a published version; its action keeps them",
    "reports/extraction": "turns an uploaded file into accessible text; used by web before an action",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "base", "stuff"}
LONGEST_FILE = 450
# A template loader, a log format: things whose length is data. Name, and why.
LONGER_FILES: dict[str, str] = {}
# Outside actions.py, one reason each.
MORE_WRITERS = {
    "src/bridgework/web/desk/account/once.py": "allauth's own record of an address, made when somebody signs in",
    "src/bridgework/web/sign_in.py": "the same, when an organisation's sign-in brings the address",
    "src/bridgework/web/ui/acting.py": "marks a submitted form as used, so that a double click acts once",
}


def _module_names(app: Path) -> set[str]:
    return {
        path.stem
        for path in app.iterdir()
        if path.name != "__pycache__" and (path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py"))))
    }


@pytest.mark.parametrize(
    "app", sorted(path.parent for path in (SOURCE / "apps").glob("*/apps.py")), ids=lambda app: app.name
)
def test_an_app_has_only_the_modules_of_the_house(app: Path) -> None:
    names = {name for name in _module_names(app) if f"{app.name}/{name}" not in MORE_APP_MODULES}
    assert sorted(names - APP_MODULES) == []


def test_no_module_is_called_after_nothing() -> None:
    nameless = [named(path) for path in python_files() if path.stem in FORBIDDEN_NAMES]
    nameless += [named(path) for path in SOURCE.rglob("*/") if path.name in FORBIDDEN_NAMES and any(path.glob("*.py"))]
    assert nameless == []


def test_no_file_is_too_long() -> None:
    long = {
        named(path): lines
        for path in [*python_files(), *python_files(ROOT / "tests")]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
        and named(path) not in LONGER_FILES
    }
    assert long == {}


def test_every_floor_of_the_contracts_is_an_app() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract.get("containers") == ["bridgework.apps"])
    listed = {name for floor in floors["layers"] for name in re.split(r"\s*[|:]\s*", floor)}
    assert listed == {path.parent.name for path in (SOURCE / "apps").glob("*/apps.py")}


def test_only_the_clock_reads_the_time() -> None:
    """Actions are given `now`; the demonstration can move the clock only if nobody looks past it."""
    reading = re.compile(r"\btimezone\.now\(|\bdatetime\.now\(|\bdate\.today\(|\btimezone\.localdate\(\)|\butcnow\(")
    guilty = [
        named(path)
        for folder in ("core", "apps", "threads", "web")
        for path in python_files(SOURCE / folder)
        if reading.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_only_actions_of_an_app_write() -> None:
    """Models are saved, made and removed in actions.py alone; queries and views only read."""
    writing = re.compile(r"\.objects\.(create|bulk_create|update_or_create|get_or_create|bulk_update)\(|\.delete\(\)")
    guilty = [
        named(path)
        for path in [
            *python_files(SOURCE / "web"),
            *python_files(SOURCE / "threads"),
            *SOURCE.glob("apps/*/queries.py"),
        ]
        if writing.search(path.read_text(encoding="utf-8")) and named(path) not in MORE_WRITERS
    ]
    assert guilty == []


def _offered(path: Path) -> set[str]:
    """The names an actions module offers: its `__all__`, or that of its package, or whatever has no underscore."""
    package = path.parent / "__init__.py"
    offering = package if path.parent.name == "actions" else path
    tree = ast.parse(offering.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return {
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_actions_take_keywords_and_are_told_when() -> None:
    """Whatever is done on behalf of an actor takes keywords only and is told the time."""
    wrong: list[str] = []
    for path in [*SOURCE.glob("apps/*/actions.py"), *SOURCE.glob("apps/*/actions/*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name not in _offered(path):
                continue
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            every = keywords | {argument.arg for argument in node.args.args}
            # A plan is a dry run: it writes nothing, and needs no time.
            untimed = "now" not in keywords and not node.name.startswith("plan_")
            if "actor" in every and (node.args.args or untimed):
                wrong.append(f"{named(path)}: {node.name}")
    assert wrong == []


def test_a_lock_on_a_row_with_relations_locks_the_row_alone() -> None:
    """PostgreSQL refuses FOR UPDATE on the nullable side of a join; SQLite ignores it, so it would show late."""
    joined = re.compile(r"select_for_update\(\)\s*\.select_related\(|select_related\([^)]*\)\s*\.select_for_update\(\)")
    assert [named(path) for path in python_files() if joined.search(path.read_text(encoding="utf-8"))] == []
