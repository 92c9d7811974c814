"""Forms that were sent, so that a double click does one thing."""

from __future__ import annotations

from django.db import models


class SubmittedForm(models.Model):
    """A form that was acted on, and the address the person was sent to afterwards."""

    token = models.CharField(max_length=43, unique=True)
    address = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
