"""Writing the words that the search takes for one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.library.models import Synonym
from bridgework.apps.library.rules import KEEP_SYNONYMS
from bridgework.apps.programmes.models import Programme
from bridgework.core.stemming import words as words_in
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

MOST_PHRASES: Final = 12
LONGEST_PHRASE: Final = 60
MOST_WORDS_OF_A_PHRASE: Final = 4
MOST_GROUPS: Final = 300
_RULE: Final = "library.synonyms"


def add_synonym(*, actor: Actor, now: datetime, programme: Programme, words: Sequence[str]) -> Synonym:
    """Let the search take these words for one another, from now on. Raises `InvalidInput`."""
    with transaction.atomic():
        KEEP_SYNONYMS.require(actor, programme)
        if Synonym.objects.filter(scope=programme.scope).count() >= MOST_GROUPS:
            raise InvalidInput(
                f"There are {MOST_GROUPS} groups of words already.",
                rule=_RULE,
                remedy="Remove one that nobody needs.",
                field="words",
            )
        made = Synonym.objects.create(created_at=now, scope=programme.scope, words=_tidy(words))
        audit.record(actor=actor, now=now, verb="library.add-synonym", on=made, fields=["words"])
    return made


def change_synonym(
    *, actor: Actor, now: datetime, programme: Programme, synonym: Synonym, words: Sequence[str]
) -> Synonym:
    """Change a group of words."""
    with transaction.atomic():
        KEEP_SYNONYMS.require(actor, programme)
        locked = Synonym.objects.select_for_update().get(pk=synonym.pk, scope=programme.scope)
        locked.words = _tidy(words)
        locked.save(update_fields=["words"])
        audit.record(actor=actor, now=now, verb="library.change-synonym", on=locked, fields=["words"])
    return locked


def remove_synonym(*, actor: Actor, now: datetime, programme: Programme, synonym: Synonym) -> None:
    """Let the search take a group of words as they stand again."""
    with transaction.atomic():
        KEEP_SYNONYMS.require(actor, programme)
        locked = Synonym.objects.select_for_update().get(pk=synonym.pk, scope=programme.scope)
        audit.record(actor=actor, now=now, verb="library.remove-synonym", on=locked, fields=["words"])
        locked.delete()


def _tidy(phrases: Sequence[str]) -> list[str]:
    """The phrases as they are kept: each once, without empty ones. Raises `InvalidInput`."""
    kept = list(dict.fromkeys(" ".join(one.split()) for one in phrases if words_in(one)))
    if len({tuple(words_in(one)) for one in kept}) < 2:
        raise InvalidInput(
            "Write at least two different words or phrases.",
            rule=_RULE,
            remedy="Put each on a line of its own, such as “tip” and “recycling centre”.",
            field="words",
        )
    if len(kept) > MOST_PHRASES:
        raise InvalidInput(
            f"These are {len(kept)} words or phrases; a group has {MOST_PHRASES} at most.",
            rule=_RULE,
            remedy="Words that mean much the same find each other; keep the nearest.",
            field="words",
        )
    for one in kept:
        if len(one) > LONGEST_PHRASE or len(words_in(one)) > MOST_WORDS_OF_A_PHRASE:
            raise InvalidInput(
                f"“{one[:LONGEST_PHRASE]}” is too long to be looked for as one thing.",
                rule=_RULE,
                remedy=f"Keep it to {MOST_WORDS_OF_A_PHRASE} words.",
                field="words",
            )
    return kept
