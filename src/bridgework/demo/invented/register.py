"""The evidence register of the bus team: a messy list, searches, sorting, two interviews. All of it is invented."""

from __future__ import annotations

from typing import Final

from bridgework.apps.workspace.actions import (
    add_quote,
    bring_references,
    decide_quotes,
    give_consents,
    hold_interview,
    keep_transcript,
    note_search,
    plan_interview,
    screen_source,
)
from bridgework.apps.workspace.queries import screened_sources
from bridgework.demo.invented.stage import Stage, Story

LIST_NAME: Final = "invented-references.bib"
MESSY_LIST: Final = """@article{one,title={Invented: Night shifts and the last bus}, author={Example, A}, year={2021}}
@article{one, title={Invented: night shifts, and the last bus}, year={2021}}
@techreport{two, title={Invented: Buses on demand in a county}, institution={Example Unit}, year={2019}}
@article{three, title={Invented: Fares before everything}, author={Sample, Ben and Example, Ada}, year={2008}}
@article{four, author={Nobody, N.}, year={2020}}
@misc{five, title={Invented: Counting passengers by phone}, year={2022}}
@article{six, title={Invented: Car sharing at a depot}, author={Sample, Ben}, year={2020}}
@article{seven, title={Invented: The cost of an empty seat}, year={2018}
@book{eight, title={Invented: A county and its buses}, author={Specimen, Cleo}, year={2016}}
"""
_AGREED: Final = (
    {"take_part": True, "record": True, "quote": True, "attribute": True, "archive": False, "contact": True},
    {"take_part": True, "record": False, "quote": False, "attribute": False, "archive": False, "contact": False},
)
_DESCRIBED: Final = ("night-shift worker at a warehouse", "bus user in a village")
_SAID: Final = "The last bus leaves ten minutes before my shift ends, so I pay for a lift."


def bus_register(stage: Stage) -> Story:
    """Searches, the list and its sorting; then two interviews, one of which may be quoted."""
    yield stage.at(-75)
    challenge, actor = stage.challenge("buses"), stage.actor("tunde")
    for where, terms, hits, contrary in (
        ("An invented index of transport studies", "rural bus AND night shift", 41, False),
        ("An invented index of transport studies", "rural bus AND (failure OR withdrawn)", 17, True),
    ):
        note_search(
            actor=actor, now=stage.now, challenge=challenge, searched_on=stage.day(-76), where=where, terms=terms,
            hits=hits, for_the_contrary=contrary,
        )  # fmt: skip
    row = bring_references(actor=actor, now=stage.now, challenge=challenge, text=MESSY_LIST, name=LIST_NAME)
    yield stage.at(-72)
    _sort(stage, row.pk)
    for number in (0, 1):
        yield stage.at(-64 + number)
        _interview(stage, number)


def _sort(stage: Stage, import_key: int) -> None:
    actor = stage.actor("tunde")
    sources = [
        one.source for one in screened_sources(stage.challenge("buses")) if one.source.reference_import_id == import_key
    ]
    for place, source in enumerate(sources):
        out = place == 2
        screen_source(
            actor=actor, now=stage.now, source=source, stage="title",
            decision="exclude" if out else "include", reason="older than the timetable" if out else "",
        )  # fmt: skip
    for source in sources[:2]:
        screen_source(actor=actor, now=stage.now, source=source, stage="full_text", decision="include")
    # Two people look at one and differ; it waits to be settled.
    screen_source(
        actor=stage.actor("ifan"), now=stage.now, source=sources[3], stage="title", decision="exclude",
        reason="about counting, not about buses",
    )  # fmt: skip


def _interview(stage: Stage, number: int) -> None:
    actor = stage.actor("tunde")
    one = plan_interview(
        actor=actor, now=stage.now, challenge=stage.challenge("buses"), name=f"Invented person {number + 1}",
        described_as=_DESCRIBED[number], kept_until=stage.day(180),
    )  # fmt: skip
    give_consents(actor=actor, now=stage.now, interview=one, answers=_AGREED[number], way="in place")
    held = hold_interview(actor=actor, now=stage.now, interview=one, held_on=stage.now.date())
    keep_transcript(actor=actor, now=stage.now, interview=held, kind="pseudonymised", text=f"Invented notes. {_SAID}")
    if _AGREED[number]["quote"]:
        quote = add_quote(
            actor=actor, now=stage.now, interview=held, text=_SAID, attribution="a night-shift worker"
        )  # fmt: skip
        decide_quotes(actor=actor, now=stage.now, interview=held, approved={quote.key: True})
