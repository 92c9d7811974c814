"""The pages of papers, as their people use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import actions, queries
from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.committees.waiting import to_publish
from bridgework.apps.impact.models import Action
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Report
from bridgework.apps.reports.searchables import report_address
from bridgework.core.reading import human_date
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db

MET_ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def draft(cast: Cast, proposals: int = 1) -> Paper:
    _, recommendations = make_report(cast, proposals)
    cast.challenge.state = "reported"
    cast.challenge.save()
    officer = cast.actor("officer")
    paper = actions.prepare_paper(
        actor=officer, now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title="Buses that people use"
    )
    for one in recommendations:
        actions.add_proposal(actor=officer, now=NOW, paper=paper, text="Agree it.", recommendations=[one])
    return paper


def published(cast: Cast, proposals: int = 1) -> Paper:
    paper = draft(cast, proposals)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    actions.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=paper)
    CommitteeMeeting.objects.update(on=MET_ON)
    return Paper.objects.get(pk=paper.pk)


def test_an_officer_writes_a_paper_and_hands_it_to_the_clerk(cast: Cast) -> None:
    _, recommendations = make_report(cast, 2)
    officer = signed_in(cast, "officer")
    begun = officer.post(
        f"/committee/questions/{cast.challenge.public_id}/prepare/",
        {"committee_meeting": cast.meeting.pk, "title": "Buses that people use", "summary": "In short."},
    )
    paper = Paper.objects.get()
    assert begun.headers["Location"] == f"/committee/papers/{paper.public_id}/"
    officer.post(
        f"/committee/papers/{paper.public_id}/proposals/add/",
        {"text": "Agree the first.", "recommendations": [recommendations[0].pk]},
    )
    assert Proposal.objects.get().recommendations.get() == recommendations[0]
    officer.post(f"/committee/papers/{paper.public_id}/ready/")
    paper.refresh_from_db()
    assert paper.state == "ready"


def test_the_clerk_publishes_and_records_changed_words(cast: Cast) -> None:
    paper = published(cast)
    proposal = paper.proposals.get()
    clerk = signed_in(cast, "clerk")
    clerk.post(
        f"/committee/proposals/{proposal.public_id}/resolve/",
        {"outcome": "agreed_with_changed_words", "words": "Agree it in part.", "resolved_on": "2026-03-02"},
    )
    run_waiting()
    page = clerk.get(f"/committee/papers/{paper.public_id}/").content.decode()
    assert Resolution.objects.get().words == "Agree it in part."
    assert "agreed with changed words" in page.lower()
    assert "none set" in page


def test_unchanged_words_are_not_kept_twice(cast: Cast) -> None:
    proposal = published(cast).proposals.get()
    signed_in(cast, "clerk").post(
        f"/committee/proposals/{proposal.public_id}/resolve/",
        {"outcome": "agreed", "words": "Agree it.", "resolved_on": "2026-03-02"},
    )
    assert Resolution.objects.get().words == ""


def test_a_hole_is_shown_at_its_field_and_what_was_typed_stays(cast: Cast) -> None:
    proposal = published(cast).proposals.get()
    answer = signed_in(cast, "clerk").post(
        f"/committee/proposals/{proposal.public_id}/resolve/",
        {"outcome": "declined", "words": "Agree it.", "resolved_on": "2026-03-02", "source": "minutes, item 7"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Give the reason in a sentence." in page
    assert "minutes, item 7" in page
    assert not Resolution.objects.exists()


def test_the_clerk_opens_the_action_that_was_tasked(cast: Cast) -> None:
    paper = published(cast)
    resolution = actions.record_resolution(
        actor=cast.actor("clerk"),
        now=NOW,
        proposal=paper.proposals.get(),
        resolved=actions.Resolved("agreed", MET_ON),
    )
    recommendation = resolution.proposal.recommendations.get()
    signed_in(cast, "clerk").post(
        f"/committee/resolutions/{resolution.public_id}/action/",
        {
            "text": "Run a trial.",
            "recommendations": [recommendation.pk],
            "owner_role": "Head of Transport",
            "deliverer": "council",
            "due_on": "2027-03-01",
        },
    )
    action = Action.objects.get()
    assert (action.resolution, action.due_on, list(action.recommendations.all())) == (
        resolution,
        date(2027, 3, 1),
        [recommendation],
    )


@pytest.mark.parametrize("key", ["outsider", "reviewer", "partner"])
def test_strangers_find_no_draft(cast: Cast, key: str) -> None:
    paper = draft(cast)
    client = signed_in(cast, key)
    assert client.get(f"/committee/papers/{paper.public_id}/").status_code == 404
    assert paper.title not in client.get("/committee/").content.decode()


def test_the_lead_is_told_why_they_cannot_publish(cast: Cast) -> None:
    paper = draft(cast)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    lead = signed_in(cast, "lead")
    assert "Ask the clerk of this committee." in lead.get(f"/committee/papers/{paper.public_id}/").content.decode()
    assert lead.post(f"/committee/papers/{paper.public_id}/publish/").status_code == 403


@pytest.mark.parametrize("proposals", [1, 3])
def test_a_paper_is_read_in_a_fixed_number_of_queries(
    cast: Cast, proposals: int, django_assert_num_queries: Callable[..., object]
) -> None:
    paper = published(cast, proposals)
    clerk = signed_in(cast, "clerk")
    clerk.get("/committee/")
    with django_assert_num_queries(17):  # type: ignore[attr-defined]
        clerk.get(f"/committee/papers/{paper.public_id}/")


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_is_read_in_a_fixed_number_of_queries(
    cast: Cast, papers: int, django_assert_num_queries: Callable[..., object]
) -> None:
    draft(cast)
    for number in range(1, papers):
        actions.prepare_paper(
            actor=cast.actor("lead"),
            now=NOW,
            challenge=cast.challenge,
            committee_meeting=cast.meeting,
            title=f"Paper {number}",
        )
    clerk = signed_in(cast, "clerk")
    clerk.get("/committee/")
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        clerk.get("/committee/")


def test_a_ready_paper_is_due_on_the_last_day_to_publish(cast: Cast) -> None:
    paper = draft(cast)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    last_day = queries.last_day_to_publish(Paper.objects.get())
    page = signed_in(cast, "clerk").get(f"/committee/papers/{paper.public_id}/").content.decode()
    assert last_day < cast.meeting.on
    assert f'class="bw-holding__due">by <time datetime="{last_day}">{human_date(last_day)}' in page
    assert [one.due for one in to_publish(cast.person("clerk").pk, NOW)] == [last_day]


def test_a_paper_is_with_the_clerk_until_every_proposal_has_its_resolution(cast: Cast) -> None:
    paper = published(cast, 2)
    clerk = signed_in(cast, "clerk")
    held = []
    for proposal in paper.proposals.order_by("order"):
        actions.record_resolution(
            actor=cast.actor("clerk"), now=NOW, proposal=proposal, resolved=actions.Resolved("agreed", MET_ON)
        )
        page = clerk.get(f"/committee/papers/{paper.public_id}/").content.decode()
        held.append(("on the other proposals" in page, "Nothing more: what" in page, "bw-holding__due" in page))
    assert held == [(True, False, False), (False, True, False)]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_paper_leads_to_the_reports_it_puts_once_they_are_public(cast: Cast, is_public: bool) -> None:
    paper = draft(cast)
    report = Report.objects.get()
    Report.objects.update(state="published" if is_public else "draft")
    Challenge.objects.update(is_public=True)
    paper.reports.set([report])
    page = signed_in(cast, "clerk").get(f"/committee/papers/{paper.public_id}/").content.decode()
    assert (f'href="{report_address(Report.objects.get())}"' in page) is is_public
    assert report.title in page


def test_the_minute_is_pasted_from_the_page_of_the_paper_once_the_meeting_has_been(cast: Cast) -> None:
    paper = published(cast)
    address, link = f"/committee/papers/{paper.public_id}/", f"/committee/papers/{paper.public_id}/minute/"
    assert link in signed_in(cast, "clerk").get(address).content.decode()
    assert link not in signed_in(cast, "lead").get(address).content.decode()
    CommitteeMeeting.objects.update(on=NOW.date() + timedelta(days=2))
    early = signed_in(cast, "clerk").get(address).content.decode()
    resolve = f"/committee/proposals/{paper.proposals.get().public_id}/resolve/"
    assert (link in early, resolve in early, "What was resolved can be recorded from" in early) == (False, False, True)
    assert signed_in(cast, "clerk").get(resolve).status_code == 409


def test_a_paper_is_prepared_for_the_meeting_the_question_aims_at(cast: Cast) -> None:
    cast.challenge.target_meeting = cast.meeting
    cast.challenge.save()
    page = signed_in(cast, "officer").get(f"/committee/questions/{cast.challenge.public_id}/prepare/").content.decode()
    assert f'<option value="{cast.meeting.pk}" selected' in page


def test_publishing_pressed_twice_leads_to_the_published_paper(cast: Cast) -> None:
    paper = draft(cast, 1)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    clerk, address = signed_in(cast, "clerk"), f"/committee/papers/{paper.public_id}/publish/"
    answers = [clerk.post(address) for _ in range(2)]
    assert [one.headers.get("Location") for one in answers] == [f"/committee/papers/{paper.public_id}/"] * 2
    assert paper.versions.filter(what="published").count() == 1
