"""The bus team's report, half written: sections with references, a figure, a comment, and one proposal on a fact."""

from __future__ import annotations

from typing import Final

from bridgework.apps.participation.actions import answer_on_screen
from bridgework.apps.reports.actions import (
    FigureWords,
    add_figure,
    ask_fact_check,
    begin_writing,
    comment_on_section,
    freeze_version,
    start_report,
    write_dissent,
    write_section,
)
from bridgework.apps.reports.actions.checking import FACT_CHECK_PURPOSE
from bridgework.apps.reports.models import Report
from bridgework.apps.workspace.models import Finding, Quote, Source
from bridgework.core.reports.referring import as_written
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel.links import Given

TITLE: Final = "Home after the last bus"
SUMMARY: Final = "How people in Fenmarch’s villages get to and from shifts when no bus runs, and what could bring them."
FIGURE: Final = FigureWords(
    title="Last bus on a weekday, by village",
    description="Of 44 villages, 31 have their last bus before 18:30, nine between 18:30 and 21:00, and four later.",
    table="Last bus leaves,Villages\nBefore 18:30,31\n18:30 to 21:00,9\nAfter 21:00,4",
)
SECTIONS: Final = {
    "executive-summary": """Most villages in the study have no bus after half past six ({finding1}). People turn down
work because of it ({finding2}). What a journey home costs we do not know yet; our recommendations wait for that.""",
    "plain-summary": """Buses stop early in most villages. So people cannot take late shifts. We look at what could
bring them home.""",
    "background": """The council supports 26 routes in the villages. Late shifts end at ten, and the last buses leave
hours before {timetable}.""",
    "method": """We read the timetable file, asked employers, and spoke to people who travel to shifts {read}.

We did not get the passenger counts: they belong to the operators.""",
    "findings": """{finding1}

{figure}

## What people told us

{quote}

That fits what employers say. A shared taxi on call did better than a late bus in two other counties, but that rests on
one source ({finding3}).""",
    "unknowns": """We do not know what an evening journey costs, nor how many would use one. [@source:not-in-register]
may say more.""",
}
PROPOSED: Final = Given(
    "comments",
    "Two routes were joined in April, so it is one fewer.",
    passage="The council supports 26 routes in the villages.",
    proposed="The council supports 25 routes in the villages.",
)


def bus_report(stage: Stage) -> Story:
    """Begun, written in part, looked at by an officer who proposes other words. The team has not answered yet."""
    yield stage.at(-16)
    actor, challenge = stage.actor("amelia"), stage.challenge("buses")
    report = start_report(actor=actor, now=stage.now, challenge=challenge, title=TITLE, summary=SUMMARY)
    stage.reports["buses"] = report
    yield stage.at(-12)
    _write(stage, report)
    yield stage.at(-9)
    report.refresh_from_db()
    freeze_version(actor=actor, now=stage.now, report=report, note="For the facts, before the recommendations.")
    (asked,) = ask_fact_check(
        actor=actor, now=stage.now, report=report, people=[stage.person("transport")], answer_by=stage.day(6)
    )
    yield stage.at(-3, 15)
    answer_on_screen(
        actor=stage.actor("transport"), now=stage.now, purpose=FACT_CHECK_PURPOSE, record_public_id=asked.public_id,
        person=stage.person("transport"), given=PROPOSED,
    )  # fmt: skip


def _write(stage: Stage, report: Report) -> None:
    actor = stage.actor("amelia")
    figure = add_figure(actor=actor, now=stage.now, report=report, words=FIGURE)
    words = _references(stage) | {"figure": as_written("figure", figure.key)}
    sections = {one.key: one for one in begin_writing(actor=actor, now=stage.now, report=report)}
    for key, text in SECTIONS.items():
        section = sections[key]
        write_section(actor=actor, now=stage.now, section=section, version=section.version, text=text.format(**words))
    comment_on_section(
        actor=stage.actor("tunde"), now=stage.now, section=sections["findings"],
        passage="did better than a late bus", text="One source only. Should we say so in the summary too?",
    )  # fmt: skip
    write_dissent(
        actor=stage.actor("bus_users"), now=stage.now, report=report, shown_as="the community partner",
        text="I would not wait for the cost. People lose shifts now, and a trial in one district would tell us more.",
    )  # fmt: skip


def _references(stage: Stage) -> dict[str, str]:
    challenge = stage.challenge("buses")
    findings = {one.number: one.public_id for one in Finding.objects.filter(challenge=challenge)}
    sources = {one.title: one.public_id for one in Source.objects.filter(challenge=challenge, duplicate_of=None)}
    quote = Quote.objects.filter(challenge=challenge, state="approved").order_by("id").first()
    return {
        **{f"finding{number}": as_written("finding", key) for number, key in findings.items()},
        "timetable": as_written("source", sources["Timetable file of the supported routes"]),
        "read": as_written("source", sources["Invented: Buses on demand in a county"], "p. 12"),
        "quote": as_written("quote", quote.public_id) if quote is not None else "",
    }
