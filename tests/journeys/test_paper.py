"""A committee paper with holes, in a browser, from mending it to what became of it.

It goes to Word and back, is cleared by link and code, stopped for what is not cleared and for being late, published
with the reason, handed over, decided with one changed word by pasting the minute; then its actions stand in the ledger.

Only the invented programme, a published report and the draft with its holes are set up beforehand.
"""

from __future__ import annotations

import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from bridgework.apps.programmes.actions import load_types
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.demo.invented import clearances, paper_to_mend, people
from bridgework.demo.invented.passing_time import play
from bridgework.demo.invented.programme import LAST_ROUND, THIS_ROUND, lay_ground, make_round
from bridgework.demo.invented.stage import Stage
from bridgework.kernel import clock, roles
from bridgework.kernel.permissions import SYSTEM
from tests.cast import give_role, make_challenge
from tests.journeys import word_hand
from tests.journeys.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)

AUTHOR, CLERK = people.PEOPLE["catering"][0], people.PEOPLE["clerk"][0]
LAWYER, MONEY, WORDS = (people.PEOPLE[key][0] for key in ("legal", "clearer", "communications"))
TITLE = "a paper to mend"
RECOMMENDED = ("Ask every family each September.", "Fill in the form for them.", "Tell each school its take-up.")
MINUTE = """It was proposed by the Chair, seconded by the Vice-Chair, and resolved unanimously to:

a) Note and comment on the research into free school meals that are not taken up;

b) Support the three recommendations of the researchers, as set out in paragraph 2.4; and

c) Task officers to look at which of them can be carried out, by the council or together with schools."""
LATE = "The figures of the autumn were counted again."
ASKED = {
    "Finance": MONEY,
    "Head of Procurement": MONEY,
    "Service contact for localism": WORDS,
    "Public Health": WORDS,
    "Monitoring Officer": LAWYER,
}


@pytest.fixture
def stage(transactional_db: Any) -> Stage:
    """The invented programme with one question that is reported, and the draft with its holes, part cleared."""
    now = clock.machine_now()
    load_types(actor=SYSTEM, now=now)
    stage = Stage(today=clock.today(), now=now - timedelta(days=-LAST_ROUND + 30))
    lay_ground(stage)
    round_ = make_round(stage, "this", THIS_ROUND)
    question, challenge = make_challenge(stage.programme, round_, "School meals", "2026-school-meals")
    question.owner = stage.person("catering")
    question.save()
    challenge.state = "reported"
    challenge.save()
    give_role(stage.person("catering"), roles.QUESTION_OWNER, challenge.scope)
    give_role(stage.person("public_health"), roles.SUPPORTING_OFFICER, challenge.scope)
    stage.challenges["school"] = challenge
    stage.reports["school"] = report = Report.objects.create(
        created_at=now, scope=challenge.scope, challenge=challenge, title="Nobody asked us", state="published",
        state_since=now, published_on=now.date(),
    )  # fmt: skip
    for number, text in enumerate(RECOMMENDED, start=1):
        Recommendation.objects.create(
            created_at=now, scope=challenge.scope, report=report, challenge=challenge,
            code=f"{challenge.code}/{number}", number=str(number), order=number,
            state="open", state_since=now, text=text, is_public=True,
        )  # fmt: skip
    play(stage, [*paper_to_mend.stories(stage), *clearances.stories(stage)], until=now)
    return stage


def test_a_paper_with_holes(stage: Stage, site: str, page: Page, page_checks: Any) -> None:
    hands = Hands(page, site, page_checks)
    hands.start()
    its_holes_are_mended(hands)
    it_goes_to_word_and_back(hands)
    officers_clear_it_by_link(hands)
    it_is_stopped_until_the_law_is_cleared(hands)
    it_goes_out_late_with_a_reason(hands)
    it_is_handed_over(hands)
    the_minute_is_pasted(hands)
    the_ledger_shows_the_actions(hands)


def the_paper(hands: Hands) -> None:
    hands.menu("Committee papers", TITLE)


def its_holes_are_mended(hands: Hands) -> None:
    hands.be(AUTHOR)
    the_paper(hands)
    hands.sees("Not yet. 11 things to mend.")
    hands.follow("has no status")
    hands.press("Keep it", status="neutral")
    hands.follow("Nothing is written under")
    hands.press("Keep it", text="Children who walk to a warm meal need no car.")
    hands.follow("“paragraph 2.9” points at 2.9", "proposal b")
    hands.press("", text="Consider the three recommendations of the researchers, as set out in paragraph 2.4; and")
    hands.follow("“paragraph 5.8.6” points at 5.8.6")
    text = hands.page.locator("main [name=text]").input_value()
    hands.press("Keep this section", text=text.replace("paragraph 5.8.6", "paragraph 4.1"))
    hands.follow("proposal c")
    hands.page.locator("main [name=recommendations]").first.check()
    hands.press("", owner_role="Head of education", report_back_on=clock.today() + timedelta(days=120))
    hands.follow("an equality analysis")
    hands.page.get_by_label("File").set_input_files(
        {"name": "equality.txt", "mimeType": "text/plain", "buffer": b"Screened: no group is worse off."}
    )
    hands.press("Add it", title="Equality analysis")
    hands.check()
    hands.sees("Not yet. 6 things to mend.")


