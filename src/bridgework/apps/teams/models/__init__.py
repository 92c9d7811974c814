"""Teams, their members, and the runs by which they are formed."""

from bridgework.apps.teams.models.composing import Team, TeamMember
from bridgework.apps.teams.models.forming import FormationApplicant, FormationMove, FormationRules, FormationRun

__all__ = ["FormationApplicant", "FormationMove", "FormationRules", "FormationRun", "Team", "TeamMember"]
