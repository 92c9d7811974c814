"""What happened: transitions and audit, append-only; settings and the maintenance switch."""

from __future__ import annotations

from django.db import models

from bridgework.kernel.models.records import PUBLIC_ID_LENGTH, SCOPE_LENGTH


class Transition(models.Model):
    """One move of one record through its state table. Never changed."""

    record_kind = models.CharField(max_length=60)
    record_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    event = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    actor_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    via = models.CharField(max_length=10)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["record_public_id", "id"])]
        ordering = ["id"]


class AuditEntry(models.Model):
    """Who did what to which fields of which record. Holds no personal text and is never changed."""

    at = models.DateTimeField()
    actor_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    via = models.CharField(max_length=10)
    verb = models.CharField(max_length=80)
    record_kind = models.CharField(max_length=60)
    record_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, db_index=True)
    scope = models.CharField(max_length=SCOPE_LENGTH, blank=True, db_index=True)
    fields = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["id"]


class Setting(models.Model):
    """A setting of the installation that is changed while it runs."""

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()


class Maintenance(models.Model):
    """One row: while `open` is true, append-only tables may be rewritten (restore, import, test flush)."""

    open = models.BooleanField(default=False)
