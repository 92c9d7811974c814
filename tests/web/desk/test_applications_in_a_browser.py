"""Every page of applying and reviewing in a real browser; conditions and the draft that keeps itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from bridgework.apps.applications.actions import outcomes, reviewing
from bridgework.apps.applications.actions.assigning import assign_reviewer
from bridgework.apps.applications.actions.calls import make_access_code
from bridgework.apps.applications.actions.forming_calls import PhaseText, QuestionText, ask_question, set_review_phase
from bridgework.apps.applications.actions.vocabulary import offer_term
from bridgework.apps.applications.models import Application, Call
from bridgework.apps.applications.resuming import token_for
from tests.apps.applications.stage import as_applicant, begun, call_of, sent
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    return make_cast()


@pytest.fixture
def call(cast: Cast) -> Call:
    """A call with everything on its form, open today."""
    made = call_of(cast, appeal_role="the sponsor", appeals_until=NOW.date() + timedelta(days=90))
    coordinator = cast.actor("coordinator")
    for kind, label in (("discipline", "Geography"), ("skill", "Maps"), ("slot", "Monday"), ("trait", "Carer")):
        offer_term(actor=coordinator, now=NOW, programme=cast.programme, kind=kind, label=label)
    ask_question(actor=coordinator, now=NOW, call=made, text=QuestionText("yes_no", "Data before?"))
    text = QuestionText(
        "long", "Which data?", words_most=5, shown_when=made.form_questions.get(), shown_when_value="yes"
    )
    ask_question(actor=coordinator, now=NOW, call=made, text=text)
    ask_question(actor=coordinator, now=NOW, call=made, text=QuestionText("file", "Your plan"))
    return made


def sign_in(page: Page, site: str, cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(cast.account(who), backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def open_today(call: Call) -> None:
    today = timezone.localdate()
    Call.objects.filter(pk=call.pk).update(
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=9),
        appeals_until=today + timedelta(days=30),
    )
    call.review_phases.update(starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=9))


def test_the_form_asks_by_condition_counts_words_and_keeps_itself(
    page: Page, site: str, call: Call, page_checks: PageChecks
) -> None:
    application = begun(call)
    open_today(call)
    page.goto(f"{site}/apply/{call.public_id}/")
    page_checks(page)
    page.goto(f"{site}/apply/resume/{token_for(application)}/")
    page.get_by_role("button", name="Open my application").click()
    which = page.get_by_label("Which data?")
    expect(which).to_be_hidden()
    page.get_by_role("group", name="Data before?").get_by_label("Yes").check()
    which.fill("one two three four five six")
    expect(page.locator("[data-bw-words='5']")).to_contain_text("You have 1 word too many")
    which.fill("one two – three")
    expect(page.locator("[data-bw-words='5']")).to_contain_text("You have 2 words left")
    page.get_by_label("Department or group").fill("History")
    expect(page.locator("[data-bw-kept-said]")).to_contain_text("Kept at")
    application.refresh_from_db()
    assert application.department == "History"
    page_checks(page)
    page.get_by_role("button", name="Keep and check my answers").click()
    page_checks(page)


def test_pages_of_an_applicant(
    cast: Cast, call: Call, site: str, new_page: Callable[..., Page], page_checks: PageChecks
) -> None:
    application = sent(call)
    lead = cast.actor("lead")
    outcomes.propose_outcome(actor=lead, now=NOW, application=application, event="hold_in_reserve", reason="Full.")
    for released in (False, True):
        if released:
            outcomes.release_outcomes(actor=lead, now=NOW, call=call)
            outcomes.ask_feedback(actor=as_applicant(application), now=NOW, application=application)
        page = new_page()
        open_today(call)
        page.goto(f"{site}/apply/resume/{token_for(application)}/")
        page.get_by_role("button", name="Open my application").click()
        expect(page.locator("h1")).to_have_text(
            "You are on the reserve list" if released else "We have your application"
        )
        page_checks(page)
        for path in ("equality", "withdraw", "appeal"):
            page.goto(f"{site}/apply/{path}/")
            page_checks(page)


def test_pages_of_answers_to_applicants_and_of_the_vocabulary(
    cast: Cast, call: Call, site: str, new_page: Callable[..., Page], page_checks: PageChecks
) -> None:
    application, lead = sent(call), cast.actor("lead")
    outcomes.propose_outcome(actor=lead, now=NOW, application=application, event="hold_in_reserve", reason="Full.")
    open_today(call)
    outcomes.release_outcomes(actor=lead, now=NOW, call=call)
    made = outcomes.appeal(
        actor=as_applicant(application), now=NOW, application=application, grounds="One answer was overlooked."
    )
    outcomes.ask_feedback(actor=as_applicant(application), now=NOW, application=application)
    offer_term(actor=lead, now=NOW, programme=cast.programme, kind="skill", label="Statistics")
    other = offer_term(actor=lead, now=NOW, programme=cast.programme, kind="skill", label="Statistical methods")
    page = new_page()
    page.goto(f"{site}/apply/{call.public_id}/?begun=1")
    expect(page.locator("h1")).to_have_text("Look at your mail")
    page_checks(page)
    sign_in(page, site, cast, "lead")
    for address, heading in (
        (f"/desk/appeals/{made.public_id}/", "Wen Li"),
        (f"/desk/applications/{application.public_id}/feedback/", "Feedback for Wen Li"),
        (f"/desk/applications/{application.public_id}/outcome/", "Propose an outcome"),
        (f"/desk/vocabulary/{other.public_id}/merge/", "Merge “Statistical methods”"),
        (f"/desk/programmes/{cast.programme.public_id}/vocabulary/new/", "A word to choose from"),
    ):
        page.goto(f"{site}{address}")
        expect(page.locator("h1")).to_contain_text(heading)
        page_checks(page)


def test_pages_of_the_desk_and_of_reviewers(
    cast: Cast, call: Call, site: str, new_page: Callable[..., Page], page_checks: PageChecks
) -> None:
    application, other = sent(call), sent(call, "Ola Berg", "ola@example.org")
    coordinator = cast.actor("coordinator")
    text = PhaseText("Reading", NOW.date(), NOW.date(), sees="all", names_hidden=True, others="always", may_bid=True)
    set_review_phase(actor=coordinator, now=NOW, call=call, text=text)
    make_access_code(actor=coordinator, now=NOW, call=call, purpose="Late", works_until=NOW.date())
    review = assign_reviewer(actor=coordinator, now=NOW, application=application, reviewer=cast.person("reviewer"))
    assign_reviewer(actor=coordinator, now=NOW, application=other, reviewer=cast.person("reviewer"))
    reviewing.declare(actor=cast.actor("reviewer"), now=NOW, review=review, conflict=False)
    open_today(call)
    desk = f"/desk/calls/{call.public_id}/"
    applied = f"/desk/applications/{application.public_id}/"
    places = {
        "coordinator": [
            desk, f"{desk}shape/", f"{desk}questions/new/", f"{desk}criteria/new/", f"{desk}phases/new/",
            f"{desk}codes/new/", f"{desk}reviews/", f"{desk}assignment/", f"{desk}equality/",
            f"/desk/programmes/{cast.programme.public_id}/vocabulary/", applied, f"{applied}assign/",
            f"{applied}redacted/", f"{applied}apart/", f"{applied}message/",
        ],
        "reviewer": [
            "/desk/reviews/", "/desk/reviews/declare/", "/desk/reviews/ties/", f"/desk/reviews/{review.public_id}/",
            f"/desk/reviews/calls/{call.public_id}/",
        ],
    }  # fmt: skip
    for who, addresses in places.items():
        page = new_page()
        sign_in(page, site, cast, who)
        for address in addresses:
            answer = page.goto(f"{site}{address}")
            assert answer is not None
            assert answer.status == 200, address
            page_checks(page)
    assert Application.objects.count() == 2
