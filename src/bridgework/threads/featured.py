"""What the landing page shows: one family of questions worth reading, and the record in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.questions.models import Challenge, Lineage
from bridgework.apps.workspace.models import Finding
from bridgework.threads import reach
from bridgework.threads.family import family_of
from bridgework.threads.material import finding_rows
from bridgework.threads.records import FindingRecord, RelatedQuestion
from bridgework.threads.telling import findings_of


@dataclass(frozen=True)
class Featured:
    """A family of public questions, oldest first, and a finding of theirs that another source contests."""

    programme: str
    is_history: bool
    is_invented: bool
    wordings_are_quotations: bool
    family: tuple[RelatedQuestion, ...]
    contested: FindingRecord | None
    contested_code: str
    first_code: str


def featured() -> Featured | None:
    """The family with a contested figure if there is one, told history before invented examples; five queries."""
    public = Lineage.objects.filter(question__challenge__is_public=True, earlier__challenge__is_public=True).exclude(
        kind="different"
    )
    contested = Finding.objects.filter(
        is_public=True, challenge__is_public=True, bearings__bearing="contradicts"
    ).order_by("-challenge__question__programme__is_history", "challenge__round__year", "pk")
    finding = contested.select_related("challenge__question__programme").first()
    family: tuple[RelatedQuestion, ...] = ()
    challenge = finding.challenge if finding else None
    if challenge is not None:
        family = family_of(challenge.question_id)
    if not family:
        link = (
            public.select_related("question__challenge__question__programme")
            .order_by("-question__programme__is_history", "-pk")
            .first()
        )
        if link is None:
            return None
        challenge, finding = link.question.challenge, None
        family = family_of(link.question_id)
    if not family or challenge is None:
        return None
    programme = challenge.question.programme
    return Featured(
        programme=programme.name,
        is_history=programme.is_history,
        is_invented=programme.is_invented,
        wordings_are_quotations=programme.is_history,
        family=family,
        contested=_contested(finding) if finding else None,
        contested_code=challenge.code if finding else "",
        first_code=family[0].code,
    )


def _contested(finding: Finding) -> FindingRecord | None:
    found = findings_of(finding_rows(Q(pk=finding.pk)))
    return found[0] if found and found[0].contested_by is not None else None


@dataclass(frozen=True)
class ToldHistory:
    """How far questions told from public sources could be followed."""

    questions: int
    received: int
    decided: int
    used: int
    first_year: int | None
    last_year: int | None


def history_in_numbers() -> ToldHistory | None:
    """Of the questions a council offered whose story is told from public sources; None where there are none."""
    told = reach.with_reach(
        Challenge.objects.filter(is_public=True, question__programme__is_history=True, type__key="policy-challenges")
    )
    found = [(reach.Evidence.annotated(one), one.round.year) for one in told.select_related("round")]
    if not found:
        return None
    years = [year for _, year in found if year]
    return ToldHistory(
        questions=len(found),
        received=sum(known.paper for known, _ in found),
        decided=sum(known.decision for known, _ in found),
        used=sum(known.effect for known, _ in found),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


def overdue_count(today: date) -> int:
    """How many public recommendations wait for a word that is overdue."""
    return LedgerRow.objects.filter(is_public=True, reply_due_on__lt=today).count()
