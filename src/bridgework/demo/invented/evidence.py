"""Findings with the sources they rest on, as the stories tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bridgework.apps.workspace.actions.evidence import Bearing, FindingWords, add_finding, add_source
from bridgework.demo.invented.stage import Stage


@dataclass(frozen=True)
class Found:
    """A finding and the (kind, title, year, what it says) of the sources it rests on; year 0 is not known."""

    text: str
    sources: tuple[tuple[str, str, int, str], ...]
    confidence: str = ""
    figure: str = ""
    figure_of: str = ""


def find(stage: Stage, key: str, by: str, findings: Iterable[Found]) -> None:
    """Enter findings with their sources."""
    challenge, actor = stage.challenge(key), stage.actor(by)
    for one in findings:
        sources = [
            add_source(
                actor=actor, now=stage.now, challenge=challenge, kind=kind, title=title, year=year or None, says=says
            )
            for kind, title, year, says in one.sources
        ]
        said = FindingWords(
            text=one.text, confidence=one.confidence, figure=one.figure, figure_of=one.figure_of, is_public=True
        )
        rests_on = [Bearing(each) for each in sources]
        add_finding(actor=actor, now=stage.now, challenge=challenge, words=said, rests_on=rests_on)
