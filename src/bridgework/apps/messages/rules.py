"""Who sees the outbox and releases what waits in it."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import RUNNERS

SEE_OUTBOX: Final = Rule(
    name="messages.see-outbox",
    sentence="The programme lead and the coordinators see the outbox.",
    roles=RUNNERS,
    hidden=True,
)
RELEASE_BATCH: Final = Rule(
    name="messages.release",
    sentence="The programme lead and the coordinators release and withdraw messages in the outbox.",
    roles=RUNNERS,
)
SEE_MESSAGE: Final = Rule(
    name="messages.see",
    sentence="A message is seen by the person it went to, and by those who run the programme.",
    roles=RUNNERS,
    own=("person",),
    hidden=True,
)
