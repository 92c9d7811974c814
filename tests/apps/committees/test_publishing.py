"""“Ready to publish?”: no hole gets through, some can be let pass by somebody else than the author, three by nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from bridgework.apps.committees import actions
from bridgework.apps.committees.actions import NotReady
from bridgework.apps.committees.models import BuiltDocument, Paper, PaperAttachment, PublicationOverride
from bridgework.apps.committees.queries.clearing import clearances_of
from bridgework.apps.committees.queries.readiness import readiness_of, readiness_of_papers
from bridgework.kernel import files, roles
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from tests.cast import NOW, Cast, give_role, make_cast
from tests.templated import change, make_paper

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
"""The day before the meeting of Thursday 17 September."""


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    give_role(made.person("mentor"), roles.MONITORING_OFFICER, made.body.body_scope)
    give_role(made.person("reviewer"), roles.DEPUTY_MONITORING_OFFICER, made.programme.scope)
    return made


@pytest.fixture
def paper(cast: Cast) -> Paper:
    """Ready in everything but that nobody said anything about an equality analysis."""
    made = make_paper(cast)
    clear_all(cast, made)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=made)
    actions.say_what_is_missing(
        actor=cast.actor("officer"), now=NOW, paper=made, no_background_papers=True, no_equality_analysis=""
    )
    return Paper.objects.get(pk=made.pk)


def clear_all(cast: Cast, paper: Paper, answer: str = "cleared", now: datetime = NOW) -> None:
    for view in clearances_of(paper):
        if view.lets_pass:
            continue
        clearance = actions.ask_clearance(
            actor=cast.actor("officer"), now=now, paper=paper, key=view.key, person=cast.person("clearer")
        )
        actions.answer_clearance(
            actor=cast.actor("clearer"), now=now, clearance=clearance, answer=answer, comment="x", binding=view.sha256
        )


def publish(cast: Cast, paper: Paper, now: datetime = NOW, late_reason: str = "") -> Paper:
    return actions.publish_paper(actor=cast.actor("clerk"), now=now, paper=paper, late_reason=late_reason)


def mend(cast: Cast, paper: Paper) -> None:
    paper.no_equality_analysis = "Screened: nobody is worse off."
    paper.save()


def codes(refusal: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [one.code for one in refusal.value.failures]


def test_a_paper_with_a_hole_stays_where_it_is_and_says_what_and_where(cast: Cast, paper: Paper) -> None:
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper)
    assert codes(refusal) == ["equality-analysis"]
    paper.refresh_from_db()
    assert (paper.state, paper.published_at) == ("ready", None)
    mend(cast, paper)
    assert publish(cast, paper).state == "published"


def test_the_whole_paper_is_kept_as_it_went_out_with_the_hashes_of_its_background_papers(
    cast: Cast, paper: Paper
) -> None:
    mend(cast, paper)
    file = files.keep(
        files.receive(BytesIO(b"Figures."), name="f.txt"), scope=paper.scope, actor=cast.actor("officer"), now=NOW
    )
    PaperAttachment.objects.create(created_at=NOW, paper=paper, kind="background", title="Figures", file=file)
    publish(cast, paper, LATE, "The figures came late.")
    version = paper.versions.get(what="published")
    assert version.content["source_documents"][0]["sha256"] == sha256(b"Figures.").hexdigest()
    assert version.content["notes"] == ["This paper was published late: The figures came late."]


def test_a_document_that_cannot_be_made_keeps_the_paper_back(cast: Cast, paper: Paper) -> None:
    mend(cast, paper)
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper, LATE, "It came late \U0001f68c")
    assert codes(refusal)[0] == "document-failed"
    paper.refresh_from_db()
    assert (paper.state, paper.versions.count(), paper.documents.count()) == ("ready", 0, 0)
    publish(cast, paper)
    assert {one.kind for one in paper.documents.all()} == {"pdf", "docx", "html", "json", "akn"}


def test_text_that_changed_between_the_look_and_the_act_is_looked_at_again(cast: Cast, paper: Paper) -> None:
    mend(cast, paper)
    seen = Paper.objects.get(pk=paper.pk)
    assert readiness_of(seen, NOW).is_ready
    change(paper, "resource", "Met from the reserve.")
    with pytest.raises(NotReady) as refusal:
        publish(cast, seen)
    assert codes(refusal) == ["clearance-stale"]


def test_the_second_of_two_clerks_is_told(cast: Cast, paper: Paper) -> None:
    mend(cast, paper)
    same = Paper.objects.get(pk=paper.pk)
    publish(cast, paper)
    with pytest.raises(NotPossibleNow):
        publish(cast, same)


def test_not_cleared_blocks(cast: Cast, paper: Paper) -> None:
    mend(cast, paper)
    change(paper, "resource", "Met from the reserve.")
    clear_all(cast, paper, "not_cleared", NOW + timedelta(hours=1))
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper)
    assert codes(refusal) == ["clearance-not-cleared"]


@pytest.mark.parametrize("answer", ["cleared_with_comment", "not_applicable"])
def test_a_comment_or_a_reason_lets_it_pass(cast: Cast, paper: Paper, answer: str) -> None:
    mend(cast, paper)
    change(paper, "resource", "Met from the reserve.")
    clear_all(cast, paper, answer, NOW + timedelta(hours=1))
    assert publish(cast, paper).state == "published"


def test_late_is_refused_without_a_reason_and_prints_the_one_given(cast: Cast, paper: Paper) -> None:
    mend(cast, paper)
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper, LATE)
    assert (codes(refusal), refusal.value.field) == (["late"], "late_reason")
    assert publish(cast, paper, LATE, "The figures came on Tuesday.").late_reason == "The figures came on Tuesday."


def test_late_is_refused_without_a_reason_for_a_paper_without_template_too(cast: Cast) -> None:
    paper = make_paper(cast)
    Paper.objects.filter(pk=paper.pk).update(template_version=None)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper, LATE)
    assert codes(refusal) == ["late"]
    assert publish(cast, paper, NOW, "In time, so this is not kept.").late_reason == ""


def override(cast: Cast, paper: Paper, by: str, code: str = "equality-analysis", place: str = "equality") -> None:
    actions.let_pass(actor=cast.actor(by), now=NOW, paper=paper, code=code, place=place, reason="Agreed by phone.")


@pytest.mark.parametrize("by", ["mentor", "reviewer"])
def test_the_monitoring_officer_or_the_deputy_lets_one_failure_pass(cast: Cast, paper: Paper, by: str) -> None:
    override(cast, paper, by)
    assert PublicationOverride.objects.get().by == cast.person(by)
    assert publish(cast, paper).state == "published"


@pytest.mark.parametrize("by", ["officer", "clerk", "lead", "chair", "clearer", "outsider"])
def test_nobody_else_lets_anything_pass(cast: Cast, paper: Paper, by: str) -> None:
    with pytest.raises(NotPermitted):
        override(cast, paper, by)


def test_the_author_lets_nothing_pass_whatever_role_they_hold(cast: Cast, paper: Paper) -> None:
    give_role(cast.person("officer"), roles.MONITORING_OFFICER, cast.body.body_scope)
    with pytest.raises(NotPermitted) as refusal:
        override(cast, paper, "officer")
    assert refusal.value.reason == "You wrote this paper, so you cannot decide this about it."


def test_the_monitoring_officer_of_another_committee_is_none_here(cast: Cast, paper: Paper) -> None:
    elsewhere = make_cast("elsewhere")
    give_role(elsewhere.person("mentor"), roles.MONITORING_OFFICER, elsewhere.body.body_scope)
    with pytest.raises(NotPermitted):
        override(elsewhere, paper, "mentor")


def test_a_reason_is_needed_and_the_hole_must_be_there(cast: Cast, paper: Paper) -> None:
    monitoring = cast.actor("mentor")
    with pytest.raises(InvalidInput):
        actions.let_pass(actor=monitoring, now=NOW, paper=paper, code="equality-analysis", place="equality", reason=" ")
    with pytest.raises(NotPossibleNow):
        override(cast, paper, "mentor", "clearance-stale", "clearances/finance")


def test_what_was_let_pass_holds_for_the_text_as_it_stood(cast: Cast, paper: Paper) -> None:
    override(cast, paper, "mentor")
    change(paper, "equality", "Another screening.")
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper)
    assert codes(refusal) == ["equality-analysis"]


def test_three_things_nobody_lets_pass(cast: Cast, paper: Paper) -> None:
    secret = "The contractor owes the council a large sum."
    mend(cast, paper)
    row = paper.sections.get(key="background")
    row.is_private, row.text = True, secret
    row.save()
    change(paper, "issues", f"It costs money. {secret}")
    BuiltDocument.objects.create(created_at=NOW, paper=paper, version_number=1, kind="pdf", error="A glyph is missing.")
    clear_all(cast, paper, now=NOW + timedelta(hours=1))
    found = readiness_of(paper, NOW).blocking
    assert [(one.code, one.can_be_overridden) for one in found if one.code != "citation-broken"] == [
        ("exemption-unreasoned", False),
        ("private-in-public", False),
        ("document-failed", False),
    ]
    for one in found:
        if not one.can_be_overridden:
            with pytest.raises(NotPossibleNow) as refusal:
                override(cast, paper, "mentor", one.code, one.place)
            assert refusal.value.rule == "committees.never-overridden"


def test_a_private_attachment_needs_its_reason(cast: Cast, paper: Paper) -> None:
    mend(cast, paper)
    PaperAttachment.objects.create(created_at=NOW, paper=paper, kind="appendix", title="Costs", is_private=True)
    with pytest.raises(NotReady) as refusal:
        publish(cast, paper)
    assert codes(refusal) == ["exemption-unreasoned"]


@pytest.mark.parametrize("count", [1, 3])
def test_many_papers_are_looked_at_with_as_many_queries_as_one(
    cast: Cast, count: int, django_assert_num_queries: object
) -> None:
    first = make_paper(cast)
    for _ in range(count - 1):
        make_paper(cast, version=first.template_version)
    papers = list(Paper.objects.select_related("template_version", "committee_meeting__body__organisation"))
    with django_assert_num_queries(13):  # type: ignore[operator]
        found = readiness_of_papers(papers, NOW)
    assert [len(one.blocking) for one in found.values()] == [5] * count
