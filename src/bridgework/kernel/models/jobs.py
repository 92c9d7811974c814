"""Work for later: jobs, their schedule, and the workers that do them."""

from __future__ import annotations

from django.db import models

UNIQUE_KEY_LENGTH = 160


class Job(models.Model):
    """One piece of work, kept in the same database as what it is about, so that both commit or neither does."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STATES = ((WAITING, "waiting"), (RUNNING, "running"), (DONE, "done"), (FAILED, "failed"))

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField(help_text="not before this moment, on the installation's clock")
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True, help_text="on the machine's clock")
    leased_by = models.CharField(max_length=120, blank=True)
    last_error = models.TextField(blank=True)
    unique_key = models.CharField(max_length=UNIQUE_KEY_LENGTH, null=True, blank=True)  # noqa: DJ001 - null is never equal
    finished_at = models.DateTimeField(null=True, blank=True, help_text="on the machine's clock")

    class Meta:
        indexes = [models.Index(fields=["state", "run_at", "id"])]
        constraints = [
            # Only while waiting: a job that already runs may have read what has changed since, so a second may wait.
            models.UniqueConstraint(
                fields=["unique_key"], condition=models.Q(state="waiting"), name="one_waiting_job_per_key"
            )
        ]


class Schedule(models.Model):
    """When a repeated job is next due. Several workers look; one moves it on and queues the job."""

    key = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField(help_text="on the installation's clock")


class WorkerSeen(models.Model):
    """A worker process and when it was last seen, for the readiness address and for taking over from the dead."""

    name = models.CharField(max_length=120, unique=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "workers seen"
