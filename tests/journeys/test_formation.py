"""Teams formed in a browser: forty people apply, reviewers read blind, two rule sets are compared, one person is moved
knowing the price, everybody can read why, somebody withdraws, and the command line repeats the published hash.

Most applications and reviews are made by actions, several by screens: one alone, two jointly, and those by their links.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from bridgework.apps.applications.actions.applying import (
    Form,
    Wish,
    confirm_address,
    save_application,
    send_application,
    start_application,
)
from bridgework.apps.applications.actions.assigning import apply_assignment
from bridgework.apps.applications.actions.calls import CallText, prepare_call, publish_call
from bridgework.apps.applications.actions.forming_calls import PhaseText, set_review_phase
from bridgework.apps.applications.actions.reviewing import declare, give_review
from bridgework.apps.applications.actions.vocabulary import offer_term
from bridgework.apps.applications.models import Application, Call, Review
from bridgework.apps.applications.queries import offered
from bridgework.apps.people.models import Person
from bridgework.apps.teams.models import FormationRun, TeamMember
from bridgework.cli.main import main
from bridgework.core.formation.allocations import read_allocation
from bridgework.kernel import clock, jobs
from bridgework.kernel.permissions import VISITOR, Actor
from tests.cast import Cast, give_role, make_cast, make_challenge, make_person
from tests.journeys.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)

TITLES = ("Damp homes", "Market days", "Safe crossings", "Hedges", "Late trains", "School meals", "Flood plains")
DISCIPLINES = ("Geography", "Law", "Public health", "Engineering")
SKILLS = ("statistics", "interviews", "maps")
BY_SCREEN = ("Una Gilchrist", "Babak Rostami", "Cerys Probert")
VALUE = "4 8 15 16 23 42"


@dataclass
class Setting:
    """The people, the call, and the second reviewer."""

    cast: Cast
    call: Call
    second_reviewer: Person


@pytest.fixture
def setting(transactional_db: Any) -> Setting:
    cast, now = make_cast(), clock.now()
    Person.objects.update(scope=cast.programme.scope)
    for title in TITLES:
        make_challenge(cast.programme, cast.round, title, f"2026-{title.lower().replace(' ', '-')}")
    cast.round.challenges.exclude(pk=cast.challenge.pk).update(state="open", state_since=now)
    coordinator = cast.actor("coordinator")
    text = CallText(
        title="Join a team", opens_on=now.date(), closes_on=now.date() + timedelta(days=20),
        appeals_until=now.date() + timedelta(days=60), appeal_role="the sponsor councillor",
    )  # fmt: skip
    call = prepare_call(actor=coordinator, now=now, round=cast.round, text=text)
    for kind, labels in (("discipline", DISCIPLINES), ("skill", SKILLS)):
        for label in labels:
            offer_term(actor=coordinator, now=now, programme=cast.programme, kind=kind, label=label)
    blind = PhaseText("Blind reading", now.date(), now.date() + timedelta(days=40), names_hidden=True)
    set_review_phase(actor=coordinator, now=now, call=call, text=blind)
    call = publish_call(actor=coordinator, now=now, call=call)
    second = make_person("Tariq Aslam")
    Person.objects.filter(pk=second.pk).update(scope=cast.programme.scope)
    give_role(second, "reviewer", cast.programme.scope)
    for number in range(37):
        _applies(call, number, now)
    jobs.run_waiting()
    return Setting(cast, call, second)


def _applies(call: Call, number: int, now: datetime) -> None:
    name = f"Applicant {number + 1:02}"
    application = start_application(
        actor=VISITOR, now=now, call=call, name=name, email=f"applicant{number + 1}@wold.example"
    )
    application = confirm_address(now=now, application=application)
    questions = [one.question for one in offered(call.round)]
    # The first three questions are wanted most, the others by few: not all can run.
    first = (number * number) % (3 if number % 4 else len(questions))
    wanted = [questions[(first + step * (1 + number % 3)) % len(questions)] for step in range(len(questions))]
    ranked = list(dict.fromkeys([*wanted, *questions]))[:4]
    form = Form(
        department="Science",
        experience="I have asked people before.",
        whole_period=True,
        hours_a_week=Decimal(5),
        discipline=DISCIPLINES[number % 4],
        skills=[SKILLS[number % 3]],
        wishes=[Wish(one, "It touches people I know.") for one in ranked],
    )
    me = Actor(person_id=application.applicant_id, public_id=application.applicant.public_id, via="link")
    save_application(actor=me, now=now, application=application, version=1, form=form)
    send_application(actor=me, now=now, application=application)


def test_teams_are_formed_with_proof(
    setting: Setting, site: str, page: Page, page_checks: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hands = Hands(page, site, page_checks)
    hands.start()
    people_apply_by_screen(hands)
    reviewers_read_blind(hands, setting)
    two_rule_sets_are_compared(hands)
    run = teams_are_formed(hands)
    one_person_is_moved(hands, run)
    they_are_published(hands)
    an_applicant_reads_why(hands, run)
    one_withdraws_and_few_move(hands, run)
    the_thread_shows_it(hands, run)
    the_command_line_repeats_it(hands, run, tmp_path, capsys)


def people_apply_by_screen(hands: Hands) -> None:
    """One alone, and two jointly: the second is asked by link, and adds what only they know."""
    for name in BY_SCREEN[:2]:
        hands.be("")
        hands.menu("Apply", "Join a team")
        hands.press("", name=name, email=_email(name))
        hands.open_mail(name, "application")
        hands.follow("/apply/")
        hands.press("Open my application")
        if name == BY_SCREEN[1]:
            hands.fill(joint_name_1=BY_SCREEN[2], joint_email_1=_email(BY_SCREEN[2]))
        _fill_in(hands)
    hands.answer_by_link(BY_SCREEN[2], "apply together", "Yes")
    hands.open_mail(BY_SCREEN[2], "Your part of the application")
    hands.follow("/apply/")
    hands.press("Open my application")
    _fill_in(hands)
    assert Application.objects.filter(state="sent").count() == 40


def _fill_in(hands: Hands) -> None:
    hands.fill(department="Arts", experience="I have walked every street of two towns.", hours_a_week="5")
    for place, title in enumerate(("Damp homes", "Market days", "Safe crossings"), start=1):
        hands.fill(**{f"wish_{place}": title})
    hands.press("Keep and check my answers", whole_period="yes")
    hands.press("Send")


def reviewers_read_blind(hands: Hands, setting: Setting) -> None:
    """One reviewer has a conflict and says so; both read without names. The rest is scored by actions."""
    now, cast = clock.now(), setting.cast
    first = cast.person("reviewer")
    found = list(Application.objects.filter(call=setting.call).order_by("id"))
    pairs = [(first.public_id, one.public_id) for one in found[:2]]
    pairs += [(setting.second_reviewer.public_id, one.public_id) for one in found[2:]]
    apply_assignment(actor=cast.actor("coordinator"), now=now, call=setting.call, pairs=pairs)
    hands.be(first.name)
    hands.menu("Reviews", "Declare on 2 applicants")
    hands.sees("Applicant 01", "Applicant 02")
    choices = hands.page.locator("main fieldset")
    choices.nth(0).get_by_label("conflict", exact=False).last.check()
    choices.nth(1).get_by_label("No conflict").check()
    reason = choices.nth(0).locator("input[type=text], textarea")
    if reason.count():
        reason.first.fill("We share a house.")
    hands.press("Declare")
    assert [one for one in ("Applicant 01", "Applicant 02") if one in hands.words()] == []
    states = sorted(Review.objects.filter(reviewer=first).values_list("state", flat=True))
    assert states == ["conflicted", "opened"]
    criteria = [one.pk for one in setting.call.criteria.all()]
    second = Actor(person_id=setting.second_reviewer.pk, public_id=setting.second_reviewer.public_id)
    for number, review in enumerate(Review.objects.filter(reviewer=setting.second_reviewer).order_by("id")):
        opened = declare(actor=second, now=now, review=review, conflict=False, reason="")
        give_review(
            actor=second, now=now, review=opened, scores=dict.fromkeys(criteria, 1 + number % 5), comment="Read."
        )


def two_rule_sets_are_compared(hands: Hands) -> None:
    hands.be("Tom Ellery")
    hands.menu("Rounds", "Round desk", "call for applicants", "Plan the teams")
    hands.check()
    hands.press("Suggest teams")
    hands.check()
    hands.sees("Who wants what", "The suggestion", "Una Gilchrist")
    hands.follow("Plan the teams", "Write other rules")
    hands.check()
    hands.press(
        "Keep these rules", name="Mixed teams", fewest="3", most="6", max_teams="7", min_disciplines="2",
        questions_run="most-wanted", order="generous",
    )  # fmt: skip
    hands.follow("Compare two rule sets")
    hands.check()
    hands.sees("People placed", "Disciplines in a team", "Both are proved to be best under their rules.")
    hands.follow("Plan the teams")
    hands.press("Go on with the draft")
    hands.press("Use these rules", rules="Mixed teams")


def teams_are_formed(hands: Hands) -> FormationRun:
    hands.follow("Freeze the input")
    tomorrow = clock.today() + timedelta(days=1)
    hands.press(
        "Freeze the input", public_value_source="The numbers of the national draw", public_value_on=tomorrow,
        auditor="Farida Aziz",
    )  # fmt: skip
    hands.sees("Then the teams can be formed.")
    hands.to_day("The day of the public value")
    hands.menu("Rounds", "Round desk", "call for applicants", "Plan the teams", "Run begun")
    hands.follow("Enter the public value")
    hands.press("Enter the value", value=VALUE)
    hands.press("Form the teams")
    hands.page.reload()
    hands.check()
    run = FormationRun.objects.get(rules__name="Mixed teams")
    assert (run.state, run.breaches, run.second_solver["agrees"]) == ("solved", [], True)
    hands.press("Take these teams")
    return run


def one_person_is_moved(hands: Hands, run: FormationRun) -> None:
    run.refresh_from_db()
    here = read_allocation(run.teams_now).question_of
    una = run.formation_applicants.get(person__name=BY_SCREEN[0]).pseudonym
    sizes = {one: list(here.values()).count(one) for one in {*here.values()} - {here.get(una)}}
    others = sorted(sizes, key=lambda one: (sizes[one], one))
    hands.fill(applicant=f"={una}", question=f"={others[0]}")
    hands.press("Show what it costs")
    hands.check()
    hands.sees("Every stage, before and after")
    box = hands.page.locator("main [name=knows_breaches]")
    if box.count():
        box.check()
    hands.press("Move them at this price", reason="Una asked, and knows the place.")
    hands.sees("Changed by hand", "Una asked, and knows the place.")
    hands.check()
    run.refresh_from_db()
    assert read_allocation(run.teams_now).question_of[una] == others[0]


def they_are_published(hands: Hands) -> None:
    hands.follow("Publish the teams")
    hands.press("Publish the teams", unplaced="reserve")
    hands.follow("in the outbox", "Will you join this team?")
    hands.press("Release")
    hands.menu("My work", "Your application: Join a team")
    hands.press("Release")


def an_applicant_reads_why(hands: Hands, run: FormationRun) -> None:
    hands.be("")
    hands.open_mail(BY_SCREEN[0], "Will you join this team?")
    hands.follow("Open the personal link", "Why you are in this team")
    hands.check()
    hands.sees("A person moved you here", "Una asked, and knows the place.", "Who decided", "coordinator")
    hands.page.get_by_text("Check it yourself").click()
    run.refresh_from_db()
    hands.sees(run.result_sha256, run.released_secret, "bridgework teams explain")
    assert [one for one in hands.words().split() if one.startswith("Applicant")] == []
    hands.open_mail(BY_SCREEN[1], "Your application: Join a team")
    hands.follow("/apply/")
    hands.press("Open my application")
    hands.follow("and who decided")
    hands.sees(run.reasons[run.formation_applicants.get(person__name=BY_SCREEN[1]).pseudonym]["summary"])


def one_withdraws_and_few_move(hands: Hands, run: FormationRun) -> None:
    hands.open_mail(BY_SCREEN[0], "Your application: Join a team")
    hands.follow("/apply/")
    hands.press("Open my application")
    hands.follow("Withdraw my application")
    hands.press("Withdraw")
    before = dict(TeamMember.objects.filter(state="invited").values_list("person__name", "team_id"))
    hands.be("Tom Ellery")
    hands.menu("Rounds", "Round desk", "call for applicants", "Plan the teams", "Run begun")
    hands.sees("These teams are out of date", "Una Gilchrist withdrew")
    hands.press("Repair the teams")
    hands.page.reload()
    hands.press("Take these teams")
    hands.follow("Publish the teams")
    hands.press("Publish the teams", unplaced="reserve")
    repair = FormationRun.objects.get(repairs=run)
    moved = repair.allocation["stages"][0]
    after = dict(TeamMember.objects.filter(state="invited").values_list("person__name", "team_id"))
    assert (moved["name"], moved["proved"]) == ("moved", True)
    assert BY_SCREEN[0] not in after
    stayed = [name for name, team in after.items() if before.get(name) == team]
    assert len(stayed) >= len(before) - 1 - moved["value"]


def the_thread_shows_it(hands: Hands, run: FormationRun) -> None:
    hands.be("")
    team = run.teams.exclude(state="disbanded").select_related("challenge__question").first()
    assert team is not None
    hands.page.goto(f"{hands.site}/questions/{team.challenge.code}/")
    hands.follow("How this team was formed")
    hands.check()
    hands.sees(run.input_sha256, run.seed_commitment, run.released_secret, run.result_sha256, "Proved to be best")


def the_command_line_repeats_it(
    hands: Hands, run: FormationRun, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the input as the auditor takes it away and the seed of the public page."""
    published = hands.page.locator("main code").first.inner_text()
    seed = re.search(r'--seed "([^"]+)"', published)
    assert seed is not None
    hands.be("Farida Aziz")
    answer = hands.page.request.get(f"{hands.site}/desk/formation/{run.public_id}/round.json")
    assert answer.status == 200
    document = {key: value for key, value in answer.json().items() if key != "seed"}
    (folder / "round.json").write_text(json.dumps(document))
    out = folder / "allocation.json"
    assert main(["teams", "solve", str(folder / "round.json"), "--seed", seed.group(1), "--out", str(out)]) == 0
    assert json.loads(out.read_text())["result_sha256"] == run.result_sha256
    assert main(["teams", "check", str(folder / "round.json"), str(out), "--seed", seed.group(1)]) == 0


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@wold.example"
