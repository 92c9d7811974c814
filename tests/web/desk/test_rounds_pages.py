"""The pages of rounds, programmes, gatherings, calendar and hand-over, each opened and each form sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bridgework.apps.calendar.models import CommitteeMeeting, ElectionPeriod, Holiday
from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.programmes import actions, queries
from bridgework.apps.programmes.models import Gathering, Lesson, Phase, Round
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.workspace.models import Request
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast, make_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        actions.load_types(actor=SYSTEM, now=NOW)
        yield make_cast()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(who))
    return client


@pytest.fixture
def lead(cast: Cast) -> Client:
    return signed_in(cast, "lead")


def gathering(cast: Cast, days: int = 7) -> Gathering:
    return actions.plan_gathering(
        actor=cast.actor("lead"),
        now=NOW,
        round_=cast.round,
        kind="launch",
        title="Launch",
        starts_at=NOW + timedelta(days=days),
        invite=[cast.person("owner")],
    )


def pages(cast: Cast) -> list[str]:
    programme, round_ = cast.programme.public_id, cast.round.public_id
    planned = gathering(cast).public_id
    return [
        reverse("desk:my-work"),
        reverse("desk:rounds"),
        *(
            reverse(f"desk:{name}", args=[programme])
            for name in ("programme", "programme-change", "programme-settings")
        ),
        *(reverse(f"desk:{name}", args=[programme]) for name in ("round-make", "programme-hand-over", "calendar")),
        *(reverse(f"desk:round{name}", args=[round_]) for name in ("", "-change", "-pause", "-close", "-shorten")),
        *(reverse(f"desk:round-{name}", args=[round_]) for name in ("desk", "lessons", "reopen", "resume")),
        reverse("desk:round-desk", args=[round_]) + "?view=list&show=waiting",
        reverse("desk:phase-move", args=[round_, "work"]),
        reverse("desk:phase-happened", args=[round_, "work", "begin"]),
        reverse("desk:gathering-plan", args=[round_]) + "?kind=steering&title=Steering&day=2026-04-01",
        *(reverse(f"desk:gathering{name}", args=[planned]) for name in ("", "-change", "-invite", "-attendance")),
        *(reverse("desk:gathering-act", args=[planned, what]) for what in ("hold", "notes", "cancel")),
        *(reverse(f"desk:{name}", args=[programme]) for name in ("body-register", "committee-meeting-plan")),
        *(reverse("desk:days-add", args=[programme, what]) for what in ("holiday", "election", "bank-holidays")),
        reverse("desk:body", args=[cast.body.public_id]),
        *(reverse("desk:body-act", args=[cast.body.public_id, what]) for what in ("rename", "rules", "meeting")),
        reverse("desk:committee-meeting", args=[cast.meeting.public_id]),
        *(reverse("desk:committee-meeting-act", args=[cast.meeting.public_id, what]) for what in ("move", "cancel")),
    ]


def test_every_page_opens_for_the_lead(cast: Cast, lead: Client) -> None:
    addresses = pages(cast)
    assert {address: lead.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_an_outsider_finds_none_of_them(cast: Cast) -> None:
    outsider = signed_in(cast, "outsider")
    open_to_all = {reverse("desk:my-work"), reverse("desk:rounds")}
    found = {outsider.get(address).status_code for address in pages(cast) if address not in open_to_all}
    assert found == {404}


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    assert {Client().get(address).status_code for address in pages(cast)} == {302}


def test_a_sponsor_reads_the_desk_and_is_told_who_runs_the_round(cast: Cast) -> None:
    sponsor = signed_in(cast, "sponsor")
    desk = sponsor.get(reverse("desk:round-desk", args=[cast.round.public_id]))
    pause = sponsor.get(reverse("desk:round-pause", args=[cast.round.public_id]))
    assert (desk.status_code, pause.status_code) == (200, 403)
    assert "The programme lead and the coordinators open, pause, shorten and close a round" in pause.content.decode()


@pytest.mark.parametrize("view", ["board", "list"])
@pytest.mark.parametrize("challenges", [1, 3])
def test_the_desk_page_asks_as_much_for_three_as_for_one(
    cast: Cast, lead: Client, view: str, challenges: int, django_assert_num_queries: Any
) -> None:
    for number in range(challenges - 1):
        make_challenge(cast.programme, cast.round, f"Another {number}", f"2026-another-{number}")
    address = reverse("desk:round-desk", args=[cast.round.public_id]) + f"?view={view}"
    lead.get(address)
    with django_assert_num_queries(21):
        response = lead.get(address)
    assert response.content.decode().count("<h4" if view == "board" else 'scope="row"') == challenges


def test_the_csv_has_a_line_for_each_question(cast: Cast, lead: Client) -> None:
    response = lead.get(reverse("desk:round-desk-csv", args=[cast.round.public_id]))
    lines = response.content.decode().lstrip("\ufeff").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Code", "2026-rural-buses"]


def test_making_a_round_and_opening_it(cast: Cast, lead: Client) -> None:
    address = reverse("desk:round-make", args=[cast.programme.public_id])
    sent = {"made_from": "type:policy-challenges", "label": "2027", "year": "2027", "starts_on": "2026-11-02"}
    response = lead.post(address, sent)
    made = Round.objects.get(label="2027")
    assert response.headers["Location"] == reverse("desk:round", args=[made.public_id])
    lead.post(reverse("desk:round-open", args=[made.public_id]))
    made.refresh_from_db()
    assert made.state == "running"


def test_moving_a_phase_shows_first_and_moves_then(cast: Cast, lead: Client) -> None:
    phase = Phase.objects.get(round=cast.round)
    address = reverse("desk:phase-move", args=[cast.round.public_id, "work"])
    start, end = phase.planned_start, phase.planned_end
    assert start is not None
    assert end is not None
    sent = {
        "new_start": start.isoformat(),
        "new_end": (end + timedelta(days=7)).isoformat(),
        "shift_following": "on",
        "seen_start": start.isoformat(),
        "seen_end": end.isoformat(),
    }
    preview = lead.post(address, sent).content.decode()
    phase.refresh_from_db()
    assert (phase.planned_end, "What would change" in preview, "13 people:" in preview) == (end, True, True)
    moved = lead.post(address, {**sent, "confirmed": "yes"})
    phase.refresh_from_db()
    assert (moved.status_code, phase.planned_end) == (302, end + timedelta(days=7))


def test_a_phase_moved_meanwhile_is_not_moved_over(cast: Cast, lead: Client) -> None:
    phase = Phase.objects.get(round=cast.round)
    sent = {
        "new_start": phase.planned_start,
        "new_end": "2026-12-01",
        "seen_start": phase.planned_start,
        "seen_end": "2026-01-01",
        "confirmed": "yes",
    }
    response = lead.post(reverse("desk:phase-move", args=[cast.round.public_id, "work"]), sent)
    assert response.status_code == 409


def test_pausing_and_resuming(cast: Cast, lead: Client) -> None:
    lead.post(reverse("desk:round-pause", args=[cast.round.public_id]), {"until": "2026-03-20", "reason": "Election."})
    cast.round.refresh_from_db()
    assert (cast.round.state, cast.round.pause_reason) == ("paused", "Election.")
    lead.post(reverse("desk:round-resume", args=[cast.round.public_id]), {"shift_dates": "no"})
    cast.round.refresh_from_db()
    assert cast.round.state == "running"


def test_a_gathering_from_plan_to_who_came(cast: Cast, lead: Client) -> None:
    sent = {"kind": "launch", "title": "Launch", "day": "2026-03-02", "at": "09:00", "place": "Shire Hall"}
    lead.post(reverse("desk:gathering-plan", args=[cast.round.public_id]), sent)
    planned = Gathering.objects.get()
    person = cast.person("owner").pk
    lead.post(reverse("desk:gathering-invite", args=[planned.public_id]), {"people": [person]})
    lead.post(reverse("desk:gathering-act", args=[planned.public_id, "hold"]), {"notes": "We **met**."})
    lead.post(
        reverse("desk:gathering-attendance", args=[planned.public_id]),
        {f"came_{person}": "yes", f"unasked_{cast.person('mentor').pk}": "yes"},
    )
    planned.refresh_from_db()
    assert (planned.state, planned.notes) == ("held", "We **met**.")
    assert [one.attended for one in queries.attendances_of(planned)] == [True, True]


def test_a_day_without_a_time_is_asked_for_one(cast: Cast, lead: Client) -> None:
    sent = {"kind": "launch", "title": "Launch", "day": "2026-03-02"}
    response = lead.post(reverse("desk:gathering-plan", args=[cast.round.public_id]), sent)
    assert (response.status_code, "Enter the time, such as 17:30." in response.content.decode()) == (200, True)


def test_a_lesson_is_shown_while_the_next_round_is_made(cast: Cast, lead: Client) -> None:
    lead.post(reverse("desk:round-lessons", args=[cast.round.public_id]), {"text": "Name the committee <b>early</b>."})
    lesson = Lesson.objects.get()
    lead.post(
        reverse("desk:round-lesson", args=[cast.round.public_id, lesson.public_id]), {"done_about_it": "We asked."}
    )
    page = lead.get(reverse("desk:round-make", args=[cast.programme.public_id])).content.decode()
    assert ("Name the committee &lt;b&gt;early&lt;/b&gt;." in page, "We asked." in page) == (True, True)


def test_settings_are_kept_and_refused_in_words(cast: Cast, lead: Client) -> None:
    address = reverse("desk:programme-settings", args=[cast.programme.public_id])
    form = lead.get(address).context["form"]
    sent = {
        name: "" if form[name].value() is None else form[name].value()
        for name in form.fields
        if name not in ("once", "version")
    }
    lead.post(address, {**sent, "team_most": "5"})
    refused = lead.post(address, {**sent, "team_fewest": "6", "team_most": "4"})
    cast.programme.refresh_from_db()
    assert settings_of(cast.programme).team_most == 5
    assert "The most people in a team are fewer than the fewest." in refused.content.decode()


def test_a_coordinator_reads_the_settings(cast: Cast) -> None:
    address = reverse("desk:programme-settings", args=[cast.programme.public_id])
    coordinator = signed_in(cast, "coordinator")
    assert coordinator.get(address).context["form"] is None
    assert coordinator.post(address, {}).status_code == 403


def test_days_and_committees_are_entered_on_the_calendar(cast: Cast, lead: Client) -> None:
    programme = cast.programme.public_id
    lead.post(reverse("desk:days-add", args=[programme, "holiday"]), {"on": "2026-12-29", "name": "Closed"})
    lead.post(
        reverse("desk:days-add", args=[programme, "election"]),
        {"name": "county election", "starts_on": "2029-03-20", "ends_on": "2029-05-03"},
    )
    lead.post(reverse("desk:days-add", args=[programme, "bank-holidays"]), {"first_year": 2026, "last_year": 2026})
    assert (Holiday.objects.count(), ElectionPeriod.objects.count()) == (10, 1)
    own = Holiday.objects.get(name="Closed")
    lead.post(reverse("desk:days-remove", args=[programme, "holiday", own.pk]))
    assert not Holiday.objects.filter(name="Closed").exists()


def test_a_clerk_moves_and_records_a_meeting(cast: Cast) -> None:
    clerk = signed_in(cast, "clerk")
    address = reverse("desk:committee-meeting", args=[cast.meeting.public_id])
    assert clerk.get(address).status_code == 200
    clerk.post(
        reverse("desk:committee-meeting-act", args=[cast.meeting.public_id, "move"]),
        {"on": "2026-03-02", "starts_at": "10:00", "place": "Room 1"},
    )
    clerk.post(reverse("desk:committee-meeting-act", args=[cast.meeting.public_id, "hold"]), {})
    meeting = CommitteeMeeting.objects.get(pk=cast.meeting.pk)
    assert (meeting.on, meeting.state) == (date(2026, 3, 2), "held")


def test_the_hand_over_page_says_who_what_waits_and_how(cast: Cast, lead: Client) -> None:
    gathering(cast, days=-1)
    page = lead.get(reverse("desk:programme-hand-over", args=[cast.programme.public_id])).content.decode()
    wanted = ["Ruth Okafor", "Record who came to “Launch”", "Thu 17 September 2026", "How things are done"]
    assert [one for one in wanted if one not in page] == []


def test_the_prepared_note_says_what_waits_and_is_sent(cast: Cast, lead: Client) -> None:
    asked_at = NOW - timedelta(days=30)
    Request.objects.create(
        created_at=asked_at,
        scope=cast.challenge.scope,
        challenge=cast.challenge,
        text="What do the evening routes cost?",
        made_by=cast.person("researcher"),
        asked_of=cast.person("officer"),
        asked_at=asked_at,
        state="waiting",
        state_since=asked_at,
    )
    desk = lead.get(reverse("desk:round-desk", args=[cast.round.public_id])).context["desk"]
    (fading,) = desk.cards[0].fading
    address = reverse("desk:round-desk-note", args=[cast.round.public_id, "2026-rural-buses", fading.holding])
    prepared = lead.get(address).context["form"].initial
    assert "- What do the evening routes cost? (asked on Sat 31 January 2026)" in prepared["body"]
    response = lead.post(address, {**prepared, "once": "one-press"})
    again = lead.post(address, {**prepared, "once": "one-press"})
    (message,) = Message.objects.filter(person=cast.person("officer"))
    assert (message.subject, message.scope) == (prepared["subject"], cast.round.scope)
    assert response.headers["Location"] == again.headers["Location"]


def test_nobody_is_written_to_whose_interest_is_not_fading(cast: Cast, lead: Client) -> None:
    holding = RoleHolding.objects.get(person=cast.person("mentor"))
    address = reverse("desk:round-desk-note", args=[cast.round.public_id, "2026-rural-buses", holding.public_id])
    assert lead.get(address).status_code == 404
