"""Reports and their versions, recommendations as written, future work, officers' fact-check comments."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.workspace.models import Finding
from bridgework.kernel.models import Record, Scoped, Stateful, StoredFile, Versioned


class Report(Scoped, Stateful, Versioned):
    """What a team wrote. A sub-report has a parent."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="reports")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="sub_reports")
    title = models.CharField(max_length=300)
    title_is_quotation = models.BooleanField(default=False)
    dated = models.CharField(max_length=10, blank=True, help_text="a partial date such as 2017-11")
    published_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    themes_note = models.TextField(
        blank=True, help_text="themes as others reported them, where the list is not available"
    )
    note = models.TextField(blank=True, help_text="what is and is not known of the report")
    sources = models.JSONField(default=list)
    plain_summary = models.TextField(blank=True, help_text="for everybody, in plain words")
    is_written_here = models.BooleanField(
        default=False, help_text="its text is its sections; else a version is brought"
    )

    class Meta:
        ordering = ["challenge_id", "order", "id"]


class ReportSection(Record, Versioned):
    """One section of a report being written, in Markdown. It refers to findings, sources and quotes by their keys."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="taken out; it can be put back")

    class Meta:
        ordering = ["report_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_report_section_key")]

    @property
    def scope(self) -> str:
        """Where its report belongs."""
        return self.report.scope


class ReportEdit(Record):
    """One saved text of one section, by the version it was saved as. Never changed."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["section_id", "version"]
        constraints = [models.UniqueConstraint(fields=["section", "version"], name="one_report_edit")]


class ReportBroughtIn(Record):
    """A file that was read into sections, before anybody said that they are taken in. The file is kept either way."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="brought_in")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sections = models.JSONField(default=list, help_text="title and text of each, as read")
    unread = models.JSONField(default=list, help_text="what was not understood: place, why, and its words")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report_id", "-id"]


class ReportComment(Record):
    """A remark on a section of a draft, open until somebody settles it."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="comments")
    passage = models.TextField(blank=True, help_text="the words it is about")
    text = models.TextField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="report_comments")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]


class DissentNote(Record):
    """What a team member does not share in the report, in their own words; printed with it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="dissent_notes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dissent_notes")
    shown_as = models.CharField(max_length=160, help_text="name or role, as the author wants to be shown")
    text = models.TextField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]

    @property
    def scope(self) -> str:
        """Where its report belongs."""
        return self.report.scope


class Figure(Record):
    """A picture in a report, described in words, with the numbers it shows."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    description = models.TextField(help_text="what it shows, for who cannot see it")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict, help_text="columns and rows of what it shows; empty where none was given")

    class Meta:
        ordering = ["report_id", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_figure_key")]


class ReportVersion(Record):
    """One version: a file, its text, and the hash of both. Never changed, but for words that a person withdrew."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="Markdown; the accessible version")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64, help_text="of file and text as they were saved")
    record = models.JSONField(default=dict, help_text="the whole report as frozen; empty for a text as it was typed")
    redacted_at = models.DateTimeField(
        null=True, blank=True, help_text="when words withdrawn by a person were last taken out"
    )

    class Meta:
        ordering = ["report_id", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_report_version_number")]


class ReportReference(models.Model):
    """A version rests on, cites or quotes a record. So a withdrawn quote is found wherever it is printed."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="references")
    record_kind = models.CharField(max_length=60)
    record_public_id = models.CharField(max_length=14, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "record_public_id"], name="one_report_reference"),
        ]


class ReportDocument(Record):
    """A document made of one version: PDF, Word, data package. The same version always gives the same bytes."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, help_text="pdf, docx, data")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["version_id", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="one_report_document")]


class Recommendation(Scoped, Stateful):
    """One recommendation of a report, and the ledger's row. All but its words is optional."""

    BASES = (("own", "the report's own words"), ("quoted", "quoted from another document"), ("summary", "our summary"))
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="recommendations")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="recommendations")
    code = models.CharField(max_length=70, unique=True, help_text="the challenge's code and a number: 2019-net-zero/3")
    number = models.CharField(max_length=12, help_text="as the team numbered it")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    basis = models.CharField(max_length=10, choices=BASES, default="own")
    place = models.CharField(max_length=120, blank=True, help_text="where it stands: paragraph 2.6")
    source = models.CharField(max_length=300, blank=True)
    heading = models.CharField(max_length=200, blank=True, help_text="the team's own heading")
    theme = models.CharField(max_length=80, blank=True)
    addressee = models.CharField(max_length=200, blank=True, help_text="who is asked, by role or body")
    by_when = models.CharField(max_length=80, blank=True)
    cost_band = models.CharField(max_length=80, blank=True)
    strength = models.CharField(max_length=80, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    would_fail_if = models.TextField(blank=True, help_text="what would make it fail")
    from_evidence = models.JSONField(
        default=dict, help_text="a row from evidence to recommendation: problem, benefits, harms, certainty, values …"
    )
    is_public = models.BooleanField(default=False)
    findings = models.ManyToManyField(Finding, blank=True, related_name="recommendations")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    class Meta:
        ordering = ["challenge_id", "order", "id"]


class FutureWork(Record):
    """Work a report proposes for later; one click from the question bank."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="future_work")
    text = models.TextField()
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="from_future_work"
    )


class FactCheck(Scoped):
    """One person was asked to look at the facts of a version; what they said, when they have."""

    ANSWERS = (
        ("no_errors", "found nothing wrong"),
        ("comments", "commented"),
        ("not_me", "is not the right person"),
    )
    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="fact_checks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="fact_checks")
    asked_by = models.CharField(max_length=14, blank=True, help_text="public id of who asked")
    answer_by = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=12, choices=ANSWERS, blank=True)
    words = models.TextField(blank=True, help_text="what they added")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="one_fact_check_a_person")]


class FactCheckComment(Record):
    """An officer's remark on a fact in a version. It proposes and never edits; the team answers."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="fact_check_comments")
    fact_check = models.ForeignKey(FactCheck, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="fact_check_comments")
    passage = models.TextField(blank=True, help_text="the words it is about")
    proposed = models.TextField(
        blank=True, help_text="how the passage would be right, proposed and never put in by itself"
    )
    text = models.TextField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField(null=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    put_in_at = models.DateTimeField(null=True, blank=True, help_text="when the team put the proposed words in")

    class Meta:
        ordering = ["created_at", "id"]

    @property
    def scope(self) -> str:
        """Where its report belongs."""
        return self.version.report.scope
