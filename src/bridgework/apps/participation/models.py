"""Personal links and the answers given through them."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record, Scoped


class PersonalLink(Scoped):
    """A single-purpose, expiring, revocable link for one person. Only a hash of its token is kept."""

    purpose = models.CharField(max_length=60)
    record_public_id = models.CharField(max_length=14, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="personal_links")
    address = models.EmailField(max_length=254, blank=True, help_text="where the receipt goes")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=14, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record_public_id", "purpose"])]


class LinkCode(Record):
    """A code sent to the address of a link, so that only whoever reads its mailbox can confirm one answer."""

    link = models.ForeignKey(PersonalLink, on_delete=models.CASCADE, related_name="codes")
    confirmation = models.CharField(max_length=43, db_index=True, help_text="of the answer that it confirms")
    code_hash = models.CharField(max_length=64, help_text="with a key that is not in the database")
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class LinkAnswer(Record):
    """An answer. A later one supersedes it; none is ever erased."""

    WAYS = (("link", "by personal link"), ("screen", "on screen"), ("phone", "by phone"), ("paper", "on paper"))

    purpose = models.CharField(max_length=60)
    record_public_id = models.CharField(max_length=14, db_index=True)
    link = models.ForeignKey(PersonalLink, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="link_answers")
    choice = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=WAYS)
    outcome = models.TextField(blank=True, help_text="what the answer did, as the receipt says it")
    confirmation = models.CharField(
        max_length=43, null=True, blank=True, unique=True, help_text="of the page it was confirmed on; used once"
    )
    entered_by = models.CharField(max_length=14, blank=True, help_text="public id of the staff who entered it")
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    class Meta:
        ordering = ["answered_at", "id"]


class CalendarFeed(Record):
    """The address at which a calendar program reads somebody's dates. Only a hash of its secret is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
