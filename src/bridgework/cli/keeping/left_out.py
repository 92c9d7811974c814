"""What an export leaves out, and why. Everything else of the database goes into it.

A test compares this with the models: a field whose name sounds like a secret must stand here or in `NO_SECRET`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

MODELS: Final[dict[str, str]] = {
    "kernel.submittedform": "tokens of forms already sent; of use for two days",
    "kernel.job": "work waiting inside the old installation",
    "kernel.schedule": "when the old installation does its repeated work",
    "kernel.workerseen": "processes of the old installation",
    "kernel.searchdocument": "the search index; it is built anew from the records",
    "kernel.searchtext": "the search index; it is built anew from the records",
    "kernel.searchposting": "the search index; it is built anew from the records",
    "kernel.searchvector": "the search index; made anew from it",
    "kernel.maintenance": "a switch that is off",
    "people.account_groups": "a table of the framework that is not used: role holdings are the only authority",
    "people.account_user_permissions": "a table of the framework that is not used",
    "auth.permission": "made by the framework from the program itself",
    "auth.group": "a table of the framework that is not used",
    "auth.group_permissions": "a table of the framework that is not used",
    "contenttypes.contenttype": "made by the framework from the program itself",
    "sessions.session": "who is signed in at the moment",
    "account.emailconfirmation": "codes that confirm an address; of use for days",
    "mfa.authenticator": "secrets of second factors; people set theirs up again",
    "socialaccount.socialtoken": "keys to other organisations' sign-in",
}


@dataclass(frozen=True)
class LeftOutField:
    """A field that is left out: why, and what an import puts in its place."""

    why: str
    instead: Callable[[], Any]


def _nothing() -> str:
    return ""


def _fits_nothing() -> str:
    # A hash of nothing known: unique, and no token will ever fit it.
    return secrets.token_hex(32)


def _no_password() -> str:
    # Django's mark for "no password fits"; people sign in by emailed code and choose a new one.
    return "!" + secrets.token_hex(20)


FIELDS: Final[dict[str, LeftOutField]] = {
    "people.account.password": LeftOutField("password hashes; people sign in by emailed code", _no_password),
    "people.identityprovider.client_secret": LeftOutField("a secret shared with another organisation", _nothing),
    "teams.formationrun.sealed_secret": LeftOutField(
        "secrets of lotteries, sealed with the old installation's key; what is published stands in the open",
        _nothing,
    ),
    "workspace.interviewkey.name_sealed": LeftOutField(
        "who an interview was with, sealed with the old installation's key; ask the team", _nothing
    ),
    "workspace.interviewkey.email_sealed": LeftOutField("sealed with the old installation's key", _nothing),
    "workspace.replacement.original_sealed": LeftOutField("sealed with the old installation's key", _nothing),
    "participation.personallink.token_hash": LeftOutField("hashes of links; links are sent again", _fits_nothing),
    "participation.linkcode.code_hash": LeftOutField("hashes of codes that last half an hour", _fits_nothing),
    "participation.calendarfeed.token_hash": LeftOutField(
        "hashes of calendar addresses; people make new ones", _fits_nothing
    ),
    "messages.message.link_address": LeftOutField("links that work, kept in a demonstration only", _nothing),
    "socialaccount.socialapp.secret": LeftOutField("a secret shared with another organisation", _nothing),
    "socialaccount.socialapp.key": LeftOutField("a key shared with another organisation", _nothing),
    "socialaccount.socialaccount.extra_data": LeftOutField("what another organisation's sign-in told", dict),
}

NO_SECRET: Final[frozenset[str]] = frozenset(
    {
        # Names that sound like a secret and are none.
        "kernel.setting.key",
        "programmes.programmetype.key",
        "programmes.phase.key",
        "questions.challenge.code",
        "teams.formationrun.released_secret",
        "reports.recommendation.code",
        "workspace.milestone.key",
        "messages.batch.key",
        "messages.message.once_key",
        "messages.digestitem.once_key",
        "applications.accesscode.code",
        "calendar.deadlinerule.key",
        "committees.clearance.key",
        "committees.formcorrection.section_key",
        "committees.implication.key",
        "committees.papercomment.section_key",
        "committees.papersection.key",
        "committees.papertemplate.key",
        "committees.publicationoverride.code",
        "reports.figure.key",
        "reports.reportsection.key",
        "workspace.finding.key",
        "workspace.quote.key",
        "workspace.source.key",
        "library.deposit.keywords",
        # Whoever has the export has the applications themselves; frozen rounds must stay reproducible after a move.
        "applications.call.pseudonym_key",
        "applications.application.access_code",
        # The bringer of a problem finds the answer by it, also after a move; staff read it to people on the telephone.
        "questions.problemstatement.receipt",
    }
)
