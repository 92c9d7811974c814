"""A draft paper with the holes that real papers have gone out with, for trying how they are mended. All invented.

The holes: a status that is missing, answers that only point elsewhere, citations that lead nowhere, a proposal that
tasks officers without an owner or a day, no equality analysis.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Final

from bridgework.apps.committees.actions import (
    Attached,
    attach,
    bring_in,
    comment_on_paragraph,
    copy_template,
    write_contacts,
    write_front,
    write_implication,
    write_section,
)
from bridgework.apps.committees.models import Paper, PaperTemplateVersion
from bridgework.demo.invented import steps
from bridgework.demo.invented.stage import Stage, Story
from bridgework.demo.invented.steps import Put
from bridgework.kernel import files

TITLE: Final = "Asking every family about school meals: a paper to mend (invented)"
SUMMARY: Final = "This paper is invented and has holes on purpose. Mend them, have it cleared, and publish it."
FROM_ROLE: Final = "Director of Education"
OUTCOME: Final = (
    "The committee is asked to weigh what the researchers found about families who do not take up free school meals. "
    "What is meant to come of it is a decision on which recommendations the council carries out."
)
PROPOSALS: Final = (
    Put("Note and comment on the research into free school meals that are not taken up;", (), ""),
    Put("Consider the three recommendations of the researchers, as set out in paragraph 2.9; and", (1, 2, 3), ""),
    Put("Task officers to look at which of them can be carried out, by the council or together with schools.", (), ""),
)
BACKGROUND: Final = """One in five families in the county who could have free school meals do not take them.

The question was taken up in this round. Two officers and a councillor stood beside the team while it worked.

The team spoke with families in eleven schools and compared six years of figures."""
MAIN_ISSUES: Final = """Where a school asks every family in September, almost all who can have a meal take it.

Families named three things that kept them away:

- the form asks for what the council knows already;
- nobody at the school spoke of it;
- they did not want to be seen to ask.

Asking costs a school about four hours of a clerk's time each year, see paragraph 5.8.6.

The report, with its recommendations, is at Appendix 1."""
PRIORITIES: Final = {
    "communities": "Families are asked by somebody they know, at a school near them.",
    "quality-of-life": "See 3.1 above",
    "children": "A child who has eaten learns better.",
    "environment": "",
    "protecting": "As 3.3",
}
NONE: Final = "There are no significant implications within this category."
IMPLICATIONS: Final = {
    "resource": ("About four hours of a clerk’s time for each school, within what schools have.", ""),
    "procurement": (NONE, ""),
    "legal": (NONE, ""),
    "equality": ("Families on low incomes and those who read little English gain most.", ""),
    "engagement": ("Schools and families would be told together with the start of the school year.", ""),
    "localism": ("Councillors can ask the schools in their division how many families were asked.", ""),
    "public-health": ("Hot meals at school are linked to better health of children.", ""),
    "climate.buildings": ("There is no link that we know of.", ""),
    "climate.transport": ("As 4.8.1", "neutral"),
    "climate.land": ("As 4.8.1", "neutral"),
    "climate.waste": ("As 4.8.1", "neutral"),
    "climate.water": ("As 4.8.1", "neutral"),
    "climate.air": ("As 4.8.1", "neutral"),
    "climate.resilience": ("More families get help early, before a bad month becomes a bad year.", "positive"),
}
REPORT: Final = b"Nobody asked us: free school meals that are not taken up.\n\nInvented, for the demonstration.\n"


def stories(stage: Stage) -> list[Story]:
    """The council's own template, and the draft with its holes."""
    return [_story(stage)]


def _story(stage: Stage) -> Story:
    yield stage.at(-290)
    version = _own_template(stage)
    yield stage.at(-5)
    paper = steps.write_paper(
        stage, "school", "catering", "communities_later", TITLE, SUMMARY, FROM_ROLE, PROPOSALS, template_version=version
    )
    _write(stage, paper)
    _attach(stage, paper)
    yield stage.at(-4, 15)
    comment_on_paragraph(
        actor=stage.actor("public_health"), now=stage.now, paper=paper, section_key="main-issues", paragraph="2.1",
        text="Say how many schools ask already.",
    )  # fmt: skip


def _own_template(stage: Stage) -> PaperTemplateVersion:
    shipped = PaperTemplateVersion.objects.get(template__key="cambridgeshire", number=2)
    made = copy_template(
        actor=stage.actor("clerk"), now=stage.now, version=shipped, organisation=stage.organisations["council"],
        name="Fenmarch committee report (invented)",
    )  # fmt: skip
    return bring_in(
        actor=stage.actor("clerk"), now=stage.now, version=made, valid_from=stage.now.date() + timedelta(days=14)
    )


def _write(stage: Stage, paper: Paper) -> None:
    author = stage.actor("catering")
    for key, text in (("background", BACKGROUND), ("main-issues", MAIN_ISSUES)):
        section = paper.sections.get(key=key)
        write_section(actor=author, now=stage.now, section=section, version=section.version, text=text)
    rows = {(one.group, one.key): one for one in paper.implications.all()}
    said = {("priorities", key): (text, "") for key, text in PRIORITIES.items()}
    said |= {("implications", key): given for key, given in IMPLICATIONS.items()}
    for place, (text, status) in said.items():
        if text:
            row = rows[place]
            write_implication(
                actor=author, now=stage.now, implication=row, version=row.version, text=text, status=status
            )
    values = {"electoral_divisions": "All", "key_decision": False, "forward_plan_ref": "", "outcome": OUTCOME}
    paper.refresh_from_db()
    kept = write_front(actor=author, now=stage.now, paper=paper, version=paper.version, values=values)
    officer = stage.person("catering")
    contact = {"kind": "officer", "name": officer.name, "post": "Education catering lead", "email": officer.email}
    write_contacts(actor=author, now=stage.now, paper=kept, version=kept.version, contacts=[contact])


def _attach(stage: Stage, paper: Paper) -> None:
    received = files.receive(BytesIO(REPORT), name="report.txt")
    author = stage.actor("catering")
    attach(
        actor=author, now=stage.now, paper=paper, attached=Attached("appendix", "Report of the researchers"),
        received=received,
    )  # fmt: skip
    background = Attached("background", "Take-up of free school meals, six years", "https://www.example.org/take-up")
    attach(actor=author, now=stage.now, paper=paper, attached=background)
