"""The pages of a report that stands on evidence, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from bridgework.apps.reports import actions
from bridgework.apps.reports.actions.figures import FigureWords, add_figure
from bridgework.apps.reports.models import Report, ReportSection
from bridgework.apps.workspace.models import Finding, Quote, Source
from tests.apps.reports.test_standing import evidence as evidence
from tests.apps.reports.test_standing import report as report
from tests.browser import PageChecks
from tests.cast import NOW, Cast
from tests.web.workspace.test_in_browser import cast as cast
from tests.web.workspace.test_in_browser import sign_in
from tests.web.workspace.test_pages import place

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_it_stands_on_and_its_public_page_pass_the_checks(
    page: Page,
    site: str,
    cast: Cast,
    report: Report,
    evidence: tuple[Source, Source, Finding, Quote],
    page_checks: PageChecks,
) -> None:
    team = cast.actor("researcher")
    words = FigureWords("Buses by hour", "Fewer at night.", "Hour,Buses\n22,3\n23,1")
    figure = add_figure(actor=team, now=NOW, report=report, words=words)
    section = ReportSection.objects.get(report=report)
    section.text += f"\n\n[@figure:{figure.key}]"
    section.save()
    actions.freeze_version(actor=team, now=NOW, report=report)
    sign_in(page, site, cast, "team_lead")
    page.goto(f"{site}{place(cast, 'reports', report.public_id, 'stands-on')}")
    page_checks(page)
    actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    actions.publish_report(actor=cast.actor("lead"), now=NOW, report=report)
    page.context.clear_cookies()
    page.goto(f"{site}/questions/{cast.challenge.code}/report/")
    page.get_by_text("Figure 1. Buses by hour").wait_for()
    page_checks(page)
    page.get_by_role("link", name="finding 1").first.click()
    page.get_by_role("heading", name="Finding 1").wait_for()
    assert page.url.endswith("#finding-1")
