"""The forms of privacy."""

from __future__ import annotations

from django import forms

from bridgework.web.ui.forms import CountedTextField, DateField, Form


class AskForm(Form):
    """How somebody asked to be removed."""

    way = forms.ChoiceField(
        label="How did they ask?",
        choices=[("phone", "By phone"), ("paper", "On paper or by letter"), ("screen", "Here, in person")],
        widget=forms.RadioSelect,
    )


class EraseForm(Form):
    """Sure, before something that cannot be undone."""

    sure = forms.BooleanField(label="I have read what goes and what stays. It cannot be undone.")


class RefuseForm(Form):
    """Why somebody is not removed."""

    reason = CountedTextField(
        label="Why not?", max_length=2_000, rows=3, help_text="The person reads it. The law names the few reasons."
    )


class HoldBackForm(Form):
    """Until when, and why."""

    until = DateField(label="Keep it until")
    reason = forms.CharField(
        label="Why?", max_length=300, help_text="Such as: a complaint that is not settled. It is kept."
    )
