"""Secrets that have to be read again: kept encrypted, with keys derived from the installation's.

A backup of the database alone opens none of them. Each purpose has a key of its own. When the installation's key
changes, the old one stays in BRIDGEWORK_OLD_SECRET_KEYS until everything was sealed anew.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

SEALED = "sealed:"


def encrypt(text: str, *, purpose: str) -> str:
    """The text, readable only with the installation's key."""
    return _keys(purpose).encrypt(text.encode()).decode()


def decrypt(encrypted: str, *, purpose: str) -> str:
    """The text again. Raises `InvalidToken` when the installation's key was changed without keeping the old."""
    try:
        return _keys(purpose).decrypt(encrypted.encode()).decode()
    except InvalidToken:
        raise InvalidToken("Keep the old key in BRIDGEWORK_OLD_SECRET_KEYS.") from None


def seal(text: str, *, purpose: str) -> str:
    """The text as a column keeps it: marked, so that what was kept open before can be told from it."""
    return SEALED + encrypt(text, purpose=purpose) if text else ""


def unseal(kept: str, *, purpose: str) -> str:
    """What a column keeps, in the open. A text without the mark was kept before there was one."""
    return decrypt(kept.removeprefix(SEALED), purpose=purpose) if kept.startswith(SEALED) else kept


def _keys(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}:{key}".encode()).digest())) for key in keys]
    )
