from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from bridgework.apps.messages import actions, delivery, handlers, queries
from bridgework.apps.messages.models import Batch, DigestItem, Message
from bridgework.apps.participation.actions import answer_by_link
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.participation.queries import link_by_token
from bridgework.apps.participation.tokens import seal, unseal
from bridgework.apps.people.models import Person
from bridgework.kernel import clock, events, jobs
from bridgework.kernel.errors import NotPermitted, NotPossibleNow
from bridgework.kernel.links import Given
from bridgework.kernel.models.jobs import Job
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.tellings import TELLINGS, Telling, Told
from tests.cast import NOW, Cast, make_cast
from tests.purposes import NamingPurpose, with_purpose, without_purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def purpose() -> Iterator[NamingPurpose]:
    yield with_purpose()
    without_purpose()


@pytest.fixture
def told() -> Iterator[str]:
    TELLINGS["tests.told"] = lambda record, person: Telling("News", f"About {record}.", "/there/", "You wanted it.")
    yield "tests.told"
    del TELLINGS["tests.told"]


def want(cast: Cast, who: str = "owner", batch: str = "") -> AnswerWanted:
    return AnswerWanted(
        at=NOW,
        purpose="tests.naming",
        record_public_id=cast.question.public_id,
        person_public_id=cast.person(who).public_id,
        scope=cast.question.scope,
        expires_at=NOW + timedelta(days=400),
        actor_public_id=cast.person("coordinator").public_id,
        batch=batch,
    )


def token_in(text: str) -> str:
    return text.split("/l/")[1].split("/")[0]


def test_what_one_person_asks_another_is_mailed_with_a_link_that_works(cast: Cast, purpose: NamingPurpose) -> None:
    events.publish(want(cast))
    jobs.run_waiting()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["helen.marsh@example.org"], "May we name you with “Rural buses”?")
    link = link_by_token(token_in(str(sent.body)))
    assert (link.person, link.made_by) == (cast.person("owner"), cast.person("coordinator").public_id)
    for words in ("Why you get this:", "How to stop it:", "The coordinator of the 2026 round asks you."):
        assert words in str(sent.body)


def test_outside_the_demonstration_no_token_is_kept(cast: Cast, purpose: NamingPurpose, settings: object) -> None:
    settings.BRIDGEWORK_DEMO = False  # type: ignore[attr-defined]
    events.publish(want(cast))
    jobs.run_waiting()
    token = token_in(str(mail.outbox[0].body))
    everything = [*Message.objects.values(), *PersonalLink.objects.values(), *Job.objects.values()]
    assert token not in str(everything)
    assert queries.HIDDEN_LINK in queries.as_written(Message.objects.get()).text


def test_a_handler_that_runs_twice_asks_once(cast: Cast, purpose: NamingPurpose) -> None:
    handlers.ask_by_link(want(cast))
    handlers.ask_by_link(want(cast))
    jobs.run_waiting()
    jobs.run_waiting()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("days", "words"), [(-1, "is still welcome"), (0, "Please answer by")])
def test_a_day_that_has_passed_when_the_message_goes_is_not_asked_for(
    cast: Cast, purpose: NamingPurpose, monkeypatch: pytest.MonkeyPatch, days: int, words: str
) -> None:
    card = purpose.card(cast.question.public_id, cast.person("owner").pk)
    sent_on = clock.now()
    dated = replace(card, answer_by=sent_on.date() + timedelta(days=days), body="[Why you](https://example.org/why)")
    monkeypatch.setattr(purpose, "card", lambda record, person: dated)
    handlers.ask_by_link(want(cast))
    jobs.run_waiting()
    said = str(mail.outbox[0].body)
    assert (words in said, "Why you: https://example.org/why" in said, "[[" in said) == (True, True, False)
    # It stays what was sent, whenever it is read again.
    Message.objects.update(sent_at=sent_on)
    assert words in queries.as_written(Message.objects.get(), now=sent_on + timedelta(days=9)).text


