"""Walking through every address there is, with records that fit and with arguments that do not."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.core.signals import got_request_exception
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bridgework.apps.people.models import Account, Person

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>((?:[^()\\]|\\.)*)\)")
EXPECTED = {200, 302, 304, 400, 403, 404, 405, 409, 410, 413, 429}
"""What an address may answer, whatever it was asked."""

WITHOUT_ADDRESS = re.compile(rb'<a\b[^>]*\shref="(?:\s*|None)"')
"""A link that leads nowhere."""

HOSTILE_ARGUMENTS = (
    "9" * 40,
    "-1",
    "0",
    "\x00",
    "a\x00b",
    "‮evil",
    "🦆" * 20,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "..%2f..%2fetc%2fpasswd",
    "x" * 3000,
    "%ff%fe",
    "0000000000000z",
)
QUERY_NAMES = (
    "page", "q", "state", "round", "year", "programme", "sort", "theme", "status", "part", "person", "kind", "role",
    "body", "from", "to", "before", "after", "view", "show", "scope", "date", "next", "field", "change", "left",
    "right", "question", "purpose", "action", "rule", "record", "council", "decision", "version", "a", "b",
)  # fmt: skip

KINDS: dict[str, str] = {
    "/committee/meetings/": "calendar.CommitteeMeeting",
    "/committee/minutes/": "committees.PastedMinute",
    "/committee/papers/": "committees.Paper",
    "/committee/proposals/": "committees.Proposal",
    "/committee/questions/": "questions.Challenge",
    "/committee/resolutions/": "committees.Resolution",
    "/desk/account/agreements/": "people.Consent",
    "/desk/actions/": "impact.Action",
    "/desk/access-codes/": "applications.AccessCode",
    "/desk/appeals/": "applications.Appeal",
    "/desk/applications/": "applications.Application",
    "/desk/criteria/": "applications.Criterion",
    "/desk/form-questions/": "applications.FormQuestion",
    "/desk/review-phases/": "applications.ReviewPhase",
    "/desk/reviews/calls/": "applications.Call",
    "/desk/reviews/ties/": "conflicts.DeclaredTie",
    "/desk/vocabulary/": "applications.VocabularyTerm",
    "/desk/asked/": "participation.PersonalLink",
    "/desk/calendar/committees/": "calendar.Body",
    "/desk/calendar/meetings/": "calendar.CommitteeMeeting",
    "/desk/calendar/": "programmes.Programme",
    "/desk/calls/": "applications.Call",
    "/desk/challenges/": "questions.Challenge",
    "/desk/conflicts/": "conflicts.Conflict",
    "/desk/gatherings/": "programmes.Gathering",
    "/desk/ledger/": "reports.Recommendation",
    "/desk/messages/": "messages.Message",
    "/desk/organisations/": "people.Organisation",
    "/desk/outbox/": "messages.Batch",
    "/desk/people/": "people.Person",
    "/desk/places/": "teams.TeamMember",
    "/desk/problems/": "questions.ProblemStatement",
    "/desk/programmes/": "programmes.Programme",
    "/desk/questions-taken-up/": "questions.Challenge",
    "/desk/questions/": "questions.Question",
    "/desk/reader-notes/": "library.ReaderNote",
    "/desk/reviews/": "applications.Review",
    "/desk/rounds/": "programmes.Round",
    "/desk/support/": "questions.Support",
    "/desk/teams/": "teams.Team",
    "/desk/wordings/": "questions.WordingConsent",
    "/apply/": "applications.Call",
    "/committees/": "calendar.Body",
    "/files/": "kernel.StoredFile",
    "/meetings/": "calendar.CommitteeMeeting",
    "/workspace/": "questions.Challenge",
}
"""What kind of record the first id of an address names, by how the address begins; the longest beginning counts."""

NAMED: dict[str, str] = {
    "holding_id": "people.RoleHolding",
    "holding": "people.RoleHolding",
    "support_id": "questions.Support",
    "consent_id": "questions.WordingConsent",
    "lesson_id": "programmes.Lesson",
    "meeting_id": "workspace.TeamMeeting",
    "report_id": "reports.Report",
    "request_id": "workspace.Request",
    "fact_check_id": "reports.FactCheck",
    "version_id": "reports.ReportVersion",
    "recommendation_id": "reports.Recommendation",
    "finding_id": "workspace.Finding",
    "import_id": "workspace.ReferenceImport",
    "interview_id": "workspace.Interview",
    "source_id": "workspace.Source",
    "proposition_id": "workspace.Proposition",
    "milestone_id": "workspace.Milestone",
    "point_id": "workspace.TeamMeetingPoint",
    "comment_id": "reports.FactCheckComment",
    "remark_id": "reports.ReportComment",
    "brought_id": "reports.ReportBroughtIn",
    "note_id": "reports.DissentNote",
    "work_id": "reports.FutureWork",
    "file_id": "workspace.WorkspaceFile",
    "rule_id": "calendar.DeadlineRule",
}
"""What kind of record a named part of an address means."""

WORDS: dict[str, tuple[str, ...]] = {
    "name": ("shortlist", "set-aside", "finish", "begin"),
    "act": ("read", "try-again"),
    "key": ("work", "apply", "findings", "last-bus-on-a-weekday-by-village"),
    "number": ("1", "2"),
    "part": ("1",),
    "which": ("0",),
    "slug": ("fenmarch",),
    "token": ("wrong-token",),
    "receipt": ("wrong-receipt",),
    "uid": ("1",),
    "provider_id": ("nobody",),
}


@dataclass(frozen=True)
class Route:
    """An address with its parameters, each a name and (where it says so) the words it takes."""

    pattern: str
    parameters: tuple[tuple[str, str], ...]

    def filled(self, values: dict[str, str]) -> str:
        """The address with these values in it."""
        return PARAMETER.sub(lambda found: values[found.group(1) or found.group(2)], self.pattern)


def routes() -> list[Route]:
    """Every address of the product itself; those of the sign-in library are its own business."""
    found = []
    for path in sorted(set(_walk(get_resolver(), "/"))):
        if path.startswith(("/accounts/2fa", "/accounts/3rdparty", "/accounts/social", "/accounts/oidc", "/demo/")):
            continue
        named = tuple((one.group(1) or one.group(2), one.group(3) or "") for one in PARAMETER.finditer(path))
        found.append(Route(path, named))
    return found


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(one, URLResolver):
            yield from _walk(one, path)
        elif isinstance(one, URLPattern):
            yield path


def plausible(route: Route, most: int = 2) -> list[str]:
    """Addresses of records that there are, at most so many, of different states where the records have them."""
    if not route.parameters:
        return [route.pattern]
    columns = {name: _values(route, name, rule, most) for name, rule in route.parameters}
    _match(route, columns)
    longest = max(len(values) for values in columns.values())
    rows = [{name: values[n % len(values)] for name, values in columns.items()} for n in range(longest)]
    return [route.filled(row) for row in rows]


def _match(route: Route, columns: dict[str, list[str]]) -> None:
    """Let the first id be that of the record to which the last one belongs, where the address names both."""
    names = [name for name, _ in route.parameters]
    label = next((NAMED[name] for name in reversed(names) if name in NAMED), "")
    if not label or names[0] != "public_id":
        return
    parents = {"questions.Challenge": "challenge", "programmes.Round": "round", "people.Person": "person"}
    step = parents.get(_kind(route), "")
    model = apps.get_model(label)
    for way in ("", "report__", "version__report__", "team__", "finding__", "proposition__", "team_meeting__"):
        try:
            rows = model._default_manager.filter(**{f"{way}{step}__isnull": False}) if step else None
        except FieldError:
            continue
        if rows is None:
            return
        child = next(name for name in reversed(names) if name in NAMED)
        pairs = [rows.filter(public_id=one).values_list(f"{way}{step}__public_id", flat=True) for one in columns[child]]
        columns["public_id"] = [found[0] if found else "00000000000000" for found in pairs]
        if "report_id" in columns and child != "report_id":
            inside = way or "report__"
            reports = [
                rows.filter(public_id=one).values_list(f"{inside}public_id", flat=True) for one in columns[child]
            ]
            columns["report_id"] = [found[0] if found else "00000000000000" for found in reports]
        return


def hostile(route: Route) -> list[str]:
    """The same address with each hostile argument in every place."""
    if not route.parameters:
        query = "&".join(f"{name}={'9' * 30}" for name in QUERY_NAMES)
        odd = "&".join(f"{name}=%00%ff%3Cscript%3Ealert(1)%3C/script%3E" for name in QUERY_NAMES)
        return [f"{route.pattern}?{query}", f"{route.pattern}?{odd}"]
    return [route.filled(dict.fromkeys((name for name, _ in route.parameters), bad)) for bad in HOSTILE_ARGUMENTS]


def _values(route: Route, name: str, rule: str, most: int) -> list[str]:
    if rule and "|" in rule:
        return rule.split("|")[:4]
    if name in WORDS:
        return list(WORDS[name])
    if name == "code":
        return list(_model("questions.Challenge").values_list("code", flat=True)[:most]) or ["none"]
    kind = NAMED.get(name)
    if kind is None:
        kind = _kind(route)
    if not kind:
        return ["00000000000000"]
    return _some(kind, most) or ["00000000000000"]


def _kind(route: Route) -> str:
    return KINDS.get(max((one for one in KINDS if route.pattern.startswith(one)), key=len, default=""), "")


def _model(label: str) -> models.Manager[Any]:
    manager: models.Manager[Any] = apps.get_model(label)._default_manager
    return manager


def _some(label: str, most: int) -> list[str]:
    model = apps.get_model(label)
    fields = {one.name for one in model._meta.get_fields()}
    rows = model._default_manager.order_by("-pk")
    if "state" not in fields:
        return list(rows.values_list("public_id", flat=True)[:most])
    firsts: dict[str, str] = {}
    for state, public_id in rows.values_list("state", "public_id"):
        firsts.setdefault(state, public_id)
    return list(firsts.values())[:most]


@dataclass
class Form:
    """A form of a page: where it leads and its fields, each a kind with the values it offers."""

    method: str
    action: str
    fields: dict[str, tuple[str, list[str]]] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
        elif not self.forms:
            return
        elif tag == "option" and self._select:
            self.forms[-1].fields[self._select][1].append(given.get("value", ""))
        elif given.get("name") and tag in ("input", "textarea", "select", "button"):
            kind = given.get("type", "text") if tag == "input" else tag
            _, values = self.forms[-1].fields.setdefault(given["name"], (kind, []))
            if tag in ("input", "button"):
                values.append(given.get("value", ""))
            self._select = given["name"] if tag == "select" else self._select

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


class Walker:
    """Somebody who opens and sends things; whatever they do is taken back, and what broke is remembered."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.broke: list[str] = []
        if person is not None:
            account = Account.objects.filter(person=person).first()
            if account is None:
                account = Account.objects.create_user(person.email, person=person)
            self.client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, path: str, **more: Any) -> HttpResponse:
        """Open an address."""
        return self._does("GET", path, {}, **more)

    def post(self, path: str, data: Any, **more: Any) -> HttpResponse:
        """Send to an address; with `follow`, the page it leads to."""
        return self._does("POST", path, data, **more)

    def send(self, path: str, body: bytes, content_type: str) -> HttpResponse:
        """Send a body as it is."""
        return self._noted("POST", path, lambda: self.client.generic("POST", path, body, content_type))

    def _does(self, method: str, path: str, data: Any, **more: Any) -> HttpResponse:
        call = self.client.get if method == "GET" else self.client.post
        return self._noted(method, path, lambda: call(path, data, **more))

    def _noted(self, method: str, path: str, call: Callable[[], Any]) -> HttpResponse:
        happened: list[str] = []

        def note(**signal: Any) -> None:
            happened.append("".join(traceback.format_exception(sys.exception())[-6:]))

        got_request_exception.connect(note)
        try:
            with taken_back():
                response: HttpResponse = call()
        finally:
            got_request_exception.disconnect(note)
        if response.status_code not in EXPECTED:
            self.broke.append(f"{method} {path[:200]} -> {response.status_code}\n{''.join(happened)}")
        return response


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
