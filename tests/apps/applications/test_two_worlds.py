"""After a conflict everything is as if the application did not exist: the same pages, by the same number of queries.

Two worlds are compared: one in which an application was never sent, and one in which it was sent, assigned, read,
scored and written about, and the person who looks is in conflict with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from difflib import ndiff

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bridgework.apps.applications.actions import assigning, outcomes, reviewing
from bridgework.apps.applications.actions.forming_calls import PhaseText, set_review_phase
from bridgework.apps.applications.models import Application, Call, JointApplicant, Review
from bridgework.apps.conflicts.actions import decide_conflict, declare_conflict
from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.messages.actions import release_batch
from bridgework.apps.messages.models import Batch, Message
from bridgework.apps.messages.queries import batches_seen_by, message_seen_by
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for
from bridgework.apps.teams.models import TeamMember
from bridgework.kernel import jobs, roles
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from tests.apps.applications.stage import call_of, sent
from tests.cast import NOW, Cast, give_role, make_cast, make_person

pytestmark = pytest.mark.django_db
CHANGING = re.compile(
    r'name="(csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"|value="[^"]*" name="(csrfmiddlewaretoken|once)"'
)
World = dict[str, tuple[int, str, int]]


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    found = make_cast()
    found.people["second"] = make_person("Grete Lund")
    give_role(found.people["second"], roles.REVIEWER, found.programme.scope)
    return found


@pytest.fixture
def call(cast: Cast) -> Call:
    made = call_of(cast)
    phase = PhaseText("Reading", NOW.date(), NOW.date() + timedelta(days=60), sees="all", others="always", may_bid=True)
    set_review_phase(actor=cast.actor("coordinator"), now=NOW, call=made, text=phase)
    return made


def read(cast: Cast, application: Application, who: str, score: int) -> Review:
    """Assigned to, and read by, one reviewer."""
    review = assigning.assign_reviewer(
        actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=cast.person(who)
    )
    actor = cast.actor(who)
    reviewing.declare(actor=actor, now=NOW, review=review, conflict=False)
    scores = {application.call.criteria.get().pk: score}
    return reviewing.give_review(actor=actor, now=NOW, review=review, scores=scores, comment="Clear and honest.")


def world(cast: Cast, who: str, addresses: list[str]) -> World:
    """What somebody is answered at every address: status, words, number of queries."""
    jobs.run_waiting()
    cache.clear()
    client = Client()
    client.force_login(cast.account(who), backend="django.contrib.auth.backends.ModelBackend")
    client.get(addresses[0])
    found: World = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        found[address] = (answer.status_code, CHANGING.sub("", answer.content.decode()), len(asked))
    return found


def same(one: World, other: World) -> None:
    """Address by address, so that a difference can be read."""
    for address, (status, words, queries) in other.items():
        changed = [line for line in ndiff(words.splitlines(), one[address][1].splitlines()) if line[0] in "+-"]
        assert (address, *one[address][::2], changed) == (address, status, queries, [])


def actor_now(cast: Cast, who: str) -> Actor:
    """Somebody with the conflicts that stand."""
    return actor_for(cast.person(who), NOW)


def conflicted(cast: Cast, application: Application, person: Person) -> None:
    declare_conflict(
        actor=cast.actor("lead"), now=NOW, person=person, record_public_id=application.public_id,
        scope=application.scope, reason="Household.",
    )  # fmt: skip


def hidden_application(cast: Cast, call: Call) -> Application:
    """Sent, read by the other reviewer with a score far from the rest, and written about."""
    application = sent(call, "Zebedee Quill", "quill@example.org")
    read(cast, application, "second", 1)
    reviewing.write_message(
        actor=cast.actor("second"), now=NOW, application=application, text="Zebedee is a friend of a friend."
    )
    return application


def test_a_reviewer(cast: Cast, call: Call) -> None:
    first, other = sent(call), sent(call, "Ola Berg", "ola@example.org")
    mine = read(cast, first, "reviewer", 4)
    read(cast, first, "second", 5)
    assigning.assign_reviewer(
        actor=cast.actor("coordinator"), now=NOW, application=other, reviewer=cast.person("reviewer")
    )
    addresses = [
        "/desk/reviews/", "/desk/reviews/?as=csv", "/desk/reviews/declare/", f"/desk/reviews/{mine.public_id}/",
        f"/desk/reviews/calls/{call.public_id}/", "/desk/", "/desk/conflicts/", "/search/?q=Zebedee+Quill",
        "/desk/reviews/0000000000000/",
    ]  # fmt: skip
    without = world(cast, "reviewer", addresses)
    application = hidden_application(cast, call)
    review = Review.objects.create(
        created_at=NOW, application=application, reviewer=cast.person("reviewer"), state="assigned", state_since=NOW
    )
    conflicted(cast, application, cast.person("reviewer"))
    same(world(cast, "reviewer", addresses), without)
    client = Client()
    client.force_login(cast.account("reviewer"), backend="django.contrib.auth.backends.ModelBackend")
    unknown = client.get("/desk/reviews/00000000000000/")
    hidden = client.get(f"/desk/reviews/{review.public_id}/")
    assert hidden.status_code == unknown.status_code == 404
    assert CHANGING.sub("", hidden.content.decode()).replace(review.public_id, "0" * 14) == CHANGING.sub(
        "", unknown.content.decode()
    )
    for act in ("pick-up",):
        assert client.post(f"/desk/applications/{application.public_id}/{act}/").status_code == 404
    with pytest.raises(NotFound):
        reviewing.write_message(actor=actor_now(cast, "reviewer"), now=NOW, application=application, text="Hello")


def test_somebody_who_runs_the_call(cast: Cast, call: Call) -> None:
    for name in ("Wen Li", "Ola Berg"):
        read(cast, sent(call, name, f"{name[:3].lower()}@example.org"), "reviewer", 4)
    page = f"/desk/calls/{call.public_id}/"
    addresses = [
        page, f"{page}?as=csv", f"{page}?state=sent", f"{page}reviews/", f"{page}reviews/?as=csv",
        f"{page}assignment/?readers=2&load=9", f"{page}assignment/?readers=2&load=9&as=csv", f"{page}equality/",
        "/desk/conflicts/", "/search/?q=Zebedee+Quill",
    ]  # fmt: skip
    without = world(cast, "coordinator", addresses)
    application = hidden_application(cast, call)
    conflicted(cast, application, cast.person("coordinator"))
    same(world(cast, "coordinator", addresses), without)
    client = Client()
    client.force_login(cast.account("coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/desk/applications/{application.public_id}/").status_code == 404


def test_who_was_asked_by_link_and_who_is_kept_apart(cast: Cast, call: Call) -> None:
    seen = sent(call)
    addresses = ["/desk/asked/", f"/desk/applications/{seen.public_id}/", "/desk/"]
    without = world(cast, "coordinator", addresses)
    application, ola = hidden_application(cast, call), make_person("Ola Berg")
    joint = JointApplicant.objects.create(created_at=NOW, application=application, name="Ola Berg", person=ola)
    links = [
        PersonalLink.objects.create(
            created_at=NOW, scope=call.scope, purpose=purpose, record_public_id=record, person=person,
            token_hash=purpose, expires_at=NOW + timedelta(days=9),
        )
        for purpose, record, person in (
            ("applications.join", joint.public_id, ola), ("teams.join", "0" * 14, application.applicant),
        )
    ]  # fmt: skip
    outcomes.keep_apart(actor=cast.actor("lead"), now=NOW, one=seen, other=application, reason="They asked.")
    conflicted(cast, application, cast.person("coordinator"))
    same(world(cast, "coordinator", addresses), without)
    client = Client()
    client.force_login(cast.account("coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    assert [client.get(f"/desk/asked/{one.public_id}/").status_code for one in links] == [404, 404]


def test_the_outbox_and_who_is_free_for_a_team(cast: Cast, call: Call) -> None:
    lead, seen = cast.actor("lead"), [sent(call), sent(call, "Ola Berg", "ola@example.org")]
    decided(lead, call, *seen)
    batch, team = Batch.objects.get(), TeamMember.objects.get(person=cast.person("researcher")).team
    addresses = ["/desk/outbox/", f"/desk/outbox/{batch.public_id}/", "/desk/", f"/desk/teams/{team.public_id}/"]
    without = world(cast, "coordinator", addresses)
    assert "2 messages" in without[addresses[1]][1]
    application = hidden_application(cast, call)
    decided(lead, call, application)
    conflicted(cast, application, cast.person("coordinator"))
    same(world(cast, "coordinator", addresses), without)
    assert release_batch(actor=actor_now(cast, "coordinator"), now=NOW, batch=batch) == 2
    left = Message.objects.get(person=application.applicant, kind="batch")
    assert (left.state, left.batch_id != batch.pk) == ("waiting", True)
    with pytest.raises(NotFound):
        message_seen_by(actor_now(cast, "coordinator"), left.public_id)
    assert [row["message_count"] for row in batches_seen_by(lead).values()] == [1, 2]


def decided(lead: Actor, call: Call, *applications: Application) -> None:
    """Held in reserve, with messages that wait in the outbox."""
    for one in applications:
        outcomes.propose_outcome(actor=lead, now=NOW, application=one, event="hold_in_reserve", reason="Full.")
    outcomes.release_outcomes(actor=lead, now=NOW, call=call)
    jobs.run_waiting()


def test_releasing_leaves_what_a_conflict_hides_to_somebody_else(cast: Cast, call: Call) -> None:
    seen, hidden = sent(call), hidden_application(cast, call)
    conflicted(cast, hidden, cast.person("coordinator"))
    outcomes.propose_outcome(
        actor=cast.actor("lead"), now=NOW, application=seen, event="propose_place", reason="A clear yes."
    )
    assert outcomes.release_outcomes(actor=actor_now(cast, "coordinator"), now=NOW, call=call) == 1
    hidden.refresh_from_db()
    assert (hidden.state, hidden.released_at) == ("sent", None)


def test_the_gate_opens_again_when_a_person_decides_that_there_is_no_conflict(cast: Cast, call: Call) -> None:
    application = sent(call)
    review = assigning.assign_reviewer(
        actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=cast.person("reviewer")
    )
    reviewing.declare(actor=cast.actor("reviewer"), now=NOW, review=review, conflict=True, reason="We met once.")
    jobs.run_waiting()
    review.refresh_from_db()
    assert review.state == "conflicted"
    decide_conflict(
        actor=cast.actor("lead"), now=NOW, conflict=Conflict.objects.get(), stands=False, reason="Meeting is no tie."
    )
    jobs.run_waiting()
    review.refresh_from_db()
    assert review.state == "assigned"
