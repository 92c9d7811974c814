"""The pages on which a document is brought in and confirmed, in a real browser."""

from __future__ import annotations

import io

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from bridgework.apps.committees import actions
from bridgework.apps.committees import reading as documents
from bridgework.apps.committees.models import PaperReading
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast
from tests.core.papers.reading import made
from tests.web.committee.test_writing_in_a_browser import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    return make_cast()


def brought(cast: Cast, name: str) -> PaperReading:
    received, read = documents.received(io.BytesIO(made.paper(name)), name=name)
    return actions.bring_in_paper(
        actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, received=received, read=read
    )


def test_every_page_of_reading_passes_the_checks(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    paper, minutes = brought(cast, "fenmere-cambridge-style.txt"), brought(cast, "vale-minutes.txt")
    waiting = brought(cast, "pell-parish-loose.txt")
    PaperReading.objects.filter(pk=waiting.pk).update(state="refused", refusal="no-text")
    sign_in(page, site, cast, "officer")
    for address in ("", "bring-in/", *(f"{one.public_id}/" for one in (paper, minutes, waiting))):
        page.goto(f"{site}/committee/readings/{address}")
        page_checks(page)
