"""The words applicants choose from: put on the list, merged, retired, added freely by applicants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import Application, ApplicationTerm, VocabularyTerm
from bridgework.apps.programmes.models import Programme
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

FREE_KINDS = frozenset({"discipline", "skill"})
"""Kinds to which applicants add words of their own."""
MOST_OF_A_KIND = 20


@transaction.atomic
def offer_term(*, actor: Actor, now: datetime, programme: Programme, kind: str, label: str) -> VocabularyTerm:
    """Put a word on the list, or back on it; a free addition of the same words becomes part of the list."""
    rules.KEEP_VOCABULARY.require(actor, programme)
    if kind not in dict(VocabularyTerm.KINDS):
        raise InvalidInput("Choose what kind of word it is.", rule="applications.vocabulary-kind", field="kind")
    if not label.strip():
        raise InvalidInput("Enter the word.", rule="applications.vocabulary-label", field="label")
    term = _find_or_make(programme, kind, label, now)
    term.is_offered, term.retired_at, term.merged_into = True, None, None
    term.save(update_fields=["is_offered", "retired_at", "merged_into"])
    audit.record(actor=actor, now=now, verb="applications.offer-term", on=term, fields=["is_offered"])
    return term


@transaction.atomic
def retire_term(*, actor: Actor, now: datetime, term: VocabularyTerm) -> VocabularyTerm:
    """Offer a word no longer; applications that have it keep it."""
    kept = VocabularyTerm.objects.select_for_update().get(pk=term.pk)
    rules.KEEP_VOCABULARY.require(actor, kept)
    kept.retired_at = now
    kept.save(update_fields=["retired_at"])
    audit.record(actor=actor, now=now, verb="applications.retire-term", on=kept, fields=["retired_at"])
    return kept


@transaction.atomic
def merge_term(*, actor: Actor, now: datetime, term: VocabularyTerm, into: VocabularyTerm) -> int:
    """Let one word mean another: every application that has the first has the second from now on. How many."""
    kept = VocabularyTerm.objects.select_for_update().get(pk=term.pk)
    rules.KEEP_VOCABULARY.require(actor, kept)
    rules.KEEP_VOCABULARY.require(actor, into)
    if kept.pk == into.pk or kept.kind != into.kind or kept.programme_id != into.programme_id:
        raise InvalidInput(
            "These two words cannot be merged.",
            rule="applications.merge-like-with-like",
            remedy="Choose another word of the same kind.",
            field="into",
        )
    if into.merged_into_id is not None:
        raise InvalidInput(
            "That word was merged into another one itself.",
            rule="applications.merge-into-a-word-in-use",
            remedy="Choose the word that is in use.",
            field="into",
        )
    have = set(ApplicationTerm.objects.filter(term=into).values_list("application_id", flat=True))
    rows = ApplicationTerm.objects.filter(term=kept)
    moved = rows.exclude(application__in=have).update(term=into)
    rows.filter(application__in=have).delete()
    moved += Application.objects.filter(discipline=kept).update(discipline=into)
    VocabularyTerm.objects.filter(merged_into=kept).update(merged_into=into)
    kept.merged_into, kept.is_offered = into, False
    kept.save(update_fields=["merged_into", "is_offered"])
    audit.record(actor=actor, now=now, verb="applications.merge-term", on=kept, fields=["merged_into"])
    return moved


def terms_for(programme: Programme, kind: str, labels: Iterable[str], now: datetime) -> list[VocabularyTerm]:
    """The words an applicant chose or typed, merged ones followed; new ones are added where applicants may add.

    For the action that keeps the form, in its transaction and by its permission.
    """
    wanted = {folded_label(label): " ".join(label.split()) for label in labels if label.strip()}
    wanted = dict(list(wanted.items())[:MOST_OF_A_KIND])
    if not wanted:
        return []
    known = {
        one.folded: one
        for one in VocabularyTerm.objects.filter(
            programme=programme, kind=kind, folded__in=list(wanted)
        ).select_related("merged_into")
    }
    found: dict[int, VocabularyTerm] = {}
    for key, label in wanted.items():
        term = known.get(key)
        if term is None and kind in FREE_KINDS:
            term = _find_or_make(programme, kind, label, now)
        if term is not None:
            term = term.merged_into or term
            found[term.pk] = term
    return list(found.values())


def folded_label(label: str) -> str:
    """A word without case and double spaces."""
    return " ".join(label.split()).casefold()[:120]


def _find_or_make(programme: Programme, kind: str, label: str, now: datetime) -> VocabularyTerm:
    tidy = " ".join(label.split())[:120]
    found, _ = VocabularyTerm.objects.get_or_create(
        programme=programme,
        kind=kind,
        folded=folded_label(tidy),
        defaults={"created_at": now, "scope": programme.scope, "label": tidy, "is_offered": False},
    )
    return found
