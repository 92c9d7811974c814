"""The pages of a question's work, as its people use them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports import actions as reports
from bridgework.apps.reports.models import FactCheck, FactCheckComment, Recommendation, Report
from bridgework.apps.reports.queries import latest_version, reading_token
from bridgework.apps.workspace import actions
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.apps.workspace.models import (
    Finding,
    Milestone,
    Proposition,
    ReferenceImport,
    Request,
    Source,
    TeamMeeting,
    WorkspaceFile,
)
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    made.challenge.target_meeting = made.meeting
    made.challenge.save()
    return made


LIST = "@article{a, title={Buses and jobs}, year={2019}}\n@article{b, title={Buses and jobs}, year={2019}}\n@misc{c}\n"


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def place(cast: Cast, *parts: str) -> str:
    return "/".join(("/workspace", cast.challenge.public_id, *parts)) + "/"


def fill(cast: Cast, many: int = 1) -> Report:
    """A bit of everything, `many` times."""
    team, challenge = cast.actor("researcher"), cast.challenge
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=challenge)
    report = reports.start_report(actor=team, now=NOW, challenge=challenge, title="Buses that people use", summary="S.")
    for number in range(many):
        reports.add_version(actor=team, now=NOW, report=report, text=f"# One\n\nVersion {number}.")
        actions.make_request(
            actor=team, now=NOW, challenge=challenge, asked_of=cast.person("officer"), text=f"Request {number}?"
        )
        meeting = actions.plan_team_meeting(
            actor=team,
            now=NOW,
            challenge=challenge,
            starts_at=NOW - timedelta(days=1),
            invited=[cast.person("officer")],
        )
        actions.hold_team_meeting(
            actor=team, now=NOW, meeting=meeting, notes="We met.", attended=[cast.person("researcher")]
        )
        for kind in ("decision", "to_do"):
            actions.add_point(
                actor=team, now=NOW, meeting=meeting, kind=kind, text=f"{kind} {number}", owner=cast.person("lived")
            )
        source = actions.add_source(actor=team, now=NOW, challenge=challenge, kind="study", title=f"Source {number}")
        words = FindingWords(f"Finding {number}.", figure="45%", superseded_note="Later 40%.")
        finding = actions.add_finding(actor=team, now=NOW, challenge=challenge, words=words, rests_on=[Bearing(source)])
        proposition = actions.put_proposition(
            actor=team, now=NOW, challenge=challenge, text=f"Idea {number}", put_to="parishes"
        )
        actions.note_answer(actor=team, now=NOW, proposition=proposition, by_role="clerk", stance="for", text="Yes.")
        reports.add_recommendation(
            actor=team, now=NOW, report=report, text=f"Recommendation {number}.", findings=[finding]
        )
        reports.add_future_work(actor=team, now=NOW, report=report, text=f"Later {number}.")
    actions.bring_references(actor=team, now=NOW, challenge=challenge, text=LIST, name="found.bib")
    version = latest_version(report)
    assert version is not None
    for number in range(many):
        reports.comment_on_fact(actor=cast.actor("officer"), now=NOW, version=version, text=f"Comment {number}.")
    reports.ask_fact_check(actor=team, now=NOW, report=report, people=[cast.person("officer")])
    return report


def every_page(cast: Cast, report: Report) -> list[str]:
    """Every page of the work that is read."""
    one = report.public_id
    meeting, request = TeamMeeting.objects.latest("id"), Request.objects.latest("id")
    proposition, finding = Proposition.objects.latest("id"), Finding.objects.latest("id")
    recommendation, comment = Recommendation.objects.latest("id"), FactCheckComment.objects.latest("id")
    return [
        "/workspace/",
        *(
            place(cast, *parts)
            for parts in (
                (),
                ("meetings",),
                ("meetings", "plan"),
                ("meetings", meeting.public_id),
                ("meetings", meeting.public_id, "notes"),
                ("meetings", meeting.public_id, "change"),
                ("meetings", meeting.public_id, "add"),
                ("meetings", meeting.public_id, "cancel"),
                ("requests",),
                ("requests", "make"),
                ("requests", request.public_id),
                ("evidence",),
                ("evidence", "screening"),
                ("evidence", "searches"),
                ("interviews",),
                ("interviews", "plan"),
                ("evidence", "bring"),
                ("evidence", "lists", ReferenceImport.objects.latest("id").public_id),
                ("evidence", "references"),
                ("sources", "add"),
                ("sources", finding.sources.get().public_id),
                ("findings", "add"),
                ("findings", finding.public_id),
                ("propositions",),
                ("propositions", "put"),
                ("propositions", proposition.public_id),
                ("propositions", proposition.public_id, "answer"),
                ("propositions", proposition.public_id, "conclude"),
                ("plan",),
                ("plan", Milestone.objects.earliest("order").public_id, "reached"),
                ("files",),
                ("reports",),
                ("reports", "start"),
                ("reports", one),
                ("reports", one, "parts", "start"),
                ("reports", one, "details"),
                ("reports", one, "write"),
                ("reports", one, "upload"),
                ("reports", one, "versions"),
                ("reports", one, "versions", "1"),
                ("reports", one, "recommendations"),
                ("reports", one, "recommendations", "add"),
                ("reports", one, "stands-on"),
                ("reports", one, "recommendations", "merge"),
                ("reports", one, "recommendations", recommendation.public_id),
                ("reports", one, "recommendations", recommendation.public_id, "split"),
                ("reports", one, "future"),
                ("reports", one, "facts"),
                ("reports", one, "facts", "ask"),
                ("reports", one, "facts", comment.public_id, "reply"),
                ("reports", one, "publish"),
            )
        ),
    ]


def test_every_page_opens_for_the_team_and_hides_from_outsiders(cast: Cast) -> None:
    report = fill(cast, 2)
    team, outsider = signed_in(cast, "team_lead"), signed_in(cast, "outsider")
    pages = every_page(cast, report)
    assert {page: team.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    hidden = [page for page in pages if page != "/workspace/"]
    assert {page: outsider.get(page).status_code for page in hidden} == dict.fromkeys(hidden, 404)


def test_empty_places_say_what_will_be_there(cast: Cast) -> None:
    team = signed_in(cast, "team_lead")
    for parts in ((), ("meetings",), ("requests",), ("evidence",), ("propositions",), ("plan",), ("reports",)):
        assert team.get(place(cast, *parts)).status_code == 200
    assert b"Nothing has been requested yet." in team.get(place(cast, "requests")).content


COUNTS = {
    (): 27,
    ("meetings",): 9,
    ("requests",): 9,
    ("evidence",): 16,
    ("propositions",): 8,
    ("plan",): 11,
    ("reports",): 8,
}


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("parts", COUNTS, ids=str)
def test_a_page_takes_the_same_queries_however_much_it_shows(
    cast: Cast, parts: tuple[str, ...], many: int, django_assert_num_queries: object
) -> None:
    fill(cast, many)
    team = signed_in(cast, "team_lead")
    with django_assert_num_queries(COUNTS[parts]):  # type: ignore[operator]
        team.get(place(cast, *parts))


def test_a_request_is_made_of_somebody_unknown_and_answered_for_them(cast: Cast) -> None:
    team = signed_in(cast, "researcher")
    wrong = team.post(place(cast, "requests", "make"), {"text": "Who knows?", "asked_of": "somebody-else"})
    assert b"Enter their email address." in wrong.content
    team.post(
        place(cast, "requests", "make"),
        {
            "text": "Who knows?",
            "asked_of": "somebody-else",
            "name": "Moira Gray",
            "email": "moira@buses.example",
        },
    )
    request = Request.objects.get()
    assert request.asked_of.name == "Moira Gray"
    entered = signed_in(cast, "coordinator").post(
        place(cast, "requests", request.public_id), {"choice": "answer", "text": "She does.", "way": "phone"}
    )
    request.refresh_from_db()
    assert (entered.status_code, request.state, request.answered_way) == (302, "answered", "phone")


def test_an_officer_answers_in_place(cast: Cast) -> None:
    actions.make_request(
        actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, asked_of=cast.person("officer"), text="Who?"
    )
    request = Request.objects.get()
    again = signed_in(cast, "researcher").get(place(cast, "requests", "make")).content
    assert b"(1 request of yours waits already)" in again
    officer = signed_in(cast, "officer")
    shown = officer.post(place(cast, "requests", request.public_id), {"choice": "pass_on", "text": "Nobody"})
    assert b"We cannot ask somebody without an email address." in shown.content
    officer.post(place(cast, "requests", request.public_id), {"choice": "cannot_help", "text": "It is secret."})
    request.refresh_from_db()
    assert request.state == "cannot_help"


def test_a_meeting_is_planned_held_and_leaves_a_thing_to_do(cast: Cast) -> None:
    team = signed_in(cast, "team_lead")
    planned = team.post(
        place(cast, "meetings", "plan"),
        {"on": "2026-03-01", "at": "2.30pm", "invited": [cast.person("officer").public_id]},
    )
    meeting = TeamMeeting.objects.get()
    assert planned.headers["Location"] == place(cast, "meetings", meeting.public_id)
    team.post(
        place(cast, "meetings", meeting.public_id, "notes"),
        {"version": "1", "notes": "We met.", "attended": [cast.person("officer").public_id]},
    )
    second = team.post(place(cast, "meetings", meeting.public_id, "notes"), {"version": "1", "notes": "Other notes."})
    assert (second.status_code, b"We met." in second.content, b"Other notes." in second.content) == (409, True, True)
    team.post(
        place(cast, "meetings", meeting.public_id, "add"),
        {"kind": "to_do", "text": "Find it.", "owner": cast.person("officer").public_id, "due_on": "2026-03-09"},
    )
    point = meeting.points.get()
    signed_in(cast, "officer").post(place(cast, "to-do", point.public_id))
    point.refresh_from_db()
    assert point.done_on == NOW.date()


def test_the_plan_is_counted_and_ticked(cast: Cast) -> None:
    team = signed_in(cast, "team_lead")
    team.post(place(cast, "plan", "count"))
    brief = Milestone.objects.get(key="brief")
    team.post(place(cast, "plan", brief.public_id, "reached"), {"on": "2026-03-01"})
    brief.refresh_from_db()
    assert str(brief.done_on) == "2026-03-01"
    assert b"It can still reach the meeting on" in team.get(place(cast, "plan")).content


def test_a_file_is_kept_and_a_wrong_one_refused_in_words(cast: Cast) -> None:
    officer = signed_in(cast, "officer")
    bad = io.BytesIO(b"<script>alert(1)</script>")
    bad.name = "data.pdf"
    assert b"is not a PDF" in officer.post(place(cast, "files"), {"file": bad}).content
    good = io.BytesIO(b"route,riders\n9,20\n")
    good.name = "riders.csv"
    officer.post(place(cast, "files"), {"file": good, "note": "Riders by route"})
    row = WorkspaceFile.objects.get()
    download = officer.get(f"/files/{row.file.public_id}/")
    assert (download.status_code, download.headers["Content-Disposition"]) == (200, 'attachment; filename="riders.csv"')
    assert signed_in(cast, "outsider").get(f"/files/{row.file.public_id}/").status_code == 404


def test_a_report_goes_from_its_first_words_to_its_readers(cast: Cast) -> None:
    team, officer, lead = (signed_in(cast, who) for who in ("team_lead", "officer", "lead"))
    team.post(place(cast, "reports", "start"), {"title": "Buses that people use", "summary": "In short."})
    report = Report.objects.get()
    here = ("reports", report.public_id)
    looked = team.post(
        place(cast, *here, "write"), {"text": "# One\n\n<script>alert(1)</script>", "version": "0", "also": "yes"}
    )
    assert (report.versions.count(), b"&lt;script&gt;" in looked.content) == (0, True)
    team.post(place(cast, *here, "write"), {"text": "# One\n\nBuses run.", "version": "0"})
    stale = team.post(place(cast, *here, "write"), {"text": "Mine.", "version": "0"})
    assert (stale.status_code, report.versions.count()) == (409, 1)
    team.post(place(cast, *here, "recommendations", "add"), {"text": "Run later buses."})
    one = Recommendation.objects.get()
    assert officer.get(place(cast, *here, "recommendations", one.public_id)).status_code == 403
    team.post(place(cast, *here, "facts", "ask"), {"people": [cast.person("officer").public_id]})
    asked = FactCheck.objects.get()
    officer.post(f"/workspace/facts/{asked.public_id}/", {"answer": "comments", "words": "Route 9, not 8."})
    comment = FactCheckComment.objects.get()
    team.post(place(cast, *here, "facts", comment.public_id, "reply"), {"accepted": "yes"})
    team.post(place(cast, *here, "finish"))
    lead.post(place(cast, *here, "publish"), {})
    report.refresh_from_db()
    assert report.state == "published"
    run_waiting()
    public = Client().get("/questions/2026-rural-buses/report/")
    assert public.status_code == 200
    for words in (b"Buses that people use", b"Run later buses.", b"Buses run.", b"SHA-256"):
        assert words in public.content
    lead.post(place(cast, *here, "withdraw"), {"reason": "A table names a person."})
    assert Client().get(f"/questions/2026-rural-buses/report/{report.public_id}/").status_code == 410


def test_a_draft_is_read_by_its_address_without_an_account(cast: Cast) -> None:
    report = fill(cast)
    version = latest_version(report)
    assert version is not None
    shown = Client().get(f"/workspace/read/{reading_token(version)}/")
    assert (shown.status_code, shown.headers["X-Robots-Tag"]) == (200, "noindex")
    assert Client().get("/workspace/read/nonsense/").status_code == 404


def test_future_work_becomes_a_question_from_the_page(cast: Cast) -> None:
    report = fill(cast)
    work = report.future_work.get()
    team = signed_in(cast, "researcher")
    team.post(
        place(cast, "reports", report.public_id, "future", work.public_id, "question"), {"wording": "What of trains?"}
    )
    work.refresh_from_db()
    assert work.question is not None
    assert work.question.state == "proposed"


def test_the_team_lead_begins_the_work(cast: Cast) -> None:
    cast.challenge.state = "team_formed"
    cast.challenge.save()
    team = signed_in(cast, "team_lead")
    assert b"Begin the work" in team.get(place(cast)).content
    team.post(place(cast, "begin"))
    assert Challenge.objects.get().state == "under_way"


def test_a_list_is_brought_in_by_two_clicks_and_a_doi_by_one(cast: Cast) -> None:
    team = signed_in(cast, "researcher")
    sent = team.post(
        place(cast, "evidence", "bring"), {"file": SimpleUploadedFile("found.bib", LIST.encode())}, follow=True
    )
    assert b"It has no title." in sent.content
    assert b"Keep it as another work" in sent.content
    team.post(place(cast, "evidence", "bring"), {"given": "https://doi.org/10.1000/182"})
    assert Source.objects.latest("id").doi == "10.1000/182"
    refused = team.post(place(cast, "evidence", "bring"), {"given": "hello"})
    assert b"This is neither a DOI nor a web address" in refused.content
    not_a_list = SimpleUploadedFile("found.ris", b"\x00\x01PK")
    assert b"This file is no list" in team.post(place(cast, "evidence", "bring"), {"file": not_a_list}).content
    assert signed_in(cast, "officer").post(place(cast, "evidence", "bring"), {"given": "x"}).status_code == 403


def test_references_are_taken_away_in_three_formats_by_those_on_the_question(cast: Cast) -> None:
    fill(cast)
    team, outsider = signed_in(cast, "officer"), signed_in(cast, "outsider")
    for format_, beginning in (("ris", b"TY  - "), ("bibtex", b"@"), ("csl-json", b"[")):
        assert team.get(place(cast, "evidence", "references", format_)).content.startswith(beginning)
        assert outsider.get(place(cast, "evidence", "references", format_)).status_code == 404
    assert team.get(place(cast, "evidence", "references", "xls")).status_code == 404
