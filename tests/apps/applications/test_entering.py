"""Who gets in: by date, by code; what a form of a call's own asks; words that applicants add."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridgework.apps.applications.actions.applying import (
    Joint,
    answer_joint,
    save_application,
    send_application,
    start_application,
)
from bridgework.apps.applications.actions.calls import make_access_code, revoke_access_code
from bridgework.apps.applications.actions.forming_calls import QuestionText, ask_question, take_out_question
from bridgework.apps.applications.actions.vocabulary import merge_term, offer_term
from bridgework.apps.applications.actions.wholeness import field_of
from bridgework.apps.applications.models import Application, Call, VocabularyTerm
from bridgework.apps.applications.queries import answers_of, skills_of, withdrawal_changes
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.permissions import VISITOR
from tests.apps.applications.stage import WEEK, as_applicant, begun, call_of, sent, whole_form
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
LATE = NOW + WEEK + timedelta(days=2)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def call(cast: Cast) -> Call:
    return call_of(cast)


def test_a_code_lets_so_many_in_late_until_its_day_and_no_longer(cast: Cast, call: Call) -> None:
    coordinator = cast.actor("coordinator")
    code = make_access_code(
        actor=coordinator, now=NOW, call=call, purpose="In hospital", works_until=LATE.date(), uses_most=1
    )

    def enter(name: str, given: str, now: object = LATE) -> Application:
        email = f"{name}@example.org"
        return start_application(actor=VISITOR, now=now, call=call, name=name, email=email, code=given)  # type: ignore[arg-type]

    application = enter("wen", f" {code.code.upper()} ")
    assert enter("wen", "").pk == application.pk
    for name, given, now in (
        ("ola", code.code, LATE),
        ("ola", "aaaa-aaaa", LATE),
        ("ola", code.code, LATE + timedelta(days=1)),
    ):
        with pytest.raises(InvalidInput) as refusal:
            enter(name, given, now)
        assert refusal.value.rule == "applications.code-works"
    another = make_access_code(actor=coordinator, now=NOW, call=call, purpose="Post", works_until=LATE.date())
    revoke_access_code(actor=coordinator, now=NOW, access_code=another)
    with pytest.raises(InvalidInput):
        enter("ola", another.code)
    application.confirmed_at = NOW
    application.save()
    me = as_applicant(application)
    save_application(actor=me, now=LATE, application=application, version=1, form=whole_form(call))
    with pytest.raises(NotPossibleNow):
        send_application(actor=me, now=LATE + timedelta(days=1), application=application)
    assert send_application(actor=me, now=LATE, application=application).state == "sent"


def test_a_call_by_invitation_needs_a_code_while_it_is_open(cast: Cast) -> None:
    call = call_of(cast, code_needed=True)
    with pytest.raises(InvalidInput) as refusal:
        begun(call)
    assert (refusal.value.rule, refusal.value.field) == ("applications.code-needed", "code")


def test_its_own_questions_are_asked_by_condition_and_counted_in_words(cast: Cast, call: Call) -> None:
    coordinator = cast.actor("coordinator")

    def ask(**text: object) -> str:
        asked = ask_question(actor=coordinator, now=NOW, call=call, text=QuestionText(**text))  # type: ignore[arg-type]
        return asked.public_id

    data = ask(kind="yes_no", label="Data before?", is_required=True)
    first = call.form_questions.get()
    which = ask(kind="text", label="Which?", is_required=True, words_most=2, shown_when=first, shown_when_value="yes")
    with pytest.raises(InvalidInput):
        ask(kind="text", label="Never", shown_when=first, shown_when_value="perhaps")
    with pytest.raises(NotPossibleNow):
        take_out_question(actor=coordinator, now=NOW, question=first)
    application = begun(call)
    me, form = as_applicant(application), whole_form(call)
    wrong: list[tuple[dict[str, str], str]] = [
        ({}, data),
        ({data: "yes"}, which),
        ({data: "yes", which: "one two three"}, which),
    ]
    for number, (answers, asked) in enumerate(wrong, start=1):
        save_application(
            actor=me, now=NOW, application=application, version=number, form=replace(form, answers=answers)
        )
        with pytest.raises(InvalidInput) as refusal:
            send_application(actor=me, now=NOW, application=application)
        assert refusal.value.field == field_of(asked)
    answers = {data: "no", which: "kept, not asked"}
    save_application(actor=me, now=NOW, application=application, version=4, form=replace(form, answers=answers))
    send_application(actor=me, now=NOW, application=application)
    assert [one.text for one in answers_of(application)] == ["no"]
    with pytest.raises(NotPossibleNow):
        ask(kind="text", label="Too late")


def test_ruling_out_a_question_shortens_the_ranking_and_never_contradicts_it(call: Call) -> None:
    application = begun(call)
    me, form = as_applicant(application), whole_form(call)
    ruled_out = form.wishes[2].question
    both = replace(form, never=[ruled_out])
    save_application(actor=me, now=NOW, application=application, version=1, form=both)
    with pytest.raises(InvalidInput) as refusal:
        send_application(actor=me, now=NOW, application=application)
    assert refusal.value.field == "never"
    save_application(actor=me, now=NOW, application=application, version=2, form=replace(both, wishes=form.wishes[:2]))
    assert send_application(actor=me, now=NOW, application=application).state == "sent"


def test_what_an_applicant_adds_means_what_a_person_says_it_means(cast: Cast, call: Call) -> None:
    coordinator = cast.actor("coordinator")
    offer_term(actor=coordinator, now=NOW, programme=cast.programme, kind="skill", label="Statistics")
    first, second = begun(call), begun(call, "Ola Berg", "ola@example.org")
    for application, skills in ((first, ["stats", "  STATISTICS "]), (second, ["Stats"])):
        form = replace(whole_form(call), skills=skills, discipline="Human  geography")
        save_application(actor=as_applicant(application), now=NOW, application=application, version=1, form=form)
    added = VocabularyTerm.objects.get(folded="stats")
    statistics = VocabularyTerm.objects.get(label="Statistics")
    assert (added.is_offered, skills_of(first)) == (False, ["Statistics", "stats"])
    with pytest.raises(NotPermitted):
        merge_term(actor=cast.actor("reviewer"), now=NOW, term=added, into=statistics)
    assert merge_term(actor=coordinator, now=NOW, term=added, into=statistics) == 1
    assert (skills_of(first), skills_of(second)) == (["Statistics"], ["Statistics"])
    assert AuditEntry.objects.filter(verb="applications.merge-term").count() == 1
    # Typed again, it means the other word at once.
    form = replace(whole_form(call), skills=["stats"])
    save_application(actor=as_applicant(second), now=NOW, application=second, version=2, form=form)
    assert skills_of(second) == ["Statistics"]
    with pytest.raises(InvalidInput):
        merge_term(
            actor=coordinator, now=NOW, term=statistics, into=VocabularyTerm.objects.get(label="Human geography")
        )


def test_whoever_joins_gets_a_draft_of_their_own_with_the_same_ranking(cast: Cast, call: Call) -> None:
    application = begun(call)
    form = replace(whole_form(call), joint=(Joint("Ola Berg", "ola@example.org"),))
    save_application(actor=as_applicant(application), now=NOW, application=application, version=1, form=form)
    application = send_application(actor=as_applicant(application), now=NOW, application=application)
    joint = application.joint_applicants.get()
    for _ in range(2):
        answer_joint(actor=cast.actor("coordinator"), now=NOW, joint=joint, accepts=True)
    draft = Application.objects.get(applicant=joint.person)
    ranked = [list(one.preferences.values_list("question", "rank")) for one in (draft, application)]
    assert (draft.state, ranked[0]) == ("draft", ranked[1])
    changes = withdrawal_changes(application, NOW.date())
    assert changes[1] == "You applied with Ola Berg: they are placed only through an application of their own."
    assert changes[-1] == "You can apply again until 9 March 2026."
    assert withdrawal_changes(sent(call, "Ida Holm", "ida@example.org"), LATE.date())[-1].startswith(
        "The call takes no"
    )
