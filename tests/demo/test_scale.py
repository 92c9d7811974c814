"""The large invented programmes: what is written in bulk is what the actions would have left."""

from __future__ import annotations

import pytest
from django.forms.models import model_to_dict

from bridgework.apps.impact import projection
from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.programmes.models import Programme
from bridgework.demo.scale import Made, make_large
from bridgework.kernel.models import SearchDocument
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import find

pytestmark = pytest.mark.django_db


def test_ledger_rows_are_those_the_projection_makes() -> None:
    said: list[str] = []
    made = make_large(300, say=said.append, seed=3)
    assert made == Made(programmes=1, rounds=3, questions=105, recommendations=300)
    assert len(said) == 1
    assert list(Programme.objects.values_list("is_invented", flat=True)) == [True]
    bulk = {row.pk: model_to_dict(row) for row in LedgerRow.objects.all()}
    assert projection.rebuild() == 300
    assert {row.pk: model_to_dict(row) for row in LedgerRow.objects.all()} == bulk


def test_everything_public_is_found() -> None:
    make_large(60, say=lambda _: None, seed=5)
    kinds = dict.fromkeys(SearchDocument.objects.values_list("kind", flat=True))
    assert sorted(kinds) == ["questions.challenge", "questions.question", "reports.recommendation", "reports.report"]
    assert find("review the service", actor=VISITOR, kinds=["reports.recommendation"]).total > 0


def test_a_second_call_adds_more_beside_the_first() -> None:
    for _ in range(2):
        make_large(20, say=lambda _: None)
    assert sorted(Programme.objects.values_list("slug", flat=True)) == ["measured-1", "measured-2"]
