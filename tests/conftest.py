"""What every test can use. Browser fixtures: tests/browser.py."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

pytest_plugins = ["tests.browser"]

# A run makes millions of small objects and few circles: looking for those less often saves a tenth of the time.
gc.set_threshold(50_000, 20, 100)

_DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "site", "page"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only the tests that touch the database: what is run again on PostgreSQL",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark by what a test uses, so that nobody forgets to, and leave out what was not asked for."""
    left_out: list[pytest.Item] = []
    kept: list[pytest.Item] = []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"browser", "page"}:
            item.add_marker("browser")
        if config.getoption("--database-only") and not (
            item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES
        ):
            left_out.append(item)
            continue
        kept.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables, and what models cannot say: triggers that protect history, and the full-text index."""
    sql = import_module("bridgework.kernel.migrations._sql")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        sql.protect_history(apps, editor)
        sql.make_full_text_index(apps, editor)


@pytest.fixture(autouse=True)
def _only_on_its_database(request: pytest.FixtureRequest) -> None:
    for vendor, marker in (("postgresql", "postgres"), ("sqlite", "sqlite")):
        if request.node.get_closest_marker(marker) and connection.vendor != vendor:
            pytest.skip(f"about {vendor}; this run is on {connection.vendor}")


@pytest.fixture(autouse=True, scope="session")
def _history_can_be_flushed() -> Iterator[None]:
    """Tests with real transactions empty every table afterwards; triggers would refuse that for history."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_with_history(self: TransactionTestCase) -> None:
        from bridgework.kernel.maintenance import maintenance
        from bridgework.kernel.models import AuditEntry, Maintenance, Transition

        with maintenance():
            AuditEntry.objects.all().delete()
            Transition.objects.all().delete()
        # PostgreSQL's TRUNCATE asks the triggers too, however empty the table is. The flush removes this row as well.
        Maintenance.objects.update(open=True)
        flush(self)

    # Set by hand: pytest's monkeypatch ends with each test, and the flush is called after that.
    TransactionTestCase._fixture_teardown = flush_with_history  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
