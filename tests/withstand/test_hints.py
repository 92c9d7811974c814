"""A hint may hold somebody's name, and a name may hold anything: it is shown, never obeyed."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.html import format_html

from bridgework.web.ui.forms import Form

NAME = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "field", [forms.CharField, forms.BooleanField, lambda **more: forms.ChoiceField(widget=forms.RadioSelect, **more)]
)
def test_a_hint_is_text(field: type[forms.Field]) -> None:
    class Hinted(Form):
        words = field(label=f"Words for {NAME}", help_text=f"{NAME} reads it.")

    shown = Hinted()["words"].as_field_group()
    assert NAME not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; reads it." in shown


def test_a_hint_made_as_markup_stays_markup() -> None:
    class Hinted(Form):
        words = forms.CharField(help_text=format_html('<a href="/about/">{}</a>', "About"))

    assert '<a href="/about/">About</a>' in Hinted()["words"].as_field_group()
