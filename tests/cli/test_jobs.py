"""`bridgework jobs`."""

from __future__ import annotations

import pytest
from tests.cast import NOW

from bridgework.cli.main import main
from bridgework.cli.problems import Exit
from bridgework.kernel.models.jobs import Job

pytestmark = pytest.mark.django_db


def test_what_was_given_up_is_shown_and_runs_again_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jobs"]) == Exit.DONE
    row = Job.objects.create(
        kind="event", run_at=NOW, state=Job.FAILED, attempts=8, finished_at=NOW, last_error="Gone."
    )
    assert main(["jobs"]) == Exit.REFUSED
    said = capsys.readouterr().out
    assert f"{row.pk}  event  8 tries, last 2026-03-02 10:00  Gone." in said
    assert main(["jobs", "--retry", str(row.pk)]) == Exit.DONE
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Job.WAITING, 0)
    assert main(["jobs", "--retry", str(row.pk)]) == Exit.NOT_FOUND
