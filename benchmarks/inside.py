"""What is asked inside an installation: the addresses to read, the queries of each page, and comparisons.

Run by run.py as `python -m benchmarks.inside`, with the environment of the installation. Prints JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial, reduce
from operator import or_
from random import Random
from typing import Any

from bridgework.cli.ground import django_ready

QUESTIONS = {
    # As people type them: from words that stand nearly everywhere to words that hardly do.
    "common": ("review the service plan", "housing and transport for residents", "publish data on schools"),
    "usual": ("flooding in the north", "childcare for nurses", "how can the library support carers"),
    "rare": ("hydrant lighthouse", "tidal weir boaters", "smokehouse licence"),
}


def main() -> None:
    """Print what is needed to measure this installation."""
    django_ready()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    pages, cookie = addresses()
    found = {"pages": pages, "cookie": cookie, "queries": queries(pages, cookie), "compared": compared()}
    found["counts"] = counts()
    json.dump(found, sys.stdout)


def counts() -> dict[str, int]:
    """How much there is."""
    from bridgework.apps.questions.models import Challenge
    from bridgework.apps.reports.models import Recommendation
    from bridgework.kernel.models import SearchDocument

    return {
        "recommendations": Recommendation.objects.count(),
        "threads": Challenge.objects.count(),
        "documents": SearchDocument.objects.count(),
    }


def addresses() -> tuple[dict[str, list[str]], str]:
    """The addresses of every kind of page, and the cookie of somebody who runs a round."""
    from urllib.parse import urlencode

    from django.urls import reverse

    from bridgework.apps.impact.models import LedgerRow
    from bridgework.apps.questions.models import Challenge

    codes = list(
        Challenge.objects.filter(is_public=True, ledger_rows__isnull=False).distinct().values_list("code", flat=True)
    )
    chosen = Random(1).sample(codes, min(200, len(codes)))  # noqa: S311
    ledger, search = reverse("public:ledger"), reverse("public:search")
    last = max(LedgerRow.objects.filter(is_public=True).count() // 25, 1)
    deep = sorted({last, *(max(last * part // 20, 1) for part in range(1, 20))})
    row = LedgerRow.objects.filter(is_public=True).exclude(reported="").order_by("pk").first()
    filters = [
        {"decision": "agreed"},
        {"progress": "under_way"},
        {"overdue": "1"},
        {"state": "open", "decision": "noted"},
    ]
    if row is not None:
        filters += [{"theme": row.theme}, {"round": row.round.public_id}]
    desk, cookie = _somebody()
    pages = {
        "landing page": [reverse("public:landing")],
        "thread": [reverse("public:thread", args=[code]) for code in chosen],
        "ledger": [ledger],
        "ledger, filtered": [f"{ledger}?{urlencode(one)}" for one in filters],
        "ledger, deep page": [f"{ledger}?page={number}" for number in deep],
        "ledger, sorted": [f"{ledger}?order=-decided", f"{ledger}?order=reported"],
        "round desk": desk,
    }
    for kind, texts in QUESTIONS.items():
        pages[f"search, {kind} words"] = [f"{search}?{urlencode({'q': text})}" for text in texts]
    return pages, cookie


def _somebody() -> tuple[list[str], str]:
    """The desk of a running round, and a session of its coordinator."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from bridgework.apps.people.actions import open_account
    from bridgework.apps.people.models import RoleHolding
    from bridgework.apps.programmes.models import Round
    from bridgework.kernel import clock
    from bridgework.kernel.permissions import SYSTEM

    round_ = Round.objects.filter(state="running", challenges__isnull=False).order_by("-pk").first()
    if round_ is None:
        return [], ""
    holding = (
        RoleHolding.objects.filter(scope=round_.programme.scope, role="coordinator", ends_on=None)
        .order_by("-pk")
        .first()
    )
    if holding is None:
        return [], ""
    account = open_account(actor=SYSTEM, now=clock.now(), person=holding.person)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return [reverse("desk:round-desk", args=[round_.public_id])], f"{name}={client.cookies[name].value}"


