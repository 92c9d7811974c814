"""What has to stand before something is done with an interview: who acts, and what the person agreed to."""

from __future__ import annotations

from typing import Final

from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Interview
from bridgework.apps.workspace.queries.interviews import CONSENT_PURPOSE, consents_of
from bridgework.apps.workspace.rules import KEEP_INTERVIEWS
from bridgework.kernel.errors import NotPermitted, NotPossibleNow
from bridgework.kernel.permissions import Actor

_RULE: Final = "workspace.interview"


def require_person_or_team(actor: Actor, interview: Interview) -> None:
    """Pass for the team, and for the person interviewed, whose authority is the link they were given."""
    if not is_the_person(actor, interview):
        KEEP_INTERVIEWS.require(actor, interview)


def is_the_person(actor: Actor, interview: Interview) -> bool:
    """Whether it is the person interviewed who acts, by their link."""
    links = PersonalLink.objects.filter(purpose=CONSENT_PURPOSE, record_public_id=interview.public_id)
    return actor.person_id is not None and links.filter(person_id=actor.person_id).exists()


def hold_consents(challenge: Challenge) -> None:
    """Let nobody take a consent back while the caller's transaction runs: what it prints is what may be printed.

    Call it before any other lock is taken, as taking back does.
    """
    list(Interview.objects.select_for_update().filter(challenge=challenge).order_by("pk").values_list("pk"))


def still_open(interview: Interview) -> None:
    """Pass while something can be added. Raises `NotPossibleNow` once it was taken back or disposed of."""
    not_taken_back(interview)
    if interview.state == "disposed":
        raise NotPossibleNow("This interview was disposed of.", rule=_RULE, remedy="Plan a new one if they agree.")


def not_taken_back(interview: Interview) -> None:
    """Pass unless it was taken back. What was disposed of may still be quoted, so it can be taken back after that."""
    if interview.state == "withdrawn" or consents_of(interview).get("take_part") == "withdrawn":
        raise NotPossibleNow("This interview was taken back.", rule=_RULE, remedy="Plan a new one if they agree.")


def consented(interview: Interview, purpose: str, words: str) -> None:
    """Pass where the person agreed to this purpose. Raises `NotPermitted` otherwise."""
    still_open(interview)
    if consents_of(interview).get(purpose) != "given":
        raise NotPermitted(
            f"{interview.pseudonym} has not agreed {words}.",
            rule="workspace.consent",
            remedy="Ask them, and note what they say.",
        )
