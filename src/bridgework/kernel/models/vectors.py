"""What the search knows of meanings. Like the index it can be made anew at any time."""

from __future__ import annotations

from django.db import models

from bridgework.kernel.models.records import PUBLIC_ID_LENGTH


class SearchVector(models.Model):
    """The direction in which one passage of a document lies. Never changed: another text gets another row."""

    document = models.BigIntegerField(db_index=True, help_text="the document in the index")
    kind = models.CharField(max_length=60)
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    text_sha256 = models.CharField(max_length=64, help_text="of all the texts that the document's passages come from")
    vector = models.BinaryField(help_text="384 numbers of 16 bits, of length one together")

    class Meta:
        indexes = [models.Index(fields=["kind", "public_id"], name="search_vector_of_record")]
