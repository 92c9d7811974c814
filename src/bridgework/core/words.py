"""Counting words: one rule, which the form's script follows too (`web/ui/static/ui/words.js`).

A word is a run of signs between white space that holds at least one letter or digit: “well-being” is one word, a dash
that stands alone is none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Stated sign by sign, because languages differ in what they call white space.
BREAKS: Final = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for run in BREAKS.split(text) if any(unicodedata.category(sign)[0] in "LN" for sign in run))


def too_many_words(text: str, most: int) -> str:
    """Why a text is too long, and what would change it; empty where it is not."""
    count = count_words(text)
    return "" if count <= most else f"This has {count} words. Cut it to {most} words or fewer."
