"""What readers who tell us something leave with us."""

from __future__ import annotations

from bridgework.kernel.personal import WHILE_TAKING_PART, OnErasure, holds, impersonal

holds(
    "library.ReaderNote",
    what="What you told us about a question, and how to answer you",
    why="Your words may close a gap in the record. Your address is only for the answer.",
    until="your address: the months that the programme says; your words: with the question",
    on_erasure=OnErasure.EMPTIED,
    addresses=("contact",),
    by=("answered_by",),
    fields=("contact",),
    texts=("text", "evidence", "reply"),
    plain=("station",),
)
holds(
    "library.SavedSearch",
    what="Searches you want to hear about again",
    why="To tell you when something new is found.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.DELETED,
    people=("person",),
    fields=("name", "asked"),
    plain=("found", "news"),
)
impersonal(
    "The catalogue of what is public.",
    "library.Deposit",
    "library.FileTerms",
    "library.SourceSet",
    "library.CatalogueEntry",
    "library.CatalogueSet",
    "library.Synonym",
)
