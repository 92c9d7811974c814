"""Who may do what with programmes, rounds and gatherings."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import PARTNER_CONTACT, PROGRAMME_LEAD, PROPOSER, REVIEWER, RUNNERS, STAFF

START_PROGRAMME: Final = Rule(
    name="programmes.start",
    sentence="A programme is started where Bridgework is installed, with the command “setup-programme”.",
    roles=frozenset({PROGRAMME_LEAD}),
    remedy="Ask whoever looks after the installation.",
)
SEE_PROGRAMME: Final = Rule(
    name="programmes.see",
    sentence="A programme's desk is seen by those who run it, sponsor it, review or propose for it.",
    roles=STAFF | {REVIEWER, PROPOSER, PARTNER_CONTACT},
    hidden=True,
)
CHANGE_PROGRAMME: Final = Rule(
    name="programmes.change",
    sentence="The programme lead changes the programme and its settings.",
    roles=frozenset({PROGRAMME_LEAD}),
)
MAKE_ROUND: Final = Rule(
    name="programmes.make-round",
    sentence="The programme lead and the coordinators make a round.",
    roles=RUNNERS,
)
RUN_ROUND: Final = Rule(
    name="programmes.run-round",
    sentence="The programme lead and the coordinators open, pause, shorten and close a round and move its phases.",
    roles=RUNNERS,
)
SEE_ROUND_DESK: Final = Rule(
    name="programmes.see-round-desk",
    sentence="The round desk is seen by those who run and sponsor the programme.",
    roles=STAFF,
    hidden=True,
)
KEEP_GATHERING: Final = Rule(
    name="programmes.keep-gathering",
    sentence="The programme lead and the coordinators plan gatherings and record who came.",
    roles=RUNNERS,
)
WRITE_LESSON: Final = Rule(
    name="programmes.write-lesson",
    sentence="Those who run, sponsor or review for the programme write down what a round taught.",
    roles=STAFF | {REVIEWER},
)
HAND_OVER: Final = Rule(
    name="programmes.hand-over",
    sentence="The hand-over page is seen by those who run and sponsor the programme.",
    roles=STAFF,
    hidden=True,
)
