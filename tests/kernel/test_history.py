"""History can be added to, and the database itself refuses everything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from bridgework.apps.messages.models import Batch
from bridgework.kernel import audit
from bridgework.kernel.maintenance import maintenance
from bridgework.kernel.models import AuditEntry, Transition
from bridgework.kernel.permissions import Actor
from tests.cast import NOW

Change = Callable[[], object]


@pytest.fixture
def entries() -> None:
    AuditEntry.objects.create(at=NOW, via="screen", verb="v", record_kind="k", record_public_id="r")
    Transition.objects.create(at=NOW, via="screen", event="e", to_state="s", record_kind="k", record_public_id="r")


CHANGES: dict[str, Change] = {
    "update of audit": lambda: AuditEntry.objects.update(verb="x"),
    "update of transitions": lambda: Transition.objects.update(reason="x"),
    "delete of audit": lambda: AuditEntry.objects.all().delete(),
    "delete of transitions": lambda: Transition.objects.all().delete(),
    "save of audit": lambda: AuditEntry.objects.get().save(),
    "bulk update": lambda: Transition.objects.bulk_update([Transition.objects.get()], ["reason"]),
    "plain SQL": lambda: connection.cursor().execute("DELETE FROM kernel_auditentry"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_history_cannot_be_changed(entries: None, change: Change) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()

    assert (AuditEntry.objects.get().verb, Transition.objects.get().reason) == ("v", "")


@pytest.mark.django_db
@pytest.mark.postgres
def test_history_cannot_be_emptied_at_once(entries: None) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE kernel_auditentry")


@pytest.mark.django_db
def test_maintenance_may_rewrite_it_and_closes_behind_itself(entries: None) -> None:
    with maintenance():
        AuditEntry.objects.update(verb="w")

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.update(verb="x")
    assert AuditEntry.objects.get().verb == "w"


@pytest.mark.django_db
def test_maintenance_that_fails_leaves_nothing_open(entries: None) -> None:
    with pytest.raises(LookupError), maintenance():
        raise LookupError

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.update(verb="x")


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_fields_and_no_more() -> None:
    record = Batch.objects.create(
        created_at=NOW, state_since=NOW, scope="p/r", state="waiting", key="k", title="secret"
    )
    actor = Actor(person_id=1, public_id="someone", name="Ruth Okafor", via="phone")

    audit.record(actor=actor, now=NOW, verb="renamed", on=record, fields=["title"])

    assert AuditEntry.objects.values().get() == {
        "id": AuditEntry.objects.get().pk,
        "at": NOW,
        "actor_public_id": "someone",
        "via": "phone",
        "verb": "renamed",
        "record_kind": "messages.batch",
        "record_public_id": record.public_id,
        "scope": "p/r",
        "fields": ["title"],
    }


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_can_leave_history_behind(entries: None) -> None:
    """The flush after this test removes it; the next one looks."""
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_the_test_before() -> None:
    assert (AuditEntry.objects.count(), Transition.objects.count()) == (0, 0)
