"""A paper as a record: everything on it, in the template's order, and the same again from a kept version."""

from __future__ import annotations

from typing import Any

import pytest

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import Paper, PaperAttachment, PaperSection
from bridgework.apps.committees.queries.clearing import clearances_of
from bridgework.apps.committees.records import record_of, sha256_of
from bridgework.core.papers.as_json import as_json, from_json
from bridgework.core.papers.documents.docx import as_docx
from bridgework.core.papers.documents.from_docx import changes
from bridgework.core.papers.documents.parting import public_part
from bridgework.core.papers.documents.pdf import as_pdf
from bridgework.core.papers.record import ClearanceRow, Paragraph
from tests.cast import NOW, Cast, make_cast
from tests.templated import change, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def paper(cast: Cast) -> Paper:
    return make_paper(cast)


def test_sections_stand_in_the_templates_order_with_their_numbers(paper: Paper) -> None:
    record = record_of(paper)
    assert [(one.number, one.key, one.kind) for one in record.sections] == [
        (None, "recommendation", "proposals"),
        ("1", "background", ""),
        ("2", "issues", ""),
        ("3", "significant", "implications"),
        (None, "cleared", "clearances"),
        ("4", "sources", "source_documents"),
    ]
    assert record.sections[1].paragraphs == (Paragraph("1.1", "Two buses a day."), Paragraph("1.2", "They are full."))
    assert [(one.number, one.key) for one in record.implications] == [
        ("3.1", "resource"),
        ("3.2", "equality"),
        ("3.3", "climate"),
        ("3.3.1", "climate.water"),
    ]


def test_a_clearance_is_printed_by_post_and_only_while_its_text_stands(cast: Cast, paper: Paper) -> None:
    view = clearances_of(paper)[0]
    asked = actions.ask_clearance(
        actor=cast.actor("officer"), now=NOW, paper=paper, key=view.key, person=cast.person("clearer")
    )
    actions.answer_clearance(
        actor=cast.actor("clearer"), now=NOW, clearance=asked, answer="cleared", comment="", binding=view.sha256
    )
    first = record_of(paper).clearances[0]
    assert (first.question, first.answer) == ("Is finance cleared?", "yes")
    assert cast.person("clearer").name not in str(record_of(paper))
    change(paper, "resource", "Met from the reserve.")
    assert record_of(paper).clearances[0] == ClearanceRow("Is finance cleared?", None, None, key="finance")


def test_what_is_private_is_marked_and_leaves_the_public_part(paper: Paper) -> None:
    PaperSection.objects.filter(paper=paper, key="issues").update(
        is_private=True, exempt_paragraph="3", public_interest_test="It would harm the purchase."
    )
    PaperAttachment.objects.create(
        created_at=NOW, paper=paper, kind="background", title="Walrus plan", is_private=True, exempt_paragraph="3"
    )
    record = record_of(paper)
    assert [one.key for one in record.sections if one.is_private] == ["issues"]
    shown = str(public_part(record))
    assert [word for word in ("It costs money", "Main issues", "harm the purchase", "Walrus") if word in shown] == []
    assert "Section 2 is exempt: paragraph 3" in shown


def test_it_goes_to_json_word_and_pdf(paper: Paper) -> None:
    record = record_of(paper)
    assert from_json(as_json(record)) == record
    assert changes(record, as_docx(record)).is_unchanged
    assert as_pdf(record).pages == 1


def test_the_hash_follows_the_text(paper: Paper) -> None:
    before = sha256_of(record_of(paper))
    assert sha256_of(from_json(as_json(record_of(paper)))) == before
    change(paper, "background", "One bus a day.")
    assert sha256_of(record_of(Paper.objects.get(pk=paper.pk))) != before


def test_the_number_of_queries_does_not_grow(paper: Paper, django_assert_max_num_queries: Any) -> None:
    for count in range(12):
        PaperAttachment.objects.create(created_at=NOW, paper=paper, kind="appendix", order=count, title=f"Map {count}")
    fresh = Paper.objects.select_related("committee_meeting__body__organisation", "template_version__template").get(
        pk=paper.pk
    )
    with django_assert_max_num_queries(12):
        record_of(fresh)
