"""From a call to a confirmed team, by the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from bridgework.apps.applications.models import Application, Call, Review
from bridgework.apps.applications.resuming import token_for
from bridgework.apps.messages.models import Batch
from bridgework.apps.participation.models import LinkAnswer
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.models import Team, TeamMember
from bridgework.kernel import jobs
from tests.cast import NOW, Cast, make_cast, make_challenge, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    found = make_cast()
    for title, code in (("Libraries", "2026-libraries"), ("Parks", "2026-parks")):
        _, challenge = make_challenge(found.programme, found.round, title, code)
        challenge.state = "open"
        challenge.save()
    return found


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def open_call(cast: Cast) -> Call:
    coordinator = signed_in(cast, "coordinator")
    values = {
        "title": "Apply for 2026",
        "opens_on": "2026-03-01",
        "closes_on": "2026-03-20",
        "eligibility": "Any researcher.",
        "preferences_wanted": "2",
    }
    coordinator.post(f"/desk/rounds/{cast.round.public_id}/call/", values)
    call = Call.objects.get()
    coordinator.post(f"/desk/calls/{call.public_id}/publish/")
    call.refresh_from_db()
    return call


def begin(client: Client, call: Call, email: str = "wen@example.org") -> Application:
    """Begun on the call's page, and opened in the same browser by the link that was sent."""
    client.post(f"/apply/{call.public_id}/", {"name": "Wen Li", "email": email})
    application = Application.objects.get(applicant__email=email)
    client.post(f"/apply/resume/{token_for(application)}/")
    return application


def apply(call: Call, name: str) -> Application:
    """One applicant, from the public page to “sent”, in a browser of their own."""
    client, email = Client(), f"{name.split()[0].lower()}@example.org"
    client.post(f"/apply/{call.public_id}/", {"name": name, "email": email})
    application = Application.objects.get(applicant__email=email)
    client.post(f"/apply/resume/{token_for(application)}/")
    wishes = [one.public_id for one in call.round.challenges.filter(state="open").order_by("code")]
    client.post(
        "/apply/form/",
        {
            "department": name,
            "experience": "Surveys.",
            "whole_period": "yes",
            "wish_1": wishes[0],
            "wish_2": wishes[1],
            "version": application.version,
        },
    )
    client.post("/apply/check/")
    application.refresh_from_db()
    return application


def test_three_apply_one_reviews_and_a_team_is_confirmed(cast: Cast) -> None:
    call = open_call(cast)
    applications = [apply(call, name) for name in ("Wen Li", "Ola Berg", "Kit Shaw")]
    assert {one.state for one in applications} == {"sent"}
    coordinator, reviewer = signed_in(cast, "coordinator"), signed_in(cast, "reviewer")
    first = applications[0]
    coordinator.post(f"/desk/applications/{first.public_id}/assign/", {"reviewer": cast.person("reviewer").pk})
    review = Review.objects.get()
    assert reviewer.get(f"/desk/reviews/{review.public_id}/").status_code == 404
    card = reviewer.get("/desk/reviews/declare/").content.decode()
    assert ("Wen Li" in card, "Surveys." in card) == (True, False)
    reviewer.post("/desk/reviews/declare/", {f"card_{review.card}": "no"})
    assert "Surveys." in reviewer.get(f"/desk/reviews/{review.public_id}/").content.decode()
    score = f"score_{call.criteria.get().pk}"
    reviewer.post(f"/desk/reviews/{review.public_id}/", {score: "4", "comment": "Clear."})
    page = coordinator.get(f"/desk/calls/{call.public_id}/").content.decode()
    assert "average 75 (75 to 75)" in page
    challenge = call.round.challenges.get(code="2026-libraries")
    coordinator.post(f"/desk/questions-taken-up/{challenge.public_id}/team/")
    team = Team.objects.get(challenge=challenge)
    for one in applications:
        coordinator.post(
            f"/desk/teams/{team.public_id}/suggest/",
            {"person": one.applicant.pk, "role": "researcher", "why": "You ranked it first."},
        )
    coordinator.post(f"/desk/teams/{team.public_id}/invite/")
    for place in TeamMember.objects.filter(team=team):
        coordinator.post(f"/desk/places/{place.public_id}/answer/", {"answer": "accept", "way": "phone"})
    asked = coordinator.get(f"/desk/challenges/{challenge.public_id}/").context["next_step"]
    assert asked == "The team is confirmed: 3 accepted, and nobody else is asked"
    coordinator.post(f"/desk/teams/{team.public_id}/confirm/")
    team.refresh_from_db()
    assert (team.state, LinkAnswer.objects.filter(way="phone").count()) == ("formed", 3)
    formed = coordinator.get(f"/desk/teams/{team.public_id}/")
    assert formed.context["next"][0] == "Give the team its brief"
    assert coordinator.get(formed.context["next"][1]).status_code == 200
    ways = [words for words, _ in formed.context["ways"]]
    assert ways[:3] == ["How the question is run", "The brief", "The workspace"]
    assert "Applicants without a place" not in formed.content.decode()
    assert set(Application.objects.values_list("state", flat=True)) == {"placed"}


