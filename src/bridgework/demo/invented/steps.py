"""Steps that several stories take: each calls the real actions, as the person who would take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bridgework.apps.committees.actions import (
    Resolved,
    add_proposal,
    make_ready,
    prepare_paper,
    publish_paper,
    record_resolution,
)
from bridgework.apps.committees.models import Paper, PaperTemplateVersion, Proposal, Resolution
from bridgework.apps.library.actions import Description, describe_report
from bridgework.apps.people.actions import step_up
from bridgework.apps.questions.actions.belonging import settle_belonging
from bridgework.apps.questions.actions.challenges import take_up_question
from bridgework.apps.questions.actions.deciding import shortlist_question
from bridgework.apps.questions.actions.proposing import propose_question
from bridgework.apps.questions.actions.support import name_support
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.reports.actions.publishing import publish_report
from bridgework.apps.reports.actions.recommending import Details, add_recommendation
from bridgework.apps.reports.actions.writing import add_version, finish_report, start_report
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.teams.actions import accept_place, confirm_team, send_invitations, start_team, suggest_member
from bridgework.apps.teams.models import Team, TeamMember
from bridgework.apps.workspace.models import Finding
from bridgework.demo.invented.stage import Stage
from bridgework.kernel import roles

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Asked:
    """A question as it was first proposed."""

    title: str
    wording: str
    why: str
    decision: str
    theme: str
    place: str
    owner_role: str


def propose(stage: Stage, key: str, by: str, asked: Asked, *, round_key: str = "this", decide_in: int = 0) -> Question:
    """Propose a question to a round, in the words of the officer who owns it."""
    stage.questions[key] = propose_question(
        actor=stage.actor(by),
        now=stage.now,
        programme=stage.programme,
        round=stage.rounds.get(round_key),
        title=asked.title,
        wording=asked.wording,
        why_it_matters=asked.why,
        decision_informed=asked.decision,
        decision_by=stage.now.date() + timedelta(days=decide_in) if decide_in else None,
        theme=asked.theme,
        place=asked.place,
        owner=stage.person(by),
        owner_role=asked.owner_role,
    )
    return stage.questions[key]


def shortlist(stage: Stage, key: str, reason: str) -> None:
    """Put a question on the shortlist."""
    shortlist_question(actor=stage.actor("sponsor"), now=stage.now, question=stage.questions[key], reason=reason)


def take_up(stage: Stage, key: str, slug: str, supporters: Sequence[tuple[str, str]]) -> Challenge:
    """Take a question up and name who supports it."""
    question = stage.questions[key]
    question.refresh_from_db()
    round_ = question.round
    year = (round_.year if round_ else None) or stage.today.year
    challenge = take_up_question(actor=stage.actor("lead"), now=stage.now, question=question, code=f"{year}-{slug}")
    stage.challenges[key] = challenge
    for person, role in supporters:
        name_support(
            actor=stage.actor("lead"),
            now=stage.now,
            challenge=challenge,
            person=stage.person(person),
            role=role,
            reason="Knows the subject and has said yes.",
        )
    return challenge


def compose(stage: Stage, key: str, people: Sequence[tuple[str, str]], *, by: str = "coordinator") -> Team:
    """Put a team together: who, and the reason that person will read."""
    team = start_team(actor=stage.actor(by), now=stage.now, challenge=stage.challenge(key))
    stage.teams[key] = team
    for person, why in people:
        suggest(stage, key, person, why, by=by)
    return team


def suggest(
    stage: Stage,
    key: str,
    person: str,
    why: str,
    *,
    by: str = "coordinator",
    role: str = roles.RESEARCHER,
    replaces: TeamMember | None = None,
) -> TeamMember:
    """Put one person into a team's draft, with their application where they made one."""
    return suggest_member(
        actor=stage.actor(by),
        now=stage.now,
        team=stage.teams[key],
        person=stage.person(person),
        role=role,
        application=stage.applications.get(person),
        why=why,
        replaces=replaces,
    )


def invite(stage: Stage, key: str, *, by: str = "coordinator") -> None:
    """Send the invitations; they wait in the outbox until the morning."""
    send_invitations(actor=stage.actor(by), now=stage.now, team=stage.teams[key])


def all_accept(stage: Stage, key: str, *, lead: str, by: str = "coordinator") -> Team:
    """Everybody invited accepts from the message; the team is confirmed, and one of them leads."""
    team = stage.teams[key]
    keys = {person.pk: name for name, person in stage.people.items()}
    for place in team.team_members.filter(state="invited"):
        accept(stage, keys[place.person_id], place)
    confirm_team(actor=stage.actor(by), now=stage.now, team=team)
    step_up(actor=stage.actor(by), now=stage.now, person=stage.person(lead), scope=team.scope, reason="Agreed.")
    team.refresh_from_db()
    return team


