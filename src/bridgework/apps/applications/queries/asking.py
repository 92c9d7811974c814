"""What a call asks: its own questions as the rules take them, and the words to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from bridgework.apps.applications.models import FormQuestion, VocabularyTerm
from bridgework.core.asking import Asked


def asked_of(questions: Iterable[FormQuestion]) -> list[Asked]:
    """The questions of a form as `core.asking` takes them; `questions` come in their order."""
    rows = list(questions)
    keys = {one.pk: one.public_id for one in rows}
    return [
        Asked(
            key=one.public_id,
            kind=one.kind,
            label=one.label,
            options=tuple(one.options),
            words_most=one.words_most,
            is_required=one.is_required,
            shown_when=keys.get(one.shown_when_id or 0, "missing") if one.shown_when_id else "",
            shown_when_value=one.shown_when_value,
        )
        for one in rows
    ]


def offered_terms(programme_id: int) -> QuerySet[VocabularyTerm]:
    """The words applicants of a programme choose from."""
    return VocabularyTerm.objects.filter(
        programme=programme_id, is_offered=True, retired_at=None, merged_into=None
    ).order_by("kind", "order", "label", "id")


def terms_by_kind(programme_id: int) -> dict[str, list[VocabularyTerm]]:
    """The same, kind by kind; a kind without words is an empty list. One query."""
    found: dict[str, list[VocabularyTerm]] = {kind: [] for kind, _ in VocabularyTerm.KINDS}
    for term in offered_terms(programme_id):
        found[term.kind].append(term)
    return found
