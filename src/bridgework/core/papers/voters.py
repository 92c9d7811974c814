"""Votes and those who moved, as they may be said in public: counts, and posts instead of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

SIDES: Final = (("for", "for"), ("against", "against"), ("abstained", "abstained"))
_POST = re.compile(
    r"^(?:the\s+)?((?:vice[- ]|deputy\s+)?"
    r"(?:chair(?:man|woman|person)?|leader|mayor|portfolio holder|convener))\b(.*)$",
    re.I,
)
_NAME_AFTER = re.compile(r"[A-Z]")


def votes_in_words(votes: Mapping[str, int]) -> str:
    """Counted votes: "7 for, 2 against, 1 abstained"; empty where none were counted."""
    return ", ".join(f"{votes[key]} {word}" for key, word in SIDES if key in votes)


def post_of(who: str) -> str:
    """Who moved or seconded, as it may be said in public: a post as it stands, anybody else "a councillor"."""
    bare = " ".join(who.split())
    if not bare:
        return ""
    found = _POST.match(bare)
    if found is None:
        return "a councillor"
    # "the Chair, Councillor Holm" and "Chairman Holm" carry a name after the post.
    rest = "" if _NAME_AFTER.search(found[2]) else found[2].rstrip(" ,.;")
    return f"the {found[1].lower()}{rest}"