def test_only_questions_that_look_for_a_team_are_offered(cast: Cast) -> None:
    call = open_call(cast)
    assert call.round.challenges.get(code=cast.challenge.code).state != "open"
    page = Client().get(f"/apply/{call.public_id}/")
    assert [one.code for one in page.context["offered"]] == ["2026-libraries", "2026-parks"]
    application = apply(call, "Wen Li")
    call.round.challenges.filter(code="2026-parks").update(state="under_way")
    assert [one.code for one in Client().get(f"/apply/{call.public_id}/").context["offered"]] == ["2026-libraries"]
    interest = signed_in(cast, "coordinator").get(f"/desk/calls/{call.public_id}/").context["interest"]
    assert {one.challenge.code for one in interest} == {"2026-libraries", "2026-parks"}
    assert application.state == "sent"


def test_what_sending_requires_is_not_called_optional(cast: Cast) -> None:
    call, client = open_call(cast), Client()
    begin(client, call)
    form = client.get("/apply/form/").context["form"]
    said = [one.name for one in form.visible_fields() if not one.is_optional and not one.is_single_checkbox]
    assert said == ["experience", "whole_period", "wish_1", "wish_2"]


def test_a_call_that_somebody_answered_says_why_it_stays_as_it_is(cast: Cast) -> None:
    call = open_call(cast)
    coordinator = signed_in(cast, "coordinator")
    assert "Change the call" in coordinator.get(f"/desk/calls/{call.public_id}/").content.decode()
    apply(call, "Wen Li")
    page = coordinator.get(f"/desk/calls/{call.public_id}/").content.decode()
    assert "Change the call" not in page
    assert "somebody has applied already" in page


def test_an_empty_team_says_why_it_cannot_be_confirmed(cast: Cast) -> None:
    challenge = cast.round.challenges.get(code="2026-libraries")
    coordinator = signed_in(cast, "coordinator")
    coordinator.post(f"/desk/questions-taken-up/{challenge.public_id}/team/")
    team = Team.objects.get(challenge=challenge)
    page = coordinator.get(f"/desk/teams/{team.public_id}/").content.decode()
    assert "Confirm the team" not in page
    assert "0 of the people invited have accepted; a team has at least" in page


def test_an_invitation_waits_on_nobody_before_the_outbox_is_released(cast: Cast) -> None:
    call = open_call(cast)
    coordinator, challenge = signed_in(cast, "coordinator"), cast.round.challenges.get(code="2026-libraries")
    coordinator.post(f"/desk/questions-taken-up/{challenge.public_id}/team/")
    team = Team.objects.get(challenge=challenge)
    for name in ("Wen Li", "Ola Berg", "Kit Shaw"):
        person = apply(call, name).applicant
        coordinator.post(f"/desk/teams/{team.public_id}/suggest/", {"person": person.pk, "role": "researcher"})
    coordinator.post(f"/desk/teams/{team.public_id}/invite/")
    # What waits on the coordinator because of other questions is none of this test's business.
    Challenge.objects.exclude(pk=challenge.pk).update(state="under_way")
    jobs.run_waiting()
    batch = Batch.objects.get()

    def invited(where: str) -> list[str]:
        lines = coordinator.get("/desk/").context[where]
        return [one.item.public_id for one in lines if one.item.kind in ("messages.batch", "teams.invitation")]

    assert (invited("lines"), invited("elsewhere")) == ([batch.public_id], [])
    coordinator.post(f"/desk/outbox/{batch.public_id}/release/")
    assert (invited("lines"), len(invited("elsewhere"))) == ([], 3)


def test_a_reviewer_with_a_conflict_reads_nothing(cast: Cast) -> None:
    application = apply(open_call(cast), "Wen Li")
    signed_in(cast, "coordinator").post(
        f"/desk/applications/{application.public_id}/assign/", {"reviewer": cast.person("reviewer").pk}
    )
    reviewer, review = signed_in(cast, "reviewer"), Review.objects.get()
    reviewer.post("/desk/reviews/declare/", {f"card_{review.card}": "yes", f"reason_{review.card}": "My sister."})
    assert reviewer.get(f"/desk/reviews/{review.public_id}/").status_code == 404
    assert "Wen Li" not in reviewer.get("/desk/reviews/declare/").content.decode()


def test_the_link_back_does_nothing_when_it_is_only_opened(cast: Cast) -> None:
    call = open_call(cast)
    Client().post(f"/apply/{call.public_id}/", {"name": "Wen Li", "email": "wen@example.org"})
    application = Application.objects.get()
    scanner = Client()
    assert scanner.get(f"/apply/resume/{token_for(application)}/").status_code == 200
    application.refresh_from_db()
    assert application.confirmed_at is None
    assert scanner.get("/apply/form/").status_code == 404


