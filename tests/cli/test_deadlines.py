"""`bridgework deadlines`: exactly its JSON, and its refusals."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bridgework.cli.main import main
from bridgework.cli.problems import Exit

MARCH = ["deadlines", "--meeting", "2022-03-10", "--clear-days", "5"]


def test_the_json_without_a_publication(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*MARCH, "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out) == {
        "format": "bridgework/deadlines@1",
        "latest_publication": "2022-03-02",
        "counted": ["2022-03-03", "2022-03-04", "2022-03-07", "2022-03-08", "2022-03-09"],
        "passed_over": [{"date": "2022-03-05", "reason": "Saturday"}, {"date": "2022-03-06", "reason": "Sunday"}],
        "in_time": None,
    }


def test_the_json_of_a_late_publication_with_a_day_added(capsys: pytest.CaptureFixture[str]) -> None:
    main([*MARCH, "--published", "2022-03-04", "--holiday", "2022-03-08=Offices closed", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["latest_publication"], found["in_time"], found["counted"]) == (
        "2022-03-01",
        False,
        ["2022-03-07", "2022-03-09"],
    )
    assert found["passed_over"][-1] == {"date": "2022-03-08", "reason": "Offices closed"}


def test_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    main([*MARCH, "--published", "2022-03-02"])
    assert capsys.readouterr().out == (
        "In time: 5 of the 5 clear days asked for.\n"
        "5 clear days: 3, 4, 7, 8, 9 March 2022. Neither Wed 2 March 2022 (publication) nor Thu\n"
        "10 March 2022 (the meeting) counts. Weekends do not count.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--meeting", "10 March", "--clear-days", "5"], "'10 March' is not a date --meeting can take."),
        (["--meeting", "2022-W10-4", "--clear-days", "5"], "'2022-W10-4' is not a date --meeting can take."),
        (
            ["--meeting", "2022-03-10", "--clear-days", "-5"],
            "Clear days must be a whole number from 0 to 366, not '-5'.",
        ),
        (
            ["--meeting", "2022-03-10", "--clear-days", "9" * 30],
            f"Clear days must be a whole number from 0 to 366, not {'9' * 30!r}.",
        ),
        ([*MARCH[1:], "--published", "2022-02-30"], "'2022-02-30' is not a date --published can take."),
        ([*MARCH[1:], "--holiday", "2022-03-08"], "'2022-03-08' is not a holiday."),
        ([*MARCH[1:], "--cut-off", "25:00"], "'25:00' is not an hour."),
    ],
)
def test_a_slip_is_one_line_and_a_hint(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", *arguments]) == Exit.USAGE
    first, hint = capsys.readouterr().err.splitlines()
    assert (first, hint.startswith("  ")) == (f"bridgework: {message}", True)


def test_it_never_starts_the_database() -> None:
    run = f"from bridgework.cli.main import main; main({MARCH!r}); import sys; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
