"""Messages, the batches of the outbox, and what waits for the daily digest."""

from __future__ import annotations

from django.db import models

from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record, Scoped, Stateful


class Batch(Scoped, Stateful):
    """One act addressed to several people: waits in the outbox until a named person releases it."""

    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    made_by = models.CharField(max_length=14, blank=True)
    released_by = models.CharField(max_length=14, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key"], condition=models.Q(state="waiting"), name="one_waiting_batch_per_key"
            )
        ]


class Message(Scoped, Stateful):
    """Something the product says to one person. It keeps no link that works, except in the demonstration."""

    KINDS = (("at_once", "at once"), ("batch", "from the outbox"), ("digest", "daily digest"))

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    address = models.EmailField(max_length=254, blank=True)
    kind = models.CharField(max_length=10, choices=KINDS, default="at_once")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    path = models.CharField(max_length=300, blank=True, help_text="the page it is about, from the root of the site")
    why = models.CharField(max_length=300, help_text="why it came")
    how_to_stop = models.CharField(max_length=300)
    link_purpose = models.CharField(max_length=60, blank=True)
    link_record_public_id = models.CharField(max_length=14, blank=True)
    link_expires_at = models.DateTimeField(null=True, blank=True)
    link_made_by = models.CharField(max_length=14, blank=True)
    link = models.ForeignKey(PersonalLink, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    link_address = models.CharField(max_length=300, blank=True, help_text="only in the demonstration")
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    once_key = models.CharField(
        max_length=200, null=True, blank=True, unique=True, help_text="so that the same news is never told twice"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "state"])]


class DigestItem(Record):
    """One line that waits for, or went out in, a person's daily digest."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digest_items")
    scope = models.CharField(max_length=59, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300)
    until = models.DateTimeField(null=True, blank=True, help_text="from then on it is no news any more")
    once_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(message__isnull=True), name="digest_items_waiting")
        ]


class MessagePreference(models.Model):
    """What a person wants to be told; without a row they get the daily digest."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="message_preference")
    wants_digest = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
