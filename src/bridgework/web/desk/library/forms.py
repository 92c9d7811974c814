"""Forms of the library's desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from bridgework.apps.library.models import FileTerms
from bridgework.apps.reports.models import Report
from bridgework.core.licences import LICENCES
from bridgework.web.ui.forms import CountedTextField, DateField, Form

NOT_STATED = "Not stated"
_PARTIAL = "A day, a month or a year. Leave it empty if it is not known."


def licence_choices(current: str, *, unset: str = NOT_STATED) -> list[tuple[str, str]]:
    """The licences offered; one that is kept already stays among them."""
    known = list(LICENCES.items())
    return [("", unset), *known, *([(current, current)] if current and current not in LICENCES else [])]


class DepositForm(Form):
    """What the library tells of a report."""

    issued = forms.CharField(max_length=40, required=False, label="Issued by its authors", help_text=_PARTIAL)
    accepted = forms.CharField(max_length=40, required=False, label="Accepted by the programme")
    presented = forms.CharField(max_length=40, required=False, label="Presented")
    uploaded = forms.CharField(max_length=40, required=False, label="Put on a portal")
    licence = forms.ChoiceField(required=False, label="Licence", help_text="As its authors gave it.")
    doi = forms.CharField(max_length=200, required=False, label="DOI", help_text="Such as 10.1234/abc.")
    keywords = forms.CharField(
        max_length=1_800, required=False, label="Keywords", help_text="Separate them with commas."
    )
    replaced_by = forms.ChoiceField(required=False, label="Replaced by")
    responds_to = forms.ChoiceField(required=False, label="Responds to")

    def __init__(self, *args: Any, others: Iterable[Report], licence: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.public_id: one for one in others}
        choices = [("", "No other report")] + [
            (one.public_id, f"{one.title[:90]} ({one.challenge.round.label})") for one in self.others.values()
        ]
        for name in ("replaced_by", "responds_to"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        offered = self.fields["licence"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = licence_choices(licence)


class FileTermsForm(Form):
    """Licence of one file, and who gets it."""

    licence = forms.ChoiceField(required=False, label="Licence of this file")
    access = forms.ChoiceField(choices=FileTerms.ACCESS, widget=forms.RadioSelect, label="Who gets it?")
    ask = forms.CharField(
        max_length=200, required=False, label="Whom to ask for it", help_text="An office, not a person. Public."
    )

    def __init__(self, *args: Any, licence: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["licence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = licence_choices(licence, unset="As the report")


class CloseForm(Form):
    """Until when a report stays closed, and why."""

    until = DateField(label="Opens on", help_text="Early that day, by itself.")
    reason = CountedTextField(
        label="Why it stays closed", max_length=500, rows=3, help_text="Kept with the report. Not public."
    )


class TakeInForm(Form):
    """What a portal holds of a report: its page or its record, pasted or as a file."""

    question = forms.ChoiceField(label="Which question does it answer?")
    pasted = forms.CharField(
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        label="The portal’s page or record",
        help_text="Copy the whole page as text or HTML, or the record as JSON.",
    )
    file = forms.FileField(
        required=False, label="Or a file saved from the portal", help_text="HTML, JSON or text, up to 1 MB."
    )

    def __init__(self, *args: Any, questions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a question"), *questions]
