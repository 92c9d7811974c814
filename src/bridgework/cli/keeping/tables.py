"""Every model of the program as open data: rows of plain values, in which records are named by their public ids."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Field, FileField, ForeignKey, Model
from django.utils.duration import duration_iso_string

from bridgework.cli.keeping.left_out import FIELDS, MODELS

Row = dict[str, Any]
AnyField: TypeAlias = "Field[Any, Any]"
KEY = "key"


def exported_models() -> list[type[Model]]:
    """Every model that goes into an export, join tables included, in the order of their names."""
    everything = apps.get_models(include_auto_created=True)
    return sorted((one for one in everything if label(one) not in MODELS), key=label)


def label(model: type[Model]) -> str:
    """The name of a model in exports, such as `questions.question`."""
    return model._meta.label_lower


def has_public_id(model: type[Model]) -> bool:
    """Whether rows of this model have a public id. Those without keep their integer key."""
    return any(field.name == "public_id" for field in model._meta.concrete_fields)


def columns(model: type[Model]) -> list[AnyField]:
    """The fields of a model that are exported as themselves: all but its integer key and what is left out."""
    return [field for field in model._meta.concrete_fields if not _is_own_key(field) and not is_left_out(field)]


def is_left_out(field: AnyField) -> bool:
    """Whether a field stands in the list of what is left out."""
    return full_name(field) in FIELDS


def full_name(field: AnyField) -> str:
    """A field's name in the list of what is left out."""
    return f"{label(field.model)}.{field.name}"


def target(field: AnyField) -> type[Model] | None:
    """The model that a field refers to by public id; None for any other field."""
    if not isinstance(field, ForeignKey):
        return None
    model = field.related_model
    assert isinstance(model, type)
    return model if has_public_id(model) else None


def keeps_key(model: type[Model]) -> bool:
    """Whether rows are numbered by their integer key, for want of a public id."""
    return not has_public_id(model) and _is_own_key(model._meta.pk)


class Names(dict[type[Model], dict[int, str]]):
    """The public ids of each model's rows, by key; read when first asked for."""

    def __missing__(self, model: type[Model]) -> dict[int, str]:
        self[model] = dict(model._base_manager.values_list("pk", "public_id"))
        return self[model]


def rows(model: type[Model], names: Names) -> Iterator[Row]:
    """Every row of a model as plain values, in the order in which they were made."""
    fields = columns(model)
    attributes = [field.attname for field in fields]
    found = model._base_manager.order_by("pk").values_list("pk", *attributes)
    for key, *values in found.iterator(chunk_size=2000):
        row: Row = {KEY: key} if keeps_key(model) else {}
        for field, value in zip(fields, values, strict=True):
            referred = target(field)
            row[field.name] = names[referred][value] if referred and value is not None else plain(value)
        yield row


def file_names() -> list[str]:
    """The names under which the storage holds what the records refer to, each once."""
    found: set[str] = set()
    for model in exported_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                found.update(model._base_manager.values_list(field.name, flat=True))
    return sorted(found - {""})


def plain(value: Any) -> Any:
    """A value as JSON has it. Times are in UTC, numbers with decimals are texts, so that none is rounded."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def occupied() -> list[str]:
    """The names of the models that hold rows; a database without tables holds none."""
    existing = set(connection.introspection.table_names())
    return [
        label(model) for model in exported_models() if model._meta.db_table in existing and model._base_manager.exists()
    ]


def _is_own_key(field: AnyField) -> bool:
    return field.primary_key and field.get_internal_type() in ("AutoField", "BigAutoField")
