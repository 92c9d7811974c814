"""The base of every form: bounded, tidy input and messages that say what to do.

`Form` also carries two hidden values: `once`, so that a double click does one thing, and `version`, so that a save says
which state of the record it was made from. Neither is in `cleaned_data`: see `once_token` and `version_seen`.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Any

from django import forms
from django.core import validators
from django.forms.utils import ErrorDict
from django.utils.text import capfirst

from bridgework.kernel.errors import DomainError
from bridgework.web.ui.fields import CountedTextarea, CountedTextField, DateField, DateInput

__all__ = [
    "MOST_CHARACTERS",
    "MOST_INTEGER",
    "SAYS_ITSELF",
    "CountedTextField",
    "CountedTextarea",
    "DateField",
    "DateInput",
    "Form",
]

SAYS_ITSELF = "says_whether_optional"
"""A field with this attribute is never marked “(optional)”, though it may be left empty: something else says when."""
MOST_CHARACTERS = 20_000
MOST_INTEGER = 2**63 - 1
_CHOOSING = (forms.ChoiceField, forms.ModelChoiceField, forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def new_once_token() -> str:
    """A value no two openings of a form share."""
    return secrets.token_urlsafe(24)


class Form(forms.Form):
    """A form as this product wants it. `version` is the version of the record that the form shows."""

    once = forms.CharField(required=False, max_length=43, widget=forms.HiddenInput, initial=new_once_token)
    version = forms.IntegerField(required=False, min_value=0, max_value=MOST_INTEGER, widget=forms.HiddenInput)

    error_css_class = "govuk-form-group--error"

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = False
        self.once_token = ""
        self.version_seen: int | None = None
        self.refusals: list[DomainError] = []
        self.fields["version"].initial = version
        for name, field in self.fields.items():
            bound_input(field)
            speak_plainly(field, field.label or name.replace("_", " "))

    @property
    def errors(self) -> ErrorDict:
        """The errors; none for a form that only shows text kept from a session that had ended."""
        return ErrorDict() if self.kept else super().errors

    def full_clean(self) -> None:
        """Tidy what was sent, check it, and take the two hidden values out of the cleaned data."""
        super().full_clean()
        cleaned = getattr(self, "cleaned_data", None)
        if cleaned is not None:
            self.once_token = cleaned.pop("once", "") or ""
            self.version_seen = cleaned.pop("version", None)

    def refuse(self, error: DomainError) -> None:
        """Show a refusal at its field, or for the whole form, with the rule and what would change it."""
        field = error.field if error.field in self.fields else None
        if field:
            self.add_error(field, error.sentence())
        else:
            self.add_error(None, error.reason)
            self.refusals.append(error)


def tidy(text: str) -> str:
    """`text` without NUL, with plain line ends and composed accents: what both databases and every comparison take."""
    return unicodedata.normalize("NFC", text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"))


def bound_input(field: forms.Field) -> None:
    """Bound a field's text and numbers, and tidy its text before it is checked.

    A text area without a stated limit takes MOST_CHARACTERS, one line 500; a number fits 64 bits.
    """
    if isinstance(field, forms.ModelMultipleChoiceField):
        choose = field.clean
        field.clean = lambda value: choose(_possible_keys(field, value))  # type: ignore[method-assign]
    elif isinstance(field, forms.CharField):
        if field.max_length is None:
            field.max_length = MOST_CHARACTERS if isinstance(field.widget, forms.Textarea) else 500
            field.validators.append(validators.MaxLengthValidator(field.max_length))
        read = field.to_python
        # Before any validator sees it. `field` is this form's own copy, so nothing is wrapped twice.
        field.to_python = lambda value: read(tidy(value) if isinstance(value, str) else value)  # type: ignore[method-assign]
    elif isinstance(field, forms.IntegerField):
        if field.max_value is None:
            field.validators.append(validators.MaxValueValidator(MOST_INTEGER))
        if field.min_value is None:
            field.validators.append(validators.MinValueValidator(-MOST_INTEGER - 1))


def _possible_keys(field: forms.Field, value: Any) -> Any:
    """The chosen keys as they came. Raises ValidationError for one that no database could take."""
    for one in value if isinstance(value, list | tuple) else ():
        if isinstance(one, str) and one.strip().lstrip("+-").isdecimal() and abs(int(one[:40])) > MOST_INTEGER:
            raise forms.ValidationError(
                field.error_messages["invalid_choice"], code="invalid_choice", params={"value": one[:40]}
            )
    return value


def named(label: Any) -> str:
    """A label as it stands after “the”: `The date of the meeting` becomes `date of the meeting`, `URL` stays."""
    text = str(label).rstrip("?:").strip()
    if text.startswith("Or "):
        text = capfirst(text.removeprefix("Or "))
    text = text.removeprefix("The ").removeprefix("Your ")
    keep = text[:2] in ("I ", "I’", "I'") or (len(text) > 1 and text[1].isupper())
    return text if keep else text[:1].lower() + text[1:]


def speak_plainly(field: forms.Field, label: Any) -> None:
    """Messages that say what to do, wherever the form has not given its own."""
    name = named(label)
    question = str(label).rstrip().endswith("?")
    quoted = f"“{str(label).strip()}”"
    whose = f"your answer to {quoted}" if question else f"the {name}"
    wording = {
        "invalid": f"Check the {name}: it is not in a form we can read.",
        "max_length": f"Shorten {whose} to %(limit_value)d characters or fewer. It has %(show_value)d.",
        "min_length": f"The {name} needs at least %(limit_value)d characters. It has %(show_value)d.",
        "max_value": "Enter a number that is %(limit_value)s or less.",
        "min_value": "Enter a number that is %(limit_value)s or more.",
        "invalid_choice": "Choose one of the answers given.",
        "invalid_list": "Choose from the answers given.",
    }
    if isinstance(field, _CHOOSING):
        wording["required"] = f"Choose an answer: {str(label).strip()}" if question else f"Choose the {name}."
    elif isinstance(field, forms.BooleanField):
        wording["required"] = f"Tick the box to go on: “{str(label).strip()}”."
    elif isinstance(field, forms.FileField):
        wording["required"] = f"Choose a file: {name}."
        wording["empty"] = "The file is empty. Choose another."
        wording["missing"] = wording["required"]
    else:
        wording["required"] = f"Answer {quoted}." if question else f"Enter the {name}."
    if isinstance(field, forms.IntegerField):
        wording["invalid"] = f"Enter the {name} as a whole number, such as 12."
    elif isinstance(field, forms.DecimalField):
        wording["invalid"] = f"Enter the {name} as a number, such as 12.50."
    elif isinstance(field, forms.EmailField):
        wording["invalid"] = "Enter an email address in the form name@example.org."
    elif isinstance(field, forms.URLField):
        wording["invalid"] = "Enter a web address, such as https://example.org/page."
    given = _given_messages(field)
    for key, text in wording.items():
        if key not in given:
            field.error_messages[key] = text


def _given_messages(field: forms.Field) -> set[str]:
    """The messages a form gave itself: those that differ from the field classes' own."""
    own: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        own.update(getattr(cls, "default_error_messages", {}))
    return {key for key, text in field.error_messages.items() if own.get(key) != text}
