"""The register of personal data is compared with the models: a field that nobody thought about fails here.

Add the field to the `personal.py` of its app: to `fields` if it is about one person, to `texts` if it holds words that
may name somebody, to `people` or `by` if it leads to a person, to `plain` if it can hold nothing about anybody.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from bridgework.apps.people.models import Account, Person
from bridgework.kernel.personal import IMPERSONAL, REGISTER, OnErasure

# Of Django and of programs that hold nothing about people.
NOT_OURS = {"auth", "contenttypes"}
# Signs that the machine made, wherever they stand.
PLAIN = {
    "public_id",
    "scope",
    "body_scope",
    "state",
    "sha256",
    "way",
    "key",
    "kind",
    "code",
    "number",
    "letter",
    "purpose",
}
LENGTH_OF_ID = 14


def tables() -> list[type[models.Model]]:
    return [one for one in apps.get_models() if one._meta.app_label not in NOT_OURS]


def leads_to_somebody(field: Any) -> bool:
    return field.is_relation and field.related_model in (Person, Account)


def may_hold_words(field: Any) -> bool:
    if not isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField):
        return False
    is_id = isinstance(field, models.CharField) and field.max_length == LENGTH_OF_ID
    return not (is_id or field.choices or field.name in PLAIN or isinstance(field, models.SlugField))


def known(model: type[models.Model]) -> set[str]:
    held = REGISTER[model._meta.label_lower]
    first = {path.split("__")[0] for path in (*held.people, *held.by, *held.addresses)}
    return first | set(held.fields) | set(held.texts) | set(held.plain)


@pytest.mark.parametrize("model", tables(), ids=lambda one: one._meta.label_lower)
def test_every_field_that_may_be_about_somebody_is_in_the_register(model: type[models.Model]) -> None:
    label = model._meta.label_lower
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    if label in IMPERSONAL:
        assert label not in REGISTER
        assert [one.name for one in fields if leads_to_somebody(one) or isinstance(one, models.EmailField)] == []
        return
    asked = [one.name for one in fields if leads_to_somebody(one) or may_hold_words(one)]
    if asked or label in REGISTER:
        assert label in REGISTER, f"{label} is in no personal.py; it has {asked}"
        assert [one for one in asked if one not in known(model)] == []


def test_the_register_names_only_what_there_is() -> None:
    for held in REGISTER.values():
        names = {one.name for one in held.table._meta.get_fields()} | {"pk"}
        assert known(held.table) - names == set(), held.model
        paths = (*held.people, *held.by)
        held.table._default_manager.filter(**{path: None for path in paths if path != "pk"}).exists if paths else None


def test_what_is_emptied_or_deleted_can_be_found() -> None:
    lost = [
        one.model
        for one in REGISTER.values()
        if one.on_erasure is not OnErasure.UNNAMED and not (one.people or one.addresses)
    ]
    assert lost == []
