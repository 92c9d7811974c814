"""The pages on which a paper and its template are written, in a real browser."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import Paper, PaperTemplateVersion
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast
from tests.web.committee.test_writing import address, templated

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    return make_cast()


def sign_in(page: Page, site: str, cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(cast.account(who), backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def pages_of(paper: Paper, version: PaperTemplateVersion) -> list[str]:
    """Every page that shows a paper being written, or its template."""
    there: list[tuple[str, tuple[object, ...]]] = [
        (name, (paper.public_id,)) for name in ("paper", "front", "contacts", "comment", "attach", "word", "versions")
    ]
    there += [
        ("section", (paper.public_id, "background")),
        ("history", (paper.public_id, "background")),
        ("implication", (paper.public_id, "implications", "climate.water")),
        ("templates", ()),
    ]
    there += [
        (f"template{name}", (version.public_id,))
        for name in ("", "-preview", "-copy", "-change", "-about", "-bring-in")
    ]
    there += [
        ("template-item", (version.public_id, "clearances", 0)),
        ("template-add", (version.public_id, "sections")),
    ]
    return [address(name, *parts) for name, parts in there]


def test_every_page_of_writing_passes_the_checks(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    paper = templated(cast)
    lead = cast.actor("lead")
    section = paper.sections.get(key="background")
    for version, text in ((1, "One, see paragraph 1.9.\n\n- a\n- b"), (2, "One.\n\nTwo, see paragraph 1.1.")):
        actions.write_section(actor=lead, now=NOW, section=section, version=version, text=text)
    actions.comment_on_paragraph(
        actor=lead, now=NOW, paper=paper, section_key="background", paragraph="1.1", text="Why?"
    )
    actions.add_proposal(actor=lead, now=NOW, paper=paper, text="Task officers, see paragraph 7.7.")
    shipped = paper.template_version
    assert shipped is not None
    copy = actions.copy_template(actor=lead, now=NOW, version=shipped, organisation=cast.council, name="Ours")
    sign_in(page, site, cast, "lead")
    for path in pages_of(paper, copy):
        response = page.goto(f"{site}{path}")
        assert response is not None
        assert response.status == 200, path
        page_checks(page)


def test_the_toolbar_marks_words_and_is_one_stop_for_the_keyboard(page: Page, site: str, cast: Cast) -> None:
    paper = templated(cast)
    sign_in(page, site, cast, "officer")
    page.goto(f"{site}{address('section', paper.public_id, 'background')}")
    area = page.get_by_label("Text", exact=True)
    area.fill("Ask families first.")
    area.evaluate("one => one.setSelectionRange(4, 12)")
    page.get_by_role("button", name="Bold").click()
    assert area.input_value() == "Ask **families** first."
    area.press("Control+a")
    page.get_by_role("button", name="List", exact=True).click()
    assert area.input_value() == "- Ask **families** first."
    bar = page.get_by_role("toolbar", name="Format the text")
    bar.get_by_role("button", name="List", exact=True).press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Numbered list"
    page.get_by_role("button", name="Keep this section").click()
    page.wait_for_url(re.compile("#background$"))
    assert paper.sections.get(key="background").text == "- Ask **families** first."
