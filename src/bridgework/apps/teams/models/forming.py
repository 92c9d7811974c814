"""Formation: dated rule sets, runs of a call, who stands behind a pseudonym, and changes by hand."""

from __future__ import annotations

from django.db import models

from bridgework.apps.applications.models import Application, Call
from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record, Scoped, Stateful, Versioned


class FormationRules(Scoped):
    """A rule set of a call as it stood from one day on. It is never changed: a change makes the next number."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="formation_rules")
    name = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField(default=1)
    rules = models.JSONField(default=dict, help_text="the rules of a ROUND")
    questions = models.JSONField(default=dict, help_text="question to what its teams need, their number and size")

    class Meta:
        verbose_name_plural = "formation rules"
        ordering = ["call_id", "name", "-number"]
        constraints = [models.UniqueConstraint(fields=["call", "name", "number"], name="one_number_a_rule_set")]


class FormationRun(Scoped, Stateful, Versioned):
    """One forming of the teams of a call: what went in, what was promised before, what came out."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="formation_runs")
    rules = models.ForeignKey(FormationRules, on_delete=models.PROTECT, related_name="runs")
    repairs = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repaired_by")
    locks = models.JSONField(default=dict, help_text="pseudonym to the question it is fixed to; until the freezing")
    is_listed = models.BooleanField(default=False, help_text="frozen once, and in the public list ever after")
    input = models.JSONField(default=dict, help_text="the frozen ROUND, pseudonymised, without its seed")
    input_sha256 = models.CharField(max_length=64, blank=True)
    seed_commitment = models.CharField(max_length=64, blank=True)
    sealed_secret = models.TextField(blank=True, help_text="encrypted; opened by the run alone")
    released_secret = models.CharField(max_length=64, blank=True, help_text="in the open, once it is published")
    public_value_source = models.CharField(max_length=300, blank=True, help_text="named before, fixed by others later")
    public_value_on = models.DateField(null=True, blank=True, help_text="the day on which it is fixed")
    public_value = models.CharField(max_length=200, blank=True)
    auditor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="formation_runs_audited"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    time_limit_seconds = models.PositiveIntegerField(default=600)
    progress = models.JSONField(default=dict, help_text="stages done, of how many, and the one begun")
    is_stopping = models.BooleanField(default=False, help_text="somebody asked the run to stop")
    failure = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    allocation = models.JSONField(default=dict, help_text="the ALLOCATION as it was solved")
    result_sha256 = models.CharField(max_length=64, blank=True)
    breaches = models.JSONField(default=list, help_text="what the independent checker found; empty where all is well")
    second_solver = models.JSONField(default=dict, help_text="the other solver, and the hash it came to")
    teams_now = models.JSONField(default=dict, help_text="the ALLOCATION after changes by hand")
    reasons = models.JSONField(default=dict, help_text="pseudonym to why it is where it is")
    nearest = models.JSONField(default=list, help_text="for each question that did not run: what would have changed it")
    published_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True, help_text="why it was set aside")

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            # Otherwise somebody could freeze the same input again and again, for a lottery that suits them.
            models.UniqueConstraint(
                fields=["call", "input_sha256"],
                condition=models.Q(is_listed=True),
                name="one_run_a_frozen_input",
            )
        ]


class FormationApplicant(models.Model):
    """Who stands behind a pseudonym of a run."""

    run = models.ForeignKey(FormationRun, on_delete=models.CASCADE, related_name="formation_applicants")
    pseudonym = models.CharField(max_length=14)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="formation_places")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="formation_places")
    has_own = models.BooleanField(default=True, help_text="applied themselves, and did not only join somebody")

    class Meta:
        ordering = ["run_id", "pseudonym"]
        constraints = [models.UniqueConstraint(fields=["run", "pseudonym"], name="one_person_a_pseudonym")]


class FormationMove(Record):
    """A change of the teams by hand, with its price as it was shown before."""

    run = models.ForeignKey(FormationRun, on_delete=models.PROTECT, related_name="formation_moves")
    pseudonym = models.CharField(max_length=14)
    from_question = models.CharField(max_length=14, blank=True)
    to_question = models.CharField(max_length=14, blank=True)
    moved_by = models.CharField(max_length=14, help_text="public id of who moved them")
    moved_by_role = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    price = models.CharField(max_length=300, help_text="in a sentence")
    stages = models.JSONField(default=list, help_text="each stage before and after")
    breaches = models.JSONField(default=list, help_text="rules it breaks, in words")

    class Meta:
        ordering = ["run_id", "id"]
