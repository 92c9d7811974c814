from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bridgework.apps.people.queries import actor_for
from bridgework.apps.programmes import actions, queries
from bridgework.apps.programmes.models import Programme, ProgrammeType, Round
from bridgework.apps.programmes.settings import ProgrammeSettings, settings_of
from bridgework.apps.programmes.type_files import FOLDER, TypeFileInvalid
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor
from tests.cast import NOW, make_person

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 2)


@pytest.fixture
def programme() -> Programme:
    actions.load_types(actor=SYSTEM, now=NOW)
    return actions.start_programme(
        actor=SYSTEM,
        now=NOW,
        name="Saltmarsh Questions",
        type_key="policy-challenges",
        council_name="Saltmarsh Council",
        university_name="University of Saltmarsh",
        lead=make_person("Ruth Okafor"),
    )


@pytest.fixture
def lead(programme: Programme) -> Actor:
    person = programme.council._meta.apps.get_model("people", "Person").objects.get(name="Ruth Okafor")
    return actor_for(person, NOW)


@pytest.fixture
def round_(programme: Programme, lead: Actor) -> Round:
    return made(programme, lead)


def made(programme: Programme, lead: Actor, label: str = "2026", **more: object) -> Round:
    options: dict[str, object] = {"year": 2026, "starts_on": FIRST, **more}
    return actions.make_round(actor=lead, now=NOW, programme=programme, label=label, **options)  # type: ignore[arg-type]


def test_starting_a_programme_registers_council_university_and_lead(programme: Programme, lead: Actor) -> None:
    assert (programme.slug, programme.scope) == ("saltmarsh-questions", programme.public_id)
    assert lead.holds("programme_lead", programme.scope)
    assert (programme.council.scope, programme.council.kind) == (programme.scope, "council")
    assert settings_of(programme) == ProgrammeSettings()


def test_a_second_programme_of_one_name_gets_an_address_of_its_own(programme: Programme) -> None:
    second = actions.start_programme(
        actor=SYSTEM,
        now=NOW,
        name="Saltmarsh Questions",
        council=programme.council,
        lead=make_person("Tom Ellery"),
    )
    assert second.slug == "saltmarsh-questions-2"


def test_a_lead_starts_no_other_programme(lead: Actor) -> None:
    with pytest.raises(NotPermitted):
        actions.start_programme(actor=lead, now=NOW, name="Other", council_name="Other", lead=make_person("Tom"))


def test_a_changed_type_file_is_a_new_version_and_rounds_keep_theirs(
    programme: Programme, round_: Round, tmp_path: Path
) -> None:
    assert actions.load_types(actor=SYSTEM, now=NOW) == []
    data = json.loads((FOLDER / "policy-challenges.json").read_text(encoding="utf-8"))
    data["name"] = "Another name"
    (tmp_path / "policy-challenges.json").write_text(json.dumps(data), encoding="utf-8")
    (new,) = actions.load_types(actor=SYSTEM, now=NOW, folder=tmp_path)
    round_.refresh_from_db()
    assert (new.version, round_.type.version, queries.type_of("policy-challenges")) == (2, 1, new)


def test_a_type_file_without_phases_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text('{"key": "empty", "name": "Empty", "stations": ["question"]}')
    with pytest.raises(TypeFileInvalid, match=r"empty\.json lacks “phases”"):
        actions.load_types(actor=SYSTEM, now=NOW, folder=tmp_path)
    assert ProgrammeType.objects.count() == 0


def test_a_round_from_a_type_has_its_phases_one_after_the_other(round_: Round) -> None:
    phases = queries.phases_of(round_)
    assert [one.key for one in phases[:4]] == ["questions", "shortlist", "applications", "teams"]
    assert (phases[0].planned_start, phases[0].planned_end) == (FIRST, date(2026, 4, 26))
    assert phases[1].planned_start == date(2026, 4, 27)
    assert round_.scope == f"{round_.programme.scope}/{round_.public_id}"