def queries(pages: dict[str, list[str]], cookie: str) -> dict[str, int]:
    """The most queries that any address of each kind of page makes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    most = {}
    for kind, paths in pages.items():
        client = Client()
        if kind == "round desk":
            client.cookies.load(cookie)
        found = []
        for path in paths[:20]:
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            found.append(len(captured.captured_queries))
        most[kind] = max(found, default=0)
    return most


def compared() -> list[dict[str, Any]]:
    """Ours beside what somebody would write first, both inside one process, one after the other, in milliseconds."""
    from bridgework.kernel.permissions import VISITOR
    from bridgework.kernel.search import find

    rows: list[dict[str, Any]] = [
        {
            "what": "25 rows of the ledger, newest decision first",
            "ours": "a row kept for each recommendation",
            "other": "the latest of each history looked up in the list's own query",
            **_both(_ledger_page, _ledger_by_histories),
        }
    ]
    for kind, texts in QUESTIONS.items():
        text = texts[0]
        ours, other = partial(find, text, actor=VISITOR), partial(_search_by_like, text)
        rows.append(
            {
                "what": f"20 best for “{text}” ({kind} words)",
                "ours": "the index, ranked",
                "other": "LIKE over the same texts, not ranked",
                **_both(ours, other),
            }
        )
    return rows


def _both(ours: Callable[[], object], other: Callable[[], object], times: int = 5) -> dict[str, float]:
    taken: dict[str, list[float]] = {"ours_ms": [], "other_ms": []}
    for _ in range(times):
        # In turns, so that a busy moment of the machine meets both.
        for name, function in (("ours_ms", ours), ("other_ms", other)):
            started = time.perf_counter()
            function()
            taken[name].append((time.perf_counter() - started) * 1000)
    return {name: round(statistics.median(found), 2) for name, found in taken.items()}


def _ledger_page() -> object:
    from django.utils import timezone

    from bridgework.threads.ledger import InOrder, LedgerFilter, entries, ledger

    today = timezone.localdate()
    rows = InOrder(ledger(LedgerFilter(), today=today), "-decided")
    return len(rows), entries(rows[0:25], today=today)


def _ledger_by_histories() -> object:
    from django.db.models import OuterRef, Subquery

    from bridgework.apps.impact.models import Decision, IndependentCheck, ReportBack, StatementOfEffect
    from bridgework.apps.reports.models import Recommendation

    own = OuterRef("pk")
    decisions = Decision.objects.filter(recommendation=own, is_superseded=False).order_by("-decided_on", "-pk")
    reports = ReportBack.objects.filter(recommendation=own, is_superseded=False).order_by("-reported_on", "-pk")
    checks = IndependentCheck.objects.filter(recommendation=own).order_by("-checked_on", "-pk")
    effects = StatementOfEffect.objects.filter(recommendations=own, is_superseded=False).order_by("-pk")
    listed = (
        Recommendation.objects.filter(is_public=True)
        .annotate(
            decided=Subquery(decisions.values("outcome")[:1]),
            decided_on=Subquery(decisions.values("decided_on")[:1]),
            reported=Subquery(reports.values("progress")[:1]),
            checked=Subquery(checks.values("result")[:1]),
            observed=Subquery(effects.values("kind")[:1]),
        )
        .select_related("challenge__question", "challenge__round__programme")
    )
    dated = listed.filter(decided_on__isnull=False).order_by("-decided_on", "-pk")
    return listed.count(), list(dated[:25])


def _search_by_like(text: str) -> object:
    from django.db.models import Q

    from bridgework.kernel.models import SearchText

    words = [word for word in text.split() if len(word) > 3]
    fields = ("title", "important", "body", "minor")
    any_word = reduce(or_, (Q(**{f"{name}__icontains": word}) for word in words for name in fields))
    found = SearchText.objects.filter(any_word, document__is_public=True).order_by("-document__at", "-pk")
    return found.count(), list(found.select_related("document")[:20])


if __name__ == "__main__":
    main()
