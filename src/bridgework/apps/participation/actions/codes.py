"""Codes that prove a mailbox: an answer that is a signature counts only from whoever reads the invited address.

A code is for one answer, lasts half an hour and five tries, and is used once. Only a hash with the installation's key
is kept, because six digits could be found from a plain one.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from bridgework.apps.participation.models import LinkCode, PersonalLink
from bridgework.apps.participation.queries import needs_code, standing
from bridgework.apps.participation.tokens import Sealed
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM

CODE_LASTS: Final = timedelta(minutes=30)
CODES_A_DAY: Final = 5
TRIES: Final = 5
_SALT: Final = "bridgework.participation.code"


def make_code(*, now: datetime, link: PersonalLink, sealed: Sealed) -> str:
    """Make the code for one answer and return it, for the mail to the link's own address; it is known only now.

    Codes made before for this link no longer work. Raises `NotPossibleNow` where the link can no longer be answered,
    has no address, or five codes were made within a day.
    """
    with transaction.atomic():
        locked = PersonalLink.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
        state = standing(locked, now)
        if not state.open or not needs_code(locked):
            raise NotPossibleNow(
                state.reason or "This answer needs no code.", rule="participation.link-open", remedy=state.remedy
            )
        if not locked.address:
            raise NotPossibleNow(
                "We hold no address to which a code could go.",
                rule="participation.code-address",
                remedy="Tell those who asked; they enter your answer for you.",
            )
        if locked.codes.filter(created_at__gt=now - timedelta(days=1)).count() >= CODES_A_DAY:
            raise NotPossibleNow(
                f"{CODES_A_DAY} codes went out for this link within a day.",
                rule="participation.codes-a-day",
                remedy="Wait until tomorrow, or tell those who asked; they enter your answer for you.",
            )
        locked.codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        code = f"{secrets.randbelow(1_000_000):06}"
        LinkCode.objects.create(
            created_at=now,
            link=locked,
            confirmation=sealed.confirmation,
            code_hash=_hash_of(code, sealed.confirmation),
            expires_at=now + CODE_LASTS,
        )
        audit.record(actor=SYSTEM, now=now, verb="made a code for", on=locked)
    return code


def try_code(*, now: datetime, link: PersonalLink, sealed: Sealed, code: str) -> None:
    """Count a try, which stands whatever comes after. Raises `InvalidInput` unless it is the code of this answer."""
    typed = "".join(one for one in code if one.isdigit())
    with transaction.atomic():
        found = LinkCode.objects.select_for_update().filter(link=link, confirmation=sealed.confirmation).last()
        usable = found is not None and found.used_at is None and found.expires_at > now and found.wrong_tries < TRIES
        right = (
            found is not None
            and usable
            and constant_time_compare(found.code_hash, _hash_of(typed, sealed.confirmation))
        )
        if found is not None and usable and not right:
            found.wrong_tries += 1
            found.save(update_fields=["wrong_tries"])
    if not usable:
        raise InvalidInput(
            "This code no longer works.",
            rule="participation.code-usable",
            remedy="Ask for another one. A code works once, for half an hour and five tries.",
            field="code",
        )
    if not right:
        raise InvalidInput(
            "That is not the code we sent.",
            rule="participation.code",
            remedy="Look at the newest message from us and type its six digits.",
            field="code",
        )


def use_code(*, now: datetime, link: PersonalLink, sealed: Sealed) -> None:
    """Use up the code of an answer, in the transaction that takes the answer in."""
    found = LinkCode.objects.filter(link=link, confirmation=sealed.confirmation).last()
    if found is None or not LinkCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
        raise InvalidInput(
            "This code was used already.", rule="participation.code-once", remedy="Ask for another one.", field="code"
        )


def _hash_of(code: str, confirmation: str) -> str:
    return salted_hmac(_SALT, f"{confirmation}:{code}", algorithm="sha256").hexdigest()
