"""The forms by which teams are planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from bridgework.apps.people.models import Person
from bridgework.apps.teams.models import FormationRules
from bridgework.web.ui.forms import DateField, Form

if TYPE_CHECKING:
    _OnePerson = forms.ModelChoiceField[Person]
    _OneRules = forms.ModelChoiceField[FormationRules]
else:
    # Django's fields are generic to the type checker only.
    _OnePerson = _OneRules = forms.ModelChoiceField


class PersonChoice(_OnePerson):
    """A person by name."""

    def label_from_instance(self, obj: Person) -> str:
        """The name."""
        return obj.name


class RulesForm(Form):
    """A rule set, with what each question's team needs."""

    name = forms.CharField(max_length=80, label="Name of these rules")
    fewest = forms.IntegerField(min_value=1, max_value=20, label="Fewest people in a team")
    most = forms.IntegerField(min_value=1, max_value=20, label="Most people in a team")
    max_teams = forms.IntegerField(
        min_value=1, max_value=500, required=False, label="Most teams", help_text="As many as officers can look after."
    )
    questions_run = forms.ChoiceField(
        choices=(
            ("most-wanted", "The most wanted, by ranking points"),
            ("optimiser", "Those that place people best"),
        ),
        widget=forms.RadioSelect,
        label="Which questions run, where not all can",
    )
    order = forms.ChoiceField(
        choices=(
            ("generous", "Fewest people at their last choices"),
            ("rank-maximal", "Most people at their first choice"),
        ),
        widget=forms.RadioSelect,
        label="After placing most people, what comes first",
    )
    min_disciplines = forms.IntegerField(
        min_value=0, max_value=6, required=False, label="Disciplines in a team, at least", help_text="Empty is no rule."
    )
    discipline_min = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        label="People of one discipline in every team, at least",
        help_text="One in a line, such as: Geography: 1",
    )
    experienced = forms.IntegerField(
        min_value=0, max_value=6, required=False, label="Experienced people in a team, at least"
    )
    availability = forms.IntegerField(
        min_value=0, max_value=20, required=False, label="Times that a whole team shares, at least"
    )
    isolation = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Nobody is the only one in a team with",
    )

    def __init__(
        self, *args: Any, traits: Sequence[str], skills: Collection[str], titles: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = list(titles.items())
        isolation = self.fields["isolation"]
        assert isinstance(isolation, forms.MultipleChoiceField)
        isolation.choices = [("discipline", "their discipline"), *((one, one) for one in traits)]
        hint = f"One skill in a line. Applicants have: {', '.join(sorted(skills)[:20])}." if skills else ""
        for number, (_key, title) in enumerate(self.titles):
            self.fields[f"needs_{number}"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=500,
                label=f"Skills the team on “{title}” needs", help_text=hint,
            )  # fmt: skip
            self.fields[f"teams_{number}"] = forms.IntegerField(
                min_value=1, max_value=20, required=False, label=f"Teams there can be on “{title}”"
            )

    def clean_discipline_min(self) -> dict[str, int]:
        """Lines of “name: number”."""
        found: dict[str, int] = {}
        for line in self.cleaned_data["discipline_min"].splitlines():
            name, _, number = line.rpartition(":")
            if not line.strip():
                continue
            if not name.strip() or not number.strip().isdecimal() or int(number[:4]) > 20:
                raise forms.ValidationError("Write each line as a discipline, a colon and a number.")
            found[name.strip()] = int(number)
        return found

    def rules(self) -> dict[str, Any]:
        """The rules as a ROUND holds them."""
        value = self.cleaned_data
        found: dict[str, Any] = {
            "team_size": [value["fewest"], value["most"]],
            "questions_run": value["questions_run"],
            "order": value["order"],
            "isolation": list(value["isolation"]),
        }
        for name in ("max_teams", "min_disciplines", "discipline_min", "experienced", "availability"):
            if value[name]:
                found[name] = value[name]
        return found

    def questions(self) -> dict[str, dict[str, Any]]:
        """What each question's teams need."""
        found: dict[str, dict[str, Any]] = {}
        for number, (key, _title) in enumerate(self.titles):
            needs = [one.strip() for one in self.cleaned_data[f"needs_{number}"].splitlines() if one.strip()]
            teams = self.cleaned_data[f"teams_{number}"]
            found[key] = ({"needs": needs} if needs else {}) | ({"teams_max": teams} if teams else {})
        return found


def rules_initial(
    rules: Mapping[str, Any], questions: Mapping[str, Any], titles: Mapping[str, str], size: tuple[int, int]
) -> dict[str, Any]:
    """What the form shows of a rule set."""
    fewest, most = rules.get("team_size", size)
    found: dict[str, Any] = {
        "fewest": fewest,
        "most": most,
        "questions_run": rules.get("questions_run", "most-wanted"),
        "order": rules.get("order", "generous"),
        "isolation": rules.get("isolation", []),
        "discipline_min": "\n".join(f"{name}: {least}" for name, least in rules.get("discipline_min", {}).items()),
    }
    for name in ("max_teams", "min_disciplines", "experienced", "availability"):
        found[name] = rules.get(name)
    for number, key in enumerate(titles):
        mine = questions.get(key, {})
        found[f"needs_{number}"] = "\n".join(mine.get("needs", []))
        found[f"teams_{number}"] = mine.get("teams_max")
    return found


class FreezeForm(Form):
    """What is promised before teams are formed."""

    public_value_source = forms.CharField(
        max_length=300,
        label="The public value that completes the lottery's seed",
        help_text="Something others fix later and everybody can look up, such as “the six main numbers of the national "
        "lottery draw, in rising order, with spaces”.",
    )
    public_value_on = DateField(label="The day on which it is fixed")
    auditor = PersonChoice(
        queryset=Person.objects.none(),
        required=False,
        to_field_name="public_id",
        label="Who may check the whole input, without names",
        help_text="They see pseudonyms only. Everybody else sees hashes. Nobody who applied can be named.",
        empty_label="Nobody",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        auditor = self.fields["auditor"]
        assert isinstance(auditor, forms.ModelChoiceField)
        auditor.queryset = people


class ValueForm(Form):
    """The public value, once it is known."""

    value = forms.CharField(max_length=200, label="The value")


class LockForm(Form):
    """Somebody fixed to a question."""

    applicant = forms.ChoiceField(label="Who")
    question = forms.ChoiceField(required=False, label="Question")

    def __init__(
        self, *args: Any, names: Mapping[str, str], titles: Mapping[str, str], none: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "applicant", [("", "Choose somebody"), *by_words(names)])
        choose(self, "question", [("", none), *by_words(titles)])


class MoveForm(Form):
    """A move whose price was shown."""

    reason = forms.CharField(max_length=300, label="Why", help_text="The person reads it on their own page.")
    knows_breaches = forms.BooleanField(required=False, label="I know that this breaks the rules named above")


class PublishForm(Form):
    """What those without a team hear."""

    unplaced = forms.ChoiceField(
        choices=(
            ("reserve", "They are on the reserve list, and asked first when a place comes free"),
            ("decline", "They are declined, kindly, with a next offer"),
        ),
        widget=forms.RadioSelect,
        initial="reserve",
        label="Those without a team",
    )


def choose(form: Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def by_words(found: Mapping[str, str]) -> list[tuple[str, str]]:
    """Choices in the order of their words."""
    return sorted(found.items(), key=lambda pair: pair[1])
