"""The forms of the evidence register: bringing sources in."""

from __future__ import annotations

from typing import Any

from django import forms

from bridgework.web.ui.forms import CountedTextField, Form

LARGEST_LIST = 5 * 1024 * 1024
"""Bytes of a list of references."""


class ReferencesField(forms.FileField):
    """A list of references or a PDF, read whole: its name and its bytes."""

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes] | None:
        """What was sent. Raises ValidationError where it is too large."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        name = str(upload.name or "file")
        if not name.lower().endswith(".pdf") and upload.size > LARGEST_LIST:
            raise forms.ValidationError("This list is larger than 5 MB. Bring it in parts.", code="too-large")
        return name, upload.read()


class BringForm(Form):
    """Sources that come in: pasted, or in a file."""

    given = CountedTextField(
        label="Paste a DOI, a web address or a list of references", required=False, max_length=20_000, rows=3
    )
    file = ReferencesField(
        label="Or choose a file", required=False, max_length=250, help_text="RIS, BibTeX, CSL-JSON or a PDF."
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and only one is taken."""
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("given")) == bool(data.get("file")):
            words = (
                "Paste something or choose a file." if not data.get("given") else "Paste or choose a file, not both."
            )
            self.add_error("given", words)
        return data
