"""The forms with which a paper template is copied, changed and dated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.db.models import QuerySet

from bridgework.apps.people.models import Organisation
from bridgework.core.papers.templates import EVERYTHING, TemplateContent, implication_places
from bridgework.web.ui.forms import DateField, Form

if TYPE_CHECKING:
    ModelChoice = forms.ModelChoiceField[Organisation]
else:
    # Django's fields are generic to the type checker only.
    ModelChoice = forms.ModelChoiceField

FRONT_WORDS: Final = (
    ("line", "One line"),
    ("text", "A few sentences"),
    ("list", "A list"),
    ("yes_no", "Yes or no"),
    ("date", "A day"),
)
SECTION_WORDS: Final = (
    ("text", "Text somebody writes"),
    ("options", "Options, weighed"),
    ("proposals", "What the committee is asked to do"),
    ("priorities", "The priorities, one by one"),
    ("implications", "The implications, one by one"),
    ("clearances", "The clearance questions with their answers"),
    ("contacts", "Whom to ask"),
    ("appendices", "The appendices"),
    ("source_documents", "The background papers"),
)


class CouncilChoice(ModelChoice):
    """A council, by its name."""

    names: Mapping[int, str] = {}

    def label_from_instance(self, obj: Organisation) -> str:
        """The name it has now."""
        return self.names.get(obj.pk, "")


class CopyForm(Form):
    """A copy of a template: its name, and whose it is."""

    name = forms.CharField(max_length=160, label="Name of your template")
    organisation = CouncilChoice(queryset=Organisation.objects.none(), label="Council", empty_label=None)

    def __init__(self, *args: Any, councils: QuerySet[Organisation], names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(CouncilChoice, self.fields["organisation"])
        field.names, field.queryset = names, councils


class AboutForm(Form):
    """What stands above the lists of a template."""

    name = forms.CharField(max_length=160, label="What this version is called")
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000, required=False)
    page_limit = forms.IntegerField(
        required=False, min_value=1, max_value=500, label="Page limit", help_text="Empty where there is none."
    )
    page_limit_note = forms.CharField(max_length=300, required=False, label="Note on the limit")


class FrontItemForm(Form):
    """A line at the top."""

    label = forms.CharField(max_length=200, label="Label")
    kind = forms.ChoiceField(choices=FRONT_WORDS, widget=forms.RadioSelect, label="What goes there?", initial="line")
    required = forms.BooleanField(required=False, label="It must be given")
    help = forms.CharField(max_length=400, required=False, label="Help for the author")


class ComputedItemForm(Form):
    """A line the paper fills in by itself: only its label is the council's."""

    label = forms.CharField(max_length=200, label="Label")


class SectionItemForm(Form):
    """A section."""

    title = forms.CharField(max_length=200, label="Title")
    kind = forms.ChoiceField(choices=SECTION_WORDS, widget=forms.RadioSelect, label="What goes there?", initial="text")
    numbered = forms.BooleanField(required=False, label="It has a number", initial=True)
    required = forms.BooleanField(required=False, label="It must be written", initial=True)
    fewest = forms.IntegerField(
        required=False, min_value=0, max_value=20, label="Fewest options", help_text="Only where options are weighed."
    )
    help = forms.CharField(max_length=400, required=False, label="Help for the author")

    def clean_fewest(self) -> int:
        """No rule is nought."""
        return self.cleaned_data["fewest"] or 0


class WordItemForm(Form):
    """A priority or a status."""

    label = forms.CharField(max_length=200, label="Words")


class ImplicationItemForm(Form):
    """An implication, or a part of one."""

    title = forms.CharField(max_length=200, label="Title")
    status = forms.BooleanField(required=False, label="A status is asked for")
    help = forms.CharField(max_length=400, required=False, label="Help for the author")


class ClearanceItemForm(Form):
    """A clearance question, and the text it covers."""

    question = forms.CharField(max_length=400, label="Question", widget=forms.Textarea(attrs={"rows": 3}))
    role = forms.CharField(max_length=160, label="Who is asked", help_text="By role: Finance, Monitoring Officer.")
    officer_label = forms.CharField(
        max_length=160, required=False, label="How the paper prints the name", help_text="Such as: Name of officer."
    )
    covers = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="Which text it covers",
        help_text="The answer holds for exactly this text. A change to it asks again.",
    )

    def __init__(self, *args: Any, content: TemplateContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["covers"]).choices = coverable(content)

    def clean_covers(self) -> tuple[str, ...]:
        """As the template keeps it."""
        return tuple(self.cleaned_data["covers"])


class BringInForm(Form):
    """The day from which a template is used."""

    valid_from = DateField(label="In use from")


class WordFileForm(Form):
    """The council's own Word template."""

    file = forms.FileField(
        label="Your council’s Word template", help_text="A .docx or .dotx without macros. Only its styles are used."
    )


class RetireForm(Form):
    """The last day on which a paper begins with a template."""

    last_day = DateField(label="Last day")


ITEM_FORMS: Final[dict[str, type[Form]]] = {
    "front": FrontItemForm,
    "sections": SectionItemForm,
    "priorities": WordItemForm,
    "statuses": WordItemForm,
    "implications": ImplicationItemForm,
    "clearances": ClearanceItemForm,
}


def coverable(content: TemplateContent) -> Sequence[tuple[str, str]]:
    """What a clearance question can cover: the whole paper, its sections, its implications."""
    rows = [(EVERYTHING, "The whole paper")]
    rows += [(one.key, f"Section: {one.title}") for one in content.sections if one.kind != "clearances"]
    rows += [(one.key, f"Implication: {one.title}") for one in implication_places(content)]
    return rows
