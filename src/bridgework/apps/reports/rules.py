"""Who may do what with reports: researchers own the text, officers comment on facts, the programme publishes."""

from __future__ import annotations

from typing import Final

from bridgework.kernel import files
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import Actor, Rule
from bridgework.kernel.roles import EVERYONE_ON_A_CHALLENGE, RUNNERS, SUPPORT_ROLES, TEAM_ROLES

BEFORE_PUBLICATION: Final = frozenset({"draft", "with_officers"})

SEE: Final = Rule(
    name="reports.see",
    sentence="A report is seen by everybody on its question; once published, by everybody.",
    roles=EVERYONE_ON_A_CHALLENGE,
    public_when={"state": "published"},
    hidden=True,
)
START: Final = Rule(
    name="reports.start",
    sentence="The team starts its report; it is the researchers' own.",
    roles=TEAM_ROLES,
)
WRITE: Final = Rule(
    name="reports.write",
    sentence="The team writes its report; nobody else edits it. Officers comment on facts.",
    roles=TEAM_ROLES,
    states=BEFORE_PUBLICATION,
    states_remedy="Take it back to a draft first. What is published stays as it is.",
)
ADD_VERSION: Final = Rule(
    name="reports.add-version",
    sentence="The team writes its report; nobody else edits it. Officers comment on facts.",
    roles=TEAM_ROLES,
    states=BEFORE_PUBLICATION | {"withdrawn"},
    states_remedy="Take it back to a draft first; a published report has to be withdrawn.",
)
ASK_FACT_CHECK: Final = Rule(
    name="reports.ask-fact-check",
    sentence="The team, the programme lead and the coordinators ask officers to look at the facts.",
    roles=TEAM_ROLES | RUNNERS,
    states=BEFORE_PUBLICATION,
    states_remedy="Take it back to a draft first.",
)
ANSWER_FACT_CHECK: Final = Rule(
    name="reports.answer-fact-check",
    sentence="The person who was asked says what they found.",
    own=("person",),
    remedy="If the answer came by phone or on paper, a coordinator enters it.",
)
COMMENT: Final = Rule(
    name="reports.comment",
    sentence="Officers and others who support the question comment on facts before the report is published.",
    roles=SUPPORT_ROLES | RUNNERS,
    states=BEFORE_PUBLICATION,
    states_remedy="Write to the team.",
)
REPLY: Final = Rule(
    name="reports.reply",
    sentence="The team answers comments on facts: taken up or not, and why.",
    roles=TEAM_ROLES,
)
FINISH: Final = Rule(
    name="reports.finish",
    sentence="The team says that its report is final, or goes on writing.",
    roles=TEAM_ROLES,
)
PUBLISH: Final = Rule(
    name="reports.publish",
    sentence="The programme lead and the coordinators publish a report that the team has made final.",
    roles=RUNNERS,
)
WITHDRAW: Final = Rule(
    name="reports.withdraw",
    sentence="The programme lead and the coordinators withdraw a published report, and publish it again.",
    roles=RUNNERS,
)
FUTURE_WORK: Final = Rule(
    name="reports.future-work",
    sentence="The team writes down future work, and it or the programme brings it to the question bank.",
    roles=TEAM_ROLES | RUNNERS,
)


@files.readable_by
def may_read_file(actor: Actor, stored: StoredFile) -> bool:
    """The file of a version is read by those who see the report's drafts, and by those asked to look at its facts."""
    from bridgework.apps.reports.models import FactCheck, ReportVersion

    version = ReportVersion.objects.select_related("report").filter(file=stored).first()
    if version is None:
        return False
    if any(one.role in EVERYONE_ON_A_CHALLENGE for one in actor.holdings) and SEE.may(actor, version.report).allowed:
        return True
    return actor.person_id is not None and FactCheck.objects.filter(version=version, person=actor.person_id).exists()
