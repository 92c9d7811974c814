"""Hashes, the commitment to a secret, and lottery tickets: what lets a stranger repeat a run.

A hash is the SHA-256 of canonical JSON (RFC 8785), in lower-case hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import rfc8785

SEPARATOR = "|"
TICKET_BITS = 256
DIGIT_BITS = 20
DIGITS = TICKET_BITS // DIGIT_BITS


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one way to write a document, whatever language wrote it first."""
    return bytes(rfc8785.dumps(dict(document)))


def input_sha256(document: Mapping[str, Any]) -> str:
    """The hash of a ROUND without its seed.

    The seed is left out because it is completed after the hash is published; it has a commitment of its own.
    """
    return hashlib.sha256(canonical({key: value for key, value in document.items() if key != "seed"})).hexdigest()


def result_sha256(teams: Iterable[tuple[str, Sequence[str]]], unplaced: Iterable[str], profile: Sequence[int]) -> str:
    """The hash of what was decided: teams, unplaced and profile, sorted; never times or software."""
    return hashlib.sha256(
        canonical(
            {
                "teams": [
                    {"question": question, "members": list(members)}
                    for question, members in sorted((question, sorted(members)) for question, members in teams)
                ],
                "unplaced": sorted(unplaced),
                "profile": list(profile),
            }
        )
    ).hexdigest()


def completed_seed(secret: str, public_value: str) -> str:
    """The seed of a round: the secret, "|", and the public value that was named in advance and fixed later.

    Raises ValueError for a secret that holds "|".
    """
    if SEPARATOR in secret:
        raise ValueError('A secret cannot hold "|", which separates it from the public value.')
    return f"{secret}{SEPARATOR}{public_value}"


def commitment(seed: str) -> str:
    """SHA-256 of the secret, which is the part of the seed before the first "|" (all of it where there is none)."""
    return hashlib.sha256(seed.partition(SEPARATOR)[0].encode()).hexdigest()


def ticket(seed: str, applicant: str, question: str, team: int = 1) -> int:
    """The lottery ticket of a person for a question: HMAC-SHA256 with the seed as key, as a whole number.

    The message is "applicant|question", for the second and later teams of one question "applicant|question|2" and on.
    """
    parts = [applicant, question] if team == 1 else [applicant, question, str(team)]
    digest = hmac.new(seed.encode(), SEPARATOR.join(parts).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest, "big")


def digit(number: int, place: int) -> int:
    """One digit of a ticket in base 2**20; place 0 is the leading one."""
    return int(number >> (TICKET_BITS - DIGIT_BITS * (place + 1))) % int(2**DIGIT_BITS)
