"""Teams and their members."""

from __future__ import annotations

from django.db import models

from bridgework.apps.applications.models import Application
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, Stateful
from bridgework.kernel.roles import ROLES, TEAM_ROLES


class Team(Scoped, Stateful):
    """The people who work on one challenge. Its scope ends in its own public id."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120, blank=True)
    size_known = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="number of researchers where their names are not held (history)"
    )
    size_basis = models.CharField(max_length=300, blank=True)
    formed_by = models.ForeignKey(
        "teams.FormationRun", null=True, blank=True, on_delete=models.PROTECT, related_name="teams"
    )


class TeamMember(Record, Stateful):
    """One person in one team, from invitation to leaving. Accepting grants the role, leaving ends it."""

    ROLES = tuple((key, ROLES[key].label) for key in sorted(TEAM_ROLES))
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="team_members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="team_places")
    role = models.CharField(max_length=30, choices=ROLES)
    application = models.ForeignKey(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    why = models.TextField(blank=True, help_text="why this person in this team; the person reads it")
    invited_at = models.DateTimeField(null=True, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=300, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    contribution = models.TextField(blank=True, help_text="what they did, in their own words")
    contribution_confirmed_by = models.CharField(max_length=14, blank=True)

    class Meta:
        ordering = ["team_id", "id"]
