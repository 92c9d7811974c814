"""Questions and every wording of them, problems people bring, lineage, and challenges."""

from __future__ import annotations

from django.db import models

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Programme, ProgrammeType, Round
from bridgework.kernel.models import Record, Scoped, Stateful, Versioned
from bridgework.kernel.models.records import SCOPE_LENGTH
from bridgework.kernel.roles import ROLES, SUPPORT_ROLES


class ProblemStatement(Scoped, Stateful):
    """A problem in the words of whoever brought it; the words are never changed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="problem_statements")
    text = models.TextField(help_text="what is the problem")
    who_is_affected = models.TextField(blank=True)
    contact = models.CharField(max_length=254, blank=True, help_text="how to reply; may be empty")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="problem_statements"
    )
    way = models.CharField(max_length=10, default="screen", help_text="screen, phone, paper, letter")
    entered_by = models.CharField(max_length=14, blank=True)
    reply_by = models.DateField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=20, unique=True, help_text="the code by which the bringer finds the answer")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "id"]


class Question(Scoped, Stateful, Versioned):
    """Something asked. Its words are its wordings; this is what they are wordings of."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="questions")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    problem_statement = models.ForeignKey(
        ProblemStatement, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    title = models.CharField(max_length=160, help_text="a short name; the current wording is the question")
    why_it_matters = models.TextField(blank=True)
    decision_informed = models.TextField(blank=True, help_text="what decision it will inform, if known")
    decision_by = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=120, blank=True)
    proposer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="proposed_questions"
    )
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_questions")
    owner_role = models.CharField(max_length=160, blank=True, help_text="the owner by role, where no person is held")
    brought_by = models.CharField(max_length=200, blank=True, help_text="by role: a service director, a resident …")
    brought_on = models.CharField(max_length=10, blank=True, help_text="a partial date such as 2021-04")
    review_on = models.DateField(null=True, blank=True, help_text="when a question kept in the bank is looked at again")
    decided_reason = models.TextField(blank=True, help_text="why it was shortlisted, kept or declined")
    duplicate_answer = models.CharField(max_length=20, blank=True, help_text="asked before? same, follow_up, different")
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["theme"], condition=models.Q(is_public=True), name="question_public_theme"),
            models.Index(fields=["place"], condition=models.Q(is_public=True), name="question_public_place"),
        ]


class Wording(Record):
    """One wording of a question, who changed it and why. Never changed, only followed by another."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    why = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="wordings")
    author_role = models.CharField(max_length=160, blank=True)
    is_current = models.BooleanField(default=True)
    is_quotation = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    order_known = models.BooleanField(default=True, help_text="false where we do not know which wording came first")

    class Meta:
        ordering = ["question_id", "number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_wording_number")]


class Lineage(Record):
    """How one question relates to an earlier one."""

    KINDS = (
        ("same", "the same question"),
        ("follow_up", "a follow-up"),
        ("response", "a response"),
        ("split", "split from"),
        ("merge", "merged from"),
        ("different", "looked at, and different"),
    )
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="lineage_to")
    earlier = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="lineage_from")
    kind = models.CharField(max_length=12, choices=KINDS)
    basis = models.TextField(blank=True, help_text="how this is known")
    is_inferred = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "earlier"], name="one_lineage_a_pair")]


class Challenge(Scoped, Stateful, Versioned):
    """A question taken up in a round. Its code is set once; the public page says "question"."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="challenge")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="challenges")
    type = models.ForeignKey(ProgrammeType, on_delete=models.PROTECT, related_name="challenges")
    code = models.CharField(max_length=60, unique=True)
    target_meeting = models.ForeignKey(
        CommitteeMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="aimed_at_by"
    )
    provisional_date = models.DateField(null=True, blank=True, help_text="planned from while no committee is known")
    support_note = models.TextField(blank=True, help_text="who supported it, by role, where no person is held")
    method = models.TextField(blank=True, help_text="how it was worked on, where no more is held")
    is_public = models.BooleanField(default=False)
    sources = models.JSONField(default=list, help_text="publisher, title, date, address of what this is told from")

    class Meta:
        ordering = ["-round__year", "code"]


class Belonging(Record):
    """Where a challenge belongs: which programme of the council and which body. Dated, and may come late."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="belongings")
    council_programme = models.CharField(max_length=160, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="belongings")
    body_scope = models.CharField(max_length=SCOPE_LENGTH, blank=True, db_index=True)
    decided_on = models.CharField(max_length=10, blank=True, help_text="a partial date such as 2019-07")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    reason = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["challenge_id", "id"]


class Brief(Record):
    """What a team was given: every version."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="briefs")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    why = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["challenge_id", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "number"], name="one_brief_number")]


class Support(Scoped, Stateful):
    """A person's place beside a challenge: from invitation or naming to its end. Accepting grants the role."""

    ROLES = tuple((key, ROLES[key].label) for key in sorted(SUPPORT_ROLES))
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="places_of_support")
    role = models.CharField(max_length=30, choices=ROLES)
    invited_by = models.CharField(max_length=14, blank=True, help_text="public id of who asked")
    invitation = models.TextField(blank=True, help_text="what they were asked, in the inviter's words")
    answer_by = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="what they said with their answer")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["challenge_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "person", "role"],
                condition=models.Q(state__in=["invited", "accepted"]),
                name="one_place_of_support",
            )
        ]


class WordingConsent(Scoped):
    """What the owner of a question said about a new wording of it. Never changed, only asked again."""

    ANSWERS = (("agreed", "agrees"), ("other_words", "suggests other words"), ("not_agreed", "does not agree"))
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wording_consents")
    asked_by = models.CharField(max_length=14, blank=True, help_text="public id of who asked")
    answer_by = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=12, choices=ANSWERS, blank=True)
    words = models.TextField(blank=True, help_text="other words, or why not")
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="when the answer was acted on or set aside")

    class Meta:
        ordering = ["wording_id", "id"]
