"""The forms by which a call gets its questions, criteria, phases and codes, and a programme its vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from bridgework.apps.applications.models import Application, FormQuestion, ReviewPhase, VocabularyTerm
from bridgework.web.ui.forms import DateField, Form

if TYPE_CHECKING:
    _OneTerm = forms.ModelChoiceField[VocabularyTerm]
    _OneApplication = forms.ModelChoiceField[Application]
else:
    # Django's fields are generic to the type checker only.
    _OneTerm = _OneApplication = forms.ModelChoiceField


class ApplicantChoice(_OneApplication):
    """An application by its applicant's name."""

    def label_from_instance(self, obj: Application) -> str:
        """The name."""
        return obj.applicant.name


class QuestionForm(Form):
    """A question of a call's own."""

    label = forms.CharField(max_length=300, label="The question")
    help = forms.CharField(max_length=500, required=False, label="Help under it")
    kind = forms.ChoiceField(choices=FormQuestion.KINDS, widget=forms.RadioSelect, label="How it is answered")
    options = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        label="The answers to choose from",
        help_text="One in a line.",
    )
    words_most = forms.IntegerField(
        min_value=1, max_value=2000, required=False, label="Most words", help_text="For texts."
    )
    is_required = forms.BooleanField(required=False, label="It must be answered")
    for_reviewers = forms.BooleanField(required=False, initial=True, label="Reviewers read the answer")
    shown_when = forms.ChoiceField(required=False, label="Ask it only after this answer")

    def __init__(self, *args: Any, earlier: Iterable[FormQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {one.public_id: one for one in earlier}
        choices = [("", "Always ask it")]
        for one in self.earlier.values():
            answers = [("yes", "Yes"), ("no", "No")] if one.kind == "yes_no" else [(each, each) for each in one.options]
            choices += [(f"{one.public_id}|{value}", f"{one.label}: {words}") for value, words in answers]
        field = self.fields["shown_when"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def condition(self) -> tuple[FormQuestion | None, str]:
        """The earlier question and the answer that it waits for."""
        key, _, value = self.cleaned_data["shown_when"].partition("|")
        return self.earlier.get(key), value


class CriterionForm(Form):
    """A criterion with the words for its scores."""

    label = forms.CharField(max_length=160, label="The criterion")
    help = forms.CharField(max_length=500, required=False, label="What reviewers look at")
    weight = forms.IntegerField(min_value=0, max_value=20, initial=1, label="Weight")
    most = forms.IntegerField(min_value=2, max_value=10, initial=5, label="Highest score", help_text="The lowest is 1.")
    descriptors = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        label="What the scores mean",
        help_text="One in a line, such as “5: outstanding”. Applicants read them too.",
    )

    def words(self) -> dict[str, str]:
        """Score to its words."""
        lines = (line.partition(":") for line in self.cleaned_data["descriptors"].splitlines())
        return {score.strip(): words.strip() for score, _, words in lines if score.strip().isdecimal()}


class PhaseForm(Form):
    """A phase of the review."""

    label = forms.CharField(max_length=120, label="Name of the phase")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    sees = forms.ChoiceField(
        choices=ReviewPhase.SEES, widget=forms.RadioSelect, initial="assigned", label="What reviewers see"
    )
    names_hidden = forms.BooleanField(
        required=False, label="Names are hidden", help_text="They stand on the declaration cards only."
    )
    redacted = forms.BooleanField(required=False, label="Reviewers read the redacted copy")
    others = forms.ChoiceField(
        choices=ReviewPhase.OTHERS, widget=forms.RadioSelect, initial="never", label="They see others' reviews"
    )
    may_score = forms.BooleanField(required=False, initial=True, label="Reviews can be given")
    may_bid = forms.BooleanField(required=False, label="Reviewers say which questions they would like to read about")


class CodeForm(Form):
    """An access code."""

    purpose = forms.CharField(max_length=160, label="For whom, or why")
    works_until = DateField(label="It works until")
    uses_most = forms.IntegerField(min_value=1, max_value=500, initial=1, label="For how many people")


class TermForm(Form):
    """A word for the list."""

    kind = forms.ChoiceField(choices=VocabularyTerm.KINDS, widget=forms.RadioSelect, label="What kind of word it is")
    label = forms.CharField(max_length=120, label="The word")


class MergeForm(Form):
    """Which word a free addition means."""

    into = _OneTerm(queryset=VocabularyTerm.objects.none(), label="It means", empty_label="Choose the word")

    def __init__(self, *args: Any, terms: QuerySet[VocabularyTerm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = terms


class ApartForm(Form):
    """Two applicants who are not put into one team."""

    other = ApplicantChoice(
        queryset=Application.objects.none(), label="Not in one team with", empty_label="Choose an applicant"
    )
    reason = forms.CharField(max_length=300, label="Reason", help_text="Only those who run the programme read it.")

    def __init__(self, *args: Any, others: QuerySet[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = others
