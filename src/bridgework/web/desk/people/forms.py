"""Forms about people, roles and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from bridgework.apps.people.models import Organisation, Person
from bridgework.kernel.roles import ROLES
from bridgework.web.desk.places import PlaceWithName
from bridgework.web.ui.forms import CountedTextField, DateField, Form


class PersonForm(Form):
    """What is held about a person: as little as will do."""

    name = forms.CharField(label="Name", max_length=120, help_text="A role will do where no name is needed.")
    email = forms.EmailField(
        label="Email address",
        required=False,
        max_length=254,
        help_text="Without one, messages to this person wait for somebody to tell them another way.",
    )
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    how_to_reach = CountedTextField(
        label="How to reach them best",
        required=False,
        max_length=500,
        rows=2,
        help_text="Such as: by phone in the mornings; letters only.",
    )


class GrantRoleForm(Form):
    """A role, where, from when to when."""

    role = forms.ChoiceField(label="Role")
    scope = forms.ChoiceField(label="Where")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave it empty while the role lasts.")
    reason = forms.CharField(label="Reason", required=False, max_length=300)

    def __init__(self, *args: Any, places: Iterable[PlaceWithName], roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = set(roles)
        role, scope = self.fields["role"], self.fields["scope"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(scope, forms.ChoiceField)
        role.choices = [(one.key, one.label) for one in ROLES.values() if one.key in allowed]
        scope.choices = [(one.scope, f"{one.words} ({one.floor})") for one in places]


class EndRoleForm(Form):
    """The last day of a role."""

    ends_on = DateField(label="Last day", required=False, help_text="Leave it empty to end the role at this moment.")
    reason = forms.CharField(label="Reason", required=False, max_length=300)


class OrganisationForm(Form):
    """A new organisation."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=Organisation.KINDS, widget=forms.RadioSelect)
    named_since = DateField(label="Has this name since", required=False)


class RenameForm(Form):
    """A new name; the earlier one stays with its last day."""

    name = forms.CharField(label="New name", max_length=200)
    from_day = DateField(label="From", required=False, help_text="Leave it empty where the day is not known.")


class AffiliationForm(Form):
    """Where somebody works or studies."""

    organisation = forms.ModelChoiceField(label="Organisation", queryset=Organisation.objects.none())
    department = forms.CharField(label="Department", required=False, max_length=160)
    post = forms.CharField(label="Post", required=False, max_length=160)
    starts_on = DateField(label="Since", required=False)

    def __init__(self, *args: Any, organisations: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=organisations)
        by_name: list[tuple[str, int]] = sorted((name, key) for key, name in organisations.items())
        field.choices = [(key, name) for name, key in by_name]


class IdentityProviderForm(Form):
    """An organisation's own sign-in."""

    label = forms.CharField(label="Name on the sign-in page", max_length=120)
    issuer = forms.CharField(
        label="Address of the provider", max_length=300, help_text="It is called issuer or authority."
    )
    client_id = forms.CharField(label="Client ID", max_length=200)
    client_secret = forms.CharField(
        label="Client secret", max_length=400, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    email_domains = forms.CharField(
        label="Email domains",
        max_length=300,
        help_text="With spaces between. Only addresses in these domains are taken from this provider.",
    )


class HandOverForm(Form):
    """What is handed over, and to whom."""

    items = forms.MultipleChoiceField(label="What", widget=forms.CheckboxSelectMultiple)
    to = forms.ModelChoiceField(label="To", queryset=Person.objects.none())

    def __init__(self, *args: Any, items: list[tuple[str, str]], people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, to = self.fields["items"], self.fields["to"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        assert isinstance(to, forms.ModelChoiceField)
        chosen.choices = items
        chosen.initial = [key for key, _ in items]
        to.queryset = people


class ImportForm(Form):
    """A CSV file, or its text once it was looked at."""

    file = forms.FileField(label="CSV file", required=False, allow_empty_file=True)
    text = forms.CharField(required=False, max_length=500_000, widget=forms.HiddenInput)
