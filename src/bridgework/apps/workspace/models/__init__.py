"""The work on one challenge: meetings and requests, evidence, interviews, propositions, the plan."""

from bridgework.apps.workspace.models.evidence import (
    Finding,
    FindingSource,
    ReferenceImport,
    ScreeningDecision,
    SearchLogEntry,
    Source,
)
from bridgework.apps.workspace.models.interviews import (
    ConsentEntry,
    Disposal,
    Interview,
    InterviewKey,
    Quote,
    Replacement,
    TranscriptVersion,
)
from bridgework.apps.workspace.models.meetings import Request, TeamMeeting, TeamMeetingAttendance, TeamMeetingPoint
from bridgework.apps.workspace.models.plan import Milestone, WorkspaceFile
from bridgework.apps.workspace.models.propositions import Proposition, PropositionAnswer

__all__ = [
    "ConsentEntry",
    "Disposal",
    "Finding",
    "FindingSource",
    "Interview",
    "InterviewKey",
    "Milestone",
    "Proposition",
    "PropositionAnswer",
    "Quote",
    "ReferenceImport",
    "Replacement",
    "Request",
    "ScreeningDecision",
    "SearchLogEntry",
    "Source",
    "TeamMeeting",
    "TeamMeetingAttendance",
    "TeamMeetingPoint",
    "TranscriptVersion",
    "WorkspaceFile",
]
