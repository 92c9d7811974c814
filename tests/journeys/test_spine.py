"""The whole spine in a browser: a problem somebody brings becomes a question, a team, a report, a decision, a change.

Only people, their roles, a round and a committee meeting are set up beforehand; everything else is done by following
links and pressing buttons, by the mailbox and by the clock, and at the end all of it is read by a visitor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from bridgework.apps.calendar.actions import plan_committee_meeting, register_body
from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.people.actions import grant_role, register_person
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for
from bridgework.apps.programmes.actions import load_types, make_round, open_round, start_programme
from bridgework.apps.programmes.models import Programme, Round
from bridgework.kernel import clock, jobs, roles
from bridgework.kernel.permissions import SYSTEM
from tests.journeys.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)

COORDINATOR, LEAD, OFFICER, OWNER = "Hope Ashdown", "Ronke Falade", "Vera Nkemelu", "Miles Penrose"
CLERK, REVIEWER = "Ivy Tolland", "Tariq Aslam"
APPLICANTS = ("Una Gilchrist", "Babak Rostami", "Cerys Probert")
PROBLEM = "There is no bench between the surgery and the bus stop, and my mother cannot walk it without sitting down."
WORDED = "Where would benches let people who tire easily walk to the places they need?"
RECOMMENDED = "Put a bench every 150 metres between surgeries and bus stops."
PROPOSED = "that benches are placed every 150 metres between surgeries and bus stops."
RESOLVED = "that benches are placed every 200 metres between surgeries and bus stops."


@dataclass
class Setting:
    """What was set up: the programme, its round, a committee meeting, and the people."""

    programme: Programme
    round: Round
    meeting: CommitteeMeeting
    people: dict[str, Person] = field(default_factory=dict)


@pytest.fixture
def setting(transactional_db: Any) -> Setting:
    now = clock.now() - timedelta(days=1)
    load_types(actor=SYSTEM, now=now)
    lead = register_person(actor=SYSTEM, now=now, name=LEAD, scope="", email=_email(LEAD), is_invented=True)
    programme = start_programme(
        actor=SYSTEM, now=now, name="Wold Policy Challenges", lead=lead, council_name="Wold County Council",
        university_name="University of Wold", slug="wold", is_invented=True,
    )  # fmt: skip
    Person.objects.filter(pk=lead.pk).update(scope=programme.scope)
    round_ = make_round(
        actor=SYSTEM, now=now, programme=programme, label="Spring", year=now.year, starts_on=now.date() - timedelta(3)
    )
    round_ = open_round(actor=SYSTEM, now=now, round_=round_)
    body = register_body(
        actor=SYSTEM, now=now, organisation=programme.council, name="Places Committee", is_invented=True
    )
    meeting = plan_committee_meeting(
        actor=SYSTEM, now=now, body=body, on=_working_day(now.date() + timedelta(days=45)), starts_at=time(10)
    )
    made = Setting(programme, round_, meeting, {LEAD: lead})
    held = {
        COORDINATOR: (roles.COORDINATOR, programme.scope),
        OWNER: (roles.PROPOSER, programme.scope),
        OFFICER: ("", ""),
        REVIEWER: (roles.REVIEWER, programme.scope),
        CLERK: (roles.CLERK, body.body_scope),
    }
    for name, (role, scope) in held.items():
        person = register_person(
            actor=actor_for(lead, now), now=now, name=name, scope=programme.scope, email=_email(name), is_invented=True
        )
        made.people[name] = person
        if role:
            grant_role(actor=SYSTEM, now=now, person=person, role=role, scope=scope, starts_on=now.date())
    jobs.run_waiting()
    return made


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@wold.example"


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def test_the_spine(setting: Setting, site: str, page: Page, page_checks: Any) -> None:
    hands = Hands(page, site, page_checks)
    hands.start()
    a_problem_becomes_a_question(hands)
    it_is_taken_up(hands, setting)
    people_apply(hands)
    a_team_is_formed(hands)
    the_team_works(hands)
    it_reports(hands)
    the_committee_decides(hands, setting)
    something_changes(hands)
    anybody_can_read_it(hands)


def the_question(hands: Hands) -> None:
    """As staff, by the round desk to the question."""
    hands.menu("Rounds", "Round desk", "Benches")


def the_work(hands: Hands, tab: str) -> None:
    """As one of the team, by one's own work to a part of the team's place."""
    hands.menu("My work", "Benches", tab)


def a_problem_becomes_a_question(hands: Hands) -> None:
    hands.menu("Bring us a problem")
    hands.press("Send", text=PROBLEM, contact="")
    hands.be(COORDINATOR)
    hands.menu("My work", "Answer a problem")
    reply = "Yes. We will offer it to researchers this spring."
    hands.press("Send", answer="yes", reply=reply, title="Benches", round="The round Spring")
    hands.follow("Benches", "Change this")
    hands.press("", title="Benches", owner=OWNER, owner_role="Head of places")
    hands.follow("Reword it")
    hands.press("", text=WORDED, why="So that a team can answer it.")
    hands.follow("Put it on the shortlist")
    hands.press("", reason="Small, and many people asked for it.")
    hands.check()
    hands.sees(WORDED)


def it_is_taken_up(hands: Hands, setting: Setting) -> None:
    hands.follow("Take it up")
    hands.press("", code=f"{date.today().year}-benches")
    hands.follow("Record where it belongs")
    hands.press(
        "", council_programme="Places for walking", body="Places Committee",
        meeting=f"={setting.meeting.public_id}", reason="Benches are the committee's own.",
    )  # fmt: skip
    hands.follow("Ask or name somebody")
    hands.press(
        "", person=f"={setting.people[OFFICER].public_id}", role="supporting_officer", how="invite",
        answer_by=date.today() + timedelta(days=10), words="Would you help this team?",
    )  # fmt: skip
    hands.answer_by_link(OFFICER, "Benches", "Yes, I will")
    hands.be(COORDINATOR)
    the_question(hands)
    hands.check()
    hands.sees("Places Committee", OFFICER, "Supports it")


def people_apply(hands: Hands) -> None:
    hands.menu("Rounds", "Round desk", "call for applicants")
    hands.press(
        "", title="Join the spring round", opens_on=date.today(), closes_on=date.today() + timedelta(days=20),
        preferences_wanted=1,
    )  # fmt: skip
    hands.check()
    hands.press("Publish")
    for name in APPLICANTS:
        hands.be("")
        hands.menu("Apply", "Join the spring round")
        hands.press("", name=name, email=_email(name))
        hands.open_mail(name, "application")
        hands.follow("/apply/")
        hands.press("Open my application")
        hands.fill(department="Geography", skills="maps", experience="I have walked every street of two towns.")
        hands.press("Keep and check my answers", whole_period="yes", hours_a_week="5", wish_1="Benches")
        hands.press("Send")


def a_team_is_formed(hands: Hands) -> None:
    hands.be(COORDINATOR)
    hands.menu("Rounds", "Round desk", "The call for applicants", APPLICANTS[0], "Assign a reviewer")
    hands.press("", reviewer=REVIEWER)
    hands.be(REVIEWER)
    hands.menu("Reviews", "Declare on 1 applicant")
    hands.sees(APPLICANTS[0])
    hands.page.get_by_label("No conflict").check()
    hands.press("Declare this")
    hands.follow(APPLICANTS[0])
    hands.page.locator("main [name^=score_][value='4']").check()
    hands.press("Give my review", comment="Knows the streets.")
    hands.be(COORDINATOR)
    for name in APPLICANTS:
        hands.menu("Rounds", "Round desk", "The call for applicants", name, "Propose an outcome")
        hands.press("", event="propose_place", reason="A clear yes.")
    the_question(hands)
    hands.follow("Form a team")
    hands.press("Begin a team")
    for name in APPLICANTS:
        hands.follow("Suggest somebody")
        hands.press("", person=name, role="researcher", why=f"You, {name}.")
    hands.check()
    hands.press("Invite those suggested")
    hands.follow("in the outbox", "Will you join this team?")
    hands.press("Release")
    for name in APPLICANTS:
        hands.answer_by_link(name, "team", "Yes, I join")
    hands.be(COORDINATOR)
    the_question(hands)
    hands.follow("The team")
    hands.press("Confirm the team")


def the_team_works(hands: Hands) -> None:
    the_question(hands)
    hands.follow("Give the team its brief")
    hands.press("", text="Walk every route and time the rests.")
    hands.follow("Workspace")
    hands.press("Begin the work")
    hands.be(APPLICANTS[0])
    the_work(hands, "Overview")
    hands.follow("Meetings", "Plan a team meeting")
    hands.press("", on=date.today() + timedelta(days=1), at="16:00", place="Online")
    hands.follow("Requests", "Make a request")
    asked = "Which surgeries have a bus stop within a mile?"
    hands.page.get_by_label(OFFICER).check()
    hands.press("", text=asked, why="To choose the routes.")
    hands.answer_by_link(OFFICER, "request", "I can answer", "Nine of them; the list is on the website.")
    hands.be(APPLICANTS[0])
    the_work(hands, "Requests")
    hands.sees("Answered")
    hands.follow("Evidence", "Add a source")
    hands.press("", kind="council_data", title="Surgeries and stops", says="Nine within a mile.")
    hands.follow("Add a finding")
    hands.press("", text="People rest every 150 metres.", confidence="moderate", is_public=True)


def it_reports(hands: Hands) -> None:
    hands.follow("Report", "Start the report")
    hands.press("", title="Somewhere to sit", summary="Benches at 150 metres let people walk.")
    hands.follow("type it")
    hands.press("", text="## What we found\n\nPeople rest every 150 metres.", note="First version.")
    hands.follow("Write and order the recommendations", "Add a recommendation")
    hands.press("", text=RECOMMENDED, addressee="Places Committee")
    hands.follow("Report", "Somewhere to sit", "Ask officers, read and answer comments", "Ask officers")
    hands.page.get_by_label(OWNER).uncheck()
    hands.page.get_by_label(OFFICER).check()
    hands.press("Ask them")
    hands.answer_by_link(OFFICER, "facts", "I found nothing wrong")
    hands.be(APPLICANTS[0])
    the_work(hands, "Report")
    hands.follow("Somewhere to sit", "Look it over and make it final")
    hands.check()
    hands.press("Make it final")
    hands.be(COORDINATOR)
    hands.menu("My work", "Publish the report")
    hands.press("Publish")


def the_committee_decides(hands: Hands, setting: Setting) -> None:
    the_question(hands)
    hands.follow("Prepare a committee paper")
    hands.press(
        "", title="Somewhere to sit", summary="A report on benches.", from_role="Head of places",
        committee_meeting=f"={setting.meeting.pk}",
    )  # fmt: skip
    hands.follow("Add a proposal")
    hands.page.locator("main [name=recommendations]").first.check()
    hands.press("", text=PROPOSED, owner_role="Head of places")
    hands.check()
    hands.press("Hand to the clerk")
    hands.be(CLERK)
    hands.menu("My work", "Publish the paper")
    hands.follow("Publish the paper")
    hands.press("Publish the paper")
    hands.to_day("Committee day")
    hands.follow("Record what was resolved")
    hands.press(
        "", outcome="agreed_with_changed_words", words=RESOLVED, reason="The money reaches that far.",
        resolved_on=setting.meeting.on,
    )  # fmt: skip
    hands.follow("Open an action")
    hands.page.locator("main [name=recommendations]").first.check()
    hands.press(
        "", text="Order 40 benches and place them.", owner=OFFICER, owner_role="Supporting officer",
        due_on=setting.meeting.on + timedelta(days=60),
    )  # fmt: skip


def something_changes(hands: Hands) -> None:
    hands.to_day("Six months later")
    hands.answer_by_link(OFFICER, "How far", "It is done", "All 40 are in place.")
    hands.be(LEAD)
    hands.menu("My work", "Check what was reported", "Record an independent check")
    hands.press(
        "", result="agrees", progress="done", text="Walked four routes and counted.", evidence_kind="independent",
        by_role="Programme lead",
    )  # fmt: skip
    hands.check()
    hands.follow("State what changed")
    hands.press(
        "", kind="service_outcome", grade="outcome_reported", stated_by="The surgeries",
        text="Fewer people ask for a lift from the stop.",
    )  # fmt: skip


def anybody_can_read_it(hands: Hands) -> None:
    hands.be("")
    hands.menu("Questions", WORDED)
    hands.sees(PROBLEM, RECOMMENDED, "200", "All 40 are in place.", "Walked four routes", "Fewer people ask for a lift")
    hands.menu("Ledger", RECOMMENDED)
    hands.sees("Agreed with changed words", "Done", "Agrees with what was reported", "Fewer people ask for a lift")
