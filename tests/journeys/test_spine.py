"""The whole spine in a browser: a problem somebody brings becomes a question, a team, a report, a decision, a change.

Only people, their roles, a round and a committee meeting are set up beforehand; everything else is done on screens and
by links from the mailbox.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from bridgework.apps.applications.models import Application, Call, Review
from bridgework.apps.calendar.actions import plan_committee_meeting, register_body
from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.models import Paper, Resolution
from bridgework.apps.impact.models import Action, IndependentCheck, StatementOfEffect
from bridgework.apps.messages.models import Batch
from bridgework.apps.people.actions import grant_role, register_person
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for
from bridgework.apps.programmes.actions import load_types, make_round, open_round, start_programme
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.questions.models import Challenge, ProblemStatement, Question
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.teams.models import Team
from bridgework.apps.workspace.models import Finding, Request
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
    question = a_problem_becomes_a_question(hands, setting)
    challenge = it_is_taken_up(hands, setting, question)
    people_apply(hands, setting)
    team = a_team_is_formed(hands, setting, challenge)
    the_team_works(hands, setting, challenge, team)
    recommendation = it_reports(hands, challenge)
    resolution = the_committee_decides(hands, setting, challenge, recommendation)
    something_changes(hands, setting, recommendation, resolution)
    anybody_can_read_it(hands, challenge, recommendation)


def a_problem_becomes_a_question(hands: Hands, setting: Setting) -> Question:
    hands.open("/bring-a-problem/", check=True)
    hands.fill(text=PROBLEM, contact="")
    hands.press("Send")
    problem = ProblemStatement.objects.get(text=PROBLEM)
    hands.be(COORDINATOR)
    hands.open(f"/desk/problems/{problem.public_id}/", check=True)
    hands.fill(answer="yes", reply="Yes. We will offer it to researchers this spring.", title="Benches")
    hands.press("Send")
    question = Question.objects.get(title="Benches")
    at = f"/desk/questions/{question.public_id}"
    if question.round_id is None:
        hands.send(f"{at}/step/place/", "", round=f"={setting.round.public_id}")
    hands.send(f"{at}/change/", "", title="Benches", owner=OWNER, owner_role="Head of places")
    hands.send(f"{at}/reword/", "", text=WORDED, why="So that a team can answer it.")
    hands.send(f"{at}/step/shortlist/", "", reason="Small, and many people asked for it.")
    hands.open(f"{at}/", check=True)
    hands.sees(WORDED)
    return question


def it_is_taken_up(hands: Hands, setting: Setting, question: Question) -> Challenge:
    hands.send(f"/desk/questions/{question.public_id}/take-up/", "", code=f"{date.today().year}-benches")
    challenge = Challenge.objects.get(question=question)
    at = f"/desk/challenges/{challenge.public_id}"
    hands.send(
        f"{at}/belonging/", "", council_programme="Places for walking",
        body=f"={setting.meeting.body.public_id}", meeting=f"={setting.meeting.public_id}",
        reason="Benches are the committee's own.",
    )  # fmt: skip
    challenge.refresh_from_db()
    assert challenge.target_meeting == setting.meeting
    hands.send(
        f"{at}/support/", "", person=f"={setting.people[OFFICER].public_id}", role="supporting_officer", how="invite",
        answer_by=date.today() + timedelta(days=10), words="Would you help this team?",
    )  # fmt: skip
    hands.answer_by_link(OFFICER, "Benches", "accept")
    return challenge


def people_apply(hands: Hands, setting: Setting) -> None:
    hands.be(COORDINATOR)
    hands.send(
        f"/desk/rounds/{setting.round.public_id}/call/", "", title="Join the spring round", opens_on=date.today(),
        closes_on=date.today() + timedelta(days=20), preferences_wanted=1,
    )  # fmt: skip
    call = Call.objects.get(round=setting.round)
    hands.open(f"/desk/calls/{call.public_id}/", check=True)
    hands.press("Publish")
    for name in APPLICANTS:
        hands.be("")
        hands.open(f"/apply/{call.public_id}/", check=name == APPLICANTS[0])
        hands.fill(name=name, email=_email(name))
        hands.press("")
        hands.open_mail(name, "application")
        with hands.page.expect_navigation():
            hands.page.locator("main .bw-letter a").first.click()
        hands.press("Open my application")
        hands.fill(
            department="Geography", skills="maps", experience="I have walked every street of two towns.",
            whole_period="yes", hours_a_week="5", wish_1="Benches",
        )  # fmt: skip
        hands.press("Keep and check my answers")
        hands.press("Send")
    Person.objects.filter(name__in=APPLICANTS).update(is_invented=True)
    assert Application.objects.filter(state="sent").count() == 3


def a_team_is_formed(hands: Hands, setting: Setting, challenge: Challenge) -> Team:
    hands.be(COORDINATOR)
    first = Application.objects.get(applicant__name=APPLICANTS[0])
    hands.send(f"/desk/applications/{first.public_id}/assign/", "", reviewer=REVIEWER)
    review = Review.objects.get()
    hands.be(REVIEWER)
    hands.send(f"/desk/reviews/{review.public_id}/", "", conflict="no")
    hands.send(f"/desk/reviews/{review.public_id}/", "", score="4", comment="Knows the streets.")
    hands.be(COORDINATOR)
    for application in Application.objects.all():
        hands.send(
            f"/desk/applications/{application.public_id}/outcome/", "", event="propose_place", reason="A clear yes."
        )
    hands.open(f"/desk/challenges/{challenge.public_id}/", check=True)
    hands.follow("Form a team")
    hands.press("Begin a team")
    team = Team.objects.get(challenge=challenge)
    for name in APPLICANTS:
        hands.send(f"/desk/teams/{team.public_id}/suggest/", "", person=name, role="researcher", why=f"You, {name}.")
    hands.open(f"/desk/teams/{team.public_id}/", check=True)
    hands.press("Invite those suggested")
    hands.open(f"/desk/outbox/{Batch.objects.get(state='waiting', key__startswith='teams/').public_id}/")
    hands.press("Release")
    for name in APPLICANTS:
        hands.answer_by_link(name, "team", "accept")
    hands.open(f"/desk/teams/{team.public_id}/")
    hands.press("Confirm the team")
    challenge.refresh_from_db()
    assert challenge.state == "team_formed"
    return team


def the_team_works(hands: Hands, setting: Setting, challenge: Challenge, team: Team) -> None:
    at = f"/workspace/{challenge.public_id}"
    hands.send(f"/desk/challenges/{challenge.public_id}/brief/", "", text="Walk every route and time the rests.")
    hands.open(f"{at}/")
    hands.press("begin")
    hands.be(APPLICANTS[0])
    hands.open(f"{at}/", check=True)
    hands.send(f"{at}/meetings/plan/", "", on=date.today() + timedelta(days=1), at="16:00", place="Online")
    hands.send(
        f"{at}/requests/make/", "", text="Which surgeries have a bus stop within a mile?", why="To choose the routes.",
        asked_of=f"={setting.people[OFFICER].public_id}",
    )  # fmt: skip
    hands.answer_by_link(OFFICER, "request", "answer", "Nine of them; the list is on the website.")
    assert Request.objects.get().state == "answered"
    hands.be(APPLICANTS[0])
    hands.send(f"{at}/sources/add/", "", kind="council_data", title="Surgeries and stops", says="Nine within a mile.")
    hands.send(f"{at}/findings/add/", "", text="People rest every 150 metres.", confidence="moderate", is_public=True)
    assert Finding.objects.get().text == "People rest every 150 metres."


def it_reports(hands: Hands, challenge: Challenge) -> Recommendation:
    at = f"/workspace/{challenge.public_id}/reports"
    hands.send(f"{at}/start/", "", title="Somewhere to sit", summary="Benches at 150 metres let people walk.")
    report = Report.objects.get(challenge=challenge)
    at = f"{at}/{report.public_id}"
    hands.send(f"{at}/write/", "", text="## What we found\n\nPeople rest every 150 metres.", note="First version.")
    hands.send(f"{at}/recommendations/add/", "", text=RECOMMENDED, addressee="Places Committee")
    hands.send(f"{at}/facts/ask/", "Ask them", people=[Person.objects.get(name=OFFICER).public_id])
    hands.be(COORDINATOR)
    hands.open(
        f"/desk/outbox/{Batch.objects.filter(state='waiting', messages__subject__contains='facts')[0].public_id}/"
    )
    hands.press("Release")
    hands.answer_by_link(OFFICER, "facts", "no_errors")
    hands.be(APPLICANTS[0])
    hands.open(f"{at}/publish/", check=True)
    hands.press("Make it final")
    hands.be(COORDINATOR)
    hands.open(f"{at}/publish/")
    hands.press("Publish")
    challenge.refresh_from_db()
    assert challenge.state == "reported"
    return Recommendation.objects.get(report=report)


def the_committee_decides(
    hands: Hands, setting: Setting, challenge: Challenge, recommendation: Recommendation
) -> Resolution:
    hands.be(OWNER)
    hands.send(
        f"/committee/questions/{challenge.public_id}/prepare/", "", title="Somewhere to sit",
        summary="A report on benches.", from_role="Head of places", committee_meeting=f"={setting.meeting.pk}",
    )  # fmt: skip
    paper = Paper.objects.get(challenge=challenge)
    at = f"/committee/papers/{paper.public_id}"
    hands.send(
        f"{at}/proposals/add/", "", text=PROPOSED, recommendations=[str(recommendation.pk)],
        owner_role="Head of places",
    )  # fmt: skip
    hands.open(f"{at}/", check=True)
    hands.press("Hand to the clerk")
    hands.be(CLERK)
    hands.open(f"{at}/", check=True)
    hands.press("Publish the paper")
    hands.press("Publish the paper")
    proposal = paper.proposals.get()
    clock.move_to(timezone.now() + (setting.meeting.on - timezone.localdate()) * 1 + timedelta(minutes=1))
    hands.send(
        f"/committee/proposals/{proposal.public_id}/resolve/", "", outcome="agreed_with_changed_words", words=RESOLVED,
        reason="The money reaches that far.", resolved_on=setting.meeting.on,
    )  # fmt: skip
    resolution = Resolution.objects.get(proposal=proposal)
    challenge.refresh_from_db()
    assert (resolution.words, challenge.state) == (RESOLVED, "decided")
    return resolution


def something_changes(hands: Hands, setting: Setting, recommendation: Recommendation, resolution: Resolution) -> None:
    hands.send(
        f"/committee/resolutions/{resolution.public_id}/action/", "", text="Order 40 benches and place them.",
        owner=OFFICER, owner_role="Supporting officer", due_on=clock.today() + timedelta(days=7),
    )  # fmt: skip
    action = Action.objects.get()
    clock.move_to(clock.now() + timedelta(days=2))
    jobs.run_waiting()
    hands.answer_by_link(OFFICER, "How far", "done", "All 40 are in place.")
    action.refresh_from_db()
    assert action.state == "reported_done"
    hands.be(LEAD)
    at = f"/desk/ledger/{recommendation.public_id}"
    hands.send(
        f"{at}/check/", "", result="agrees", progress="done", text="Walked four routes and counted.",
        evidence_kind="independent", by_role="Programme lead",
    )  # fmt: skip
    hands.send(
        f"{at}/change/", "", kind="service_outcome", grade="outcome_reported", stated_by="The surgeries",
        text="Fewer people ask for a lift from the stop.",
    )  # fmt: skip
    assert IndependentCheck.objects.get().result == "agrees"
    assert StatementOfEffect.objects.get().grade == "outcome_reported"


def anybody_can_read_it(hands: Hands, challenge: Challenge, recommendation: Recommendation) -> None:
    hands.be("")
    hands.open(f"/questions/{challenge.code}/", check=True)
    hands.sees(WORDED, RECOMMENDED, "200", "Walked four routes and counted.", "Fewer people ask for a lift")
    hands.open("/ledger/", check=True)
    hands.sees(RECOMMENDED)
