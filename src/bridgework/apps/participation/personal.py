"""What personal links and the answers given by them hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import OnErasure, holds, impersonal

holds(
    "participation.PersonalLink",
    what="The personal links that were sent to you",
    why="So that you can answer without an account. The link itself is not kept, only a print of it.",
    until="the months that messages are kept",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    addresses=("address",),
    fields=("address",),
    texts=("revoked_reason",),
    plain=("token_hash",),
)
holds(
    "participation.LinkAnswer",
    what="What you answered by link, by phone or on paper",
    why="Others rely on it: a team, a committee, the ledger.",
    people=("person",),
    texts=("text", "outcome"),
    plain=("choice", "confirmation"),
)
impersonal("Codes that last half an hour, kept as a print.", "participation.LinkCode")
