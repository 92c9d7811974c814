"""The catalogue by OAI-PMH 2.0: six verbs, one format, sets by round, committee and theme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from bridgework.apps.library.models import CatalogueEntry
from bridgework.threads import catalogue
from bridgework.web.public.conditional import public_page
from bridgework.web.public.harvest import answers
from bridgework.web.public.harvest.arguments import (
    OaiError,
    Selection,
    need_format,
    selection,
    verb_and_arguments,
)
from bridgework.web.ui.acting import now_of

AT_A_TIME: Final = 100
_BEGINNING: Final = datetime(2016, 1, 1, tzinfo=UTC)


@csrf_exempt  # the protocol asks by GET and by POST alike, and nothing is written
@public_page
def oai(request: HttpRequest) -> HttpResponse:
    """One answer. Errors of the protocol are answers too, with status 200."""
    address = f"{settings.SITE_ADDRESS}{reverse('public:oai')}"
    pairs = request.POST if request.method == "POST" else request.GET
    try:
        verb, arguments = verb_and_arguments({name: pairs.getlist(name) for name in pairs})
    except OaiError as error:
        root = answers.envelope(address, now_of(request), {})
        answers.error(root, error.code, error.sentence)
        return _sent(root)
    root = answers.envelope(address, now_of(request), {"verb": verb, **arguments})
    try:
        ANSWERS[verb](root, arguments)
    except OaiError as error:
        if error.code == "badArgument":
            root = answers.envelope(address, now_of(request), {})
        answers.error(root, error.code, error.sentence)
    return _sent(root)


def _sent(root: answers.Node) -> HttpResponse:
    return HttpResponse(answers.as_bytes(root), content_type="text/xml; charset=utf-8")


def _identify(root: answers.Node, arguments: dict[str, str]) -> None:
    first = catalogue.entries().first()
    sample = first.public_id if first else "none"
    answers.identify(
        root,
        name=f"Bridgework at {answers.domain_of(settings.SITE_ADDRESS)}",
        address=f"{settings.SITE_ADDRESS}{reverse('public:oai')}",
        email=contact_email(),
        earliest=first.changed_at if first else _BEGINNING,
        sample=answers.identifier(sample, settings.SITE_ADDRESS),
    )


def contact_email() -> str:
    """Whom a harvester can write to: the contact where it is an address, else who sends our mail."""
    contact = settings.BRIDGEWORK_CONTACT or ""
    found = contact if "@" in contact else settings.DEFAULT_FROM_EMAIL
    name, _, domain = found.rpartition("<")[2].rstrip("> ").strip().rpartition("@")
    # An installation tried at home has a mail address without a real domain; harvesters refuse those.
    return f"{name}@{domain if '.' in domain else answers.domain_of(settings.SITE_ADDRESS)}"


def _formats(root: answers.Node, arguments: dict[str, str]) -> None:
    if "identifier" in arguments:
        _entry(arguments["identifier"])
    answers.formats(root)


def _sets(root: answers.Node, arguments: dict[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The sets come in one part.")
    answers.list_sets(root, catalogue.sets())


def _record(root: answers.Node, arguments: dict[str, str]) -> None:
    for name in ("identifier", "metadataPrefix"):
        if name not in arguments:
            raise OaiError("badArgument", f"GetRecord needs {name}.")
    entry = _entry(arguments["identifier"])
    need_format(arguments["metadataPrefix"])
    answers.listed(root, "GetRecord", catalogue.items_of([entry]), settings.SITE_ADDRESS)


def _entry(identifier: str) -> CatalogueEntry:
    beginning = answers.identifier("", settings.SITE_ADDRESS)
    public_id = identifier.removeprefix(beginning) if identifier.startswith(beginning) else ""
    found = CatalogueEntry.objects.filter(public_id=public_id).first() if 0 < len(public_id) < 15 else None
    if found is None:
        raise OaiError("idDoesNotExist", "There is no item of this identifier.")
    return found


def _listing(verb: str) -> Callable[[answers.Node, dict[str, str]], None]:
    def answer(root: answers.Node, arguments: dict[str, str]) -> None:
        chosen = selection(arguments)
        found = _selected(chosen)
        # What was there when the list began is said on every part of it.
        size = chosen.size or found.count()
        if chosen.after is not None:
            when, key = chosen.after
            found = found.filter(Q(changed_at__gt=when) | Q(changed_at=when, pk__gt=key))
        page = list(found[: AT_A_TIME + 1])
        if not page and chosen.after is None:
            raise OaiError("noRecordsMatch", "Nothing in the catalogue matches.")
        more, page = len(page) > AT_A_TIME, page[:AT_A_TIME]
        node = answers.listed(root, verb, catalogue.items_of(page), settings.SITE_ADDRESS)
        if more:
            token = chosen.token((page[-1].changed_at, page[-1].pk), len(page), size)
            answers.resumption(node, token, cursor=chosen.cursor, size=size)
        elif chosen.after is not None:
            answers.resumption(node, "", cursor=chosen.cursor, size=size)

    return answer


def _selected(chosen: Selection) -> QuerySet[CatalogueEntry]:
    found = catalogue.entries(in_set=chosen.in_set)
    if chosen.since is not None:
        found = found.filter(changed_at__gte=chosen.since)
    if chosen.until is not None:
        found = found.filter(changed_at__lte=chosen.until)
    return found


ANSWERS: Final[dict[str, Callable[[answers.Node, dict[str, str]], None]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _listing("ListIdentifiers"),
    "ListRecords": _listing("ListRecords"),
}
