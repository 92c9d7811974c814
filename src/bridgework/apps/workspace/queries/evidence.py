"""Reads about sources, findings and propositions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet

from bridgework.apps.people.queries import names_of_organisations
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Finding, FindingSource, Proposition, Source
from bridgework.core.findings import Rest, warnings
from bridgework.core.reading import DateUnreadable, PartialDate

PROPOSITION_WORDS: Final[dict[str, tuple[str, str]]] = {
    "put": ("waiting", "Put to people"),
    "changed": ("current", "Changed after the answers"),
    "taken_forward": ("done", "Taken forward"),
    "set_aside": ("set-aside", "Tried and set aside"),
}


@dataclass(frozen=True)
class FindingShown:
    """A finding and what it rests on."""

    finding: Finding
    bearings: tuple[FindingSource, ...]
    warnings: tuple[str, ...] = ()
    """What to look at, as sentences."""

    @property
    def notes(self) -> list[tuple[str, str]]:
        """The four parts of how sure the team is, those that were written."""
        one = self.finding
        parts = (
            ("How the sources were made", one.methods_note),
            ("How well it fits them", one.coherence_note),
            ("How much there is", one.adequacy_note),
            ("How near it is to our question", one.relevance_note),
        )
        return [(words, text) for words, text in parts if text]

    @property
    def number_words(self) -> str:
        """Its number, as text."""
        return str(self.finding.number)

    @property
    def for_it(self) -> list[FindingSource]:
        """The sources that support it."""
        return [one for one in self.bearings if one.bearing == "supports"]

    @property
    def contested(self) -> bool:
        """Whether a source contradicts it, or a later figure stands against it."""
        return bool(self.finding.superseded_note) or any(one.bearing == "contradicts" for one in self.bearings)

    @property
    def kind(self) -> str:
        """The kind of its state, for the tag."""
        if self.contested:
            return "contested"
        return "current" if self.bearings else "unknown"

    @property
    def word(self) -> str:
        """Its state in words."""
        if self.contested:
            return "Contested"
        return "Rests on sources" if self.bearings else "No source yet"


@dataclass(frozen=True)
class AnswerShown:
    """What one group answered."""

    by: str
    stance: str
    text: str


@dataclass(frozen=True)
class PropositionShown:
    """A proposition with its answers."""

    proposition: Proposition
    answers: tuple[AnswerShown, ...]
    put_on: str

    @property
    def heading(self) -> str:
        """Its first words."""
        line = " ".join(self.proposition.text.split())
        return line if len(line) <= 80 else f"{line[:80].rsplit(' ', 1)[0]} …"

    @property
    def kind(self) -> str:
        """The kind of its state, for the tag."""
        return PROPOSITION_WORDS[self.proposition.state][0]

    @property
    def word(self) -> str:
        """Its state in words."""
        return PROPOSITION_WORDS[self.proposition.state][1]


def sources_of(challenge: Challenge) -> QuerySet[Source]:
    """The sources of a challenge by title, each with `findings_count`; what is there twice stands once."""
    return (
        challenge.workspace_sources.filter(duplicate_of=None)
        .select_related("interview")
        .annotate(findings_count=Count("bearings"))
        .order_by("title", "id")
    )


def sources_found(sources: QuerySet[Source], *, words: str = "", kind: str = "") -> QuerySet[Source]:
    """Those with these words in title, authors or what they say, and of this kind."""
    for word in words.split()[:8]:
        sources = sources.filter(Q(title__icontains=word) | Q(authors__icontains=word) | Q(says__icontains=word))
    return sources.filter(kind=kind) if kind in dict(Source.KINDS) else sources


def findings_of(challenge: Challenge, *, this_year: int | None = None) -> list[FindingShown]:
    """The findings by number, with what to look at where `this_year` is given. Two queries, three with it."""
    rows = challenge.findings.prefetch_related(
        Prefetch("bearings", FindingSource.objects.select_related("source__interview").order_by("id"))
    ).order_by("number")
    if this_year is None:
        return [FindingShown(one, tuple(one.bearings.all())) for one in rows]
    looked = challenge.search_log.filter(for_the_contrary=True).exists()
    return [
        FindingShown(
            one,
            tuple(one.bearings.all()),
            tuple(
                warnings(
                    [Rest(each.bearing, each.source.year, _taken_back(each.source)) for each in one.bearings.all()],
                    looked_for_the_contrary=looked,
                    this_year=this_year,
                )
            ),
        )
        for one in rows
    ]


def _taken_back(source: Source) -> bool:
    return source.kind == "interview" and hasattr(source, "interview") and source.interview.state == "withdrawn"


def findings_for_report(challenge: Challenge) -> list[FindingShown]:
    """The findings that a report may refer to, by number, each with its sources; `finding.key` names it in a text."""
    return findings_of(challenge)


def propositions_of(challenge: Challenge) -> list[PropositionShown]:
    """The propositions, the latest first. Three queries."""
    rows = list(challenge.propositions.prefetch_related("answers").order_by("-id"))
    names = names_of_organisations(
        {answer.organisation_id for one in rows for answer in one.answers.all() if answer.organisation_id is not None}
    )
    return [
        PropositionShown(
            one,
            tuple(
                AnswerShown(
                    ", ".join(part for part in (answer.by_role, names.get(answer.organisation_id or 0, "")) if part),
                    answer.stance,
                    answer.text,
                )
                for answer in sorted(one.answers.all(), key=lambda answer: answer.pk)
            ),
            _in_words(one.put_on),
        )
        for one in rows
    ]


def _in_words(partial: str) -> str:
    try:
        return PartialDate.from_iso(partial).human() if partial else ""
    except DateUnreadable:
        return partial
