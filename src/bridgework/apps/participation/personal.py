"""What personal links and the answers given by them hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import CONSENT, OnErasure, holds, impersonal

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
holds(
    "participation.CalendarFeed",
    what="That you made an address for your calendar",
    why="So that your calendar program can read your dates. The address itself is not kept, only a print of it.",
    until="until you stop it",
    on_erasure=OnErasure.DELETED,
    basis=CONSENT,
    people=("person",),
    plain=("token_hash",),
)
impersonal("Codes that last half an hour, kept as a print.", "participation.LinkCode")
