"""The only writers of teams and their members.

A team is composed by hand within limits that are the programme's settings. Accepting an invitation grants the role at
the team's scope; leaving ends it, in the same transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications.actions.outcomes import place_application
from bridgework.apps.applications.models import Application
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.actions.roles import end_role, grant_role
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.actions.challenges import form_team
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams import queries, rules
from bridgework.apps.teams.events import TeamFormed, TeamMemberMoved
from bridgework.apps.teams.models import FormationRun, Team, TeamMember
from bridgework.apps.teams.states import TEAM, TEAM_MEMBER
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import RESEARCHER, TEAM_ROLES


@transaction.atomic
def start_team(
    *, actor: Actor, now: datetime, challenge: Challenge, name: str = "", formed_by: FormationRun | None = None
) -> Team:
    """Begin composing a team for a challenge, by hand or from what a run formed."""
    rules.COMPOSE.require(actor, challenge)
    team = Team.objects.create(
        created_at=now,
        scope="",
        challenge=challenge,
        name=name.strip(),
        formed_by=formed_by,
        state=TEAM.initial,
        state_since=now,
    )
    team.scope = f"{challenge.scope}/{team.public_id}"
    team.save(update_fields=["scope"])
    transitions.begin(team, TEAM, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="teams.start", on=team)
    return team


@transaction.atomic
def suggest_member(
    *,
    actor: Actor,
    now: datetime,
    team: Team,
    person: Person,
    role: str = RESEARCHER,
    application: Application | None = None,
    why: str = "",
    replaces: TeamMember | None = None,
) -> TeamMember:
    """Put somebody into the draft of a team, saying why; that person will read the reason."""
    kept = Team.objects.select_for_update().get(pk=team.pk)
    rules.COMPOSE.require(actor, kept)
    if role not in TEAM_ROLES:
        raise InvalidInput("Choose the part this person has in the team.", rule="teams.role", field="role")
    if kept.state in ("finished", "disbanded"):
        raise NotPossibleNow("This team has ended.", rule="teams.open", remedy="Start another team.")
    if kept.team_members.filter(person=person, state__in=("suggested", "invited", "accepted")).exists():
        raise NotPossibleNow(f"{person.name} is in this team already.", rule="teams.once", field="person")
    place = TeamMember.objects.create(
        created_at=now,
        team=kept,
        person=person,
        role=role,
        application=application,
        why=why.strip(),
        replaces=replaces,
        state=TEAM_MEMBER.initial,
        state_since=now,
    )
    transitions.begin(place, TEAM_MEMBER, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="teams.suggest", on=place, fields=["person", "role"])
    return place


@transaction.atomic
def remove_member(*, actor: Actor, now: datetime, place: TeamMember) -> TeamMember:
    """Take somebody who has not accepted out of a team."""
    rules.COMPOSE.require(actor, place.team)
    return _move(place, "remove", actor, now)


@transaction.atomic
def send_invitations(*, actor: Actor, now: datetime, team: Team, together_with: FormationRun | None = None) -> int:
    """Invite everybody who is suggested, each by a personal link, once a person releases the batch.

    `together_with` puts the invitations of all teams of one run into one batch.

    Raises `NotPossibleNow` where a limit refuses the team as it stands.
    """
    kept = Team.objects.select_for_update(of=("self",)).select_related("challenge__round__programme").get(pk=team.pk)
    rules.COMPOSE.require(actor, kept)
    _within_limits(kept)
    if kept.state == "draft":
        transitions.move(kept, TEAM, "invite", actor=actor, now=now)
    settings = settings_of(kept.challenge.round.programme)
    expires = now + timedelta(days=settings.personal_link_days)
    invited = 0
    for place in kept.team_members.filter(state="suggested").select_related("person"):
        _move(place, "invite", actor, now)
        place.invited_at = now
        place.save(update_fields=["invited_at"])
        publish(
            AnswerWanted(
                at=now,
                purpose="teams.join",
                record_public_id=place.public_id,
                person_public_id=place.person.public_id,
                scope=kept.scope if together_with is None else together_with.scope,
                expires_at=expires,
                actor_public_id=actor.public_id,
                batch=f"teams/{(together_with or kept).public_id}",
            )
        )
        invited += 1
    return invited


@transaction.atomic
def accept_place(*, actor: Actor, now: datetime, place: TeamMember) -> TeamMember:
    """Accept: the role begins today, and the application is placed."""
    kept = (
        TeamMember.objects.select_for_update(of=("self",))
        .select_related("team", "person", "application")
        .get(pk=place.pk)
    )
    _answered_by(actor, kept)
    _move(kept, "accept", actor, now)
    today = timezone.localdate(now)
    kept.joined_on = today
    kept.save(update_fields=["joined_on"])
    grant_role(
        actor=actor,
        now=now,
        person=kept.person,
        role=kept.role,
        scope=kept.team.scope,
        starts_on=today,
        reason="accepted an invitation",
    )
    if kept.application is not None and kept.application.state != "placed":
        place_application(actor=actor, now=now, application=kept.application)
    return kept


@transaction.atomic
def decline_place(*, actor: Actor, now: datetime, place: TeamMember, reason: str = "") -> TeamMember:
    """Decline, before or after accepting. Nobody has to say why."""
    kept = TeamMember.objects.select_for_update(of=("self",)).select_related("team", "person").get(pk=place.pk)
    _answered_by(actor, kept)
    had_accepted = kept.state == "accepted"
    _move(kept, "decline", actor, now, reason)
    if had_accepted:
        _end(kept, actor, now, "declined after all")
    return kept


@transaction.atomic
def confirm_team(*, actor: Actor, now: datetime, team: Team) -> Team:
    """Confirm a team whose size is within the limits; its challenge then has a team."""
    kept = Team.objects.select_for_update(of=("self",)).select_related("challenge__round__programme").get(pk=team.pk)
    rules.COMPOSE.require(actor, kept)
    refusal = queries.why_not_formed(kept, kept.team_members.filter(state="accepted").count())
    if refusal:
        raise NotPossibleNow(
            refusal,
            rule="teams.fewest",
            remedy="Wait for the answers, invite somebody else, or change the setting.",
        )
    transitions.move(kept, TEAM, "form", actor=actor, now=now)
    form_team(actor=actor, now=now, challenge=kept.challenge)
    audit.record(actor=actor, now=now, verb="teams.form", on=kept)
    publish(TeamFormed(now, kept.public_id, kept.challenge.public_id, kept.scope))
    return kept


@transaction.atomic
def leave_team(*, actor: Actor, now: datetime, place: TeamMember, reason: str) -> TeamMember:
    """Leave a team: the role ends today, the place can be filled by somebody else, the contribution stays."""
    kept = TeamMember.objects.select_for_update(of=("self",)).select_related("team", "person").get(pk=place.pk)
    if not rules.COMPOSE.may(actor, kept.team).allowed:
        rules.LEAVE.require(actor, kept)
    _move(kept, "leave", actor, now, reason)
    kept.left_on, kept.left_reason = timezone.localdate(now), reason.strip()[:300]
    kept.save(update_fields=["left_on", "left_reason"])
    _end(kept, actor, now, "left the team")
    return kept


@transaction.atomic
def give_up_places(*, actor: Actor, now: datetime, application: Application) -> int:
    """Free every place of somebody whose application was withdrawn; how many. Done twice it does nothing more."""
    if application.state != "withdrawn":
        return 0
    found = list(
        TeamMember.objects.filter(
            state__in=queries.PRESENT,
            person=application.applicant_id,
            team__challenge__round=application.call.round_id,
            team__state__in=("draft", "inviting", "formed"),
        ).select_related("team")
    )
    for place in found:
        if place.state == "accepted":
            leave_team(actor=actor, now=now, place=place, reason="The application was withdrawn.")
        else:
            remove_member(actor=actor, now=now, place=place)
    return len(found)


@transaction.atomic
def describe_contribution(*, actor: Actor, now: datetime, place: TeamMember, text: str) -> TeamMember:
    """Say, in one's own words, what one did; a change takes back an earlier confirmation."""
    kept = TeamMember.objects.select_for_update().get(pk=place.pk)
    rules.DESCRIBE.require(actor, kept)
    kept.contribution, kept.contribution_confirmed_by = text.strip(), ""
    kept.save(update_fields=["contribution", "contribution_confirmed_by"])
    audit.record(actor=actor, now=now, verb="teams.describe", on=kept, fields=["contribution"])
    return kept


