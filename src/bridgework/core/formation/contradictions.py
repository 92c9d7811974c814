"""Contradictions inside a round whose parts are well formed: wishes and rules that nothing can meet together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bridgework.core.formation.faults import Fault
from bridgework.core.formation.rounds import Round


def contradictions(round_: Round) -> Iterator[Fault]:
    """Every contradiction with its place.

    Only what contradicts itself on paper. That a set of rules leaves somebody without a team, or that locks cannot all
    be kept by valid teams, is no fault of the document; `relaxing.relax` says what would help.
    """
    yield from _rules(round_)
    yield from _short_lists(round_)
    yield from _together_and_apart(round_)
    yield from _locks(round_)


def _rules(round_: Round) -> Iterator[Fault]:
    rules = round_.rules
    most = max((question.team_size[1] for question in round_.questions), default=rules.team_size[1])
    most = max(most, rules.team_size[1])
    if rules.min_disciplines > most:
        yield Fault("/rules/min_disciplines", f"asks for more disciplines than a team has people ({most})")
    if sum(rules.discipline_min.values()) > most:
        yield Fault("/rules/discipline_min", f"asks for more people than a team has ({most})")
    if rules.experienced > most:
        yield Fault("/rules/experienced", f"asks for more experienced people than a team has people ({most})")


def _short_lists(round_: Round) -> Iterator[Fault]:
    needed = min(round_.rules.ranks_required, len(round_.questions))
    for at, applicant in enumerate(round_.applicants):
        if len(applicant.rank_of) < needed:
            yield Fault(
                f"/applicants/{at}/ranks", f"ranks {len(applicant.rank_of)} questions; ranks_required asks for {needed}"
            )


def _together_and_apart(round_: Round) -> Iterator[Fault]:
    at = {applicant.id: place for place, applicant in enumerate(round_.applicants)}
    for one, other in round_.pairs_apart:
        if other in round_.group_of.get(one, ()):
            yield Fault(
                f"/applicants/{at[one]}/apart", f'"{one}" and "{other}" are to be together ("with") and apart ("apart")'
            )


def _locks(round_: Round) -> Iterator[Fault]:
    listed = round_.document.get("locks") or []
    place = {entry["applicant"]: f"/locks/{at}" for at, entry in reversed(list(enumerate(listed)))}
    for who, what in round_.locks.items():
        applicant = round_.applicant[who]
        if what in applicant.never:
            yield Fault(place[who], f'locks "{who}" to "{what}", which they never want to work on')
        if (who, what) in round_.conflicts:
            yield Fault(place[who], f'locks "{who}" to "{what}", with which they have a conflict')
        if what not in applicant.rank_of:
            yield Fault(place[who], f'locks "{who}" to "{what}", which they did not rank')
        if round_.question[what].teams_max == 0:
            yield Fault(place[who], f'locks "{who}" to "{what}", which has no team (teams_max is 0)')
        for friend in round_.group_of.get(who, ()):
            if who < friend and round_.locks.get(friend, what) != what:
                yield Fault(place[friend], f'locks "{friend}" and "{who}", who stay together, to different questions')
    yield from _crowded(round_)


def _crowded(round_: Round) -> Iterator[Fault]:
    taken = Counter(round_.locks.values())
    most_teams = round_.rules.max_teams
    if most_teams is not None and len(taken) > most_teams:
        yield Fault("/locks", f"lock people to {len(taken)} questions; max_teams allows {most_teams} teams")
    for what, count in sorted(taken.items()):
        question = round_.question[what]
        if 0 < question.teams_max * question.team_size[1] < count:
            yield Fault("/locks", f'lock {count} people to "{what}", which has fewer places')
    for one, other in round_.pairs_apart:
        what = round_.locks.get(one, "")
        if what and round_.locks.get(other) == what and round_.question[what].teams_max == 1:
            yield Fault("/locks", f'lock "{one}" and "{other}", who are kept apart, to the one team of "{what}"')
