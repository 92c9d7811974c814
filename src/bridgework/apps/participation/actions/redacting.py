"""Words that whoever gave them took back: they leave what others answered by a personal link."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.participation.models import LinkAnswer
from bridgework.core.reports.withdrawing import longest_word, pattern_of, taken_out
from bridgework.kernel import audit
from bridgework.kernel.permissions import SYSTEM


def take_words_out(words: str, *, now: datetime) -> None:
    """Take words out of every answer that repeats them, in the caller's transaction; that it was given stays."""
    pattern = pattern_of(words)
    if pattern is None:
        return
    for answer in LinkAnswer.objects.filter(text__icontains=longest_word(words)):
        text = taken_out(answer.text, pattern)
        if text == answer.text:
            continue
        answer.text = text
        answer.save(update_fields=["text"])
        audit.record(actor=SYSTEM, now=now, verb="participation.redact", on=answer, fields=["text"])
