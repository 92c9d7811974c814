"""A person is removed: everywhere, in one transaction, and what they decided stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client

from bridgework.apps.library.actions import receive_note
from bridgework.apps.messages.actions import send_now
from bridgework.apps.messages.models import Message
from bridgework.apps.people import actions as people
from bridgework.apps.people.models import Account, Affiliation, Person, RoleHolding
from bridgework.apps.privacy import actions
from bridgework.apps.privacy.models import ErasureRequest
from bridgework.apps.privacy.queries import preview_of
from bridgework.apps.privacy.removed import remove_again, removed_people
from bridgework.apps.questions.models import Question, Wording
from bridgework.apps.teams.models import TeamMember
from bridgework.kernel import search
from bridgework.kernel.errors import NotPermitted, NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.models import AuditEntry, Transition
from bridgework.kernel.permissions import SYSTEM, VISITOR
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Dan Whitlock", "dan.whitlock@example.org"


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    dan = made.person("proposer")
    Person.objects.filter(pk=dan.pk).update(phone="01223 000000", how_to_reach="mornings", scope=made.programme.scope)
    dan.refresh_from_db()
    made.people["proposer"] = dan
    Affiliation.objects.create(person=dan, organisation=made.council, department="Roads", post="Engineer")
    Question.objects.filter(pk=made.question.pk).update(proposer=dan, brought_by=NAME)
    search.refresh(made.challenge)
    TeamMember.objects.filter(person=made.person("researcher")).update(why=f"{NAME} spoke well of them.")
    letter: dict[str, Any] = {"actor": SYSTEM, "now": NOW, "scope": made.programme.scope, "why": "You asked."}
    send_now(person=dan, subject="Your question", body=f"Dear {NAME}", **letter)
    send_now(person=made.person("lead"), subject=f"{NAME} wrote", body=f"Ask {NAME}.", **letter)
    receive_note(actor=VISITOR, now=NOW, challenge=made.challenge, text="I was there.", contact=EMAIL)
    return made


def retire(cast: Cast) -> None:
    """End every role of the person who asks to be removed."""
    day = NOW.date() - timedelta(days=1)
    RoleHolding.objects.filter(person=cast.person("proposer")).update(ends_on=day)


def removed(cast: Cast) -> ErasureRequest:
    retire(cast)
    request = actions.ask_erasure(actor=cast.actor("lead"), now=NOW, person=cast.person("proposer"), way="phone")
    return actions.erase(actor=cast.actor("lead"), now=NOW, request=request)


def everywhere(words: str) -> list[str]:
    """Every table and column of the database, index included, in which words stand."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                column = connection.ops.quote_name(str(field.column))
                table = connection.ops.quote_name(model._meta.db_table)
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT count(*) FROM {table} WHERE CAST({column} AS TEXT) LIKE %s", [f"%{words}%"])
                    if cursor.fetchone()[0]:
                        found.append(f"{model._meta.label}.{field.name}")
    return found


def test_nothing_is_left_of_the_person_in_any_table(cast: Cast) -> None:
    assert len(everywhere(NAME)) > 4
    removed(cast)
    assert [everywhere(words) for words in (NAME, EMAIL, "01223 000000", "mornings", "Engineer")] == [[]] * 5


def test_what_was_asked_stays_and_can_still_be_found(cast: Cast) -> None:
    removed(cast)
    question = Question.objects.get(pk=cast.question.pk)
    assert (question.brought_by, question.proposer_id) == ("Somebody who was removed", cast.person("proposer").pk)
    assert Wording.objects.filter(question=question).exists()
    assert search.find("buses", actor=VISITOR).total == 1
    assert search.find(NAME, actor=cast.actor("lead")).total == 0


