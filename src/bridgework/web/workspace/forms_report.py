"""The forms of reports: their frame, versions, recommendations, fact-checks, future work, publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField

from bridgework.apps.reports.actions import FROM_EVIDENCE
from bridgework.apps.reports.actions.writing import LONGEST_REPORT
from bridgework.apps.reports.models import Recommendation
from bridgework.apps.workspace.models import Finding
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput
from bridgework.web.ui.forms import CountedTextarea, CountedTextField, DateField, Form, bound_input, speak_plainly
from bridgework.web.workspace.forms import Choices

if TYPE_CHECKING:
    _Findings = forms.ModelMultipleChoiceField[Finding]
    _Recommendations = forms.ModelMultipleChoiceField[Recommendation]
else:
    # Django's fields are generic to the type checker only.
    _Findings = _Recommendations = forms.ModelMultipleChoiceField

DETAILS = (
    "number",
    "heading",
    "theme",
    "addressee",
    "for_whom",
    "by_when",
    "cost_band",
    "strength",
    "would_fail_if",
)


class FindingChoices(_Findings):
    """Findings by number and words."""

    def label_from_instance(self, obj: Finding) -> str:
        """`3. Buses run late.`"""
        return f"{obj.number}. {obj.text}"


class RecommendationChoices(_Recommendations):
    """Recommendations by number and words."""

    def label_from_instance(self, obj: Recommendation) -> str:
        """`3. Run a trial.`"""
        return f"{obj.number}. {obj.text}"


class ReportForm(Form):
    """Title and summary of a report."""

    title = forms.CharField(label="Title", max_length=300)
    summary = CountedTextField(
        label="Summary",
        required=False,
        max_length=10_000,
        rows=6,
        help_text="A few sentences in plain words. Markdown can be used.",
    )


class ReportDetailsForm(ReportForm):
    """What stands on the title page of a report."""

    plain_summary = CountedTextField(
        label="Summary in plain words",
        required=False,
        max_length=10_000,
        rows=6,
        help_text="For everybody: short sentences, everyday words. A report written here has a section for it.",
    )
    dated = forms.CharField(
        label="Date it bears",
        max_length=40,
        required=False,
        help_text="A day, a month or a year: September 2026. Left empty: the day of publication.",
    )


class WriteForm(Form):
    """A new version, written in place."""

    text = forms.CharField(
        label="Text of the report",
        max_length=LONGEST_REPORT,
        widget=CountedTextarea(rows=24),
        help_text="Markdown: # for headings, - for lists, | for tables. Pictures stand in the file.",
    )
    note = forms.CharField(label="What is new in this version", max_length=300, required=False)


class ReportFileField(forms.FileField):
    """A file of a report, put away and read while the form is checked, so that no transaction waits for it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What was received, and its text. Raises ValidationError in the words of the refusal."""
        # Here, not at the top: what reads documents takes half a second, and every start would pay.
        from bridgework.apps.reports.extraction import text_of

        upload = super().clean(data, initial)
        try:
            received = files.receive(upload.file, name=upload.name or "report")
            return received, text_of(upload.file, name=upload.name or "report")
        except InvalidInput as refusal:
            raise forms.ValidationError(refusal.sentence(), code="refused") from refusal


class UploadForm(Form):
    """A new version from a file."""

    file = ReportFileField(
        label="File of the report",
        max_length=250,
        help_text="PDF, Word (docx) or a text in Markdown; at most 25 MB. We read its text for the accessible version.",
    )
    note = forms.CharField(label="What is new in this version", max_length=300, required=False)


class RecommendationForm(Form):
    """A recommendation: only its words are needed."""

    text = CountedTextField(
        label="What do you recommend?",
        max_length=4_000,
        rows=4,
        help_text="One thing that somebody could agree to or refuse. All else is optional.",
    )
    number = forms.CharField(label="Number in your report", max_length=12, required=False)
    heading = forms.CharField(label="Heading", max_length=200, required=False)
    theme = forms.CharField(label="Theme", max_length=80, required=False)
    addressee = forms.CharField(
        label="Who is asked to act", max_length=200, required=False, help_text="By role or body."
    )
    by_when = forms.CharField(label="By when", max_length=80, required=False)
    for_whom = forms.CharField(label="For whom", max_length=200, required=False, help_text="Whom it would help.")
    cost_band = forms.CharField(
        label="What it would cost, roughly", max_length=80, required=False, help_text="A band will do: under £10,000."
    )
    strength = forms.CharField(label="How strongly you recommend it", max_length=80, required=False)
    would_fail_if = CountedTextField(label="What would make it fail", max_length=4_000, rows=3, required=False)
    findings = FindingChoices(
        queryset=Finding.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Findings it rests on",
    )
    seen = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, findings: QuerySet[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = (kwargs.get("initial") or {}).get("from_evidence") or {}
        for key, label in FROM_EVIDENCE:
            made = CountedTextField(label=label, required=False, max_length=2_000, rows=2, initial=row.get(key, ""))
            bound_input(made)
            speak_plainly(made, label)
            self.fields[f"evidence_{key}"] = made
        if findings.exists():
            cast(FindingChoices, self.fields["findings"]).queryset = findings
        else:
            del self.fields["findings"]

    @property
    def more(self) -> list[BoundField]:
        """What else a recommendation may say."""
        return [self[name] for name in DETAILS if name not in ("number", "would_fail_if")] + [self["would_fail_if"]]

    @property
    def evidence(self) -> list[BoundField]:
        """The row from evidence to recommendation."""
        return [self[f"evidence_{key}"] for key, _ in FROM_EVIDENCE]

    def evidence_row(self) -> dict[str, str]:
        """That row as typed."""
        return {key: self.cleaned_data.get(f"evidence_{key}", "") for key, _ in FROM_EVIDENCE}


class SplitForm(Form):
    """The parts of a recommendation."""

    first = CountedTextField(label="First part", max_length=4_000, rows=3)
    second = CountedTextField(label="Second part", max_length=4_000, rows=3)
    third = CountedTextField(label="Third part", required=False, max_length=4_000, rows=3)


class MergeForm(Form):
    """Recommendations that become one."""

    recommendations = RecommendationChoices(
        queryset=Recommendation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Which ones become one?",
        help_text="At least two. They are kept, and lead to the new one.",
    )
    text = CountedTextField(label="The one in words", max_length=4_000, rows=4)

    def __init__(self, *args: Any, recommendations: QuerySet[Recommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(RecommendationChoices, self.fields["recommendations"]).queryset = recommendations


class AskFactCheckForm(Form):
    """Who is asked to look at the facts, and by when."""

    people = forms.MultipleChoiceField(label="Who looks at the facts?", widget=forms.CheckboxSelectMultiple)
    answer_by = DateField(label="By when", required=False, help_text="Left empty: the programme's usual working days.")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["people"]).choices = people


class CommentForm(Form):
    """A comment on a fact."""

    passage = CountedTextField(
        label="The words it is about", required=False, max_length=4_000, rows=2, help_text="Copied from the report."
    )
    proposed = CountedTextField(
        label="What they should say",
        required=False,
        max_length=4_000,
        rows=2,
        help_text="A proposal. The team decides; nothing changes by itself.",
    )
    text = CountedTextField(label="What is wrong, and how you know", max_length=4_000, rows=3)


class FactCheckAnswerForm(Form):
    """What somebody found who was asked to look at the facts."""

    answer = forms.ChoiceField(
        label="What did you find?",
        widget=forms.RadioSelect,
        choices=(
            ("no_errors", "I found nothing wrong"),
            ("comments", "Some facts are wrong or missing"),
            ("not_me", "I am not the right person"),
        ),
    )
    words = CountedTextField(
        label="In words",
        required=False,
        max_length=5_000,
        rows=5,
        help_text="Where something is wrong: what, where it stands, and what is right.",
    )
    passage = CountedTextField(
        label="The words it is about", required=False, max_length=4_000, rows=2, help_text="Copied from the report."
    )
    proposed = CountedTextField(
        label="What they should say",
        required=False,
        max_length=4_000,
        rows=2,
        help_text="A proposal. The team decides; nothing changes by itself.",
    )
    way = forms.ChoiceField(
        label="How did it come?",
        widget=forms.RadioSelect,
        choices=(("phone", "By phone or in a talk"), ("paper", "On paper or in a letter")),
    )

    def __init__(self, *args: Any, for_somebody: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_somebody:
            del self.fields["way"]


class ReplyForm(Form):
    """The team's answer to a comment."""

    accepted = forms.ChoiceField(
        label="Do you take it up?",
        widget=forms.RadioSelect,
        choices=(("yes", "Yes, the next version has it"), ("no", "No")),
    )
    reply = CountedTextField(
        label="Your answer", required=False, max_length=4_000, rows=3, help_text="Needed where you do not take it up."
    )


class FutureWorkForm(Form):
    """Work that somebody could do later."""

    text = CountedTextField(label="What should somebody look at next?", max_length=2_000, rows=3)


class BankForm(Form):
    """Future work as a question."""

    wording = CountedTextField(label="As a question", max_length=2_000, rows=3)
    title = forms.CharField(
        label="Short name", max_length=160, required=False, help_text="Left empty: the first words of the question."
    )


class PublishForm(Form):
    """The day of publication."""

    published_on = DateField(
        label="Day of publication", required=False, help_text="Left empty: today. Earlier, if it was public before."
    )
