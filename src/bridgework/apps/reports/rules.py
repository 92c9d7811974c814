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
REMARK: Final = Rule(
    name="reports.remark",
    sentence="Everybody on the question leaves comments on its sections before the report is published.",
    roles=EVERYONE_ON_A_CHALLENGE,
    states=BEFORE_PUBLICATION,
    states_remedy="Take it back to a draft first.",
)
DISSENT: Final = Rule(
    name="reports.dissent",
    sentence="Whoever is in the team may say what they do not share, in their own words, before it is published.",
    roles=TEAM_ROLES,
    states=BEFORE_PUBLICATION | {"final"},
    states_remedy="Write to the programme; a published report has to be withdrawn first.",
)
WITHDRAW_DISSENT: Final = Rule(
    name="reports.withdraw-dissent",
    sentence="A dissent note is withdrawn by whoever wrote it, at any time.",
    own=("author",),
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
TRY_DOCUMENTS_AGAIN: Final = Rule(
    name="reports.try-documents-again",
    sentence="The team, the programme lead and the coordinators have a document that was not made tried again.",
    roles=TEAM_ROLES | RUNNERS,
)
WITHDRAW: Final = Rule(
    name="reports.withdraw",
    sentence="The programme lead and the coordinators withdraw a published report, and publish it again.",
    roles=RUNNERS,
)
EMBARGO: Final = Rule(
    name="reports.embargo",
    sentence="The programme lead and the coordinators keep a report closed until a day, and open it.",
    roles=RUNNERS,
)
TAKE_IN: Final = Rule(
    name="reports.take-in",
    sentence="The programme lead and the coordinators take in a report that exists elsewhere.",
    roles=RUNNERS,
)
FUTURE_WORK: Final = Rule(
    name="reports.future-work",
    sentence="The team writes down future work, and it or the programme brings it to the question bank.",
    roles=TEAM_ROLES | RUNNERS,
)


@files.readable_by
def may_read_file(actor: Actor, stored: StoredFile) -> bool:
    """Files of versions, figures and documents brought in: for those who see drafts, and who look at the facts."""
    from bridgework.apps.reports.models import FactCheck, Figure, Report, ReportBroughtIn, ReportVersion

    version = ReportVersion.objects.select_related("report").filter(file=stored).first()
    report: Report | None = version.report if version is not None else None
    for model in (Figure, ReportBroughtIn):
        if report is None:
            row = model.objects.select_related("report").filter(file=stored).first()
            report = row.report if row is not None else None
    if report is None:
        return False
    if any(one.role in EVERYONE_ON_A_CHALLENGE for one in actor.holdings) and SEE.may(actor, report).allowed:
        return True
    asked = FactCheck.objects.filter(version__report=report, person=actor.person_id) if actor.person_id else None
    if asked is None or (version is None and ReportBroughtIn.objects.filter(file=stored).exists()):
        return False
    return (asked.filter(version=version) if version is not None else asked).exists()
