"""What can be met in the invented programme: every state of the spine, and one of each discomfort."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from bridgework.apps.applications.models import Application, Call, Review
from bridgework.apps.committees.models import Clearance, Paper, Resolution
from bridgework.apps.committees.queries.clearing import clearances_of
from bridgework.apps.impact.models import Decision, IndependentCheck, Prompt, StatementOfEffect
from bridgework.apps.messages.models import Batch, Message
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.programmes.models import Gathering, Programme, Round
from bridgework.apps.questions.models import Challenge, ProblemStatement, Question
from bridgework.apps.reports.models import Report
from bridgework.apps.teams.models import FormationRun, Team, TeamMember
from bridgework.apps.workspace.models import Proposition, Request, TeamMeeting
from bridgework.demo import walk
from bridgework.demo.invented.programme import SLUG
from bridgework.demo.invented.steps import LICENCE
from bridgework.demo.loading import load_demonstration
from bridgework.demo.moves import moves
from bridgework.kernel.models import Job, Transition
from bridgework.kernel.roles import ROLES
from bridgework.threads.desk import SHOWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def programme() -> Programme:
    return Programme.objects.get(slug=SLUG)


def states(model: type, **where: object) -> set[str]:
    return set(model.objects.filter(**where).values_list("state", flat=True))  # type: ignore[attr-defined]


def test_every_invented_report_that_is_public_says_its_licence() -> None:
    published = Report.objects.filter(scope__startswith=programme().scope, state="published")
    assert set(published.values_list("deposit__licence", flat=True)) == {LICENCE}


def test_every_state_of_the_spine_can_be_met() -> None:
    scope = programme().scope
    found = {
        "problems": states(ProblemStatement, programme=programme()),
        "questions": states(Question, programme=programme()),
        "challenges": states(Challenge, scope__startswith=scope),
        "applications": states(Application, scope__startswith=scope),
        "reviews": states(Review, application__scope__startswith=scope),
        "teams": states(Team, scope__startswith=scope),
        "members": states(TeamMember, team__scope__startswith=scope),
        "requests": states(Request, scope__startswith=scope),
        "propositions": states(Proposition, scope__startswith=scope),
        "reports": states(Report, scope__startswith=scope),
        "papers": states(Paper, scope__startswith=scope),
    }
    assert found == {
        "problems": {"brought", "taken_up", "declined", "kept_for_later"},
        "questions": {"proposed", "shortlisted", "taken_up", "in_bank", "declined", "withdrawn"},
        "challenges": {"open", "team_formed", "under_way", "reported", "at_committee", "decided", "set_aside"},
        "applications": {"draft", "sent", "withdrawn", "to_be_placed", "reserve", "placed", "declined"},
        "reviews": {"assigned", "given", "conflicted"},
        "teams": {"inviting", "formed", "finished"},
        "members": {"invited", "accepted", "declined", "left"},
        "requests": {"waiting", "answered", "passed_on", "cannot_help"},
        "propositions": {"set_aside", "taken_forward"},
        "reports": {"published", "with_officers"},
        "papers": {"draft", "ready", "published", "considered"},
    }


def test_every_role_is_held_by_somebody_invented() -> None:
    today = timezone.localdate()
    held = RoleHolding.objects.filter(person__is_invented=True, starts_on__lte=today).exclude(ends_on__lt=today)
    assert set(held.values_list("role", flat=True)) == set(ROLES)


def test_every_fact_of_the_ledger_can_be_met() -> None:
    scope = programme().scope
    assert set(Decision.objects.filter(scope__startswith=scope).values_list("outcome", flat=True)) == {
        "agreed",
        "agreed_in_part",
        "agreed_with_changed_words",
        "noted",
        "officers_tasked",
        "deferred",
        "referred",
        "lost",
        "declined",
        "withdrawn",
    }
    checks = IndependentCheck.objects.filter(scope__startswith=scope)
    assert set(checks.values_list("result", flat=True)) == {"agrees", "disputes"}
    effects = StatementOfEffect.objects.filter(scope__startswith=scope)
    assert set(effects.values_list("kind", "grade")) == {("money_saved", "outcome_compared"), ("none_found", "")}


def test_one_officer_has_been_silent_for_nineteen_days() -> None:
    waiting = Request.objects.filter(state="waiting", asked_of__name="Peter Lindqvist")
    (asked,) = waiting
    assert timezone.localdate() - timezone.localdate(asked.asked_at) == timedelta(days=19)


def test_a_team_member_left_and_was_replaced() -> None:
    (new,) = TeamMember.objects.exclude(replaces=None).select_related("replaces")
    assert new.replaces is not None
    assert (new.state, new.replaces.state, new.replaces.person.name) == ("accepted", "left", "Sophie Lovell")


def test_a_resolution_of_this_year_changed_exactly_one_word() -> None:
    (resolution,) = Resolution.objects.filter(
        outcome="agreed_with_changed_words", proposal__paper__challenge__state="decided", proposal__letter="c",
        proposal__text__contains="child under five",
    )  # fmt: skip
    before, after = resolution.proposal.text.split(), resolution.words.split()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [("ten", "fifteen")]


def test_teams_formed_by_a_run_can_be_looked_up_with_their_reasons() -> None:
    run = FormationRun.objects.get(call__round__programme=programme(), state="published")
    assert (run.breaches, len(run.reasons), run.formation_moves.count()) == ([], 7, 0)
    titles = {team.challenge.question.title: team.team_members.count() for team in run.teams.all()}
    assert titles == {"Falls at home": 3, "Road verges for pollinators": 3}
    (unplaced,) = run.allocation["unplaced"]
    assert run.formation_applicants.get(pseudonym=unplaced).person.name == "Arun Pillai"
    assert run.state_since < timezone.now() - timedelta(days=600)
    assert run.finished_at is not None
    assert run.finished_at < run.state_since


def test_something_waits_in_the_outbox_and_the_queue_is_empty() -> None:
    (waiting,) = Batch.objects.filter(state="waiting")
    assert waiting.title == "You are invited: Steering meeting 4"
    now = timezone.now()
    assert Job.objects.filter(state="waiting", run_at__lte=now).count() == 0
    assert Message.objects.filter(state="failed").count() == 0


def test_links_in_the_mailbox_are_live() -> None:
    message = Message.objects.get(link_purpose="workspace.request", person__name="Peter Lindqvist", link__answers=None,
                                  created_at__gt=timezone.now() - timedelta(days=20))  # fmt: skip
    assert "/l/" in message.link_address


def test_nothing_is_dated_after_today_and_everybody_is_invented() -> None:
    now = timezone.now()
    assert Transition.objects.filter(at__gt=now).count() == 0
    assert Person.objects.filter(scope=programme().scope, is_invented=False).count() == 0
    assert Round.objects.filter(programme=programme()).count() == 3
    calls = Call.objects.filter(round__programme=programme()).order_by("id")
    assert [one.applications.count() for one in calls] == [7, 27, 17]
    assert states(Gathering, round__programme=programme()) == {"planned", "held"}
    assert states(TeamMeeting, scope__startswith=programme().scope) == {"planned", "held"}


def test_loading_again_changes_nothing() -> None:
    said: list[str] = []
    people = Person.objects.count()
    load_demonstration(say=said.append)
    assert (said, Person.objects.count()) == ([], people)


def test_the_first_stop_of_the_walk_filters_the_desk_by_who_waits() -> None:
    asked = parse_qs(urlsplit(walk.STOPS[0].address()).query)
    assert asked["show"][0] in dict(SHOWS)


def test_the_clock_can_be_moved_to_the_day_of_the_next_prompt() -> None:
    now = timezone.now()
    offered = {one.key: timezone.localdate(one.moment) for one in moves(now)}
    due = Prompt.objects.filter(due_on__gt=timezone.localdate(now), sent_at=None, recommendation__state="open")
    assert offered["prompt"] == due.order_by("due_on")[0].due_on


def test_the_paper_to_mend_has_clearances_of_every_kind() -> None:
    paper = Paper.objects.select_related("template_version").get(title__contains="paper to mend")
    found = {one.key: one.state for one in clearances_of(paper)}
    assert found == {
        "finance": "stale",
        "procurement": "not_asked",
        "legal": "not_cleared",
        "equality": "cleared",
        "communications": "asked",
        "localism": "not_asked",
        "public-health": "not_asked",
    }
    silent = Clearance.objects.get(paper=paper, key="communications")
    assert silent.answer_by is not None
    assert silent.answer_by <= timezone.localdate()
    link = Message.objects.filter(person=silent.asked_of, link_purpose="committees.clearance").first()
    assert link is not None
    assert link.link_address.startswith("http")
