from __future__ import annotations

import re

import pytest

from bridgework.core.papers.reading.resolutions import read_resolutions
from bridgework.core.papers.record import ResolutionRow as Row

_EIGHT_TO_TWO = {"for": 8, "against": 2, "abstained": 1}
_BOTH = "Recommendations 1 and 2 were put to the vote and carried (9 for, 0 against)."
_BYRNE = ("A Byrne", "J Holt", {"for": 4, "against": 1, "abstained": 0})
CASES: dict[str, tuple[str, list[Row], str]] = {
    "lettered below, with mover, seconder and votes": (
        """The Committee received a report on bicycle parking.

        It was proposed by Councillor Mary Fenn, seconded by Councillor Okoro and resolved by 8 votes to 2 with 1
        abstention to:

        a) note the findings;
        b) approve the pilot at three places; and
        c) task officers to report back in September.""",
        [
            Row("a", "note the findings;", "noted", "Mary Fenn", "Okoro", _EIGHT_TO_TWO),
            Row("b", "approve the pilot at three places; and", "agreed", "Mary Fenn", "Okoro", _EIGHT_TO_TWO),
            Row("c", "task officers to report back in September.", "agreed", "Mary Fenn", "Okoro", _EIGHT_TO_TWO),
        ],
        "The Committee received a report on bicycle parking.",
    ),
    "one, unanimous": (
        "RESOLVED (unanimously): That the report be noted.",
        [Row(None, "That the report be noted.", "noted")],
        "",
    ),
    "deferred with a reason": (
        "RESOLVED – That consideration of the item be deferred, to allow further consultation.",
        [Row(None, "That consideration of the item be deferred, to allow further consultation.", "deferred")],
        "",
    ),
    "separate votes": (
        "Recommendations 1 and 2 were put to the vote and carried (9 for, 0 against). "
        "Recommendation 3 was lost by four votes to six.",
        [
            Row("1", _BOTH, "agreed", votes={"for": 9, "against": 0}),
            Row("2", _BOTH, "agreed", votes={"for": 9, "against": 0}),
            Row("3", "Recommendation 3 was lost by four votes to six.", "lost", votes={"for": 4, "against": 6}),
        ],
        "",
    ),
    "a changed word, a referral and a recorded vote": (
        """Moved: Cllr A Byrne
        Seconded: Cllr J Holt

        It was agreed:
        1. To approve the plan, with the words "by March" replaced by "by June".
        2. To refer the budget question to the Finance Committee.

        For: Councillors Byrne, Holt, Singh and Lowe
        Against: Councillor Marsh
        Abstained: None""",
        [
            Row("1", 'To approve the plan, with the words "by March" replaced by "by June".', "amended", *_BYRNE),
            Row("2", "To refer the budget question to the Finance Committee.", "referred", *_BYRNE),
        ],
        "",
    ),
    "numbered inside the sentence": (
        "The Committee unanimously agreed to: (i) note the report; and (ii) endorse the approach.",
        [Row("i", "note the report; and", "noted"), Row("ii", "endorse the approach.", "agreed")],
        "",
    ),
    "withdrawn": (
        "The item was withdrawn from the agenda by the Director.",
        [Row(None, "The item was withdrawn from the agenda by the Director.", "withdrawn")],
        "",
    ),
    "to another body": (
        "RECOMMENDED to Full Council that the strategy be adopted.",
        [Row(None, "RECOMMENDED to Full Council that the strategy be adopted.", "referred")],
        "",
    ),
    "amended by motion": (
        "On the motion of Councillor Ali, seconded by Councillor Brook, it was resolved that the recommendations be"
        " agreed subject to the deletion of the word 'all'.",
        [
            Row(
                None,
                "that the recommendations be agreed subject to the deletion of the word 'all'.",
                "amended",
                "Ali",
                "Brook",
            )
        ],
        "",
    ),
    "an amendment lost, the motion carried": (
        "An amendment was moved by Councillor Swift and seconded by Councillor Dale, to delete paragraph 2. On being"
        " put to the vote the amendment was lost (3 for, 7 against, 1 abstention). The original motion was then put and"
        " carried by 7 votes to 4.",
        [
            Row(
                None,
                "An amendment was moved by Councillor Swift and seconded by Councillor Dale, to delete paragraph 2. On"
                " being put to the vote the amendment was lost (3 for, 7 against, 1 abstention).",
                "lost",
                "Swift",
                "Dale",
                {"for": 3, "against": 7, "abstained": 1},
            ),
            Row(
                None,
                "The original motion was then put and carried by 7 votes to 4.",
                "agreed",
                votes={"for": 7, "against": 4},
            ),
        ],
        "",
    ),
    "an outcome for each letter": (
        """RESOLVED:
        a) Agreed as recommended
        b) Deferred to the meeting of 5 June, as costs were missing
        c) Lost (For 3, Against 6, Abstain 1)""",
        [
            Row("a", "Agreed as recommended", "agreed"),
            Row("b", "Deferred to the meeting of 5 June, as costs were missing", "deferred"),
            Row(
                "c",
                "Lost (For 3, Against 6, Abstain 1)",
                "lost",
                votes={"for": 3, "against": 6, "abstained": 1},
            ),
        ],
        "",
    ),
    "letters inside a number stay with it": (
        """RESOLVED that:
        (1) the report be noted;
        (2) officers:
            (a) prepare a plan; and
            (b) report back;
        (3) the funding be agreed.

        The meeting closed at 4.15 pm.""",
        [
            Row("1", "the report be noted;", "noted"),
            Row("2", "officers:\n(a) prepare a plan; and\n(b) report back;", "agreed"),
            Row("3", "the funding be agreed.", "agreed"),
        ],
        "The meeting closed at 4.15 pm.",
    ),
    "only a motion": (
        "Cllr. J. Marsh moved, and Cllr. P. Ode seconded, that the report be approved. CARRIED",
        [
            Row(
                None,
                "Cllr. J. Marsh moved, and Cllr. P. Ode seconded, that the report be approved. CARRIED",
                "agreed",
                "J. Marsh",
                "P. Ode",
            )
        ],
        "",
    ),
    "talk of an earlier decision is no resolution": (
        "Councillor Hill said the council agreed in 2019 to build. Members asked whether it was resolved.",
        [],
        "Councillor Hill said the council agreed in 2019 to build. Members asked whether it was resolved.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_resolutions_of_a_minute(name: str) -> None:
    text, rows, left = CASES[name]
    found, unread = read_resolutions(text)
    assert (found, " ".join(one.text for one in unread)) == (rows, left)


@pytest.mark.parametrize("name", CASES)
def test_unread_words_stand_in_the_minute(name: str) -> None:
    text = CASES[name][0]
    for one in read_resolutions(text)[1]:
        assert re.findall(r"\w+", one.text)
        assert all(word in text for word in one.text.split())
