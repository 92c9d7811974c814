"""What the work of a team holds about people."""

from __future__ import annotations

from bridgework.kernel.personal import CONSENT, holds, impersonal

holds(
    "workspace.TeamMeetingAttendance",
    what="Which team meetings you came to",
    why="To see whose interest fades.",
    people=("person",),
)
holds(
    "workspace.TeamMeeting",
    what="Notes of team meetings",
    why="What was agreed there. You may be named in them.",
    texts=("agenda", "notes"),
    plain=("place",),
)
holds(
    "workspace.TeamMeetingPoint",
    what="What you took on in a team meeting",
    why="So that nothing that was agreed is forgotten.",
    by=("owner",),
    texts=("text",),
)
holds(
    "workspace.Request",
    what="Requests you made or were asked",
    why="The team's findings rest on the answers.",
    people=("asked_of",),
    by=("made_by",),
    texts=("text", "why", "answer"),
    plain=("answered_way",),
)
holds(
    "workspace.Milestone",
    what="Milestones you marked as reached",
    why="To say when and by whom it was noted.",
    by=("done_by",),
    plain=("label", "holder", "reasons"),
)
holds(
    "workspace.Proposition",
    what="What was put to whom, and what they answered",
    why="What was tried and set aside is kept. Those asked stand there by role.",
    texts=("text", "put_to", "answer", "did_next", "source"),
    plain=("put_on",),
)
holds(
    "workspace.PropositionAnswer",
    what="Answers to a proposition",
    why="Kept by role.",
    texts=("text",),
    plain=("by_role", "stance"),
)
holds(
    "workspace.WorkspaceFile",
    what="Notes on files of a team",
    why="So that others know what a file is.",
    texts=("note",),
)
holds(
    "workspace.Finding",
    what="Findings of a team",
    why="The words of the record. You may be named in them.",
    texts=("text", "superseded_note", "methods_note", "coherence_note", "adequacy_note", "relevance_note"),
    plain=("confidence", "figure", "figure_of"),
    published=True,
)
_UNTIL = "the day the interview says; then it is disposed of, and only that it was stays"

holds(
    "workspace.Interview",
    what="Interviews, under another name",
    why="Findings rest on what people told the team. Who they were lies apart.",
    until=_UNTIL,
    basis=CONSENT,
    by=("interviewer",),
    texts=("described_as",),
    plain=("pseudonym",),
)
holds(
    "workspace.InterviewKey",
    what="Who an interview was with, sealed and apart",
    why="To ask you about a quotation and to find you if you take your consent back.",
    until=_UNTIL,
    basis=CONSENT,
    plain=("name_sealed", "email_sealed"),
)
holds(
    "workspace.ConsentEntry",
    what="What you agreed to for an interview",
    why="Nothing is used beyond it.",
    until=_UNTIL,
    basis=CONSENT,
    by=("entered_by",),
)
holds(
    "workspace.TranscriptVersion",
    what="What was said in an interview",
    why="Findings rest on it.",
    until=_UNTIL,
    basis=CONSENT,
    by=("author",),
    texts=("text",),
    plain=("approved_way",),
)
holds(
    "workspace.Replacement",
    what="Which names were replaced in an interview, sealed",
    why="To show that what was quoted was said.",
    until=_UNTIL,
    basis=CONSENT,
    by=("by",),
    texts=("reason",),
    plain=("original_sealed", "replaced_by"),
)
holds(
    "workspace.Quote",
    what="Quotations from interviews",
    why="Shown only as far as you agreed.",
    until=_UNTIL,
    basis=CONSENT,
    texts=("text", "attribution"),
)
holds(
    "workspace.Disposal",
    what="Who disposed of an interview",
    why="To show that it was done.",
    by=("by",),
    plain=("what", "why"),
)
holds(
    "workspace.ReferenceImport",
    what="Lists of literature you brought",
    why="To say where references come from.",
    by=("brought_by",),
    plain=("name", "format", "problems"),
)
holds(
    "workspace.SearchLogEntry",
    what="Searches you noted",
    why="So that others can search again.",
    by=("by",),
    texts=("note",),
    plain=("where", "terms"),
)
holds(
    "workspace.ScreeningDecision",
    what="What you decided when sorting literature",
    why="Two people decide; where they differ, it shows.",
    by=("person",),
    texts=("reason",),
)
holds(
    "workspace.Source",
    what="Sources of a team",
    why="Findings rest on them. Authors stand there as they published.",
    by=("added_by",),
    plain=("title", "authors", "address", "says", "csl", "doi", "place", "population", "page", "confidence"),
)
impersonal("What a finding rests on.", "workspace.FindingSource")
