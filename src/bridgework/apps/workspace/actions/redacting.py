"""Words of a quotation that were typed by hand into the work on a question: they leave it with the consent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db.models import Model, TextField
from django.db.models.functions import Cast

from bridgework.apps.participation.actions import take_words_out as take_out_of_answers
from bridgework.apps.workspace.models import (
    Finding,
    Proposition,
    PropositionAnswer,
    Request,
    ScreeningDecision,
    SearchLogEntry,
    Source,
    TeamMeeting,
    TeamMeetingPoint,
    WorkspaceFile,
)
from bridgework.core.reports.withdrawing import longest_word, pattern_of, taken_out
from bridgework.kernel import audit, search
from bridgework.kernel.permissions import SYSTEM

_WRITTEN: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (
    (
        Finding,
        ("text", "superseded_note", "methods_note", "coherence_note", "adequacy_note", "relevance_note", "figure_of"),
    ),
    (Source, ("title", "says", "csl")),
    (Proposition, ("text", "answer", "did_next", "source")),
    (PropositionAnswer, ("text",)),
    (TeamMeeting, ("agenda", "notes")),
    (TeamMeetingPoint, ("text",)),
    (Request, ("text", "why", "answer")),
    (SearchLogEntry, ("terms", "note")),
    (ScreeningDecision, ("reason",)),
    (WorkspaceFile, ("note",)),
)
"""Every text of the work into which somebody may have typed a quotation; of every question: some are taken over."""


def take_words_out(words: str, *, now: datetime) -> None:
    """Take the words of a quotation out of every text of the work, in the caller's transaction; the index follows.

    What officers answered by link goes too: they copy the passage that they write about.
    """
    pattern = pattern_of(words)
    if pattern is None:
        return
    for table, names in _WRITTEN:
        for row in _holding(table, names, longest_word(words)):
            _without(row, names, pattern, now)
    take_out_of_answers(words, now=now)


def _holding(table: type[Model], names: Iterable[str], longest: str) -> Iterable[Any]:
    found: dict[int, Any] = {}
    for name in names:
        rows = table._default_manager.annotate(looked_at=Cast(name, TextField()))
        for row in rows.filter(looked_at__icontains=longest) if longest else rows:
            found[row.pk] = row
    return found.values()


def _without(row: Any, names: Iterable[str], pattern: re.Pattern[str], now: datetime) -> None:
    fields = [name for name in names if taken_out(getattr(row, name), pattern) != getattr(row, name)]
    if not fields:
        return
    for name in fields:
        value = taken_out(getattr(row, name), pattern)
        limit = getattr(row._meta.get_field(name), "max_length", None)
        setattr(row, name, value[:limit] if limit else value)
    row.save(update_fields=fields)
    audit.record(actor=SYSTEM, now=now, verb="workspace.redact", on=row, fields=fields)
    if isinstance(row, Finding | Source):
        search.refresh(row)
