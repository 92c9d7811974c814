"""Who may do what to what readers tell us."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import RUNNERS, STAFF

TELL_US: Final = Rule(
    name="library.tell-us",
    sentence="Everybody may tell us what they know about a public question.",
    public_when={"is_public": True},
    hidden=True,
)
READ_NOTES: Final = Rule(
    name="library.read-notes",
    sentence="What readers tell us is read by those who run or sponsor the programme.",
    roles=STAFF,
    hidden=True,
)
ANSWER_NOTE: Final = Rule(
    name="library.answer-note",
    sentence="The programme lead and the coordinators answer what readers tell us.",
    roles=RUNNERS,
    states=frozenset({"received"}),
    states_remedy="It has been answered. Its answer stands with the note.",
)
READ_DEPOSITS: Final = Rule(
    name="library.read-deposits",
    sentence="What the library keeps of reports is read by those who run or sponsor the programme.",
    roles=STAFF,
    hidden=True,
)
DESCRIBE: Final = Rule(
    name="library.describe",
    sentence="The programme lead and the coordinators say what the library tells of a report.",
    roles=RUNNERS,
)
KEEP_SYNONYMS: Final = Rule(
    name="library.keep-synonyms",
    sentence="The programme lead and the coordinators say which words the search takes for one another.",
    roles=RUNNERS,
)
