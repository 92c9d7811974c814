"""The signed address by which an applicant without an account comes back to their own draft.

Nothing is stored: the address is signed with the installation's key over the application's id and the serial of its
link, so that sending a new one makes the earlier ones stop working.
"""

from __future__ import annotations

from django.core import signing

from bridgework.apps.applications.models import Application
from bridgework.kernel import tellings
from bridgework.kernel.errors import NotFound

SALT = "applications.resume"
LASTS_SECONDS = 120 * 24 * 3600
OWN_PAGE = "applications.own"


def token_for(application: Application) -> str:
    """The token that opens this application for whoever holds it."""
    return signing.dumps([application.public_id, application.link_serial], salt=SALT)


def way_back(application: Application) -> str:
    """What a message to the applicant leads to. The address itself is made when the message is sent."""
    return tellings.private_path(OWN_PAGE, application.public_id)


@tellings.private(OWN_PAGE)
def _own_page(record_public_id: str) -> str:
    found = Application.objects.filter(public_id=record_public_id).exclude(state="erased").first()
    return "" if found is None else f"/apply/resume/{token_for(found)}/"


def application_for(token: str) -> Application:
    """The application a token opens. Raises `NotFound` for a token that is wrong, too old or replaced."""
    try:
        public_id, serial = signing.loads(token, salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _gone() from error
    found = Application.objects.filter(public_id=public_id, link_serial=serial).select_related("call").first()
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound(
        "This link no longer opens an application.",
        rule="applications.resume",
        remedy="Start again with the same address: you find your draft, and a new link is sent.",
    )
