"""The tokens of personal links, and the seal of the page on which an answer is confirmed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core import signing

from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.links import Given

SEAL_LASTS: Final = timedelta(hours=1)
_SALT: Final = "bridgework.participation.confirm"


def new_token() -> str:
    """A token that cannot be guessed: 192 bits."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Sealed:
    """An answer as it stood on the page that asked whether it is right."""

    given: Given
    confirmation: str


def seal(link_public_id: str, given: Given) -> str:
    """Text that only the confirming page carries: bound to the link and the answer, good for an hour, used once."""
    value = {
        "link": link_public_id,
        "choice": given.choice,
        "text": given.text,
        "on": given.on.isoformat() if given.on else "",
        "binding": given.binding,
        "passage": given.passage,
        "proposed": given.proposed,
        "once": secrets.token_urlsafe(16),
    }
    return signing.dumps(value, salt=_SALT, compress=True)


def unseal(sealed: str, link_public_id: str) -> Sealed:
    """The answer that was confirmed. Raises `InvalidInput` for a seal that is broken, old or of another link."""
    try:
        value = signing.loads(sealed, salt=_SALT, max_age=SEAL_LASTS)
    except signing.SignatureExpired as error:
        raise InvalidInput(
            "More than an hour went by before you confirmed.",
            rule="participation.confirm-within-an-hour",
            remedy="Nothing was sent. Choose your answer again and confirm it.",
        ) from error
    except signing.BadSignature as error:
        raise _not_confirmed() from error
    if value["link"] != link_public_id:
        raise _not_confirmed()
    on = date.fromisoformat(value["on"]) if value["on"] else None
    words = {name: value.get(name, "") for name in ("binding", "passage", "proposed")}
    return Sealed(Given(value["choice"], value["text"], on, **words), value["once"])


def _not_confirmed() -> InvalidInput:
    return InvalidInput(
        "This answer was not confirmed on our page.",
        rule="participation.confirm-on-the-page",
        remedy="Nothing was sent. Choose your answer again and confirm it.",
    )
