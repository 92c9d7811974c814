"""Reads about the work on a challenge."""

from bridgework.apps.workspace.queries.evidence import (
    FindingShown,
    PropositionShown,
    findings_for_report,
    findings_of,
    propositions_of,
    sources_of,
)
from bridgework.apps.workspace.queries.inheriting import inheritable_sources, predecessors_of
from bridgework.apps.workspace.queries.interest import fading_in
from bridgework.apps.workspace.queries.interviews import (
    InterviewShown,
    PrintableQuote,
    TranscriptShown,
    consents_of,
    interviews_of,
    quotes_for_report,
    replacements_of,
    transcript_to_approve,
    transcripts_of,
    unprintable_quotes,
)
from bridgework.apps.workspace.queries.leaving import Named, names_to_look_at, texts_to_look_at
from bridgework.apps.workspace.queries.meetings import (
    MeetingShown,
    meeting_of,
    meetings_of,
    open_to_dos,
    shown_meeting,
    still_to_do,
)
from bridgework.apps.workspace.queries.people import PersonHere, people_here
from bridgework.apps.workspace.queries.plans import MilestoneShown, PlanShown, plan_of
from bridgework.apps.workspace.queries.references import (
    citations_of,
    csl_of,
    duplicates_of,
    imports_of,
    problems_of,
    references_of,
    written_references,
)
from bridgework.apps.workspace.queries.requests import RequestShown, request_of, requests_of
from bridgework.apps.workspace.queries.screening import (
    Sorted,
    flow_of,
    next_to_screen,
    screened_sources,
    search_log_of,
)
from bridgework.apps.workspace.queries.work import challenges_worked_on, work_of, workspace_files_of

__all__ = [
    "FindingShown",
    "InterviewShown",
    "MeetingShown",
    "MilestoneShown",
    "Named",
    "PersonHere",
    "PlanShown",
    "PrintableQuote",
    "PropositionShown",
    "RequestShown",
    "Sorted",
    "TranscriptShown",
    "challenges_worked_on",
    "citations_of",
    "consents_of",
    "csl_of",
    "duplicates_of",
    "fading_in",
    "findings_for_report",
    "findings_of",
    "flow_of",
    "imports_of",
    "inheritable_sources",
    "interviews_of",
    "meeting_of",
    "meetings_of",
    "names_to_look_at",
    "next_to_screen",
    "open_to_dos",
    "people_here",
    "plan_of",
    "predecessors_of",
    "problems_of",
    "propositions_of",
    "quotes_for_report",
    "references_of",
    "replacements_of",
    "request_of",
    "requests_of",
    "screened_sources",
    "search_log_of",
    "shown_meeting",
    "sources_of",
    "still_to_do",
    "texts_to_look_at",
    "transcript_to_approve",
    "transcripts_of",
    "unprintable_quotes",
    "work_of",
    "workspace_files_of",
    "written_references",
]
