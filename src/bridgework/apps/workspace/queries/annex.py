"""The annex of a team's report, from its register: what is public there, and quotations that may be printed now."""

from __future__ import annotations

from datetime import date

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.queries.evidence import FindingShown, findings_of, sources_of
from bridgework.apps.workspace.queries.interviews import quotes_for_report
from bridgework.apps.workspace.queries.references import NOT_CITED, citations_of
from bridgework.apps.workspace.queries.screening import flow_of, screened_sources, search_log_of
from bridgework.core.annex import Annex, AnnexFinding, AnnexSearch, AnnexSource

MOST_SOURCES = 1_000


def annex_of(challenge: Challenge, *, today: date) -> Annex:
    """What leaves the team. Sources that were left out in sorting count in the flow and are not listed."""
    sorted_ = screened_sources(challenge)
    standing = {one.source.pk: one.standing[1] for one in sorted_}
    shown = [one for one in sources_of(challenge).filter(is_public=True) if standing.get(one.pk) != "Left out"]
    shown = shown[:MOST_SOURCES]
    cited = [one for one in shown if one.kind not in NOT_CITED]
    citations = dict(zip((one.pk for one in cited), citations_of(cited), strict=True))
    numbers = {one.pk: number for number, one in enumerate(shown, start=1)}
    return Annex(
        title=challenge.question.title,
        made_on=today,
        flow=flow_of(challenge, sorted_),
        sources=tuple(
            AnnexSource(
                numbers[one.pk], one.get_kind_display(), citations.get(one.pk, one.title), one.says, one.place,
                one.population, one.confidence, standing.get(one.pk, ""),
            )
            for one in shown
        ),
        findings=tuple(
            _finding(one, numbers) for one in findings_of(challenge, this_year=today.year) if one.finding.is_public
        ),
        searches=tuple(
            AnnexSearch(
                one.searched_on.isoformat(), one.where, one.terms, "" if one.hits is None else str(one.hits),
                one.for_the_contrary,
            )
            for one in search_log_of(challenge)
        ),
        quotes=tuple((one.text, one.attribution) for one in quotes_for_report(challenge)),
    )  # fmt: skip


def _finding(one: FindingShown, numbers: dict[int, int]) -> AnnexFinding:
    bearings = (
        (numbers[each.source_id], each.get_bearing_display(), each.page)
        for each in one.bearings
        if each.source_id in numbers
    )
    return AnnexFinding(
        one.finding.number, one.finding.text, one.finding.confidence, tuple(one.notes), tuple(bearings), one.warnings
    )
