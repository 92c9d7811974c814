"""Who may read a thread."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import EVERYONE_ON_A_CHALLENGE

READ_THREAD: Final = Rule(
    name="threads.read",
    sentence="A thread is read by everybody once it is public; before that, by those who take part in it.",
    roles=EVERYONE_ON_A_CHALLENGE,
    public_when={"is_public": True},
    hidden=True,
)
