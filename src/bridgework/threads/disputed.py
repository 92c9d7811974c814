"""Figures of a family of questions that stand against one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from bridgework.apps.workspace.models import Finding
from bridgework.threads.material import Row, finding_rows
from bridgework.threads.records import FindingRecord
from bridgework.threads.telling import findings_of


@dataclass(frozen=True)
class Disputed:
    """A figure a report states, the question it was stated on, and the one that stands against it."""

    code: str
    finding: FindingRecord

    @property
    def against(self) -> str:
        """The other figure."""
        return self.finding.contested_by.figure if self.finding.contested_by else ""

    @property
    def says_who(self) -> str:
        """Who states the other figure."""
        return self.finding.contested_by.says if self.finding.contested_by else ""


def disputed_in(codes: Iterable[str]) -> tuple[Disputed, ...]:
    """The public findings on these questions against whose figure another one stands; two queries."""
    found = []
    for code, rows in _by_code(codes).items():
        found += [Disputed(code, one) for one in findings_of(rows) if one.contested_by is not None]
    return tuple(found)


def _by_code(codes: Iterable[str]) -> dict[str, list[Row]]:
    wanted = list(codes)
    public = Q(challenge__code__in=wanted, challenge__is_public=True)
    rows = finding_rows(public)
    at = dict(Finding.objects.filter(public, is_public=True).values_list("public_id", "challenge__code"))
    by_code: dict[str, list[Row]] = {code: [] for code in wanted}
    for row in rows:
        by_code[at[row["public_id"]]].append(row)
    return by_code