def it_goes_to_word_and_back(hands: Hands) -> None:
    hands.follow("Write it in Word")
    hands.press("Make a Word file of it")
    with hands.page.expect_download() as arriving:
        hands.page.locator("main").get_by_role("link", name="Download version 1 as Word").click()
    data = arriving.value.path().read_bytes()
    edited = word_hand.edit(
        data,
        tracked=("eleven schools", "twelve schools"),
        untracked=("stood beside the team", "helped the team"),
        by="Laura Pettit",
    )
    hands.page.locator("main input[type=file]").set_input_files(
        {"name": "mended.docx", "mimeType": "application/octet-stream", "buffer": edited}
    )
    hands.press("Bring it back")
    hands.sees("by Laura Pettit", "not tracked in Word")
    for words in ("helped", "twelve"):
        expect(hands.page.locator(".bw-difference__added").filter(has_text=words)).to_have_count(1)
    hands.check()
    hands.press("Take in what is ticked")
    the_paper(hands)
    hands.sees("twelve schools")


def officers_clear_it_by_link(hands: Hands) -> None:
    for role in [one for one in ASKED if one != "Monitoring Officer"]:
        ask_for_clearance(hands, role)
        clears(hands, ASKED[role])
    clears(hands, WORDS, "communication")


def ask_for_clearance(hands: Hands, role: str) -> None:
    hands.be(AUTHOR)
    the_paper(hands)
    hands.follow("Ask, answer and see what each covers", f"of {role}")
    hands.press("", person=ASKED[role], role=role)


def clears(hands: Hands, officer: str, about: str = "been cleared by") -> None:
    """By the personal link of the message, with the code that goes to the same address and is kept in no record."""
    hands.open_mail(officer, about)
    hands.follow("Open the personal link")
    hands.page.get_by_role("radio", name="Cleared", exact=True).check()
    hands.press("Look over my answer")
    hands.press("Yes, send me the code")
    sent = mail.outbox[-1]
    assert sent.to == [people.address_of(officer)]
    hands.press("Send my answer", code=sent.subject[:6])
    expect(hands.page.locator("h1")).to_have_text("Your answer was sent")


def it_is_stopped_until_the_law_is_cleared(hands: Hands) -> None:
    hands.be(AUTHOR)
    the_paper(hands)
    hands.sees("Not yet. 1 thing to mend.", "Monitoring Officer did not clear it")
    hands.press("Hand to the clerk")
    hands.be(CLERK)
    hands.menu("My work", TITLE)
    hands.follow("Publish the paper")
    hands.sees("It cannot go out yet: 1 thing to mend.", "Monitoring Officer did not clear it")
    assert hands.page.locator("main button").filter(has_text="Publish the paper").count() == 0
    hands.check()
    hands.follow("Monitoring Officer did not clear it")
    hands.sees("The paper does not say under which power the council asks families.")
    the_paper(hands)
    hands.follow("Return to the author")
    hands.press("", reason="The law is not cleared.")
    hands.be(AUTHOR)
    the_paper(hands)
    hands.page.locator("main a[href*='/implications/legal/write/']").first.click()
    hands.press("Keep it", text="The council asks under section 111 of the Local Government Act 1972.")
    ask_for_clearance(hands, "Monitoring Officer")
    clears(hands, LAWYER)
    hands.be(AUTHOR)
    the_paper(hands)
    hands.sees("Nothing keeps it back.")
    hands.press("Hand to the clerk")


def it_goes_out_late_with_a_reason(hands: Hands) -> None:
    hands.to_day("The day after the paper’s deadline")
    hands.be(CLERK)
    hands.menu("My work", TITLE)
    hands.follow("Publish the paper")
    hands.page.locator("main button").filter(has_text="Publish the paper").click()
    expect(hands.page.locator(".govuk-error-summary")).to_contain_text("Late: 4 of the 5 clear days asked for.")
    hands.check()
    hands.press("Publish the paper", late_reason=LATE)
    hands.sees("Published")


def it_is_handed_over(hands: Hands) -> None:
    hands.page.locator("main").get_by_role("link", name="Documents", exact=True).click()
    hands.check()
    with hands.page.expect_download() as arriving:
        hands.page.get_by_role("link", name="Download the folder").click()
    folder = zipfile.ZipFile(arriving.value.path())
    names = {name.rsplit("/", 1)[-1] for name in folder.namelist()}
    assert {
        "title.txt",
        "proposals.txt",
        "paper.pdf",
        "paper.docx",
        "paper.html",
        "paper.json",
        "paper.akn.xml",
    } <= names
    assert "twelve schools" in folder.read("public/paper.html").decode()
    assert not [name for name in folder.namelist() if name.startswith("private/")]
    hands.be("")
    hands.menu("Questions", "school meals", "Read the paper")
    hands.sees("twelve schools", "Head of education")
    hands.follow("How this paper was checked")
    hands.sees(LATE)
    hands.check()


def the_minute_is_pasted(hands: Hands) -> None:
    hands.to_day("Committee day")
    hands.be(CLERK)
    the_paper(hands)
    hands.page.locator("main a[href*='/committee/meetings/']").first.click()
    hands.follow("Paste the minute")
    hands.press("Read the minute", text=MINUTE)
    expect(hands.page.locator(".bw-difference__added").first).to_contain_text("Support")
    hands.check()
    hands.press("Record what was resolved")
    hands.sees("Agreed with changed words")


def the_ledger_shows_the_actions(hands: Hands) -> None:
    hands.be("")
    hands.menu("Ledger", RECOMMENDED[1])
    hands.sees("Agreed with changed words")
    hands.menu("Ledger", RECOMMENDED[0])
    hands.sees("Head of education")
