"""Random values that models are made with."""

from __future__ import annotations

import secrets


def new_secret() -> str:
    """A secret nobody can guess, for keyed hashes."""
    return secrets.token_hex(24)


def new_card() -> str:
    """The address of a declaration card: says nothing about the review it stands for."""
    return secrets.token_hex(7)