def test_a_copy_keeps_distances_and_brings_the_gatherings_on_their_weekday(
    programme: Programme, lead: Actor, round_: Round
) -> None:
    actions.plan_gathering(
        actor=lead, now=NOW, round_=round_, kind="launch", title="Launch", starts_at=NOW, place="Shire Hall"
    )
    copy = made(programme, lead, "2027", copy_of=round_, starts_on=FIRST + timedelta(days=366), year=2027)
    earlier, later = queries.phases_of(round_), queries.phases_of(copy)
    assert [one.label for one in later] == [one.label for one in earlier]
    assert {(b.planned_start - a.planned_start).days for a, b in zip(earlier, later, strict=True)} == {366}  # type: ignore[operator]
    assert [(one.title, one.starts_at) for one in queries.gatherings_of(copy)] == [
        ("Launch", NOW + timedelta(days=364))
    ]


def test_a_label_is_used_once(programme: Programme, lead: Actor, round_: Round) -> None:
    with pytest.raises(InvalidInput) as refused:
        made(programme, lead)
    assert refused.value.field == "label"


def test_the_lessons_of_the_last_round_wait_for_the_next(programme: Programme, lead: Actor, round_: Round) -> None:
    lesson = actions.write_lesson(actor=lead, now=NOW, round_=round_, text="Name the committee earlier.")
    made(programme, lead, "2027", year=2027)
    assert queries.lessons_for_a_new_round(programme) == [lesson]


def test_a_planned_round_opens_nothing_and_says_why(round_: Round) -> None:
    state = queries.explain_switch(round_, "propose", FIRST)
    assert queries.open_switches(round_, FIRST) == frozenset()
    assert state.reason == "Proposing questions is not open: the round “2026” has not been opened."


def test_an_open_round_opens_what_its_phase_says(lead: Actor, round_: Round) -> None:
    opened = actions.open_round(actor=lead, now=NOW, round_=round_)
    assert queries.open_switches(opened, FIRST) == {"propose", "bring_problem"}
    assert queries.open_switches(opened, date(2026, 4, 27)) == {"propose", "shortlist"}
    assert opened.opened_on == "2026-03-02"


def test_a_closed_switch_says_which_phase_opens_it_and_when(lead: Actor, round_: Round) -> None:
    opened = actions.open_round(actor=lead, now=NOW, round_=round_)
    with pytest.raises(NotPossibleNow) as refused:
        queries.require_open(opened, "apply", FIRST, actor=lead)
    assert refused.value.reason == (
        "Applying is not open yet. The phase “Launch and applications” opens it on Mon 25 May 2026."
    )
    over = queries.explain_switch(opened, "apply", date(2026, 12, 1))
    assert over.reason == "Applying closed with the phase “Launch and applications” on Sun 5 July 2026."


def test_what_a_type_does_not_have_is_said_so(lead: Actor, round_: Round) -> None:
    state = queries.explain_switch(round_, "spend", FIRST)
    assert (state.is_open, state.reason) == (False, "Spending the fund is not part of this round.")


def test_the_program_itself_passes(round_: Round) -> None:
    queries.require_open(round_, "apply", FIRST, actor=SYSTEM)
    with pytest.raises(NotPossibleNow):
        queries.require_open(round_, "apply", FIRST)


def test_a_round_without_dates_is_not_opened(programme: Programme, lead: Actor) -> None:
    undated = made(programme, lead, "later", starts_on=None)
    with pytest.raises(NotPossibleNow) as refused:
        actions.open_round(actor=lead, now=NOW, round_=undated)
    assert refused.value.rule == "programmes.round-has-dates"


