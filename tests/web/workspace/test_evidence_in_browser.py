"""The evidence register in a real browser: every page of interviews and of the annex, and sorting by keyboard."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from bridgework.apps.workspace import actions
from bridgework.apps.workspace.models import Interview, ScreeningDecision
from tests.apps.workspace.test_interviews import held, quote
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast
from tests.web.workspace.test_in_browser import sign_in
from tests.web.workspace.test_pages import place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    return make_cast()


def an_interview(cast: Cast) -> Interview:
    """Everything that can be there: what was said, a replacement, an approval, a later version, a quote."""
    one, actor = held(cast), cast.actor("researcher")
    given = {"actor": actor, "now": NOW, "interview": one}
    actions.keep_transcript(**given, kind="raw", text="Maud waits. Jane Doe does not.")
    actions.replace_words(**given, original="Maud", replaced_by="[she]", reason="her name")
    actions.approve_transcript(**given, number=2, way="paper", on=NOW.date())
    actions.keep_transcript(**given, kind="pseudonymised", text="[she] waits. Jane Doe does not.")
    quote(cast, one)
    return one


def test_every_page_of_interviews_and_the_annex_passes_the_checks(
    page: Page, site: str, cast: Cast, page_checks: PageChecks
) -> None:
    one = an_interview(cast)
    actions.add_source(
        actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, kind="study", title="x", says="Ask Jane Doe."
    )
    sign_in(page, site, cast, "team_lead")
    here = ("interviews", one.public_id)
    parts = ("consents", "held", "transcript", "replace", "approved", "quote", "dispose", "withdraw")
    for path in (("interviews",), here, *((*here, part) for part in parts), ("evidence", "annex")):
        response = page.goto(f"{site}{place(cast, *path)}")
        assert response is not None
        assert response.status == 200, path
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        page_checks(page)
    for button in ("Show who it is", "Make their link"):
        page.goto(f"{site}{place(cast, *here)}")
        page.get_by_role("button", name=button).click()
        page.get_by_role("heading", level=1, name="Who it is" if button.startswith("Show") else "Their link").wait_for()
        page_checks(page)
    token = page.locator(".bw-address").inner_text().rstrip("/").rsplit("/", 1)[1]
    page.context.clear_cookies()
    page.goto(f"{site}/l/{token}/")
    page.get_by_text("Read the transcript of your interview").click()
    expect(page.get_by_text("[she] waits.")).to_be_visible()
    page_checks(page)


def test_sources_are_sorted_by_keyboard_and_a_slip_is_put_right(page: Page, site: str, cast: Cast) -> None:
    text = "".join(f"@article{{z{n}, title={{Study {n}}}, year={{2020}}}}\n" for n in range(3))
    actions.bring_references(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, text=text)
    sign_in(page, site, cast, "researcher")
    page.goto(f"{site}{place(cast, 'evidence', 'screening')}")

    def key(name: str, *, then: str) -> None:
        page.keyboard.press(name)
        page.get_by_role("heading", name=then).wait_for()

    key("i", then="Study 1")
    page.keyboard.press("e")
    page.keyboard.type("not about buses")
    key("Enter", then="Study 2")
    key("u", then="Study 1")
    key("m", then="Study 2")
    rows = ScreeningDecision.objects.order_by("id")
    assert list(rows.values_list("source__title", "decision", "reason")) == [
        ("Study 0", "include", ""),
        ("Study 1", "exclude", "not about buses"),
        ("Study 1", "maybe", ""),
    ]


def test_a_source_is_found_among_many_and_what_is_chosen_stays(
    page: Page, site: str, cast: Cast, page_checks: PageChecks
) -> None:
    researcher = cast.actor("researcher")
    for title in [*(f"Buses {number}" for number in range(7)), "Écoles and crossings"]:
        actions.add_source(actor=researcher, now=NOW, challenge=cast.challenge, kind="study", title=title, says="")
    sign_in(page, site, cast, "researcher")
    page.goto(f"{site}{place(cast, 'findings', 'add')}")
    page.get_by_label("Buses 3", exact=True).select_option("supports")
    page.get_by_label("Find a source").fill("cross ecoles")
    page.get_by_text("1 of 8 sources have these words.").wait_for()
    assert page.locator(".bw-rests__one:visible .bw-rests__title").all_inner_texts() == [
        "Buses 3",
        "Écoles and crossings",
    ]
    page_checks(page)
