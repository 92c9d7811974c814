"""People, with or without an account; organisations; role holdings."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from bridgework.apps.people.accounts import AccountManager
from bridgework.kernel.models import Record
from bridgework.kernel.models.records import SCOPE_LENGTH
from bridgework.kernel.roles import ROLES


class Account(AbstractBaseUser, PermissionsMixin):
    """What signs in. A person may exist without one."""

    email = models.EmailField(unique=True, max_length=254)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.email


class Person(Record):
    """Somebody who takes part."""

    name = models.CharField(max_length=120)
    scope = models.CharField(
        max_length=SCOPE_LENGTH, blank=True, db_index=True, help_text="the programme that registered them"
    )
    email = models.EmailField(blank=True, max_length=254, db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    how_to_reach = models.TextField(blank=True, help_text="such as: by phone in the mornings; letters only")
    registered_by = models.CharField(
        max_length=14,
        blank=True,
        help_text="public id of the staff who registered them; empty where they came themselves",
    )
    is_invented = models.BooleanField(default=False, help_text="part of the demonstration")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="when their name was taken away at their wish")

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Organisation(Record):
    """A council, a university, a community group."""

    KINDS = (
        ("council", "council"),
        ("university", "university"),
        ("community", "community group or charity"),
        ("partnership", "partnership"),
        ("student_society", "student society"),
        ("other", "other"),
    )
    kind = models.CharField(max_length=20, choices=KINDS)
    scope = models.CharField(
        max_length=SCOPE_LENGTH, blank=True, db_index=True, help_text="the programme that registered it"
    )
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    closed_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.public_id


class OrganisationName(models.Model):
    """A name, and from when to when it was used; an unknown date is empty."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "starts_on", "id"]


class Affiliation(models.Model):
    """Where a person works or studies, and since when; conflicts of interest are computed from it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    department = models.CharField(max_length=160, blank=True)
    post = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)


class RoleHolding(Record):
    """A person holds a role at a scope path from one date to another: the only authority there is."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_holdings")
    role = models.CharField(max_length=30, choices=[(role.key, role.label) for role in ROLES.values()])
    scope = models.CharField(max_length=SCOPE_LENGTH, db_index=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="the last day; empty while it lasts")
    granted_by = models.CharField(max_length=14, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "role"])]
        ordering = ["starts_on", "id"]


class Consent(Record):
    """What a person agreed to, when, and when they took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=20, help_text="on screen, by link, by phone, on paper")


class IdentityProvider(Record):
    """An organisation's own sign-in (OpenID Connect)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identity_providers")
    label = models.CharField(max_length=120)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    client_secret = models.CharField(max_length=1000, help_text="encrypted with the installation's key")
    email_domains = models.CharField(max_length=300, blank=True, help_text="separated by spaces")
    is_open = models.BooleanField(default=True)
