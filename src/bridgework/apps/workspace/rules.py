"""Who may do what in the work on a challenge."""

from __future__ import annotations

from typing import Final

from bridgework.kernel import files
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import Actor, Rule
from bridgework.kernel.roles import (
    EVERYONE_ON_A_CHALLENGE,
    QUESTION_OWNER,
    RUNNERS,
    SUPPORT_ROLES,
    TEAM_LEAD,
    TEAM_ROLES,
)

SEE: Final = Rule(
    name="workspace.see",
    sentence="The work on a question is seen by its team, by those who support it and by the programme's staff.",
    roles=EVERYONE_ON_A_CHALLENGE,
    hidden=True,
)
BEGIN: Final = Rule(
    name="workspace.begin",
    sentence="The team lead, the programme lead and the coordinators say that the work has begun.",
    roles=RUNNERS | {TEAM_LEAD},
)
KEEP_MEETINGS: Final = Rule(
    name="workspace.keep-meetings",
    sentence="The team, those who support it, the programme lead and the coordinators plan team meetings and keep "
    "their notes.",
    roles=TEAM_ROLES | SUPPORT_ROLES | RUNNERS,
)
TICK_TO_DO: Final = Rule(
    name="workspace.tick-to-do",
    sentence="Whoever was to do it, the team and those who run the programme say that it is done.",
    roles=TEAM_ROLES | RUNNERS,
    own=("owner",),
)
MAKE_REQUEST: Final = Rule(
    name="workspace.make-request",
    sentence="The team, the programme lead and the coordinators make requests.",
    roles=TEAM_ROLES | RUNNERS,
)
SEE_REQUEST: Final = Rule(
    name="workspace.see-request",
    sentence="A request is seen by everybody on its question and by the person who was asked.",
    roles=EVERYONE_ON_A_CHALLENGE,
    own=("asked_of", "made_by"),
    hidden=True,
)
ANSWER_REQUEST: Final = Rule(
    name="workspace.answer-request",
    sentence="The person who was asked answers a request, passes it on, or says that it cannot be given.",
    own=("asked_of",),
    remedy="If the answer came by phone or on paper, a coordinator enters it.",
)
TAKE_BACK_REQUEST: Final = Rule(
    name="workspace.take-back-request",
    sentence="Whoever made a request, the team lead and those who run the programme withdraw it or ask again.",
    roles=RUNNERS | {TEAM_LEAD},
    own=("made_by",),
)
HAND_OVER_REQUEST: Final = Rule(
    name="workspace.hand-over-request",
    sentence="The programme lead, the coordinators and the person who was asked hand a request over.",
    roles=RUNNERS,
    own=("asked_of",),
)
KEEP_EVIDENCE: Final = Rule(
    name="workspace.keep-evidence",
    sentence="The team writes its sources, findings and propositions; so may those who run the programme.",
    roles=TEAM_ROLES | RUNNERS,
)
KEEP_PLAN: Final = Rule(
    name="workspace.keep-plan",
    sentence="The team lead, the programme lead and the coordinators count the plan again.",
    roles=RUNNERS | {TEAM_LEAD},
)
TICK_MILESTONE: Final = Rule(
    name="workspace.tick-milestone",
    sentence="The team, the question owner and those who run the programme say that a milestone is reached.",
    roles=TEAM_ROLES | RUNNERS | {QUESTION_OWNER},
)
KEEP_FILES: Final = Rule(
    name="workspace.keep-files",
    sentence="The team, those who support it and those who run the programme keep files with a question.",
    roles=TEAM_ROLES | SUPPORT_ROLES | RUNNERS,
)

KEEP_INTERVIEWS: Final = Rule(
    name="workspace.keep-interviews",
    sentence="The team holds interviews and keeps them. Nobody else reads them before they are printed.",
    roles=TEAM_ROLES,
    hidden=True,
)
OPEN_KEY: Final = Rule(
    name="workspace.open-key",
    sentence="Who an interview was with is opened by whoever held it and by the team lead, and by nobody else.",
    roles=frozenset({TEAM_LEAD}),
    own=("interviewer",),
    remedy="Ask the team lead to write to them.",
)


@files.readable_by
def may_read_file(actor: Actor, stored: StoredFile) -> bool:
    """A file kept with a challenge, or with a source of it, is read by those who see its work."""
    from bridgework.apps.workspace.models import Source, WorkspaceFile

    row: WorkspaceFile | Source | None = WorkspaceFile.objects.select_related("challenge").filter(file=stored).first()
    row = row or Source.objects.select_related("challenge").filter(file=stored).first()
    return row is not None and SEE.may(actor, row.challenge).allowed
