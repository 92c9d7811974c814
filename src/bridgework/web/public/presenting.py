"""Between threads and templates: words and shapes that only pages need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from bridgework.core.reading import PartialDate
from bridgework.core.threads import IF_YOU_KNOW
from bridgework.threads.facts import Histories
from bridgework.threads.ledger import fact_kind, missing_cell
from bridgework.threads.records import Fact, RelatedQuestion
from bridgework.threads.story import FoldPart, StationPart, Thread
from bridgework.web.ui.figures import LineageStep

STATE_WORDS = {
    "open": "Open",
    "closed_done": "Closed: done",
    "closed_not_done": "Closed: not done",
    "closed_overtaken": "Closed: overtaken",
    "reported_done": "Reported as done, waiting to be checked",
}
STATE_KINDS = {
    "open": "current",
    "reported_done": "waiting",
    "closed_done": "done",
    "closed_not_done": "set-aside",
    "closed_overtaken": "set-aside",
}
# Programme types whose threads call the first station something else.
LABELS = {
    "co-production-cohort": {
        "question": "The problem",
        "wording": "The problem statement",
        "finding": "What was learned",
    }
}


@dataclass(frozen=True)
class FactCell:
    """One of the four facts, ready to be shown."""

    words: str
    kind: str
    on: PartialDate | None
    by: str
    known: bool


def fact_cell(value: Fact | None, *, is_history: bool, name: str, refused: bool = False) -> FactCell:
    """A fact in words; a missing one says whether it was not found, is not expected, or is still to come."""
    if value is None:
        missing = missing_cell(name, told=is_history, refused=refused)
        return FactCell(missing.words, missing.kind, None, "", False)
    return FactCell(value.words, fact_kind(value.value), value.on, value.by, True)


_FACTS = {
    "decision": "what was decided",
    "reported": "what was done",
    "checked": "whether anybody checked",
    "observed": "what changed",
}


def known_facts(histories: Histories) -> frozenset[str]:
    """Which of the four facts have an entry."""
    of = {"decision": histories.decisions, "reported": histories.reported, "checked": histories.checked}
    return frozenset(name for name, rows in {**of, "observed": histories.observed}.items() if rows)


def not_known_sentence(known: frozenset[str], *, is_history: bool, refused: bool) -> str:
    """What is not known of a recommendation, said once for all of it; empty where all four facts are known."""
    missing = [words for name, words in _FACTS.items() if name not in known]
    if not missing:
        return ""
    if is_history:
        return f"We could not find {joined(missing)}."
    if refused:
        return "It was not agreed, so nothing more is expected of anybody."
    return f"It is not known yet {joined(missing)}."


def joined(words: Sequence[str]) -> str:
    """Things in a negative sentence: “a, b or c”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


@dataclass(frozen=True)
class ShownPart:
    """A part of the trail with the template that shows it."""

    part: StationPart | FoldPart
    label: str
    template: str
    sentence: str
    is_gap: bool
    tell_address: str


def shown_parts(thread: Thread) -> list[ShownPart]:
    """The trail from top to bottom, as templates take it."""
    labels = LABELS.get(thread.programme_type, {})
    found = []
    for part in thread.parts:
        gap = isinstance(part, FoldPart)
        station = part.stations[0] if isinstance(part, FoldPart) else part.key
        label = "" if isinstance(part, FoldPart) else labels.get(part.key, part.label)
        found.append(
            ShownPart(
                part=part,
                label=label,
                template="" if gap else f"public/thread/{part.key}.html",
                sentence=part.sentence.removesuffix(IF_YOU_KNOW).strip(),
                is_gap=gap,
                tell_address=f"{reverse('public:tell-us', args=[thread.code])}?station={station}",
            )
        )
    return found


def lineage_steps(family: Sequence[RelatedQuestion], *, here: bool = False) -> list[LineageStep]:
    """A family as the steps of a lineage. With `here` the present question carries no link."""
    steps = []
    for one in family:
        link = ""
        if one.follows:
            first = one.follows[0]
            link = f"{first.relation} the question before, as we read it" if first.is_inferred else first.relation
            link = link[:1].upper() + link[1:]
        steps.append(
            LineageStep(
                eyebrow=one.round_label,
                title=one.title,
                address="" if here and one.is_this else reverse("public:thread", args=[one.code]),
                notes=("You are reading this one.",) if here and one.is_this else (),
                link=link,
                kind=one.kind,
                word=one.reach,
            )
        )
    return steps


def shared_source(thread: Thread) -> str:
    """The source of the recommendations, where all have the same one: it is then said once."""
    sources = {one.source for one in thread.recommendations}
    return sources.pop() if len(sources) == 1 else ""
