"""Base classes of records."""

from __future__ import annotations

from django.db import models

from bridgework.kernel.ids import new_public_id

PUBLIC_ID_LENGTH = 14
SCOPE_LENGTH = 14 * 4 + 3


class Record(models.Model):
    """Anything with a permanent public id."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_public_id)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    @classmethod
    def record_kind(cls) -> str:
        """The record's kind in links, audit and exports, such as `questions.question`."""
        return cls._meta.label_lower


class Scoped(Record):
    """A record that belongs to a place in a programme.

    `scope` is a path of public ids, `programme/round/challenge/team`, as deep as the record sits. Role holdings match
    it by prefix, so lists can be filtered in the database without a join.
    """

    scope = models.CharField(max_length=SCOPE_LENGTH, db_index=True)

    class Meta:
        abstract = True

    @property
    def programme_public_id(self) -> str:
        """The public id of the programme the record belongs to."""
        return self.scope.split("/", 1)[0]


class Stateful(models.Model):
    """A record that moves through a state table; only `kernel.transitions.move` writes these fields."""

    state = models.CharField(max_length=40, db_index=True)
    state_since = models.DateTimeField()

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A record that several people may edit: every save states the version it was made from."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