def test_what_was_asked_for_and_is_gone_is_not_asked(cast: Cast, purpose: NamingPurpose) -> None:
    event = want(cast)
    handlers.ask_by_link(AnswerWanted(**{**event.__dict__, "record_public_id": "1m0000000000ab"}))
    assert not Message.objects.exists()


def test_an_answer_brings_a_receipt_to_the_address(cast: Cast, purpose: NamingPurpose) -> None:
    events.publish(want(cast))
    jobs.run_waiting()
    link = link_by_token(token_in(str(mail.outbox[0].body)))
    answer_by_link(now=NOW, link=link, sealed=unseal(seal(link.public_id, Given("no", "no\nthanks")), link.public_id))
    jobs.run_waiting()
    receipt = mail.outbox[1]
    assert (receipt.to, receipt.subject) == (
        ["helen.marsh@example.org"],
        "Your answer: May we name you with “Rural buses”?",
    )
    assert "You answered: No.\n\n> no\n> thanks\n\nYou are not named. Nothing more to do." in str(receipt.body)


def test_one_act_for_several_waits_for_a_named_person_and_is_released_once(cast: Cast, purpose: NamingPurpose) -> None:
    for who in ("owner", "councillor", "officer"):
        events.publish(want(cast, who, batch="naming"))
    jobs.run_waiting()
    assert mail.outbox == []
    batch = Batch.objects.get()
    assert [one.message_count for one in queries.batches_seen_by(cast.actor("coordinator"))] == [3]
    with pytest.raises(NotPermitted):
        actions.release_batch(actor=cast.actor("sponsor"), now=NOW, batch=batch)
    assert actions.release_batch(actor=cast.actor("coordinator"), now=NOW, batch=batch) == 3
    with pytest.raises(NotPossibleNow):
        actions.release_batch(actor=cast.actor("lead"), now=NOW, batch=batch)
    jobs.run_waiting()
    assert sorted(sent.to[0] for sent in mail.outbox) == [
        "alan.thorpe@example.org",
        "helen.marsh@example.org",
        "priya.nair@example.org",
    ]
    batch.refresh_from_db()
    assert batch.released_by == cast.person("coordinator").public_id


def test_a_batch_taken_back_reaches_nobody(cast: Cast, purpose: NamingPurpose) -> None:
    events.publish(want(cast, batch="naming"))
    jobs.run_waiting()
    actions.withdraw_batch(actor=cast.actor("lead"), now=NOW, batch=Batch.objects.get(), reason="A mistake.")
    jobs.run_waiting()
    assert (mail.outbox, Message.objects.get().state) == ([], "withdrawn")


def test_after_a_release_the_same_key_begins_a_new_batch(cast: Cast, purpose: NamingPurpose) -> None:
    events.publish(want(cast, batch="naming"))
    jobs.run_waiting()
    actions.release_batch(actor=cast.actor("lead"), now=NOW, batch=Batch.objects.get())
    events.publish(want(cast, "officer", batch="naming"))
    jobs.run_waiting()
    assert sorted(Batch.objects.values_list("state", flat=True)) == ["released", "waiting"]


def test_somebody_without_an_address_is_told_another_way(cast: Cast, purpose: NamingPurpose) -> None:
    Person.objects.filter(pk=cast.person("owner").pk).update(email="")
    events.publish(want(cast))
    jobs.run_waiting()
    message = Message.objects.get()
    assert (message.state, mail.outbox) == ("by_hand", [])
    assert list(queries.messages_to_tell_by_hand(cast.actor("coordinator"))) == [message]
    actions.note_told(actor=cast.actor("coordinator"), now=NOW, message=message)
    assert list(queries.messages_to_tell_by_hand(cast.actor("coordinator"))) == []


