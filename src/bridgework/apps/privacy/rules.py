"""Who asks to be removed, who decides, who sees and holds back what is due to go."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import PROGRAMME_LEAD, RUNNERS

_LEAD = frozenset({PROGRAMME_LEAD})

ASK_FOR: Final = Rule(
    name="privacy.ask-for",
    sentence="People ask to be removed themselves; those who run the programme write it down for them.",
    roles=RUNNERS,
)
GIVE_COPY: Final = Rule(
    name="privacy.give-copy",
    sentence="People get a copy of what is held about them; the programme lead makes one for somebody who asks.",
    roles=_LEAD,
)
SEE_REQUESTS: Final = Rule(
    name="privacy.see-requests",
    sentence="Requests to be removed are seen by the person and by those who run the programme.",
    roles=RUNNERS,
    own=("person",),
    hidden=True,
)
DECIDE: Final = Rule(
    name="privacy.decide",
    sentence="The programme lead removes a person who asked for it, or says why not.",
    roles=_LEAD,
    states=frozenset({"asked"}),
    states_remedy="It is decided already, or was taken back.",
)
TAKE_BACK: Final = Rule(
    name="privacy.take-back",
    sentence="Whoever asked to be removed takes it back; those who run the programme do it for them.",
    roles=RUNNERS,
    own=("person",),
    states=frozenset({"asked"}),
    states_remedy="It is decided already, or was taken back.",
)
SEE_DUE: Final = Rule(
    name="privacy.see-due",
    sentence="What is due to be deleted is seen by those who run the programme.",
    roles=RUNNERS,
)
HOLD_BACK: Final = Rule(
    name="privacy.hold-back",
    sentence="The programme lead holds back what is due to be deleted, with a reason and until a day.",
    roles=_LEAD,
    states=frozenset({"announced"}),
    states_remedy="It is gone already, or was held back.",
)
