"""Forms of one's own account."""

from __future__ import annotations

from django import forms

from bridgework.web.ui.forms import CountedTextField, Form


class OwnDetailsForm(Form):
    """What is held about oneself. The address to sign in with is changed on a page of its own, with a code."""

    name = forms.CharField(label="Your name", max_length=120)
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    how_to_reach = CountedTextField(label="How to reach you best", required=False, max_length=500, rows=2)


class DigestForm(Form):
    """Whether the daily digest comes."""

    wants = forms.ChoiceField(
        label="Daily digest",
        choices=[("yes", "One message on days on which something happened"), ("no", "No digest")],
        widget=forms.RadioSelect,
        help_text="What somebody asks of you in person still reaches you, and so do sign-in codes and receipts.",
    )