def test_news_wait_for_one_digest_a_day(cast: Cast, told: str) -> None:
    person = cast.person("researcher")
    for record in ("a", "b"):
        events.publish(
            Told(
                at=NOW, person_public_id=person.public_id, scope=cast.team.scope, telling=told, record_public_id=record
            )
        )
    jobs.run_waiting()
    assert (mail.outbox, DigestItem.objects.count()) == ([], 2)
    handlers.queue_digests(NOW)
    handlers.queue_digests(NOW)
    jobs.run_waiting()
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("2 pieces of news", ["ana.ribeiro@example.org"])
    assert "About a." in str(sent.body)
    assert "http://127.0.0.1:8000/there/" in str(sent.body)
    handlers.queue_digests(NOW + timedelta(days=1))
    jobs.run_waiting()
    assert len(mail.outbox) == 1


def test_a_digest_does_work_only_for_those_with_news(cast: Cast, told: str, django_assert_num_queries: object) -> None:
    Person.objects.bulk_create(
        Person(name=f"Reader {n}", email=f"r{n}@example.org", created_at=NOW) for n in range(500)
    )
    for key in ("researcher", "mentor"):
        actions.note_for_digest(now=NOW, person=cast.person(key), scope="", telling=Telling("News", "", "", "why"))
    with django_assert_num_queries(1 + 2 * 2):  # type: ignore[operator]
        handlers.queue_digests(NOW)
    assert Job.objects.filter(kind="messages.digest").count() == 2


def test_who_stops_the_digest_gets_none(cast: Cast) -> None:
    person = cast.person("researcher")
    news = Telling("News", "", "", "why")
    actions.note_for_digest(now=NOW, person=person, scope="", telling=news)
    actions.choose_digest(actor=cast.actor("researcher"), now=NOW, person=person, wants=False)
    actions.note_for_digest(now=NOW, person=person, scope="", telling=news)
    assert (DigestItem.objects.count(), queries.wants_digest(person)) == (0, False)
    with pytest.raises(NotPermitted):
        actions.choose_digest(actor=cast.actor("lead"), now=NOW, person=person, wants=True)


def test_a_telling_at_once_is_sent_at_once(cast: Cast, told: str) -> None:
    person = cast.person("researcher")
    event = Told(
        at=NOW,
        person_public_id=person.public_id,
        scope=cast.team.scope,
        telling=told,
        record_public_id="a",
        at_once=True,
    )
    events.publish(event)
    handlers.tell(event)
    jobs.run_waiting()
    assert [(sent.subject, sent.to) for sent in mail.outbox] == [("News", ["ana.ribeiro@example.org"])]


def test_delivering_twice_sends_once_and_a_message_id_stays_the_same(cast: Cast) -> None:
    message = actions.send_now(
        actor=SYSTEM, now=NOW, person=cast.person("owner"), subject="One\nTwo", body="Text", why="Because.", scope=""
    )
    delivery.deliver(message.public_id, NOW)
    delivery.deliver(message.public_id, NOW)
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == f"<{message.public_id}@127.0.0.1>"
    assert sent.subject == "One Two"


def test_mail_that_cannot_be_sent_is_tried_again_and_then_given_up(cast: Cast, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    message = actions.send_now(
        actor=SYSTEM, now=NOW, person=cast.person("owner"), subject="One", body="Text", why="Because.", scope="p"
    )
    for _ in range(delivery.ATTEMPTS - 1):
        with pytest.raises(OSError, match="refused"):
            delivery.deliver(message.public_id, NOW)
    delivery.deliver(message.public_id, NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", delivery.ATTEMPTS)
    assert message.last_error.startswith("ConnectionRefusedError")


@pytest.mark.parametrize(("hours", "told"), [(23, ["A meeting", "News"]), (25, ["News"])])
def test_what_is_no_news_any_more_is_in_no_digest(cast: Cast, hours: int, told: list[str]) -> None:
    person = cast.person("outsider")
    meeting = Telling("A meeting", "", "", "why", until=NOW + timedelta(days=1))
    for telling in (meeting, Telling("News", "", "", "why")):
        actions.note_for_digest(now=NOW, person=person, scope="", telling=telling)
    message = actions.write_digest(actor=SYSTEM, now=NOW + timedelta(hours=hours), person=person, once_key="digest")
    assert message is not None
    assert [item.subject for item in message.items.order_by("id")] == told
