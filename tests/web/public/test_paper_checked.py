"""“How this paper was checked”: what is told in public, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.html import strip_tags

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import Paper, PaperAttachment, PaperReading, PaperSection
from bridgework.apps.committees.queries.clearing import clearances_of
from bridgework.kernel import roles
from bridgework.kernel.models import StoredFile
from tests.cast import NOW, Cast, give_role, make_cast
from tests.templated import make_paper

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=3)):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def stored(cast: Cast) -> StoredFile:
    made = StoredFile(created_at=NOW, scope=cast.challenge.scope, name="a.txt", media_type="text/plain", size=1)
    made.sha256 = "ab" * 32
    made.content.save("a.txt", ContentFile(b"a"), save=False)
    made.save()
    return made


def published(cast: Cast) -> Paper:
    """Late, with one clearance let pass by the monitoring officer."""
    paper = make_paper(cast)
    give_role(cast.person("mentor"), roles.MONITORING_OFFICER, cast.body.body_scope)
    for view in clearances_of(paper)[:2]:
        clearance = actions.ask_clearance(
            actor=cast.actor("officer"), now=NOW, paper=paper, key=view.key, person=cast.person("clearer")
        )
        actions.answer_clearance(
            actor=cast.actor("clearer"),
            now=NOW,
            clearance=clearance,
            answer="cleared_with_comment",
            comment="Only for a year.",
            binding=view.sha256,
        )
    Paper.objects.filter(pk=paper.pk).update(no_equality_analysis="Screened.", has_no_background_papers=False)
    PaperAttachment.objects.create(
        created_at=NOW, paper=paper, kind="background", order=1, title="The report", file=stored(cast)
    )
    PaperAttachment.objects.create(
        created_at=NOW, paper=paper, kind="background", order=2, title="A page", address="https://www.example.org/x"
    )
    PaperAttachment.objects.create(
        created_at=NOW,
        paper=paper,
        kind="appendix",
        title="Costs of Smith and Sons",
        is_private=True,
        exempt_paragraph="3",
        public_interest_test="Telling would spoil the tender.",
    )
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    actions.let_pass(
        actor=cast.actor("mentor"),
        now=NOW,
        paper=paper,
        code="clearance-not-asked",
        place="clearances/climate",
        reason="Nobody is in post.",
    )
    return actions.publish_paper(actor=cast.actor("clerk"), now=LATE, paper=paper, late_reason="Figures came late.")


def page_of(paper: Paper) -> str:
    response = Client().get(f"/papers/{paper.public_id}/how-it-was-checked/")
    assert response.status_code == 200
    return strip_tags(response.content.decode())


def test_it_tells_the_days_the_posts_the_hashes_and_the_law_s_reasons(cast: Cast) -> None:
    page = page_of(published(cast))
    for told in (
        "Late: 0 of the 5 clear days asked for.",
        "Why it is late: Figures came late.",
        "Finance: cleared with comment, Mon 2 March 2026",
        "no clearance is recorded",
        "ab" * 32,
        "Held elsewhere, so it could not be frozen.",
        "until Tue 17 September 2030",
        "exempt under paragraph 3 of Schedule 12A",
        "Telling would spoil the tender.",
    ):
        assert told in page, told


def test_names_comments_overrides_and_private_titles_are_not_told(cast: Cast) -> None:
    page = page_of(published(cast))
    untold = ("Nadia Rahman", "Only for a year.", "Nobody is in post.", "Smith", "Owen Pryce")
    assert [one for one in untold if one in page] == []


def test_a_private_section_has_no_heading_here(cast: Cast) -> None:
    paper = published(cast)
    PaperSection.objects.filter(paper=paper, key="issues").update(
        title="Buying from Walrus", is_private=True, exempt_paragraph="3"
    )
    page = page_of(paper)
    assert "Walrus" not in page
    assert "A private section: exempt under paragraph 3" in page


def test_what_goes_with_a_public_paper_is_open_to_everybody_and_what_is_private_to_nobody(cast: Cast) -> None:
    paper = published(cast)
    shut = paper.attachments.get(is_private=True)
    shut.file = stored(cast)
    shut.save()
    open_one = paper.attachments.get(title="The report")
    visitor = Client()
    assert open_one.file is not None
    answers = [visitor.get(f"/files/{one.public_id}/") for one in (open_one.file, shut.file)]
    b"".join(answers[0].streaming_content)
    assert [one.status_code for one in answers] == [200, 404]
    page = visitor.get(f"/papers/{paper.public_id}/").content.decode()
    assert (f"/files/{open_one.file.public_id}/" in page, shut.file.public_id in page) == (True, False)
    Paper.objects.filter(pk=paper.pk).update(state="withdrawn")
    assert visitor.get(f"/files/{open_one.file.public_id}/").status_code == 404


def test_of_a_wholly_private_paper_the_thread_tells_the_title_alone(cast: Cast) -> None:
    paper = published(cast)
    Paper.objects.filter(pk=paper.pk).update(is_private=True, summary="About Walrus.")
    paper.proposals.update(text="Buy from Walrus.")
    page = Client().get(f"/questions/{paper.challenge.code}/").content.decode()
    assert "Buses" in page
    assert "Walrus" not in page


def test_a_draft_is_not_there(cast: Cast) -> None:
    assert Client().get(f"/papers/{make_paper(cast).public_id}/how-it-was-checked/").status_code == 404


def test_a_read_paper_shows_its_own_holes_and_claims_no_more(cast: Cast) -> None:
    paper = make_paper(cast)
    Paper.objects.filter(pk=paper.pk).update(state="published", is_historical=True)
    PaperReading.objects.create(
        created_at=NOW,
        scope=paper.scope,
        file=stored(cast),
        paper=paper,
        read={"warnings": [{"code": "x", "message": "Finance is cleared by nobody named.", "place": "page 4"}]},
    )
    page = page_of(paper)
    assert "Finance is cleared by nobody named." in page
    assert "What was done before it went out is not known here" in page
    assert "Who cleared it" not in page
