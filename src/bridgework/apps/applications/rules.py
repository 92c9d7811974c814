"""Who may do what with calls, applications and reviews."""

from __future__ import annotations

from bridgework.kernel import files
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import Actor, Rule
from bridgework.kernel.roles import PROGRAMME_LEAD, REVIEWER, RUNNERS, SPONSOR

RUN_CALL = Rule(
    name="applications.run-call",
    sentence="The programme lead or a coordinator prepares, publishes and closes a call.",
    roles=RUNNERS,
)

READ_CALL = Rule(
    name="applications.read-call",
    sentence="A published call is public.",
    roles=RUNNERS | {REVIEWER},
    public_when={"state": "published"},
    hidden=True,
)

WRITE = Rule(
    name="applications.write",
    sentence="The applicant writes their own application while it is a draft.",
    own=("applicant",),
    states=frozenset({"draft"}),
    states_remedy="Withdraw it and write a new one, or ask the coordinator.",
    hidden=True,
)

WITHDRAW = Rule(
    name="applications.withdraw",
    sentence="The applicant withdraws their own application; the programme can do it for them.",
    own=("applicant",),
    roles=RUNNERS,
    hidden=True,
)

READ = Rule(
    name="applications.read",
    sentence="An application is read by its applicant, by those who run the programme and by its assigned reviewers.",
    roles=RUNNERS,
    own=("applicant", "reviews__reviewer"),
    remedy="Ask a coordinator to assign you as its reviewer.",
    hidden=True,
)

ASSIGN = Rule(
    name="applications.assign",
    sentence="The programme lead or a coordinator assigns reviewers.",
    roles=RUNNERS,
)

REVIEW = Rule(
    name="applications.review",
    sentence="A review is written by the reviewer it was assigned to.",
    own=("reviewer",),
    hidden=True,
)

DECIDE = Rule(
    name="applications.decide",
    sentence="The programme lead or a coordinator proposes outcomes and releases them.",
    roles=RUNNERS,
)

KEEP_VOCABULARY = Rule(
    name="applications.keep-vocabulary",
    sentence="The programme lead or a coordinator keeps the list of disciplines, skills, times and traits.",
    roles=RUNNERS,
)

REVIEW_HERE = Rule(
    name="applications.review-here",
    sentence="Reviewers of the programme declare their conflicts before they read.",
    roles=frozenset({REVIEWER}),
    hidden=True,
)

WRITE_MESSAGE = Rule(
    name="applications.write-message",
    sentence="Messages about an application are between its reviewers and those who run the programme.",
    roles=RUNNERS,
    own=("reviews__reviewer",),
    hidden=True,
)

ASK_AFTERWARDS = Rule(
    name="applications.ask-afterwards",
    sentence="The applicant asks for feedback on their own application, and appeals once.",
    own=("applicant",),
    hidden=True,
)

ANSWER_APPEAL = Rule(
    name="applications.answer-appeal",
    sentence="The programme lead or the sponsor councillor answers an appeal.",
    roles=frozenset({PROGRAMME_LEAD, SPONSOR}),
    hidden=True,
)

ERASE = Rule(
    name="applications.erase",
    sentence="The programme lead has an application erased; the applicant can ask for it.",
    roles=frozenset({PROGRAMME_LEAD}),
    own=("applicant",),
    hidden=True,
)


@files.readable_by
def application_files(actor: Actor, stored: StoredFile) -> bool:
    """A file of an application is read by whoever reads the application, reviewers after their declaration."""
    from bridgework.apps.applications.models import FormAnswer

    answer = FormAnswer.objects.filter(file=stored).select_related("application", "question").first()
    if answer is None or not READ.may(actor, answer.application).allowed:
        return False
    if actor.person_id == answer.application.applicant_id or RUN_CALL.may(actor, answer.application).allowed:
        return True
    opened = answer.application.reviews.filter(reviewer=actor.person_id, state__in=("opened", "given"))
    return answer.question.for_reviewers and opened.exists()
