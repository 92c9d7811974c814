"""Files that were brought in or made."""

from __future__ import annotations

from django.db import models

from bridgework.kernel.models.records import Scoped


class StoredFile(Scoped):
    """A file kept under its own hash; the name is only shown, never used as a path."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(max_length=120)
    is_public = models.BooleanField(default=False)
    added_by = models.CharField(max_length=14, blank=True)
