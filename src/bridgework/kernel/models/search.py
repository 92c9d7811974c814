"""The search index. It can be rebuilt from the records at any time, and is never the place where something is kept."""

from __future__ import annotations

from django.db import models

from bridgework.kernel.models.records import PUBLIC_ID_LENGTH, SCOPE_LENGTH


class SearchDocument(models.Model):
    """One record that can be found: where it is, who may see it, what it can be filtered by."""

    kind = models.CharField(max_length=60)
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    scope = models.CharField(max_length=SCOPE_LENGTH, blank=True)
    is_public = models.BooleanField()
    at = models.DateTimeField()
    length = models.PositiveIntegerField(help_text="words in all its texts")
    facets = models.JSONField(default=dict)
    address = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "public_id"], name="one_document_per_record")]


class SearchText(models.Model):
    """The texts of a document. On SQLite triggers keep two FTS5 indexes equal to it: public ones, and the others."""

    document = models.OneToOneField(
        SearchDocument, primary_key=True, on_delete=models.CASCADE, related_name="text", db_constraint=False
    )
    title = models.TextField(blank=True)
    important = models.TextField(blank=True)
    body = models.TextField(blank=True)
    minor = models.TextField(blank=True)
    marks = models.TextField(blank=True, help_text="who may see it, what it can be filtered by; SQLite only")
    is_public = models.BooleanField(default=False, help_text="as the document; decides which index on SQLite holds it")
    places = models.JSONField(
        null=True, help_text="of a long text: where each passage begins, its section and its page"
    )


class SearchPosting(models.Model):
    """How often a word stands in a document, and which marks it bears: the index on PostgreSQL. Empty on SQLite.

    There are some fifty rows for each document, so they are kept short. The first migration adds an index by term that
    holds every column, which SQLite does not know.
    """

    pk = models.CompositePrimaryKey("document", "term")
    document = models.IntegerField()
    term = models.BigIntegerField(help_text="a hash of the word's stem, or of the mark")
    weight = models.SmallIntegerField(
        help_text="twice the occurrences, each times the weight of its field; below zero where the document is"
        " not public; 0: a mark"
    )
    length = models.SmallIntegerField(help_text="words in the document, at most 32,767")
