"""Private text on a link's page: whoever holds the address sees it only with a code sent to the invited address.

A link can be forwarded, and opens without an account and without cookies. So what proves the code is a sealed pass
that travels in the page's own forms: good for this link alone, for an hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from bridgework.apps.participation.actions.codes import try_code, use_code
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.participation.tokens import Sealed, seal, unseal
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.links import Given

TO_READ: Final = "read-private"
"""What is sealed instead of an answer: no purpose offers it, so it can never be sent as one."""
PASS_LASTS: Final = timedelta(hours=1)
_SALT: Final = "bridgework.links.private-text"


def sealed_wish(link: PersonalLink) -> str:
    """The wish to read, as the page that asks for the code carries it."""
    return seal(link.public_id, Given(TO_READ))


def wish_of(link: PersonalLink, sealed: str) -> Sealed:
    """The wish that was sealed. Raises `InvalidInput` for any other seal."""
    found = unseal(sealed, link.public_id)
    if found.given.choice != TO_READ:
        raise InvalidInput(
            "This does not come from our page.",
            rule="links.private-text",
            remedy="Open the link of your message once more.",
        )
    return found


def made_pass(*, now: datetime, link: PersonalLink, wish: Sealed, code: str) -> str:
    """Use up the code and give the pass. Raises `InvalidInput` at the field `code` where it is not the right one."""
    try_code(now=now, link=link, sealed=wish, code=code)
    with transaction.atomic():
        use_code(now=now, link=link, sealed=wish)
    return signing.dumps(link.public_id, salt=_SALT)


def pass_in(request: HttpRequest, link: PersonalLink) -> str:
    """The pass that was sent with a form; empty where there is none, or none that counts for this link."""
    sent = request.POST.get("pass", "")[:400]
    try:
        return sent if sent and signing.loads(sent, salt=_SALT, max_age=PASS_LASTS) == link.public_id else ""
    except signing.BadSignature:
        return ""