def test_the_account_and_its_sessions_are_gone(cast: Cast, client: Client) -> None:
    client.force_login(cast.account("proposer"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/account/").status_code == 200
    removed(cast)
    assert (Account.objects.filter(email=EMAIL).count(), Session.objects.count()) == (0, 0)
    assert client.get("/desk/account/").status_code == 302


def test_a_backup_from_before_does_not_bring_the_person_back(cast: Cast) -> None:
    person = cast.person("proposer")
    removed(cast)
    run_waiting()
    # As a backup of the day before has it; the note stays beside the database.
    Person.objects.filter(pk=person.pk).update(name=NAME, email=EMAIL, erased_at=None)
    again = [remove_again(removed_people(), actor=SYSTEM, now=NOW) for _ in range(2)]
    assert (again, everywhere(EMAIL)) == ([1, 0], [])


def test_what_was_not_sent_is_never_sent(cast: Cast) -> None:
    person = cast.person("proposer")
    assert Message.objects.filter(person=person, state="released").count() == 1
    removed(cast)
    assert not Message.objects.filter(person=person, state="released").exists()


def test_history_and_audit_stay_and_name_nobody(cast: Cast) -> None:
    before = (AuditEntry.objects.count(), Transition.objects.count())
    removed(cast)
    assert AuditEntry.objects.count() > before[0]
    assert Transition.objects.count() > before[1]
    assert [one for one in everywhere(NAME) if "Audit" in one or "Transition" in one] == []


def test_done_again_nothing_more_happens(cast: Cast) -> None:
    request = removed(cast)
    with pytest.raises(NotPermitted):
        actions.erase(actor=cast.actor("lead"), now=NOW, request=request)
    with pytest.raises(NotPossibleNow):
        actions.ask_erasure(actor=cast.actor("lead"), now=NOW, person=cast.person("proposer"))


def test_while_a_role_is_held_nobody_is_removed(cast: Cast) -> None:
    request = actions.ask_erasure(actor=cast.actor("proposer"), now=NOW, person=cast.person("proposer"))
    with pytest.raises(NotPossibleNow, match="still holds a role"):
        actions.erase(actor=cast.actor("lead"), now=NOW, request=request)
    assert Person.objects.get(pk=cast.person("proposer").pk).name == NAME


def test_the_lead_decides_and_nobody_else(cast: Cast) -> None:
    retire(cast)
    request = actions.ask_erasure(actor=cast.actor("coordinator"), now=NOW, person=cast.person("proposer"))
    with pytest.raises(NotPermitted):
        actions.erase(actor=cast.actor("coordinator"), now=NOW, request=request)
    with pytest.raises(NotPermitted):
        actions.ask_erasure(actor=cast.actor("researcher"), now=NOW, person=cast.person("lead"))


def test_the_preview_says_what_the_erasure_then_does(cast: Cast) -> None:
    retire(cast)
    request = actions.ask_erasure(actor=cast.actor("lead"), now=NOW, person=cast.person("proposer"))
    preview = preview_of(cast.person("proposer"), NOW, NOW.date())
    counted = {one.held.model: one.about + one.named for one in preview.lines if one.about or one.named}
    assert actions.erase(actor=cast.actor("lead"), now=NOW, request=request).counts == counted
    assert preview.is_possible


def test_a_half_done_removal_is_not_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(**more: Any) -> None:
        raise RuntimeError

    retire(cast)
    request = actions.ask_erasure(actor=cast.actor("lead"), now=NOW, person=cast.person("proposer"))
    monkeypatch.setattr("bridgework.apps.people.personal.erase_person_record", break_down)
    with pytest.raises(RuntimeError):
        actions.erase(actor=cast.actor("lead"), now=NOW, request=request)
    assert Affiliation.objects.filter(person=cast.person("proposer")).count() == 1


def test_a_person_who_was_removed_is_in_no_list(cast: Cast) -> None:
    removed(cast)
    seen = {one.pk for one in people_listed(cast)}
    assert cast.person("proposer").pk not in seen


def people_listed(cast: Cast) -> list[Person]:
    from bridgework.apps.people.queries import people_seen_by

    return list(people_seen_by(cast.actor("lead")))


def test_words_of_the_public_record_are_left_to_people(cast: Cast) -> None:
    Wording.objects.filter(question=cast.question).update(text=f"What did {NAME} mean by buses?")
    retire(cast)
    preview = preview_of(cast.person("proposer"), NOW, NOW.date())
    assert [(one.held.model, one.named) for one in preview.published] == [("questions.Wording", 1)]
    removed(cast)
    assert NAME in Wording.objects.get(question=cast.question).text


def test_people_registered_again_are_somebody_new(cast: Cast) -> None:
    removed(cast)
    again = people.register_person(
        actor=cast.actor("lead"), now=NOW, name=NAME, scope=cast.programme.scope, email=EMAIL
    )
    assert again.pk != cast.person("proposer").pk
