"""The invented report on falls, written in sections that stand on sources, findings, a figure and a quotation."""

from __future__ import annotations

from typing import Final

from bridgework.apps.people.actions.consents import record_consent
from bridgework.apps.reports.actions import begin_writing, freeze_version, write_section
from bridgework.apps.reports.actions.figures import FigureWords, add_figure
from bridgework.apps.reports.queries.assembling import NAMED
from bridgework.apps.workspace.actions import add_quote, decide_quotes, give_consents, hold_interview, plan_interview
from bridgework.apps.workspace.models import ConsentEntry, Finding, Quote, Source
from bridgework.core.reports.referring import as_written
from bridgework.demo.invented.stage import Stage

WHO: Final = "Edith Lowmoor"
SAID: Final = (
    "They rang me the week after I came home and said somebody would come. Somebody came in the seventh week. By then "
    "I had fallen again, on the same step."
)
FIGURE: Final = FigureWords(
    title="Days from hospital to the first visit",
    description="Of 1,204 people discharged after a fall, 578 were visited within 14 days, 402 between day 15 and day "
    "42, and 224 later or not at all.",
    table="First visit,People\nWithin 14 days,578\nDay 15 to 42,402\nLater or not at all,224",
)
SECTIONS: Final = {
    "executive-summary": """The council pays for three things that are meant to keep people over 75 on their feet.

- **Classes work when they last.** People who went for 24 weeks fell a fifth less often {review}.
- **Visits come too late.** Half of the people who fell and came home had no visit within 14 days {visits}.
- **Small changes to homes wait behind large ones.** A rail by the door waits as long as a new bathroom.

We recommend longer classes, visits within five days, and a queue of their own for small changes.""",
    "plain-summary": """Many people over 75 fall at home. Three things can help: exercise classes, a visit after
hospital, and small changes at home such as a rail.

Classes help if they go on for half a year. Visits help if they come soon. Today they come late. Small changes should
not wait.""",
    "background": """The falls prevention contract is renewed next autumn. It pays for exercise classes, for visits
after a hospital stay and for changes to homes. Nobody had looked at the three beside each other in Fenmarch.""",
    "method": """We joined attendance at classes with later falls in two districts {attendance}, and dates of discharge
with dates of first visits {visits}. We read what others found about exercise {review}. We spoke with one person at
length; what they say shows how it feels, not how often it happens.""",
    "findings": """## Classes

{finding1}

A review of studies elsewhere says the same: short courses do little {review_page}.

## Visits

{finding2}

{figure}

Somebody who waited told us:

{quote}""",
    "recommendations": """Three of the seven follow from what we found ({finding1} and {finding2}). The others are what
people who run the services asked us to pass on; they rest on no finding of ours.""",
    "unknowns": """We did not look at falls out of doors, nor at people in residential care. Attendance was counted by
the people who run the classes. We looked for figures that speak against longer classes, and found none.""",
}


def hear_somebody(stage: Stage, key: str, by: str) -> Quote:
    """One interview with every consent, and one quotation that the person approves."""
    actor, challenge = stage.actor(by), stage.challenge(key)
    interview = plan_interview(
        actor=actor,
        now=stage.now,
        challenge=challenge,
        name=WHO,
        described_as="somebody who waited for a visit",
        kept_until=stage.day(400),
    )
    every = {purpose: True for purpose, _ in ConsentEntry.PURPOSES}
    give_consents(actor=actor, now=stage.now, interview=interview, answers=every, way="paper")
    interview = hold_interview(actor=actor, now=stage.now, interview=interview, held_on=stage.now.date())
    quote = add_quote(
        actor=actor, now=stage.now, interview=interview, text=SAID, attribution="Somebody who waited for a visit"
    )
    decide_quotes(actor=actor, now=stage.now, interview=interview, approved={quote.key: True})
    quote.refresh_from_db()
    return quote


def write_in_sections(stage: Stage, key: str, by: str, said: Quote) -> None:
    """The sections of the outline, a figure with its numbers, and the first frozen version."""
    actor, report = stage.actor(by), stage.reports[key]
    sections = begin_writing(actor=actor, now=stage.now, report=report)
    figure = add_figure(actor=actor, now=stage.now, report=report, words=FIGURE)
    words = _references(stage, key) | {
        "figure": as_written("figure", figure.key),
        "quote": as_written("quote", said.public_id),
    }
    for section in sections:
        text = SECTIONS[section.key].format(**words)
        write_section(actor=actor, now=stage.now, section=section, version=section.version, text=text)
    for one in (by, "falls_two"):
        record_consent(actor=stage.actor(one), now=stage.now, person=stage.person(one), purpose=NAMED)
    report.refresh_from_db()
    freeze_version(actor=actor, now=stage.now, report=report, note="First full draft.")


def _references(stage: Stage, key: str) -> dict[str, str]:
    sources = {one.title: one.public_id for one in Source.objects.filter(challenge=stage.challenge(key))}
    findings = Finding.objects.filter(challenge=stage.challenge(key))
    review = sources["Exercise and falls in later life: a review"]
    return {f"finding{one.number}": as_written("finding", one.public_id) for one in findings} | {
        "attendance": as_written("source", sources["Falls and class attendance, two districts"]),
        "review": as_written("source", review),
        "review_page": as_written("source", review, "p. 12"),
        "visits": as_written("source", sources["Discharge and visit dates"]),
    }
