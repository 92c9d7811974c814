"""Numbers larger than any database takes, where a key is expected."""

from __future__ import annotations

import pytest
from django import forms

from bridgework.apps.people.models import Person
from bridgework.web.ui.forms import Form
from tests.cast import make_person

pytestmark = pytest.mark.django_db


class Choosing(Form):
    people = forms.ModelMultipleChoiceField(label="People", queryset=Person.objects.all())
    one = forms.ModelChoiceField(label="Person", queryset=Person.objects.all(), required=False)


@pytest.mark.parametrize("key", ["9" * 40, f"-{'9' * 20}", " 18446744073709551616", "٩" * 30])
def test_a_key_beyond_64_bits_is_no_choice(key: str) -> None:
    form = Choosing({"people": [key], "one": key})
    assert form.errors == {"people": ["Choose one of the answers given."], "one": ["Choose one of the answers given."]}


def test_a_real_one_is_taken() -> None:
    person = make_person("Ruth Okafor")
    form = Choosing({"people": [str(person.pk)], "one": str(person.pk)})
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["people"]) == [person]
