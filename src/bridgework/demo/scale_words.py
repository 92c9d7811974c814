"""Texts of the large invented programmes: put together from lists of our own, so that search has something to do.

How often a word is used falls with its place in its list, as it does in real texts: a few stand nearly everywhere,
most are rare. Names of places are made from syllables.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import Final


def _listed(text: str) -> list[str]:
    return text.split()


_VERBS: Final = _listed(
    "review improve publish support extend measure agree test fund simplify share train map join open pilot replace "
    "protect reduce record consult schedule repair commission monitor compare explain shorten combine restore equip "
    "survey budget translate insulate inspect prioritise coordinate digitise relocate subsidise rehearse audit"
)
_THINGS: Final = _listed(
    "service plan budget data housing transport energy school waste library flooding contract staffing planning bus "
    "cycling heating recycling childcare carers broadband parking drainage allotment pavement woodland verge depot "
    "playground crossing shelter archive kitchen orchard footbridge boiler hydrant pontoon turbine solar gasworks "
    "hedgerow ferry smokehouse toilet noticeboard weir kiln cemetery bandstand lighthouse granary sluice culvert "
    "market greenhouse minibus helpline newsletter surgery clinic dentistry pharmacy apprenticeship internship tender "
    "procurement licence charter register audit forecast census dashboard questionnaire interview workshop citizen "
    "assembly jury panel grant levy voucher discount tariff pension allowance benefit subsidy rebate"
)
_GROUPS: Final = _listed(
    "residents families tenants officers pupils councillors carers drivers farmers teachers nurses apprentices "
    "volunteers pensioners students commuters gardeners cyclists refugees traders fishers shopkeepers childminders "
    "veterans boaters wardens lodgers midwives"
)
_QUALITIES: Final = _listed(
    "local shared yearly public rural early reliable simple free clear warm safe quiet affordable joint bilingual "
    "seasonal accessible independent weekly temporary portable waterproof voluntary tidal nocturnal"
)
_BEGINNINGS: Final = _listed(
    "Ash Bar Cold Dun Elm Fen Gar Holt Ing Kel Lang Mar Nor Oak Pen Quen Rad Stan Thorn Ull Ver Wal Yar Brack Cress "
    "Dray Ever Frith Glass Hazel Iver Jarr Kirk Lin Moss Nether Over Pock Rush Sel"
)
_MIDDLES: Final = ("", "ing", "er", "s", "en", "mer", "wick", "le", "ton", "der", "mar", "ot")
_ENDINGS: Final = _listed(
    "ham ford by well field mere stow leigh combe thorpe worth den hurst bury gate minster cote port marsh ley"
)
THEMES: Final = (
    "housing", "transport", "net zero", "children", "adult social care", "libraries", "planning", "public health",
    "waste", "flooding", "skills", "community safety",
)  # fmt: skip
ROLES: Final = (
    "the director of place", "the director of children's services", "the head of transport", "the housing team",
    "the head of planning", "the public health team", "the waste service", "the climate lead", "the skills lead",
)  # fmt: skip


class Words:
    """A source of texts; the same seed gives the same texts."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - texts to measure with, no secret
        places = [f"{a}{b}{c}" for a in _BEGINNINGS for b in _MIDDLES for c in _ENDINGS]
        # The common places of one seed are not those of another.
        self.random.shuffle(places)
        self._lists = {
            name: (words, list(accumulate(1 / rank for rank in range(1, len(words) + 1))))
            for name, words in (
                ("verb", _VERBS), ("thing", _THINGS), ("group", _GROUPS), ("quality", _QUALITIES), ("place", places),
            )
        }  # fmt: skip

    def one(self, name: str) -> str:
        """A word of one of the lists, common ones more often."""
        words, weights = self._lists[name]
        return self.random.choices(words, cum_weights=weights)[0]

    def several(self, name: str, number: int) -> list[str]:
        """Some words of a list; one may come twice."""
        words, weights = self._lists[name]
        return self.random.choices(words, cum_weights=weights, k=number)

    def title(self) -> str:
        """A short name of a question."""
        first, second = self.several("thing", 2)
        return f"{self.one('quality').capitalize()} {first} and {second} in {self.one('place')}"

    def question(self) -> str:
        """A question in full."""
        first, second = self.several("thing", 2)
        verb, other = self.several("verb", 2)
        return (
            f"How could the council {verb} {self.one('quality')} {first} for {self.one('group')} in "
            f"{self.one('place')}, and what would it take to {other} the {second} there?"
        )

    def recommendation(self) -> str:
        """One recommendation."""
        first, second = self.several("thing", 2)
        verb, other = self.several("verb", 2)
        return (
            f"{verb.capitalize()} the {self.one('quality')} {first} with {self.one('group')} in {self.one('place')},"
            f" and {other} the {second} within {self.random.randint(2, 36)} months."
        )

    def sentences(self, number: int) -> str:
        """A stretch of running text."""
        return " ".join(self._sentence() for _ in range(number))

    def _sentence(self) -> str:
        group, place = self.one("group"), self.one("place")
        first, second, third = self.several("thing", 3)
        quality, verb = self.one("quality"), self.one("verb")
        number = self.random.randint(3, 96)
        shapes = (
            f"Of the {group} we asked in {place}, {number} in a hundred said the {first} should be more {quality}.",
            f"The {first} in {place} depends on {second}, and few {group} know whom to ask about the {third}.",
            f"Where {group} could {verb} the {first}, the {second} cost {number} thousand pounds less in a year.",
            f"We could not find how many {group} use the {quality} {first} near {place}.",
        )
        return self.random.choice(shapes)

    def chance(self, part: float) -> bool:
        """True in `part` of all cases."""
        return self.random.random() < part

    def weighted(self, choices: dict[str, float]) -> str:
        """A key, as often as its value says."""
        return self.random.choices(list(choices), weights=list(choices.values()))[0]
