"""The fixed cast: people with names and roles, one programme, one round, and records at every floor.

Everybody is invented. Records are written straight to the tables, so that a test of one floor does not need the
actions of the floors below it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bridgework.apps.calendar.models import Body, BodyName, CommitteeMeeting
from bridgework.apps.people.models import Account, Organisation, OrganisationName, Person, RoleHolding
from bridgework.apps.programmes.models import Phase, Programme, ProgrammeType, Round
from bridgework.apps.questions.models import Belonging, Challenge, Question, Wording
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.teams.models import Team, TeamMember
from bridgework.kernel import roles
from bridgework.kernel.permissions import Actor, Holding

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""A Monday in March 2026: the moment at which every test begins."""

LAST_YEAR = date(2025, 1, 1)

PEOPLE: dict[str, tuple[str, str]] = {
    "lead": ("Ruth Okafor", roles.PROGRAMME_LEAD),
    "coordinator": ("Tom Ellery", roles.COORDINATOR),
    "sponsor": ("Margaret Lisle", roles.SPONSOR),
    "reviewer": ("Ines Marchetti", roles.REVIEWER),
    "proposer": ("Dan Whitlock", roles.PROPOSER),
    "partner": ("Farida Aziz", roles.PARTNER_CONTACT),
    "owner": ("Helen Marsh", roles.QUESTION_OWNER),
    "officer": ("Priya Nair", roles.SUPPORTING_OFFICER),
    "councillor": ("Alan Thorpe", roles.SUPPORTING_COUNCILLOR),
    "mentor": ("Joseph Adeyemi", roles.MENTOR),
    "researcher": ("Ana Ribeiro", roles.RESEARCHER),
    "team_lead": ("Yusuf Demir", roles.TEAM_LEAD),
    "community": ("Carol Vickers", roles.COMMUNITY_PARTNER),
    "lived": ("Sam Hollis", roles.LIVED_EXPERIENCE),
    "clerk": ("Owen Pryce", roles.CLERK),
    "clearer": ("Nadia Rahman", roles.CLEARING_OFFICER),
    "chair": ("Beatrice Holm", roles.CHAIR),
    "outsider": ("Leo Finch", ""),
}


@dataclass
class Cast:
    """Everybody and everything a test may need; `actor(key)` acts as one of the people."""

    programme: Programme
    round: Round
    question: Question
    challenge: Challenge
    team: Team
    body: Body
    meeting: CommitteeMeeting
    council: Organisation
    university: Organisation
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        """One of the people."""
        return self.people[key]

    def actor(self, key: str, via: str = "screen") -> Actor:
        """One of the people, acting, with the roles they hold."""
        person = self.people[key]
        held = RoleHolding.objects.filter(person=person, ends_on=None)
        return Actor(
            person_id=person.pk,
            public_id=person.public_id,
            name=person.name,
            holdings=tuple(Holding(one.role, one.scope) for one in held),
            via=via,
        )

    def account(self, key: str) -> Account:
        """The account of one of the people, made when first wanted."""
        person = self.people[key]
        found = Account.objects.filter(person=person).first()
        return found or Account.objects.create_user(person.email, person=person)


