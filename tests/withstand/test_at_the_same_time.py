"""Two presses at the very same moment, and a server killed in the middle of a write: real transactions."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from bridgework.apps.questions.actions import bring_problem
from bridgework.apps.questions.models import ProblemStatement
from bridgework.apps.workspace.models import Request
from bridgework.kernel.models import AuditEntry, Transition
from bridgework.kernel.permissions import VISITOR
from tests.cast import NOW, Cast, make_cast
from tests.installations import address_on_test_server

pytestmark = pytest.mark.django_db(transaction=True)

WRITES_AND_WAITS = """
import time
import django
django.setup()
from django.db import transaction
from django.utils import timezone
from bridgework.apps.programmes.models import Programme
from bridgework.apps.questions.actions import bring_problem
from bridgework.kernel.permissions import VISITOR
with transaction.atomic():
    bring_problem(
        actor=VISITOR, now=timezone.now(), programme=Programme.objects.get(), text="Half done.", contact="a@example.org"
    )
    print("written", flush=True)
    time.sleep(60)
"""


def environment_of_another_process(home: Path) -> dict[str, str]:
    """The installation under test, as another process sees it."""
    name = str(connection.settings_dict["NAME"])
    sqlite = connection.vendor == "sqlite"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "bridgework.config.settings",
        "BRIDGEWORK_HOME": str(home),
        "BRIDGEWORK_DATABASE_URL": f"sqlite:///{Path(name).resolve()}" if sqlite else address_on_test_server(name),
    }


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return make_cast()


def press_together(path: str, sent: dict[str, str], clients: list[Client]) -> list[int]:
    """Send the same form from every client at the same moment."""
    gate = Barrier(len(clients))

    def press(client: Client) -> int:
        try:
            gate.wait(10)
            return client.post(path, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(press, clients))


def test_a_problem_is_brought_once(cast: Cast) -> None:
    sent = {"text": "The last bus leaves before visiting ends.", "contact": "", "once": "one press"}
    assert press_together("/bring-a-problem/", sent, [Client() for _ in range(4)]) == [302] * 4
    assert ProblemStatement.objects.count() == 1


def test_a_request_is_made_once(cast: Cast) -> None:
    with time_machine.travel(NOW):
        client = Client()
        client.force_login(cast.account("team_lead"), backend="django.contrib.auth.backends.ModelBackend")
        second = Client()
        second.cookies = client.cookies
        sent = {
            "asked_of": cast.person("officer").public_id, "text": "Who counts passengers?", "why": "We compare counts.",
            "wanted_by": "2026-03-20", "once": "one press",
        }  # fmt: skip
        path = f"/workspace/{cast.challenge.public_id}/requests/make/"
        assert press_together(path, sent, [client, second]) == [302, 302]
    assert Request.objects.count() == 1


def test_kill_9_in_the_middle_of_a_write_leaves_nothing_half_done(cast: Cast, tmp_path: Path) -> None:
    before = (Transition.objects.count(), AuditEntry.objects.count())
    server = subprocess.Popen(
        [sys.executable, "-c", WRITES_AND_WAITS],
        env=environment_of_another_process(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "written\n"
    finally:
        server.send_signal(signal.SIGKILL)
        server.communicate(timeout=10)
    assert ProblemStatement.objects.count() == 0
    assert (Transition.objects.count(), AuditEntry.objects.count()) == before
    bring_problem(actor=VISITOR, now=timezone.now(), programme=cast.programme, text="Whole.", contact="")
    assert ProblemStatement.objects.get().text == "Whole."