def accept(stage: Stage, key: str, place: TeamMember) -> None:
    """Accept a place; by the link where one was sent."""
    if place.invited_at is not None:
        stage.answer_by_mail(key, "teams.join", place.public_id, "accept")
    else:
        accept_place(actor=stage.actor(key), now=stage.now, place=place)


def settle(stage: Stage, key: str, meeting_key: str, council_programme: str, reason: str) -> None:
    """Record where a challenge belongs and which committee meeting it aims at."""
    meeting = stage.meetings[meeting_key]
    settle_belonging(
        actor=stage.actor("lead"),
        now=stage.now,
        challenge=stage.challenge(key),
        council_programme=council_programme,
        body=meeting.body,
        meeting=meeting,
        decided_on=stage.now.date().isoformat(),
        reason=reason,
    )


@dataclass(frozen=True)
class Recommended:
    """One recommendation as the team wrote it."""

    text: str
    addressee: str = ""
    theme: str = ""
    by_when: str = ""
    findings: tuple[int, ...] = ()
    """Numbers of the findings it rests on."""


def write_report(
    stage: Stage, key: str, by: str, title: str, summary: str, text: str, recommended: Sequence[Recommended]
) -> list[Recommendation]:
    """Start a report with its recommendations, and with its first version where there is a text."""
    challenge, actor = stage.challenge(key), stage.actor(by)
    report = start_report(actor=actor, now=stage.now, challenge=challenge, title=title, summary=summary)
    stage.reports[key] = report
    if text:
        add_version(actor=actor, now=stage.now, report=report, text=text, note="First full draft.")
    return [
        add_recommendation(
            actor=actor,
            now=stage.now,
            report=report,
            text=one.text,
            details=Details(addressee=one.addressee, theme=one.theme, by_when=one.by_when),
            findings=Finding.objects.filter(challenge=challenge, number__in=one.findings),
        )
        for one in recommended
    ]


def finish_and_publish(stage: Stage, key: str, by: str, *, text: str = "", note: str = "") -> Report:
    """A last version where there is one; the team says it is final, the lead says its licence and publishes."""
    report = stage.reports[key]
    if text:
        add_version(actor=stage.actor(by), now=stage.now, report=report, text=text, note=note)
    finish_report(actor=stage.actor(by), now=stage.now, report=report)
    describe_report(
        actor=stage.actor("lead"), now=stage.now, report=report, told=Description(issued=report.dated, licence=LICENCE)
    )
    return publish_report(actor=stage.actor("lead"), now=stage.now, report=report)


@dataclass(frozen=True)
class Put:
    """A proposal of a paper: its words and the numbers of the recommendations it puts."""

    text: str
    numbers: tuple[int, ...]
    owner_role: str = ""
    report_back_on: date | None = None


def write_paper(
    stage: Stage,
    key: str,
    by: str,
    meeting_key: str,
    title: str,
    summary: str,
    from_role: str,
    proposals: Sequence[Put],
    *,
    template_version: PaperTemplateVersion | None = None,
) -> Paper:
    """Prepare a paper with its proposals; it stays a draft."""
    challenge = stage.challenge(key)
    paper = prepare_paper(
        actor=stage.actor(by),
        now=stage.now,
        challenge=challenge,
        committee_meeting=stage.meetings[meeting_key],
        title=title,
        summary=summary,
        from_role=from_role,
        reference="",
        reports=[stage.reports[key]],
        template_version=template_version,
    )
    recommendations = list(challenge.recommendations.order_by("order"))
    for one in proposals:
        add_proposal(
            actor=stage.actor(by),
            now=stage.now,
            paper=paper,
            text=one.text,
            recommendations=[recommendations[number - 1] for number in one.numbers],
            owner_role=one.owner_role,
            report_back_on=one.report_back_on,
        )
    return paper


def hand_to_clerk(stage: Stage, paper: Paper, by: str) -> None:
    """Mark a paper as ready."""
    make_ready(actor=stage.actor(by), now=stage.now, paper=paper)


def publish(stage: Stage, paper: Paper) -> None:
    """The clerk publishes it. On days around Easter and Christmas it goes out late, and says why."""
    publish_paper(
        actor=stage.actor("clerk"), now=stage.now, paper=paper,
        late_reason="The report's figures were corrected after the last day to publish.",
    )  # fmt: skip


def proposals_of(paper: Paper) -> list[Proposal]:
    """The lettered proposals, in order."""
    return list(paper.proposals.order_by("order"))


def resolve(stage: Stage, proposal: Proposal, outcome: str, *, words: str = "", reason: str = "") -> Resolution:
    """The clerk records what was resolved on the day of the meeting."""
    return record_resolution(
        actor=stage.actor("clerk"),
        now=stage.now,
        proposal=proposal,
        resolved=Resolved(
            outcome=outcome,
            resolved_on=proposal.paper.committee_meeting.on,
            words=words,
            reason=reason,
            owner_role=proposal.owner_role,
            report_back_on=proposal.report_back_on,
        ),
    )
