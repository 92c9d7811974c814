"""From a messy list of references to a recommendation that a stranger finds, in a browser.

A team brings in a list with faults, sorts it, holds two interviews, builds findings, writes a report that stands on
them, has its facts looked at and publishes it. One of the two takes the interview back by link, and the words are gone.
A visitor finds the recommendation by a plain question, and a harvester takes the catalogue from the same server.

Only the people, their roles, a round and a public question are set up beforehand.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from sickle import Sickle

from bridgework.apps.programmes.actions import load_types
from bridgework.kernel import clock, jobs
from bridgework.kernel.permissions import SYSTEM
from tests.cast import Cast, make_cast
from tests.journeys.hands import Hands
from tests.withstand.leaving import stored

pytestmark = pytest.mark.django_db(transaction=True)

RESEARCHER, TEAM_LEAD, OFFICER, LEAD = "Ana Ribeiro", "Yusuf Demir", "Priya Nair", "Ruth Okafor"
TITLE = "Rural buses"
MESSY = """TY  - JOUR
TI  - Night buses counted
AU  - Doe, Jane
PY  - 2021
DO  - 10.1000/night1
ER  -

TY  - JOUR
AU  - Nobody, N.
PY  - 2020
ER  -

TY  - RPRT
TI  - Taxis on call in two counties
PY  - 2019
TY  - JOUR
TI  - Night Buses, Counted
PY  - 2021
DO  - https://doi.org/10.1000/NIGHT1
ER  -
"""
KEPT = "The last bus leaves before my shift ends."
TAKEN_BACK = "My neighbour drives me when the ferry lamp is lit."
FINDING = "Nobody who works a late shift can get home by bus."
RECOMMENDED = "Run a shared taxi on call from every village after seven in the evening."


@pytest.fixture
def cast(transactional_db: Any) -> Cast:
    cache.clear()
    load_types(actor=SYSTEM, now=clock.machine_now())
    made = make_cast()
    made.challenge.is_public = True
    made.challenge.save()
    return made


def test_from_a_messy_list_to_a_recommendation_that_is_found(
    cast: Cast, site: str, page: Page, page_checks: Any
) -> None:
    hands = Hands(page, site, page_checks)
    hands.start()
    a_messy_list_is_brought_in_and_sorted(hands)
    kept = an_interview_is_held(hands, "Maud Tranter", KEPT)
    taken_back = an_interview_is_held(hands, "Ned Oake", TAKEN_BACK)
    hands.be("")
    the_person_approves(hands, kept, KEPT)
    the_person_approves(hands, taken_back, TAKEN_BACK)
    findings_are_built(hands)
    a_report_is_written(hands)
    its_facts_are_looked_at(hands)
    it_is_published(hands)
    one_takes_it_back(hands, taken_back)
    a_visitor_finds_it(hands)
    a_harvester_takes_the_catalogue(site)


def the_work(hands: Hands, *names: str) -> None:
    """As one of the team, by one's own work to a part of the team's place."""
    hands.menu("My work", TITLE, *names)


def a_messy_list_is_brought_in_and_sorted(hands: Hands) -> None:
    hands.be(RESEARCHER)
    the_work(hands, "Evidence")
    file = {"name": "found.ris", "mimeType": "application/x-research-info-systems", "buffer": MESSY.encode()}
    hands.page.locator("main input[type=file]").set_input_files(file)
    hands.press("Bring them in")
    hands.sees("4\nentries in the list", "It has no title", "Night Buses, Counted")
    hands.follow("Go to the sources", "Sort the sources")
    for heading, key in (
        ("Night buses counted", "i"),
        ("Taxis on call", "i"),
        ("Night buses counted", "i"),
        ("Taxis", "m"),
    ):
        hands.page.locator("main h2").filter(has_text=heading).first.wait_for()
        with hands.page.expect_navigation(wait_until="domcontentloaded"):
            hands.page.keyboard.press(key)
    hands.follow("Note a search")
    hands.press(
        "Keep the search", searched_on=clock.today(), where="An index", terms="bus AND failure", for_the_contrary=True
    )
    hands.sees("Included: 1")


def an_interview_is_held(hands: Hands, name: str, words: str) -> str:
    """Plan, agree, hold, write down, quote; the address of the link that the team sends."""
    hands.follow("Evidence", "Interviews", "Plan an interview")
    hands.press("Plan the interview", name=name, kept_until=clock.today() + timedelta(days=200))
    hands.follow("Note what they agree to")
    hands.press("Note it", agreed=["take_part", "record", "quote", "archive"], way="paper")
    hands.follow("Record that it was held")
    hands.press("Record it", held_on=clock.today())
    first = name.split()[0]
    hands.follow("Keep a transcript")
    hands.press("Keep the transcript", kind="raw", text=f"{first} said: {words}")
    hands.follow("Replace words")
    hands.press("Replace them", original=first, replaced_by="[The person]", reason="their name")
    hands.follow("Quote from the interview")
    hands.press("Keep the quote", text=words)
    hands.press("Make their link")
    return urlsplit(hands.page.locator(".bw-address").inner_text()).path


def the_person_approves(hands: Hands, link: str, words: str) -> None:
    """Whoever was interviewed opens what the team sent them: first the transcript, then the quote."""
    for choice in ("Approve the transcript", "Say which of your words may be printed"):
        hands.page.goto(f"{hands.site}{link}")
        hands.sees("Your interview")
        hands.page.get_by_label(choice).check()
        if choice.startswith("Say"):
            hands.page.get_by_label(words).check()
        hands.press("Look over my answer")
        hands.press("Yes, send this answer")


def findings_are_built(hands: Hands) -> None:
    hands.be(RESEARCHER)
    the_work(hands, "Evidence", "Add a finding")
    for title, bearing in (
        ("Night buses counted", "supports"),
        ("Taxis on call", "complicates"),
        ("Interviewee", "supports"),
    ):
        for row in hands.page.locator(".bw-rests__one").filter(has_text=title).all():
            row.locator("select").select_option(bearing)
    hands.press("Keep the finding", text=FINDING, confidence="moderate", is_public=True)
    hands.sees(FINDING, "Supports: Interviewee 2", "moderate")


def a_report_is_written(hands: Hands) -> None:
    hands.follow("Report", "Start the report")
    hands.press("", title="Home after the late shift", summary="Late shifts end after the last bus.")
    hands.press("Write it here")
    hands.page.locator("main li.bw-section").filter(has_text="Findings").get_by_role("link", name="Write").first.click()
    for group, label in (("Findings", FINDING[:30]), ("Quotes", KEPT[:20]), ("Quotes", TAKEN_BACK[:20])):
        details = hands.page.locator("aside details, .bw-refer").filter(has_text=group).first
        if not details.evaluate("one => one.open"):
            details.locator("summary").click()
        hands.page.locator(".bw-refer li").filter(has_text=label).get_by_role("button", name="Put in").click()
    text = hands.page.locator("main [name=text]").input_value()
    hands.press("Keep this section", text="\n\n".join(part for part in text.replace("[", "\n\n[").split("\n") if part))
    the_work(hands, "Report", "Home after", "Write and order the recommendations", "Add a recommendation")
    hands.page.get_by_label(FINDING).check()
    hands.press("", text=RECOMMENDED)
    the_work(hands, "Report", "Home after", "Go on writing", "Freeze a version")
    hands.press("")
    the_work(hands, "Report", "Home after", "What this report stands on")
    hands.sees(RECOMMENDED, FINDING, "Night buses counted")


def its_facts_are_looked_at(hands: Hands) -> None:
    the_work(hands, "Report", "Home after", "Ask officers, read and answer comments", "Ask officers")
    for box in hands.page.locator("main [name=people]").all():
        box.uncheck()
    hands.page.get_by_label(OFFICER).check()
    hands.press("Ask them")
    hands.answer_by_link(OFFICER, "facts", "I found nothing wrong")


def it_is_published(hands: Hands) -> None:
    hands.be(TEAM_LEAD)
    the_work(hands, "Report", "Home after", "Look it over and make it final")
    hands.press("Make it final")
    hands.be(LEAD)
    hands.menu("My work", "Publish the report")
    hands.press("Publish the report")
    jobs.run_waiting()
    hands.be("")
    hands.menu("Questions", TITLE, "Home after")
    hands.sees(KEPT, TAKEN_BACK)
    hands.check()


def one_takes_it_back(hands: Hands, link: str) -> None:
    hands.page.goto(f"{hands.site}{link}")
    hands.page.get_by_label("Take the whole interview back").check()
    hands.press("Look over my answer")
    hands.press("Yes, send this answer")
    assert stored("ferry lamp") == []
    hands.start()
    hands.menu("Questions", TITLE, "Home after")
    hands.sees(KEPT, "withdrawn")
    expect(hands.page.locator("main")).not_to_contain_text("ferry lamp")
    hands.be(RESEARCHER)
    the_work(hands, "Evidence")
    hands.sees("An interview it rests on was taken back")


def a_visitor_finds_it(hands: Hands) -> None:
    hands.be("")
    hands.page.get_by_role("searchbox").first.fill("how do people get home in the evening without a taxi?")
    with hands.page.expect_navigation(wait_until="domcontentloaded"):
        hands.page.keyboard.press("Enter")
    hands.sees(RECOMMENDED)
    hands.follow("Recommendation 1")
    hands.sees(RECOMMENDED, FINDING, "Night buses counted")


def a_harvester_takes_the_catalogue(site: str) -> None:
    records = list(Sickle(f"{site}/oai").ListRecords(metadataPrefix="oai_dc"))
    titles = " ".join(title for one in records for title in one.metadata.get("title", []))
    assert ("Home after the late shift" in titles, len(records) >= 3) == (True, True)
