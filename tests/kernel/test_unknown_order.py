"""Unknown values sort alike on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F

from bridgework.apps.calendar.models import BodyName
from tests.cast import Cast, make_cast


@pytest.fixture
def _names(db: None) -> None:
    cast: Cast = make_cast()
    BodyName.objects.all().delete()
    for name, day in (("first", None), ("second", date(2020, 1, 1)), ("third", date(2024, 1, 1))):
        BodyName.objects.create(body=cast.body, name=name, starts_on=day)


@pytest.mark.usefixtures("_names")
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("starts_on", ["first", "second", "third"]),
        ("-starts_on", ["third", "second", "first"]),
        (F("starts_on").asc(nulls_last=True), ["second", "third", "first"]),
        (F("starts_on").desc(nulls_first=True), ["first", "third", "second"]),
    ],
)
def test_unknown_is_the_least_unless_said_otherwise(order: object, expected: list[str]) -> None:
    assert [name.name for name in BodyName.objects.order_by(order)] == expected  # type: ignore[arg-type]
