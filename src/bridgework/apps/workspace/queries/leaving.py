"""What may name somebody in free text of a team, looked at before it leaves the team: advice, never a proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bridgework.apps.people.models import RoleHolding
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Interview, InterviewKey
from bridgework.apps.workspace.queries.interviews import KEY
from bridgework.core.names import known_names, likely_names
from bridgework.kernel.sealing import unseal


@dataclass(frozen=True)
class Named:
    """A text that may name somebody: where it stands, and the words."""

    where: str
    names: tuple[str, ...]


def people_of_programme(challenge: Challenge | Interview) -> list[str]:
    """The names of everybody with a part in the programme."""
    rows = RoleHolding.objects.filter(scope__startswith=challenge.programme_public_id)
    return list(rows.values_list("person__name", flat=True).distinct())


def people_interviewed(challenge: Challenge) -> list[str]:
    """The names of those interviewed, whole and in their parts. For comparing only: never show what did not match."""
    found: list[str] = []
    for sealed in InterviewKey.objects.filter(interview__challenge=challenge).values_list("name_sealed", flat=True):
        name = unseal(sealed, purpose=KEY)
        found += [name, *(part for part in name.split() if len(part) > 2)]
    return found


def names_to_look_at(challenge: Challenge, text: str, *, for_team: bool = True) -> list[str]:
    """What in one text may name somebody, each once. Two queries.

    Not `for_team`, nobody is compared with those interviewed: that a first name is found would tell who they are.
    """
    return _names(text, [*people_of_programme(challenge), *(people_interviewed(challenge) if for_team else ())])


def texts_to_look_at(challenge: Challenge, texts: Iterable[tuple[str, str]]) -> list[Named]:
    """Which of these texts, each told with where it stands, may name somebody. Two queries for all of them."""
    known = [*people_of_programme(challenge), *people_interviewed(challenge)]
    looked = ((where, _names(text, known)) for where, text in texts)
    return [Named(where, tuple(names)) for where, names in looked if names]


def _names(text: str, known: list[str]) -> list[str]:
    present = known_names(text, known)
    return likely_names(text, known=present)
