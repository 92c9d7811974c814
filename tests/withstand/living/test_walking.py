"""Every address there is, as everybody, with arguments that fit and with arguments that do not: never a crash."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.demo.invented.stage import Stage
from bridgework.kernel.roles import ROLES
from tests.withstand.sending import UNSAFE, payloads
from tests.withstand.walking import QUERY_NAMES, WITHOUT_ADDRESS, Forms, Walker, hostile, plausible, routes

pytestmark = pytest.mark.django_db

QUICK = {"visitor", "team_lead"}
EVERYBODY = [
    pytest.param(one, marks=() if one in QUICK else pytest.mark.slow, id=one) for one in ("visitor", *sorted(ROLES))
]
NUMBERS = "&".join(f"{name}={'9' * 30}" for name in QUERY_NAMES)
SIGNS = "&".join(f"{name}=%00%ff%3Cscript%3Ealert(1)%3C/script%3E" for name in QUERY_NAMES)


def somebody(role: str) -> Person | None:
    """Somebody who holds the role now; nobody for a visitor."""
    cache.clear()
    held = RoleHolding.objects.filter(role=role, ends_on=None).order_by("pk").first()
    return held.person if held is not None else None


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_page_opens_or_says_why_not(living: Stage, role: str) -> None:
    walker = Walker(somebody(role))
    raw, nowhere = [], []
    for route in routes():
        for path in plausible(route, 1 if role in QUICK else 3):
            response = walker.get(path)
            content = getattr(response, "content", b"")
            if response.status_code == 200 and b"<c-" in content:
                raw.append(path)
            if WITHOUT_ADDRESS.search(content):
                nowhere.append(path)
    assert walker.broke == []
    assert raw == []
    assert nowhere == []


@pytest.mark.slow
@pytest.mark.parametrize("role", ["visitor", "programme_lead", "team_lead", "clerk"])
def test_arguments_that_do_not_fit(living: Stage, role: str) -> None:
    walker = Walker(somebody(role))
    shown = []
    for route in routes():
        asked = [f"{path}?{query}" for path in plausible(route, 1) for query in (NUMBERS, SIGNS)]
        for path in (*hostile(route), *asked):
            response = walker.get(path)
            if any(one in getattr(response, "content", b"") for one in UNSAFE):
                shown.append(path)
    assert walker.broke == []
    assert shown == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", ["visitor", "programme_lead", "coordinator", "team_lead", "researcher", "clerk", "question_owner"]
)
def test_every_form_takes_anything_without_a_crash(living: Stage, role: str) -> None:
    walker = Walker(somebody(role))
    tried: set[tuple[str, tuple[str, ...]]] = set()
    shown = []
    for route in routes():
        for path in plausible(route, 3):
            page = walker.get(path)
            if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
                continue
            for form in Forms(page.content.decode()).forms:
                target, key = form.action or path, (route.pattern, tuple(sorted(form.fields)))
                if form.method != "post" or key in tried or "/accounts/" in target:
                    continue
                tried.add(key)
                for what, data in payloads(form):
                    answer = walker.post(target, data, follow=True)
                    if any(one in answer.content for one in UNSAFE):
                        shown.append((target, what))
                walker.send(target, b"a=%ff%fe&text=\xff\xfe", "application/x-www-form-urlencoded; charset=utf-7")
                walker.send(target, b"--x\r\nbroken", "multipart/form-data; boundary=x")
    assert walker.broke == []
    assert shown == []
    assert tried
