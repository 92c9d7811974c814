"""Recommendations: added, worded, put in the team's order, split and merged, before the report is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.events import RecommendationsChanged
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.reports.rules import WRITE
from bridgework.apps.reports.states import RECOMMENDATION
from bridgework.apps.workspace.actions.typed import kept
from bridgework.apps.workspace.models import Finding
from bridgework.core.reports.record import FROM_EVIDENCE
from bridgework.kernel import audit, search, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor

TEXT_LENGTH: Final = 4_000


@dataclass(frozen=True)
class Details:
    """All that a recommendation may say besides its words; every part is optional."""

    number: str = ""
    heading: str = ""
    theme: str = ""
    addressee: str = ""
    by_when: str = ""
    cost_band: str = ""
    strength: str = ""
    place: str = ""
    for_whom: str = ""
    would_fail_if: str = ""
    from_evidence: Mapping[str, str] = field(default_factory=dict)
    """The row from evidence to recommendation, by the keys of `FROM_EVIDENCE`; what is empty is left out."""


_LONGEST: Final = {
    "number": 12,
    "heading": 200,
    "theme": 80,
    "addressee": 200,
    "by_when": 80,
    "cost_band": 80,
    "strength": 80,
    "place": 120,
    "for_whom": 200,
}


def add_recommendation(
    *,
    actor: Actor,
    now: datetime,
    report: Report,
    text: str,
    details: Details | None = None,
    findings: Iterable[Finding] = (),
) -> Recommendation:
    """Add a recommendation at the end of the team's order. Only its words are needed.

    Its code (`<challenge>/<n>`) is set once and stays. Side effects in order: the recommendation, its history, audit,
    search, `RecommendationsChanged`.
    """
    with transaction.atomic():
        locked = _writable(report, actor)
        made = _create(locked, text, details or Details(), actor, now)
        made.findings.set(_of_question(findings, locked))
        _tell(locked, [made], now)
    return made


def reword_recommendation(
    *,
    actor: Actor,
    now: datetime,
    recommendation: Recommendation,
    text: str,
    details: Details | None = None,
    findings: Iterable[Finding] | None = None,
    seen_text: str | None = None,
) -> Recommendation:
    """Change the words, and with `details` and `findings` what else it says, before the report is published.

    `seen_text` are the words that were on screen. Raises `StaleRecord` with both texts where they changed meanwhile.
    """
    with transaction.atomic():
        locked = _writable(recommendation.report, actor)
        kept_one = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
        if seen_text is not None and seen_text.strip() != kept_one.text:
            raise StaleRecord(
                "Somebody else changed this recommendation while you were writing.",
                versions=Versions(base={"text": seen_text}, theirs={"text": kept_one.text}, yours={"text": text}),
            )
        changed = _fill(kept_one, text, details)
        if changed:
            kept_one.save(update_fields=changed)
        if findings is not None:
            kept_one.findings.set(_of_question(findings, locked))
            changed = [*changed, "findings"]
        audit.record(actor=actor, now=now, verb="reports.reword", on=kept_one, fields=changed)
        _tell(locked, [kept_one], now)
    recommendation.refresh_from_db()
    return kept_one


def move_recommendation(*, actor: Actor, now: datetime, recommendation: Recommendation, up: bool) -> None:
    """Move a recommendation one place up or down in the team's order; at the end nothing happens."""
    with transaction.atomic():
        report = _writable(recommendation.report, actor)
        rows = list(report.recommendations.select_for_update().order_by("order", "id"))
        place = next(index for index, one in enumerate(rows) if one.pk == recommendation.pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
            _number(rows)
            audit.record(actor=actor, now=now, verb="reports.reorder", on=report, fields=["recommendations"])
            _tell(report, [], now)
    recommendation.refresh_from_db()


def remove_recommendation(*, actor: Actor, now: datetime, recommendation: Recommendation) -> None:
    """Take a recommendation out of a report that was never published. Raises `NotPossibleNow` where it is used."""
    with transaction.atomic():
        report = _writable(recommendation.report, actor)
        locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
        if locked.parts.exists() or locked.merged_from.exists() or report.published_on is not None:
            raise NotPossibleNow(
                "Others were made of this recommendation, or it was public once.",
                rule="reports.remove",
                remedy="Keep it; it is shown where it belongs.",
            )
        audit.record(actor=actor, now=now, verb="reports.remove", on=locked)
        search.remove(locked.record_kind(), locked.public_id)
        locked.delete()
        _number(list(report.recommendations.order_by("order", "id")))
        publish(RecommendationsChanged(now, report.public_id, report.scope))


def split_recommendation(
    *, actor: Actor, now: datetime, recommendation: Recommendation, texts: Sequence[str]
) -> list[Recommendation]:
    """Split a recommendation into two or more; the whole is kept and leads to its parts, which carry on its details."""
    wanted = [one for one in texts if one.strip()]
    with transaction.atomic():
        report = _writable(recommendation.report, actor)
        whole = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
        _stands(whole)
        if len(wanted) < 2:
            raise InvalidInput(
                "A split needs at least two parts.",
                rule="reports.split",
                remedy="Write each part in a box of its own.",
                field="texts",
            )
        parts = []
        for index, text in enumerate(wanted):
            details = Details(**{one.name: getattr(whole, one.name) for one in fields(Details)})
            part = _create(report, text, details, actor, now)
            part.split_from = whole
            part.number = f"{whole.number}{chr(ord('a') + index)}"[: _LONGEST["number"]]
            part.save(update_fields=["split_from", "number"])
            part.findings.set(whole.findings.all())
            parts.append(part)
        rows = [one for one in report.recommendations.order_by("order", "id") if one.split_from_id != whole.pk]
        after = next(index for index, one in enumerate(rows) if one.pk == whole.pk) + 1
        _number([*rows[:after], *parts, *rows[after:]])
        audit.record(actor=actor, now=now, verb="reports.split", on=whole, fields=["parts"])
        _tell(report, [whole, *parts], now)
    return parts


def merge_recommendations(
    *, actor: Actor, now: datetime, recommendations: Sequence[Recommendation], text: str
) -> Recommendation:
    """Merge two or more recommendations of one report into a new one; they are kept and lead to it."""
    if len({one.pk for one in recommendations}) < 2 or len({one.report_id for one in recommendations}) != 1:
        raise InvalidInput(
            "Choose at least two recommendations of the same report.", rule="reports.merge", field="recommendations"
        )
    with transaction.atomic():
        report = _writable(recommendations[0].report, actor)
        keys = [one.pk for one in recommendations]
        old = list(report.recommendations.select_for_update().filter(pk__in=keys).order_by("order", "id"))
        for one in old:
            _stands(one)
        details = Details(**{one.name: getattr(old[0], one.name) for one in fields(Details)})
        made = _create(report, text, details, actor, now)
        made.findings.set(Finding.objects.filter(recommendations__in=keys).distinct())
        for one in old:
            one.merged_into = made
            one.save(update_fields=["merged_into"])
            audit.record(actor=actor, now=now, verb="reports.merge", on=one, fields=["merged_into"])
        rows = [one for one in report.recommendations.order_by("order", "id") if one.pk != made.pk]
        place = next(index for index, one in enumerate(rows) if one.pk == old[0].pk)
        _number([*rows[:place], made, *rows[place:]])
        _tell(report, [made, *old], now)
    return made


def _create(report: Report, text: str, details: Details, actor: Actor, now: datetime) -> Recommendation:
    challenge = Challenge.objects.select_for_update().get(pk=report.challenge_id)
    last = max((_place_of(code) for code in challenge.recommendations.values_list("code", flat=True)), default=0)
    made = Recommendation(
        created_at=now,
        scope=report.scope,
        state=RECOMMENDATION.initial,
        state_since=now,
        report=report,
        challenge=challenge,
        code=f"{challenge.code}/{last + 1}",
        order=report.recommendations.count() + 1,
        basis="own",
    )
    _fill(made, text, details)
    made.number = made.number or str(made.order)
    made.save()
    transitions.begin(made, RECOMMENDATION, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="reports.recommend", on=made, fields=["text"])
    return made


def _fill(recommendation: Recommendation, text: str, details: Details | None) -> list[str]:
    """Write words and details; returns the fields that changed."""
    rule = "reports.recommendation"
    wanted: dict[str, Any] = {
        "text": kept(text, field="text", called="recommendation", rule=rule, longest=TEXT_LENGTH, required=True)
    }
    if details is not None:
        for name, longest in _LONGEST.items():
            called = name.replace("_", " ")
            value = kept(getattr(details, name), field=name, called=called, rule=rule, longest=longest, line=True)
            if name != "number" or value:
                wanted[name] = value
        wanted["would_fail_if"] = kept(
            details.would_fail_if, field="would_fail_if", called="answer", rule=rule, longest=TEXT_LENGTH
        )
        wanted["from_evidence"] = _evidence_row(details.from_evidence)
    changed = [name for name, value in wanted.items() if getattr(recommendation, name) != value]
    for name in changed:
        setattr(recommendation, name, wanted[name])
    return changed


def _evidence_row(row: Mapping[str, str]) -> dict[str, str]:
    """The row as it is kept: known keys in their order, without what is empty."""
    made = {
        key: kept(str(row.get(key, "")), field=key, called=label, rule="reports.from-evidence", longest=2_000)
        for key, label in FROM_EVIDENCE
    }
    return {key: words for key, words in made.items() if words}


def _writable(report: Report, actor: Actor) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=report.pk)
    WRITE.require(actor, locked)
    return locked


def _stands(recommendation: Recommendation) -> None:
    if recommendation.merged_into_id is not None or recommendation.parts.exists():
        raise NotPossibleNow(
            f"Recommendation {recommendation.number} was split or merged already.",
            rule="reports.stands",
            remedy="Work with what it became.",
        )


def _of_question(findings: Iterable[Finding], report: Report) -> list[Finding]:
    chosen = list(findings)
    if any(one.challenge_id != report.challenge_id for one in chosen):
        raise InvalidInput("Choose findings of this question.", rule="reports.findings", field="findings")
    return chosen


def _number(rows: Sequence[Recommendation]) -> None:
    for order, one in enumerate(rows, start=1):
        if one.order != order:
            one.order = order
            one.save(update_fields=["order"])


def _place_of(code: str) -> int:
    number = code.rpartition("/")[2]
    return int(number) if number.isdigit() else 0


def _tell(report: Report, changed: Sequence[Recommendation], now: datetime) -> None:
    for one in changed:
        search.refresh(one)
    publish(RecommendationsChanged(now, report.public_id, report.scope))