def test_a_pause_closes_everything_and_moves_what_is_left(lead: Actor, round_: Round) -> None:
    actions.open_round(actor=lead, now=NOW, round_=round_)
    actions.plan_gathering(
        actor=lead, now=NOW, round_=round_, kind="launch", title="Launch", starts_at=NOW + timedelta(days=90)
    )
    until = FIRST + timedelta(days=20)
    paused = actions.pause_round(actor=lead, now=NOW, round_=round_, until=until, reason="County election.")
    state = queries.explain_switch(paused, "propose", FIRST + timedelta(days=1))
    assert state.reason == "The round is paused until Sun 22 March 2026: County election."
    resumed = actions.resume_round(actor=lead, now=NOW + timedelta(days=21), round_=round_)
    phases = queries.phases_of(resumed)
    assert (phases[0].planned_start, phases[0].planned_end) == (FIRST, date(2026, 5, 17))
    assert phases[1].planned_start == date(2026, 5, 18)
    assert queries.gatherings_of(resumed).get().starts_at == NOW + timedelta(days=111)


def test_a_pause_can_be_planned_ahead_and_taken_back(lead: Actor, round_: Round) -> None:
    actions.open_round(actor=lead, now=NOW, round_=round_)
    starts, until = NOW.date() + timedelta(days=10), NOW.date() + timedelta(days=20)
    planned = actions.pause_round(
        actor=lead, now=NOW, round_=round_, starts=starts, until=until, reason="County election."
    )
    assert (planned.state, planned.paused_from) == ("running", starts)
    assert actions.begin_planned_pauses(actor=SYSTEM, now=NOW + timedelta(days=9)) == 0
    dropped = actions.drop_planned_pause(actor=lead, now=NOW, round_=round_)
    assert (dropped.paused_from, dropped.pause_reason) == (None, "")
    actions.pause_round(actor=lead, now=NOW, round_=round_, starts=starts, until=until, reason="County election.")
    assert actions.begin_planned_pauses(actor=SYSTEM, now=NOW + timedelta(days=10)) == 1
    assert actions.begin_planned_pauses(actor=SYSTEM, now=NOW + timedelta(days=10)) == 0
    round_.refresh_from_db()
    assert round_.state == "paused"
    with pytest.raises(NotPossibleNow):
        actions.drop_planned_pause(actor=lead, now=NOW, round_=round_)


def test_a_pause_needs_a_reason(lead: Actor, round_: Round) -> None:
    actions.open_round(actor=lead, now=NOW, round_=round_)
    with pytest.raises(InvalidInput) as refused:
        actions.pause_round(actor=lead, now=NOW, round_=round_, until=FIRST, reason=" ")
    assert refused.value.field == "reason"


def test_a_closed_round_is_reopened_only_with_a_reason(lead: Actor, round_: Round) -> None:
    actions.open_round(actor=lead, now=NOW, round_=round_)
    actions.close_round(actor=lead, now=NOW, round_=round_)
    with pytest.raises(InvalidInput):
        actions.reopen_round(actor=lead, now=NOW, round_=round_, reason="")
    assert actions.reopen_round(actor=lead, now=NOW, round_=round_, reason="Report late.").state == "running"


def test_history_is_made_and_opened_without_dates(programme: Programme) -> None:
    old = actions.make_round(
        actor=SYSTEM, now=NOW, programme=programme, label="2016-17", year=2016, opened_on="2016-10", with_phases=False
    )
    actions.open_round(actor=SYSTEM, now=NOW, round_=old)
    closed = actions.close_round(actor=SYSTEM, now=NOW, round_=old)
    assert (closed.state, closed.opened_on, queries.phases_of(closed)) == ("closed", "2016-10", [])


def test_settings_outside_their_limits_name_the_setting(programme: Programme, lead: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.change_settings(
            actor=lead, now=NOW, programme=programme, settings=ProgrammeSettings(team_fewest=5, team_most=4)
        )
    assert refused.value.field == "team_most"


def test_only_what_differs_from_the_defaults_is_kept(programme: Programme, lead: Actor) -> None:
    wanted = ProgrammeSettings(team_most=5, prompt_months=(6, 18))
    actions.change_settings(actor=lead, now=NOW, programme=programme, settings=wanted)
    programme.refresh_from_db()
    assert programme.settings == {"team_most": 5, "prompt_months": [6, 18]}
    assert settings_of(programme) == wanted
