"""Forms of programmes, their settings and their hand-over."""

from __future__ import annotations

from typing import Any

from django import forms

from bridgework.apps.programmes.queries import newest_types
from bridgework.apps.programmes.settings import ProgrammeSettings, words_of_settings
from bridgework.kernel.errors import InvalidInput
from bridgework.web.ui.forms import CountedTextField, Form


class ProgrammeForm(Form):
    """What a programme is called and what it says of itself."""

    name = forms.CharField(label="Name", max_length=160)
    summary = CountedTextField(
        label="What it is, in a few sentences",
        max_length=2000,
        required=False,
        rows=4,
        help_text="Shown to the public.",
    )
    type_key = forms.ChoiceField(
        label="Type of new rounds", help_text="Rounds that are already made keep the type they were made from."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["type_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.name) for one in newest_types()]


class SettingsForm(Form):
    """Every setting of a programme, made from the settings themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: dict[str, list[str]] = {}
        for key, words in words_of_settings().items():
            self.fields[key] = _field(key)
            self.groups.setdefault(words.group, []).append(key)

    def clean_prompt_months(self) -> tuple[int, ...]:
        """Whole numbers between commas."""
        text = self.cleaned_data["prompt_months"]
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
            raise forms.ValidationError("Enter whole numbers separated by commas, such as 6, 12, 24.")
        return tuple(int(part) for part in parts)

    def settings(self) -> ProgrammeSettings:
        """What was entered. Raises `InvalidInput` where something is missing."""
        try:
            return ProgrammeSettings(**self.cleaned_data)
        except TypeError:
            raise InvalidInput("A setting is missing.", rule="programmes.settings") from None

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(group, [self[key] for key in keys]) for group, keys in self.groups.items()]


def initial_settings(settings: ProgrammeSettings) -> dict[str, Any]:
    """Settings as the form shows them."""
    values = {key: getattr(settings, key) for key in words_of_settings()}
    values["prompt_months"] = ", ".join(str(one) for one in settings.prompt_months)
    return values


def _field(key: str) -> forms.Field:
    words = words_of_settings()[key]
    default = getattr(ProgrammeSettings(), key)
    if words.choices:
        return forms.ChoiceField(label=words.label, help_text=words.hint, choices=words.choices)
    if isinstance(default, int):
        return forms.IntegerField(label=words.label, help_text=words.hint, min_value=words.least, max_value=words.most)
    if isinstance(default, tuple):
        return forms.CharField(label=words.label, help_text=words.hint, max_length=60)
    if key == "contact_email":
        return forms.EmailField(label=words.label, help_text=words.hint, required=False)
    if words.most > 500:
        return CountedTextField(label=words.label, help_text=words.hint, required=False, max_length=words.most, rows=10)
    return forms.CharField(label=words.label, help_text=words.hint, required=False, max_length=words.most)