def make_person(name: str) -> Person:
    """An invented person with an address at example.org."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return Person.objects.create(created_at=NOW, name=name, email=email, is_invented=True)


def make_organisation(name: str, kind: str) -> Organisation:
    """An invented organisation with one name."""
    organisation = Organisation.objects.create(created_at=NOW, kind=kind, is_invented=True)
    OrganisationName.objects.create(organisation=organisation, name=name)
    return organisation


def make_cast(slug: str = "fenmarch") -> Cast:
    """One programme with one challenge under way, a committee, and everybody who has a part in it."""
    council = make_organisation("Fenmarch County Council", "council")
    university = make_organisation("University of Fenmarch", "university")
    programme, round_ = _programme(slug, council, university)
    # A second cast is another programme, and a code is taken once.
    code = "2026-rural-buses" if slug == "fenmarch" else f"2026-rural-buses-{slug}"
    question, challenge = make_challenge(programme, round_, "Rural buses", code)
    body = Body.objects.create(created_at=NOW, organisation=council, kind="committee", is_invented=True, reply_days=60)
    BodyName.objects.create(body=body, name="Transport and Communities Committee")
    meeting = CommitteeMeeting.objects.create(
        created_at=NOW, body=body, body_scope=body.body_scope, on=date(2026, 9, 17), state="planned", state_since=NOW
    )
    team = Team.objects.create(created_at=NOW, challenge=challenge, scope="", state="formed", state_since=NOW)
    team.scope = f"{challenge.scope}/{team.public_id}"
    team.save()
    cast = Cast(programme, round_, question, challenge, team, body, meeting, council, university)
    for key, (name, role) in PEOPLE.items():
        cast.people[key] = make_person(name)
        if role:
            give_role(cast.people[key], role, _scope_of(role, cast))
    for key in ("researcher", "team_lead", "community", "lived"):
        TeamMember.objects.create(
            created_at=NOW,
            team=team,
            person=cast.people[key],
            role=PEOPLE[key][1],
            state="accepted",
            state_since=NOW,
            joined_on=NOW.date(),
        )
    question.owner = question.proposer = cast.people["owner"]
    question.save()
    return cast


def make_challenge(programme: Programme, round_: Round, title: str, code: str) -> tuple[Question, Challenge]:
    """A question of a round, worded once, and the challenge it became."""
    question = Question.objects.create(
        created_at=NOW,
        scope=round_.scope,
        programme=programme,
        round=round_,
        title=title,
        theme="transport",
        state="taken_up",
        state_since=NOW,
        is_public=True,
    )
    Wording.objects.create(created_at=NOW, question=question, number=1, text=f"What would help with {title.lower()}?")
    challenge = Challenge.objects.create(
        created_at=NOW,
        scope="",
        question=question,
        round=round_,
        type=round_.type,
        code=code,
        state="under_way",
        state_since=NOW,
        is_public=True,
    )
    challenge.scope = f"{round_.scope}/{challenge.public_id}"
    challenge.save()
    return question, challenge


def make_report(cast: Cast, recommendations: int = 3) -> tuple[Report, list[Recommendation]]:
    """A published report with so many public recommendations, on the cast's challenge."""
    report = Report.objects.create(
        created_at=NOW,
        scope=cast.challenge.scope,
        challenge=cast.challenge,
        title="Buses that people use",
        state="published",
        state_since=NOW,
        published_on=NOW.date(),
    )
    rows = [
        Recommendation.objects.create(
            created_at=NOW,
            scope=cast.challenge.scope,
            report=report,
            challenge=cast.challenge,
            code=f"{cast.challenge.code}/{number}",
            number=str(number),
            order=number,
            state="open",
            state_since=NOW,
            text=f"Recommendation number {number}.",
            is_public=True,
        )
        for number in range(1, recommendations + 1)
    ]
    return report, rows


def settle_at(cast: Cast) -> Belonging:
    """Say that the cast's challenge belongs to the cast's committee."""
    return Belonging.objects.create(
        created_at=NOW, challenge=cast.challenge, body=cast.body, body_scope=cast.body.body_scope, decided_on="2026-02"
    )


def give_role(person: Person, role: str, scope: str) -> RoleHolding:
    """A role held since last year."""
    return RoleHolding.objects.create(created_at=NOW, person=person, role=role, scope=scope, starts_on=LAST_YEAR)


def _programme(slug: str, council: Organisation, university: Organisation) -> tuple[Programme, Round]:
    kind, _ = ProgrammeType.objects.get_or_create(
        key="policy-challenges",
        version=1,
        defaults={"created_at": NOW, "name": "Policy Challenges", "data": {"stations": [], "phases": []}},
    )
    programme = Programme.objects.create(
        created_at=NOW,
        scope="",
        name="Fenmarch Policy Challenges",
        slug=slug,
        default_type=kind,
        council=council,
        university=university,
        is_invented=True,
    )
    programme.scope = programme.public_id
    programme.save()
    round_ = Round.objects.create(
        created_at=NOW,
        scope="",
        programme=programme,
        type=kind,
        label="2026",
        year=2026,
        state="running",
        state_since=NOW,
    )
    round_.scope = f"{programme.scope}/{round_.public_id}"
    round_.save()
    Phase.objects.create(
        created_at=NOW,
        scope=round_.scope,
        round=round_,
        key="work",
        order=1,
        label="Work",
        public_label="Work",
        switches=["propose", "bring_problem", "apply", "review", "form_teams", "work", "report", "committee"],
        planned_start=NOW.date() - timedelta(days=30),
        planned_end=NOW.date() + timedelta(days=200),
    )
    return programme, round_


def _scope_of(role: str, cast: Cast) -> str:
    held_at = roles.ROLES[role].held_at
    return {
        "programme": cast.programme.scope,
        "challenge": cast.challenge.scope,
        "team": cast.team.scope,
        "body": cast.body.body_scope,
    }[held_at]