@transaction.atomic
def confirm_contribution(*, actor: Actor, now: datetime, place: TeamMember) -> TeamMember:
    """Confirm a description, so that it can be taken away as a record of contribution."""
    kept = TeamMember.objects.select_for_update(of=("self",)).select_related("team").get(pk=place.pk)
    rules.CONFIRM.require(actor, kept.team)
    if not kept.contribution:
        raise NotPossibleNow("Nothing is described yet.", rule="teams.described-first")
    kept.contribution_confirmed_by = actor.public_id
    kept.save(update_fields=["contribution_confirmed_by"])
    audit.record(actor=actor, now=now, verb="teams.confirm", on=kept, fields=["contribution_confirmed_by"])
    return kept


@transaction.atomic
def finish_team(*, actor: Actor, now: datetime, team: Team) -> Team:
    """Close the team's work: everybody's role in it ends today; alumni stay on the record."""
    kept = Team.objects.select_for_update().get(pk=team.pk)
    rules.COMPOSE.require(actor, kept)
    transitions.move(kept, TEAM, "finish", actor=actor, now=now)
    for place in kept.team_members.filter(state="accepted").select_related("person", "team"):
        _end(place, actor, now, "the team finished its work")
    return kept


@transaction.atomic
def disband_team(*, actor: Actor, now: datetime, team: Team, reason: str) -> Team:
    """End a team that will not work, saying why."""
    kept = Team.objects.select_for_update().get(pk=team.pk)
    rules.COMPOSE.require(actor, kept)
    transitions.move(kept, TEAM, "disband", actor=actor, now=now, reason=reason)
    for place in kept.team_members.filter(state="accepted").select_related("person", "team"):
        _end(place, actor, now, "the team was disbanded")
    return kept


def _within_limits(team: Team) -> None:
    refusals = [one for one in queries.objections(team) if one.weight == "refusal"]
    if refusals:
        raise NotPossibleNow(
            " ".join(one.reason for one in refusals),
            rule=refusals[0].rule,
            remedy=" ".join(dict.fromkeys(one.remedy for one in refusals)),
        )


def _answered_by(actor: Actor, place: TeamMember) -> None:
    if not rules.COMPOSE.may(actor, place.team).allowed:
        rules.ANSWER.require(actor, place)


def _end(place: TeamMember, actor: Actor, now: datetime, reason: str) -> None:
    end_role(actor=actor, now=now, person=place.person, role=place.role, scope=place.team.scope, reason=reason)


def _move(place: TeamMember, event: str, actor: Actor, now: datetime, reason: str = "") -> TeamMember:
    transitions.move(place, TEAM_MEMBER, event, actor=actor, now=now, reason=reason)
    audit.record(actor=actor, now=now, verb=f"teams.{event}", on=place, fields=["state"])
    publish(TeamMemberMoved(now, place.public_id, place.team.scope, place.state))
    return place