def test_somebody_elses_address_opens_nothing_and_says_nothing(cast: Cast) -> None:
    call, answers = open_call(cast), []
    apply(call, "Ola Berg")
    begin(Client(), call)
    for email in ("wen@example.org", "ola@example.org", "nobody@example.org"):
        other = Client()
        answer = other.post(f"/apply/{call.public_id}/", {"name": "Mallory", "email": email}, follow=True)
        answers.append((answer.redirect_chain, answer.content.decode().partition("<main")[2].partition("</main")[0]))
        assert [other.get(one).status_code for one in ("/apply/form/", "/apply/sent/")] == [404, 404]
    assert answers[0] == answers[1] == answers[2]
    assert "We sent a link" in answers[0][1]


def test_not_everybodys_mailbox_is_filled(cast: Cast) -> None:
    call = open_call(cast)
    asked = {"name": "Wen Li", "email": "wen@example.org"}
    said = [Client().post(f"/apply/{call.public_id}/", asked).status_code for _ in range(7)]
    assert said == [302] * 5 + [200] * 2


def test_a_form_with_holes_is_kept_and_says_all_that_is_missing_before_it_is_sent(cast: Cast) -> None:
    call, client = open_call(cast), Client()
    application = begin(client, call)
    client.post("/apply/form/", {"department": "Geography", "version": application.version})
    lacks = client.get("/apply/check/").context["lacks"]
    assert [address.split("#id_")[1] for _, address in lacks] == ["wish_1", "experience", "whole_period"]
    page = client.post("/apply/check/").content.decode()
    assert "Rank 2 questions; you ranked 0." in page
    assert "Geography" in page


def test_whoever_comes_back_later_leaves_nothing_open_in_the_browser(cast: Cast) -> None:
    call, client = open_call(cast), Client()
    application = begin(client, call)
    client.post("/apply/form/", {"department": "Geography", "version": application.version, "then": "later"})
    application.refresh_from_db()
    assert (application.department, client.get("/apply/form/").status_code) == ("Geography", 404)


def test_the_same_question_is_not_ranked_twice(cast: Cast) -> None:
    call, client = open_call(cast), Client()
    begin(client, call)
    wish = call.round.challenges.filter(state="open").first()
    assert wish is not None
    page = client.post("/apply/form/", {"wish_1": wish.public_id, "wish_2": wish.public_id, "version": 1})
    assert "You ranked this question higher already." in page.content.decode()


@pytest.mark.parametrize("key", ["outsider", "officer", "researcher"])
def test_applications_are_not_for_everybody(cast: Cast, key: str) -> None:
    application = apply(open_call(cast), "Wen Li")
    client = signed_in(cast, key)
    assert client.get(f"/desk/applications/{application.public_id}/").status_code == 403
    assert client.get(f"/desk/calls/{application.call.public_id}/").status_code == 403


def test_a_team_member_takes_a_record_of_contribution_away(cast: Cast) -> None:
    place = TeamMember.objects.get(person=cast.person("researcher"))
    researcher = signed_in(cast, "researcher")
    researcher.post(f"/desk/places/{place.public_id}/contribution/", {"text": "Ran the survey of riders."})
    signed_in(cast, "coordinator").post(f"/desk/places/{place.public_id}/contribution/confirm/")
    page = researcher.get(f"/desk/places/{place.public_id}/contribution/record/").content.decode()
    assert "Ran the survey of riders." in page
    assert cast.person("coordinator").name in page


@pytest.mark.parametrize("applicants", [1, 3])
def test_a_call_is_read_in_a_fixed_number_of_queries(
    cast: Cast, applicants: int, django_assert_num_queries: Callable[..., object]
) -> None:
    call = open_call(cast)
    for name in ("Wen Li", "Ola Berg", "Kit Shaw")[:applicants]:
        apply(call, name)
    coordinator = signed_in(cast, "coordinator")
    coordinator.get(f"/desk/calls/{call.public_id}/")
    with django_assert_num_queries(13):  # type: ignore[attr-defined]
        coordinator.get(f"/desk/calls/{call.public_id}/")


@pytest.mark.parametrize("people", [1, 3])
def test_a_team_is_read_in_a_fixed_number_of_queries(
    cast: Cast, people: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(people):
        TeamMember.objects.create(
            created_at=NOW,
            team=cast.team,
            person=make_person(f"Extra {number}"),
            role="researcher",
            state="accepted",
            state_since=NOW,
        )
    coordinator = signed_in(cast, "coordinator")
    coordinator.get(f"/desk/teams/{cast.team.public_id}/")
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        coordinator.get(f"/desk/teams/{cast.team.public_id}/")
