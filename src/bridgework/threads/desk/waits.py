"""Who waits on whom, in one challenge."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import timetable
from bridgework.core.waiting import wait
from bridgework.kernel.roles import ROLES
from bridgework.threads.desk.material import DeskMaterial
from bridgework.threads.desk.records import DeskWait

OVER = frozenset({"decided", "followed_up", "set_aside"})


def waits_of(challenge: Challenge, material: DeskMaterial) -> tuple[DeskWait, ...]:
    """Everything one side waits for from another, longest first."""
    found = [
        *_requests(challenge, material),
        *_invitations(challenge, material),
        *_wordings(challenge, material),
        *_papers(challenge, material),
        *_milestones(challenge, material),
    ]
    if challenge.state == "open" and not material.members.get(challenge.pk):
        found.append(
            _wait("A team to be formed", "coordinator", "", "the question owner", challenge.state_since, None, material)
        )
    return tuple(sorted(found, key=lambda one: (-one.wait.days, one.what)))


def _requests(challenge: Challenge, material: DeskMaterial) -> list[DeskWait]:
    return [
        _wait(
            _short(one.text),
            material.role_of(challenge, one.asked_of_id) or "somebody outside the challenge",
            one.asked_of.name,
            "the team",
            one.asked_at,
            one.wanted_by,
            material,
        )
        for one in material.requests.get(challenge.pk, ())
        if one.state == "waiting" and challenge.state not in OVER
    ]


def _invitations(challenge: Challenge, material: DeskMaterial) -> list[DeskWait]:
    places = [
        _wait(
            "An answer to the invitation to the team",
            one.get_role_display(),
            one.person.name,
            "the coordinator",
            one.invited_at or one.state_since,
            None,
            material,
        )
        for one in material.members.get(challenge.pk, ())
        if one.state == "invited"
    ]
    supports = [
        _wait(
            "An answer to the invitation to support it",
            ROLES[one.role].label,
            one.person.name,
            "the coordinator",
            one.created_at,
            one.answer_by,
            material,
        )
        for one in material.supports.get(challenge.pk, ())
    ]
    return places + supports


def _wordings(challenge: Challenge, material: DeskMaterial) -> list[DeskWait]:
    return [
        _wait(
            "An answer to the new wording",
            material.role_of(challenge, one.person_id) or "question owner",
            one.person.name,
            "the coordinator",
            one.created_at,
            one.answer_by,
            material,
        )
        for one in material.consents.get(challenge.pk, ())
    ]


def _papers(challenge: Challenge, material: DeskMaterial) -> list[DeskWait]:
    found = []
    for paper in material.papers.get(challenge.pk, ()):
        if paper.state == "ready":
            due = timetable.last_day_to_publish(paper.committee_meeting, material.days)
            found.append(
                _wait("The paper to be published", "clerk", "", "the author", paper.state_since, due, material)
            )
        elif paper.state == "published" and paper.committee_meeting.on < material.today:
            met = timezone.make_aware(datetime.combine(paper.committee_meeting.on, datetime.min.time()))
            found.append(_wait("The resolutions to be recorded", "clerk", "", "everybody", met, None, material))
    return found


def _milestones(challenge: Challenge, material: DeskMaterial) -> list[DeskWait]:
    """The first step past its day; those after it wait for it."""
    if challenge.state in OVER:
        return []
    late = timetable.overdue(challenge, material.milestones.get(challenge.pk, ()), material.today)
    if late is None or late.planned_on is None:
        return []
    role = ROLES[late.holder].label if late.holder in ROLES else "team"
    since = timezone.make_aware(datetime.combine(late.planned_on, datetime.min.time()))
    return [_wait(late.label, role, "", "the plan", since, late.planned_on, material)]


def _wait(
    what: str, role: str, name: str, by: str, since: datetime, due: date | None, material: DeskMaterial
) -> DeskWait:
    return DeskWait(
        what=what,
        on_role=role,
        on_name=name,
        by=by,
        wait=wait(timezone.localdate(since), material.today, material.days.holidays),
        due=due,
        overdue=due is not None and due < material.today,
    )


def _short(text: str, longest: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
