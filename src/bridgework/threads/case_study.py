"""A case study of one question: challenge, solution, what changed (with money), how it is kept up, lessons.

Composed from the thread alone; nothing is written that the record does not hold, and gaps are said.
"""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.apps.programmes.models import Lesson
from bridgework.threads.bodies import with_article
from bridgework.threads.records import EffectRecord
from bridgework.threads.story import Thread
from bridgework.threads.wording import counted, joined, sentence_case


@dataclass(frozen=True)
class Section:
    """One part: paragraphs first, then points."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseStudy:
    """One question as a case study."""

    title: str
    question: str
    code: str
    under: str
    """Programme and round."""
    is_invented: bool
    sections: tuple[Section, ...]
    sources: tuple[str, ...]


def case_study(thread: Thread) -> CaseStudy:
    """The case study of a thread. One query, for the lessons of its round where it is told history."""
    return CaseStudy(
        title=thread.title,
        question=thread.question,
        code=thread.code,
        under=f"{thread.programme}, {thread.round}",
        is_invented=thread.is_invented,
        sections=(_challenge(thread), _solution(thread), _changed(thread), _kept_up(thread), _lessons(thread)),
        sources=tuple(one.words for one in thread.sources),
    )


def _challenge(thread: Thread) -> Section:
    lines = [f"The question was: {thread.question}"]
    if thread.problem is not None:
        lines.append(f"It grew from a problem that somebody brought: {thread.problem.text}")
    lines += [one for one in (thread.why_it_matters, thread.decision_informed) if one]
    return Section("The challenge", tuple(lines))


def _solution(thread: Thread) -> Section:
    lines = [thread.method] if thread.method else []
    sizes = [team.size for team in thread.teams if team.size]
    if sizes:
        lines.append(f"{sentence_case(counted(sizes[-1], 'person', 'people'))} worked on it.")
    if thread.reports:
        titles = joined(f"“{one.title}”" for one in thread.reports if not one.parent)
        lines.append(f"What was written: {titles}.")
    for paper in thread.papers:
        lines.append(f"It went to {with_article(paper.body)} {paper.meeting_on.human_with_preposition()}.")
    if not lines:
        lines.append("We could not find how the work was done.")
    points = [f"{one.number}. {one.text}" for one in thread.recommendations]
    return Section("The solution", tuple(lines), tuple(points))


def _changed(thread: Thread) -> Section:
    if not thread.effects:
        found = "We could not find what changed." if thread.is_history else "No change has been observed yet."
        return Section("What changed, money included", (found,))
    money = [one for one in thread.effects if one.kind in ("money_saved", "money_earned")]
    lines = () if money else ("No money saved or earned is reported.",)
    return Section("What changed, money included", lines, tuple(_effect(one) for one in thread.effects))


def _effect(one: EffectRecord) -> str:
    parts = [one.text, one.amount and f"{one.amount}.", one.stated_by and f"Stated by {one.stated_by}."]
    parts += [one.confidence, one.other_causes and f"Other causes: {one.other_causes}"]
    parts += [one.counter_evidence and f"Against it: {one.counter_evidence}"]
    kind = one.kind_words if not one.grade_words else f"{one.kind_words}, {one.grade_words.lower()}"
    return f"{kind}: {' '.join(part for part in parts if part)}"


def _kept_up(thread: Thread) -> Section:
    points = []
    for one in thread.actions:
        due = f", due {one.due_on:%d %B %Y}" if one.due_on else ""
        state = "open" if one.is_open else one.state.removeprefix("closed_").replace("_", " ")
        points.append(f"{one.text} ({state}{due}; {one.owner or 'owner not known'})")
    for recommendation in thread.recommendations:
        checked = recommendation.facts.checked
        if checked is not None:
            points.append(
                f"Recommendation {recommendation.number} was checked: {checked.words.lower()}. {checked.text}"
            )
    lines = () if points else ("We could not find how it is kept up.",) if thread.is_history else ("Not known yet.",)
    return Section("How it is kept up", lines, tuple(points))


def _lessons(thread: Thread) -> Section:
    points = [
        f"{one.text} It was put to {one.put_to}. {one.answer.splitlines()[0] if one.answer else ''} {one.did_next}"
        for one in thread.tried_and_set_aside
    ]
    points += [
        f"Two figures stand against each other: {one.superseded_note}" for one in thread.findings if one.contested_by
    ]
    if thread.is_history:
        told = Lesson.objects.filter(round__public_id=thread.round_public_id).order_by("pk")
        points += [f"{one.text} ({one.source.rstrip('.')})" if one.source else one.text for one in told]
    return Section("Lessons", () if points else ("None written down yet.",), tuple(points))


def as_markdown(study: CaseStudy, *, address: str) -> str:
    """The case study as Markdown."""
    lines = [f"# {_line(study.title)}", ""]
    if study.is_invented:
        lines += ["*An invented example.*", ""]
    lines += [f"> {_line(study.question)}", "", _line(study.under), ""]
    for section in study.sections:
        lines += [f"## {section.title}", ""]
        for paragraph in section.paragraphs:
            lines += [_line(paragraph), ""]
        if section.points:
            lines += [*(f"- {_line(point)}" for point in section.points), ""]
    if study.sources:
        lines += ["## Told from", "", *(f"- {_line(one)}" for one in study.sources), ""]
    return "\n".join([*lines, f"<{address}>", ""])


def _line(text: str) -> str:
    """A text on one line, in which nothing at its beginning is taken for a mark."""
    flat = " ".join(text.split())
    return f"\\{flat}" if flat[:1] in "#>-*+|`" else flat
