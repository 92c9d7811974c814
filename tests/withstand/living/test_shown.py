"""Hostile text in every column that people write: every page shows it harmless."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError, models, transaction

from bridgework.apps.people.models import RoleHolding
from bridgework.demo.invented.stage import Stage
from bridgework.kernel.maintenance import maintenance
from tests.withstand.sending import SCRIPT, UNSAFE
from tests.withstand.walking import WITHOUT_ADDRESS, Walker, plausible, routes

pytestmark = pytest.mark.django_db

NOT_WRITTEN = {
    "scope", "body_scope", "programme_public_id", "code", "key", "state", "token", "receipt", "slug", "number",
    "purpose", "record_public_id", "record_kind", "email", "kind", "role", "address", "sha256", "confirmation", "rule",
    "letter",
}  # fmt: skip
"""Columns that the product fills by itself."""


def spoil_everything() -> int:
    """Put hostile text wherever somebody's text stands; return how many columns that were."""
    spoiled = 0
    for model in apps.get_models():
        if not model.__module__.startswith("bridgework.apps"):
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices or field.unique:
                continue
            if field.name in NOT_WRITTEN or field.name.endswith(
                ("_id", "_by", "_on", "_at", "_scope", "_key", "_code")
            ):
                continue
            if "public id" in str(field.help_text):
                continue
            try:
                with transaction.atomic():
                    rows = model._default_manager.exclude(**{field.name: ""})
                    spoiled += bool(rows.update(**{field.name: f"=1+1 {SCRIPT}"[: field.max_length or 5000]}))
            except IntegrityError:
                continue
    return spoiled


@pytest.mark.parametrize(
    "role",
    [pytest.param(one, marks=pytest.mark.slow) for one in ("visitor", "clerk", "team_lead")] + ["programme_lead"],
)
def test_what_people_write_is_shown_harmless(living: Stage, role: str) -> None:
    cache.clear()
    with maintenance():
        assert spoil_everything() > 80
    held = RoleHolding.objects.filter(role=role, ends_on=None).order_by("pk").first()
    walker = Walker(held.person if held is not None else None)
    obeyed, computed, nowhere = [], [], []
    for route in routes():
        for path in plausible(route, 1):
            response = walker.get(path)
            kind, content = response.headers.get("Content-Type", ""), getattr(response, "content", b"")
            if kind.startswith("text/html") and any(one in content for one in UNSAFE):
                obeyed.append(path)
            if kind.startswith("text/csv") and (b"\n=" in content or b",=" in content or b',"=' in content):
                computed.append(path)
            if WITHOUT_ADDRESS.search(content):
                nowhere.append(path)
    assert walker.broke == []
    assert obeyed == []
    assert computed == []
    assert nowhere == []
