"""Reading a ROUND document: every problem is found, with its place, before anything is done with it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bridgework.core.formation.contradictions import contradictions
from bridgework.core.formation.faults import (
    LARGEST_NUMBER,
    MOST_CHARACTERS,
    MOST_IN_A_LIST,
    Fault,
    Faults,
    FaultyDocument,
    is_plain,
    kind,
    pointer,
)
from bridgework.core.formation.rounds import FORMAT, Applicant, Question, Round, Rules, TraitValue

MOST_APPLICANTS = 20_000
MOST_QUESTIONS = 5_000
MOST_CHOICES = 400_000
LARGEST_EXACT = 2**53 - 1

_ROUND = ("format", "rules", "questions", "applicants", "conflicts", "locks", "previous", "seed")
_RULES = (
    "team_size",
    "max_teams",
    "min_disciplines",
    "discipline_min",
    "isolation",
    "availability",
    "experienced",
    "ranks_required",
    "questions_run",
    "order",
)
_QUESTION = ("id", "needs", "teams_max", "team_size")
_APPLICANT = (
    "id",
    "ranks",
    "discipline",
    "skills",
    "score",
    "traits",
    "slots",
    "experienced",
    "never",
    "with",
    "apart",
)


class FaultyRound(FaultyDocument):
    """A ROUND that is malformed or contradicts itself."""


def read_round(found: object) -> Round:
    """The round of a ROUND document.

    Raises:
        FaultyRound: with every fault and its place, where anything is malformed, unknown or contradictory.
    """
    faults = Faults()
    if isinstance(found, Mapping) and found.get("format") not in (None, FORMAT):
        raise FaultyRound((Fault("/format", f'has to be "{FORMAT}"'),))
    document = faults.mapping(found, "", _ROUND, needed=("rules", "questions", "applicants"))
    rules = _rules(faults, document.get("rules", {}) if "rules" in document else {"team_size": [1, 1]})
    questions = _questions(faults, document.get("questions", []), rules)
    applicants = _applicants(faults, document.get("applicants", []), {question.id: question for question in questions})
    people = {applicant.id: applicant for applicant in applicants}
    offered = {question.id: question for question in questions}
    result = Round(
        rules=rules,
        questions=questions,
        applicants=applicants,
        conflicts=_conflicts(faults, document, people, offered),
        locks=_locks(faults, document, people, offered),
        previous=_previous(faults, document, people, offered),
        seed=_seed(faults, document),
        document=copy.deepcopy(dict(found)) if isinstance(found, Mapping) and not faults.found else {},
    )
    if not faults.found:
        faults.found.extend(contradictions(result))
    if faults.found:
        raise FaultyRound(tuple(faults.found))
    return result


def _rules(faults: Faults, value: Any) -> Rules:
    found = faults.mapping(value, "/rules", _RULES, needed=("team_size",))
    readers: dict[str, Callable[[Any, str], Any]] = {
        "team_size": faults.size,
        "max_teams": lambda one, at: faults.number(one, at, least=0, most=MOST_QUESTIONS),
        "min_disciplines": lambda one, at: faults.number(one, at, least=0),
        "discipline_min": lambda one, at: _discipline_min(faults, one, at),
        "isolation": faults.words,
        "availability": lambda one, at: faults.number(one, at, least=1),
        "experienced": lambda one, at: faults.number(one, at, least=0),
        "ranks_required": lambda one, at: faults.number(one, at, least=0),
        "questions_run": lambda one, at: faults.one_of(one, at, ("most-wanted", "optimiser")),
        "order": lambda one, at: faults.one_of(one, at, ("generous", "rank-maximal")),
    }
    read = {key: readers[key](one, f"/rules/{key}") for key, one in found.items()}
    read.setdefault("team_size", None)
    read["team_size"] = read["team_size"] or (1, LARGEST_NUMBER)
    return Rules(**{key: one for key, one in read.items() if one is not None})


def _discipline_min(faults: Faults, value: Any, place: str) -> dict[str, int]:
    if not isinstance(value, Mapping):
        faults.add(place, f"has to be an object of disciplines and numbers, not {kind(value)}")
        return {}
    found = {}
    for discipline, least in value.items():
        at = f"{place}/{pointer(discipline)}"
        word, number = faults.word(discipline, at), faults.number(least, at, least=0)
        if word is not None and number:
            found[word] = number
    return found


def _questions(faults: Faults, value: Any, rules: Rules) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for place, one in faults.items(value, "/questions", MOST_QUESTIONS):
        entry = faults.mapping(one, place, _QUESTION, needed=("id",))
        key = faults.identity(entry["id"], f"{place}/id") if "id" in entry else None
        size = faults.size(entry["team_size"], f"{place}/team_size") if "team_size" in entry else None
        teams = faults.number(entry.get("teams_max", 1), f"{place}/teams_max", least=0)
        needs = faults.words(entry.get("needs", []), f"{place}/needs")
        if key in found:
            faults.add(f"{place}/id", f'"{key}" is the id of an earlier question')
        elif key is not None:
            found[key] = Question(key, size or rules.team_size, needs, 1 if teams is None else teams)
    return tuple(found.values())


def _applicants(faults: Faults, value: Any, offered: Mapping[str, Question]) -> tuple[Applicant, ...]:
    entries = []
    ids: dict[str, int] = {}
    for at, (place, one) in enumerate(faults.items(value, "/applicants", MOST_APPLICANTS)):
        entry = faults.mapping(one, place, _APPLICANT, needed=("id", "ranks"))
        key = faults.identity(entry["id"], f"{place}/id") if "id" in entry else None
        if key in ids:
            faults.add(f"{place}/id", f'"{key}" is the id of an earlier applicant')
        elif key is not None:
            ids[key] = at
            entries.append((place, key, entry))
    applicants = tuple(_applicant(faults, place, key, entry, ids, offered) for place, key, entry in entries)
    if sum(len(applicant.rank_of) for applicant in applicants) > MOST_CHOICES:
        faults.add("/applicants", f"have more than {MOST_CHOICES} choices between them")
    return applicants


def _applicant(
    faults: Faults, place: str, key: str, entry: dict[str, Any], ids: Mapping[str, int], offered: Mapping[str, Question]
) -> Applicant:
    slots = entry.get("slots")
    experienced = entry.get("experienced", False)
    if not isinstance(experienced, bool):
        faults.add(f"{place}/experienced", f"has to be true or false, not {kind(experienced)}")
    return Applicant(
        id=key,
        ranks=_ranks(faults, entry.get("ranks", []), f"{place}/ranks", offered),
        discipline=faults.word(entry["discipline"], f"{place}/discipline") if "discipline" in entry else None,
        skills=frozenset(faults.words(entry.get("skills", []), f"{place}/skills")),
        score=_score(faults, entry.get("score"), f"{place}/score"),
        traits=_traits(faults, entry.get("traits", {}), f"{place}/traits"),
        slots=None if slots is None else frozenset(faults.words(slots, f"{place}/slots")),
        experienced=experienced is True,
        never=frozenset(_known_list(faults, entry.get("never", []), f"{place}/never", offered, "the question")),
        together=_others(faults, entry.get("with", []), f"{place}/with", ids, key),
        apart=_others(faults, entry.get("apart", []), f"{place}/apart", ids, key),
    )


def _ranks(faults: Faults, value: Any, place: str, offered: Mapping[str, Question]) -> tuple[tuple[str, ...], ...]:
    seen: set[str] = set()
    result = []
    for at, one in faults.items(value, place):
        tied = faults.items(one, at) if isinstance(one, list | tuple) else [(at, one)]
        if not tied and isinstance(one, list | tuple):
            faults.add(at, "is an empty place in the ranking")
        here = []
        for where, question in tied:
            known = faults.known(question, where, offered, "the question")
            if known in seen:
                faults.add(where, f'ranks "{known}" a second time')
            elif known is not None:
                seen.add(known)
                here.append(known)
        result.append(tuple(here))
    return tuple(result)


def _score(faults: Faults, value: Any, place: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        faults.add(place, f"has to be a number from 0 to 100, not {kind(value)}")
        return None
    if not 0 <= value <= 100:
        faults.add(place, "has to be from 0 to 100")
        return None
    return float(value)


def _traits(faults: Faults, value: Any, place: str) -> dict[str, TraitValue]:
    if not isinstance(value, Mapping):
        faults.add(place, f"has to be an object, not {kind(value)}")
        return {}
    if len(value) > MOST_IN_A_LIST:
        faults.add(place, f"has {len(value)} traits; at most {MOST_IN_A_LIST} are read")
        return {}
    found: dict[str, TraitValue] = {}
    for name, stated in value.items():
        at = f"{place}/{pointer(name)}"
        word = faults.word(name, at)
        if isinstance(stated, str):
            if len(stated) > MOST_CHARACTERS or not is_plain(stated):
                faults.add(at, "is too long, or holds a control character")
        elif isinstance(stated, int) and not isinstance(stated, bool) and abs(stated) > LARGEST_EXACT:
            faults.add(at, "is a number too large to be exact")
        elif stated is not None and not isinstance(stated, int):
            faults.add(at, f"has to be text, a whole number, true, false or null, not {kind(stated)}")
            continue
        if word is not None:
            found[word] = stated
    return found


def _known_list(faults: Faults, value: Any, place: str, among: Mapping[str, Any], what: str) -> Iterator[str]:
    for at, one in faults.items(value, place):
        known = faults.known(one, at, among, what)
        if known is not None:
            yield known


def _others(faults: Faults, value: Any, place: str, ids: Mapping[str, int], own: str) -> frozenset[str]:
    found = set(_known_list(faults, value, place, ids, "the applicant"))
    if own in found:
        faults.add(place, "names the applicant themself")
        found.discard(own)
    return frozenset(found)


def _pairs(
    faults: Faults, value: Any, place: str, people: Mapping[str, Any], offered: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for at, one in faults.items(value, place, MOST_CHOICES):
        entry = faults.mapping(one, at, ("applicant", "question"), needed=("applicant", "question"))
        if len(entry) == 2:
            who = faults.known(entry["applicant"], f"{at}/applicant", people, "the applicant")
            what = faults.known(entry["question"], f"{at}/question", offered, "the question")
            if who is not None and what is not None:
                yield at, who, what


def _conflicts(
    faults: Faults, document: Mapping[str, Any], people: Mapping[str, Any], offered: Mapping[str, Any]
) -> frozenset[tuple[str, str]]:
    found = _pairs(faults, document.get("conflicts", []), "/conflicts", people, offered)
    return frozenset((who, what) for _at, who, what in found)


def _locks(
    faults: Faults, document: Mapping[str, Any], people: Mapping[str, Any], offered: Mapping[str, Any]
) -> dict[str, str]:
    locks: dict[str, str] = {}
    for at, who, what in _pairs(faults, document.get("locks", []), "/locks", people, offered):
        if locks.setdefault(who, what) != what:
            faults.add(at, f'locks "{who}" to "{what}", and an earlier one to "{locks[who]}"')
    return locks


def _previous(
    faults: Faults, document: Mapping[str, Any], people: Mapping[str, Any], offered: Mapping[str, Any]
) -> dict[str, str]:
    value = document.get("previous", {})
    if not isinstance(value, Mapping):
        faults.add("/previous", f"has to be an object of applicants and questions, not {kind(value)}")
        return {}
    found = {}
    for who, what in value.items():
        at = f"/previous/{pointer(who)}"
        known_who = faults.known(who, at, people, "the applicant")
        known_what = faults.known(what, at, offered, "the question")
        if known_who is not None and known_what is not None:
            found[known_who] = known_what
    return found


def _seed(faults: Faults, document: Mapping[str, Any]) -> str:
    value = document.get("seed", "")
    if not isinstance(value, str):
        faults.add("/seed", f"has to be text, not {kind(value)}")
        return ""
    if len(value) > 10_000 or not is_plain(value):
        faults.add("/seed", "is longer than 10,000 characters, or holds a control character")
        return ""
    return value
