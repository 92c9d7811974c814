"""What readers tell us about a thread: "if you know, tell us"."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Scoped, Stateful


class ReaderNote(Scoped, Stateful):
    """Something a reader knows about a station of a thread; staff accept it or say why not."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="reader_notes")
    station = models.CharField(max_length=30)
    text = models.TextField()
    evidence = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    reply = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
