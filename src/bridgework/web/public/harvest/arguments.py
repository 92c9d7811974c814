"""The arguments of an OAI-PMH request, checked as the protocol says (OAI-PMH 2.0, sections 2.5, 3.5 and 3.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core import signing

PREFIX: Final = "oai_dc"
_SALT: Final = "public.oai-resumption"
_LIST: Final = frozenset({"from", "until", "set", "metadataPrefix", "resumptionToken"})
ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "Identify": frozenset(),
    "ListMetadataFormats": frozenset({"identifier"}),
    "ListSets": frozenset({"resumptionToken"}),
    "GetRecord": frozenset({"identifier", "metadataPrefix"}),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")


class OaiError(Exception):
    """An error of the protocol: its code, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True)
class Selection:
    """Which part of the catalogue is listed, and how far it was listed already."""

    since: datetime | None = None
    until: datetime | None = None
    in_set: str = ""
    after: tuple[datetime, int] | None = None
    """When and under which key the last entry that was given stands."""
    cursor: int = 0
    size: int = 0

    def token(self, last: tuple[datetime, int], given: int, size: int) -> str:
        """A resumption token: where to go on. Signed, so that nothing but our own comes back."""
        told = [_told(self.since), _told(self.until), self.in_set, _told(last[0]), last[1], self.cursor + given, size]
        return signing.dumps(told, salt=_SALT, compress=True)


def verb_and_arguments(pairs: Mapping[str, list[str]]) -> tuple[str, dict[str, str]]:
    """The verb and its arguments. Raises `OaiError` where they are not as the protocol wants them."""
    verbs = pairs.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in ALLOWED:
        raise OaiError("badVerb", "Give one verb: " + ", ".join(ALLOWED) + ".")
    arguments = {}
    for name, values in pairs.items():
        if name == "verb":
            continue
        if name not in ALLOWED[verbs[0]]:
            raise OaiError("badArgument", f"{verbs[0]} does not take {name[:40]!r}.")
        if len(values) != 1 or not values[0]:
            raise OaiError("badArgument", f"Give {name} once, with a value.")
        arguments[name] = values[0]
    if "resumptionToken" in arguments and len(arguments) > 1:
        raise OaiError("badArgument", "A resumptionToken stands alone.")
    return verbs[0], arguments


def selection(arguments: Mapping[str, str]) -> Selection:
    """What ListIdentifiers and ListRecords select. Raises `OaiError`."""
    if "resumptionToken" in arguments:
        return _resumed(arguments["resumptionToken"])
    if "metadataPrefix" not in arguments:
        raise OaiError("badArgument", "Give a metadataPrefix: oai_dc.")
    need_format(arguments["metadataPrefix"])
    since, until = arguments.get("from", ""), arguments.get("until", "")
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "Give from and until in the same granularity.")
    first, last = _moment(since), _moment(until)
    if last is not None and _DAY.fullmatch(until):
        last += timedelta(days=1, seconds=-1)
    if first is not None and last is not None and first > last:
        raise OaiError("badArgument", "from is later than until.")
    if "set" in arguments and not _SET.fullmatch(arguments["set"]):
        raise OaiError("badArgument", "This is not the spec of a set.")
    return Selection(first, last, arguments.get("set", ""))


def need_format(prefix: str) -> None:
    """Refuse a format we do not give."""
    if prefix != PREFIX:
        raise OaiError("cannotDisseminateFormat", "The only metadataPrefix is oai_dc.")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
        if _SECOND.fullmatch(text):
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise OaiError("badArgument", "Write dates as 2026-01-31 or 2026-01-31T12:00:00Z.")


def _resumed(token: str) -> Selection:
    try:
        since, until, in_set, when, key, cursor, size = signing.loads(token[:2_000], salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise OaiError("badResumptionToken", "This token is not one of ours, or has been cut.") from error
    return Selection(_read(since), _read(until), in_set, (_needed(when), key), cursor, size)


def _told(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment is not None else ""


def _read(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _needed(text: str) -> datetime:
    return datetime.fromisoformat(text)
