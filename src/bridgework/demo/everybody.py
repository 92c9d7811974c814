"""Everybody invented, with what they are, for choosing as whom the demonstration is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.roles import ROLES


@dataclass
class OneOfThem:
    """An invented person and one line on what they do here."""

    person: Person
    lines: list[str] = field(default_factory=list)


@dataclass
class Group:
    """People with the same kind of part."""

    title: str
    people: list[OneOfThem] = field(default_factory=list)


_GROUPS = (
    ("Those who run it", {"programme_lead", "coordinator", "sponsor"}),
    ("The committees", {"clerk", "chair", "clearing_officer", "monitoring_officer"}),
    ("Officers and councillors", {"question_owner", "supporting_officer", "supporting_councillor", "proposer"}),
    ("Teams", {"researcher", "team_lead", "community_partner", "lived_experience"}),
    ("Reviewers, mentors, partners", {"reviewer", "mentor", "partner_contact"}),
)
REST = "Applicants and people of earlier rounds"


def invented_people(on: date) -> list[Group]:
    """Everybody invented, each once, in the group of the first part they have. Three queries."""
    titles = {one.scope: one.question.title for one in Challenge.objects.select_related("question")}
    groups = {title: Group(title) for title, _ in _GROUPS} | {REST: Group(REST)}
    held: dict[int, list[RoleHolding]] = {}
    for holding in RoleHolding.objects.filter(held_on(on), person__is_invented=True).order_by("id"):
        held.setdefault(holding.person_id, []).append(holding)
    for person in Person.objects.filter(is_invented=True).order_by("name"):
        mine = held.get(person.pk, [])
        roles = {one.role for one in mine}
        title = next((title for title, among in _GROUPS if roles & among), REST)
        lines = [_line(one, titles) for one in mine]
        groups[title].people.append(OneOfThem(person, list(dict.fromkeys(lines))[:3]))
    return [one for one in groups.values() if one.people]


def _line(holding: RoleHolding, titles: dict[str, str]) -> str:
    label = ROLES[holding.role].label if holding.role in ROLES else holding.role
    parts = holding.scope.split("/")
    title = titles.get("/".join(parts[:3]), "") if len(parts) > 2 else ""
    return f"{label}, {title}" if title else label
