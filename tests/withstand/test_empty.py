"""A programme on its first day: every list is empty, and every page says so without an error."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone

from bridgework.apps.people.actions import register_organisation, register_person
from bridgework.apps.programmes.actions import load_types, start_programme
from bridgework.kernel.permissions import SYSTEM
from tests.withstand.walking import Walker, routes

pytestmark = pytest.mark.django_db


def test_no_page_breaks_before_anything_is_there() -> None:
    cache.clear()
    walker = Walker()
    for one in routes():
        if not one.parameters:
            walker.get(one.pattern)
    assert walker.broke == []


def test_no_page_breaks_on_the_first_day() -> None:
    cache.clear()
    now = timezone.now()
    load_types(actor=SYSTEM, now=now)
    lead = register_person(actor=SYSTEM, now=now, name="Ruth Okafor", email="ruth@example.org", scope="")
    council, university = (
        register_organisation(actor=SYSTEM, now=now, name=f"A {kind}", kind=kind, scope="")
        for kind in ("council", "university")
    )
    programme = start_programme(
        actor=SYSTEM, now=now, name="New", slug="new", lead=lead, council=council, university=university, summary=""
    )
    walker = Walker(lead)
    opened = [one.pattern for one in routes() if not one.parameters and walker.get(one.pattern).status_code == 200]
    for path in ("", "change/", "hand-over/", "make-round/", "settings/"):
        opened.append(path) if walker.get(f"/desk/programmes/{programme.public_id}/{path}").status_code == 200 else None
    assert walker.broke == []
    assert len(opened) > 40
