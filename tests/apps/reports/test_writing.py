"""Writing in place: two at once, sections taken out and back, proposals, documents brought in, figures, dissent."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from bridgework.apps.participation.actions import answer_on_screen
from bridgework.apps.reports import actions, queries
from bridgework.apps.reports.actions import Details, FigureWords
from bridgework.apps.reports.models import FactCheckComment, Report, ReportSection
from bridgework.apps.workspace.actions import Bearing, FindingWords, add_finding, add_source
from bridgework.core.differences import merge
from bridgework.core.reports.bringing_in import read_report
from bridgework.core.reports.outline import OUTLINE
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.files import may_read
from bridgework.kernel.links import Given
from bridgework.kernel.models import AuditEntry
from tests.cast import NOW, Cast, make_cast
from tests.core.reports.test_bringing_in import word_report

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def report(cast: Cast) -> Report:
    made = actions.start_report(
        actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge, title="Buses that people use"
    )
    actions.begin_writing(actor=cast.actor("team_lead"), now=NOW, report=made)
    return made


def written(cast: Cast, report: Report, key: str, text: str, who: str = "researcher") -> ReportSection:
    section = queries.section_of(report, key)
    return actions.write_section(actor=cast.actor(who), now=NOW, section=section, version=section.version, text=text)


def titles(report: Report) -> list[str]:
    return [one.section.title for one in queries.sections_of(report)]


def test_it_begins_with_the_outline_or_with_the_latest_version_divided(cast: Cast, report: Report) -> None:
    assert titles(report) == [one.title for one in OUTLINE]
    other = actions.start_report(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, title="Other")
    actions.add_version(
        actor=cast.actor("researcher"), now=NOW, report=other, text="# Method\n\nWe asked.\n\n# More\n\nAnd more."
    )
    actions.begin_writing(actor=cast.actor("researcher"), now=NOW, report=other)
    assert [(one.section.key, one.section.text) for one in queries.sections_of(other)] == [
        ("method", "We asked."),
        ("more", "And more."),
    ]
    with pytest.raises(NotPossibleNow):
        actions.begin_writing(actor=cast.actor("researcher"), now=NOW, report=other)


def test_two_who_write_at_once_both_keep_their_words(cast: Cast, report: Report) -> None:
    first = written(cast, report, "method", "We asked people.\n\nWe read papers.")
    seen = first.version
    actions.write_section(
        actor=cast.actor("team_lead"),
        now=NOW,
        section=first,
        version=seen,
        text="We asked 40 people.\n\nWe read papers.",
    )
    with pytest.raises(StaleRecord) as refusal:
        actions.write_section(
            actor=cast.actor("researcher"),
            now=NOW,
            section=first,
            version=seen,
            text="We asked people.\n\nWe read 12 papers.",
        )
    both = refusal.value.versions
    assert both is not None
    joined = merge(both.base["text"], both.yours["text"], both.theirs["text"])
    assert (joined.text, joined.clean) == ("We asked 40 people.\n\nWe read 12 papers.", True)
    assert refusal.value.changed_by == "Yusuf Demir"
    assert [one.version - seen for one in queries.edits_of(first)] == [1, 0, -1]


def test_a_section_moves_is_taken_out_with_its_comments_and_comes_back(cast: Cast, report: Report) -> None:
    team = cast.actor("researcher")
    method = queries.section_of(report, "method")
    actions.move_section(actor=team, now=NOW, section=method, up=True)
    remark = actions.comment_on_section(actor=cast.actor("officer"), now=NOW, section=method, text="Which papers?")
    actions.remove_section(actor=team, now=NOW, section=method)
    assert "Method" not in titles(report)
    with pytest.raises(NotPossibleNow):
        actions.write_section(actor=team, now=NOW, section=method, version=method.version, text="Late.")
    actions.put_back_section(actor=team, now=NOW, section=method)
    assert titles(report)[2:4] == ["Method", "Background"]
    with pytest.raises(NotPermitted):
        actions.settle_comment(actor=cast.actor("mentor"), now=NOW, comment=remark)
    actions.settle_comment(actor=team, now=NOW, comment=remark)
    assert queries.open_comments_count(report) == 0
    actions.settle_comment(actor=cast.actor("officer"), now=NOW, comment=remark, settled=False)
    assert queries.open_comments_count(report) == 1


@pytest.mark.parametrize("who", ["officer", "owner", "coordinator", "lead"])
def test_only_the_team_writes_sections(cast: Cast, report: Report, who: str) -> None:
    with pytest.raises(NotPermitted):
        written(cast, report, "method", "Better.", who)
    with pytest.raises(NotPermitted):
        actions.write_dissent(actor=cast.actor(who), now=NOW, report=report, text="No.", shown_as="Me")


def test_references_that_lead_nowhere_are_told(cast: Cast, report: Report) -> None:
    team = cast.actor("researcher")
    source = add_source(actor=team, now=NOW, challenge=cast.challenge, kind="study", title="Buses and jobs")
    finding = add_finding(
        actor=team, now=NOW, challenge=cast.challenge, words=FindingWords("Late."), rests_on=[Bearing(source)]
    )
    there = queries.referable(report)
    assert [len(rows) for _, _, rows in there.groups] == [1, 1, 0, 0]
    text = f"[@source:{source.public_id}, p. 3] [@finding:{finding.public_id}] [@figure:gone] [@figure:gone] [@quote:q]"
    assert [one.written for one in queries.broken_in(text, there)] == ["[@figure:gone]", "[@quote:q]"]


def test_officers_propose_and_only_the_team_changes_the_text(cast: Cast, report: Report) -> None:
    team = cast.actor("team_lead")
    section = written(cast, report, "findings", "The county runs 12 routes.")
    actions.freeze_version(actor=team, now=NOW, report=report)
    (asked,) = actions.ask_fact_check(actor=team, now=NOW, report=report, people=[cast.person("officer")])
    answer_on_screen(
        actor=cast.actor("officer"),
        now=NOW + timedelta(hours=1),
        purpose="reports.fact-check",
        record_public_id=asked.public_id,
        person=cast.person("officer"),
        given=Given("comments", "It is 14 now.", passage="runs  12 routes", proposed="runs 14 routes"),
    )
    comment = FactCheckComment.objects.get()
    with pytest.raises(NotPossibleNow):
        actions.put_in_words(actor=team, now=NOW, comment=comment, section=section, version=section.version)
    actions.reply_to_comment(actor=team, now=NOW, comment=comment, accepted=True)
    section.refresh_from_db()
    assert section.text == "The county runs 12 routes."
    proposal = queries.proposals_of(report, [comment])[comment.pk]
    assert proposal.section == section
    with pytest.raises(NotPermitted):
        actions.put_in_words(
            actor=cast.actor("officer"), now=NOW, comment=comment, section=section, version=section.version
        )
    with pytest.raises(StaleRecord):
        actions.put_in_words(actor=team, now=NOW, comment=comment, section=section, version=section.version - 1)
    actions.put_in_words(actor=team, now=NOW, comment=comment, section=section, version=section.version)
    section.refresh_from_db()
    assert section.text == "The county runs 14 routes."
    with pytest.raises(NotPossibleNow):
        actions.put_in_words(actor=team, now=NOW, comment=comment, section=section, version=section.version)
    told = "1 comment on facts was taken up, but readers get the version before it. Bring them one with the change."
    assert told in [one.text for one in queries.blockers(report)]
    actions.freeze_version(actor=team, now=NOW, report=report)
    assert told not in [one.text for one in queries.blockers(report)]


def test_a_proposal_names_the_words_it_replaces(cast: Cast, report: Report) -> None:
    written(cast, report, "findings", "The county runs 12 routes.")
    version = actions.freeze_version(actor=cast.actor("researcher"), now=NOW, report=report)
    with pytest.raises(InvalidInput) as refusal:
        actions.comment_on_fact(
            actor=cast.actor("officer"), now=NOW, version=version, text="It is 14.", proposed="14 routes"
        )
    assert refusal.value.field == "passage"


def test_a_document_is_shown_then_taken_in_whole_and_its_file_kept(cast: Cast, report: Report) -> None:
    team = cast.actor("researcher")
    written(cast, report, "method", "Ours.")
    data = word_report()
    received = files.receive(io.BytesIO(data), name="report.docx")
    brought = actions.bring_in(actor=team, now=NOW, report=report, received=received, read=read_report(data, "docx"))
    assert titles(report) == [one.title for one in OUTLINE]
    actions.take_in(actor=team, now=NOW, brought=brought)
    assert [(one.section.key, one.section.title) for one in queries.sections_of(report)] == [
        ("method", "Method"),
        ("buses-that-people-use", "Buses that people use"),
        ("method-2", "Method"),
        ("unknowns-2", "What we do not know"),
    ]
    with pytest.raises(NotPossibleNow):
        actions.set_aside(actor=team, now=NOW, brought=brought)
    readers = [may_read(cast.actor(who), brought.file) for who in ("officer", "outsider")]
    assert readers == [True, False]


def test_a_figure_is_described_and_stays_while_the_text_refers_to_it(cast: Cast, report: Report) -> None:
    team = cast.actor("researcher")
    picture = files.receive(io.BytesIO(PNG), name="buses.png")
    with pytest.raises(InvalidInput) as refusal:
        actions.add_figure(actor=team, now=NOW, report=report, words=FigureWords("Buses", " "), picture=picture)
    assert refusal.value.field == "description"
    with pytest.raises(InvalidInput):
        actions.add_figure(actor=team, now=NOW, report=report, words=FigureWords("Buses", "More each year."))
    made = actions.add_figure(
        actor=team,
        now=NOW,
        report=report,
        words=FigureWords("Buses a year", "More each year.", "Year\tBuses\n2019\t12"),
        picture=picture,
    )
    assert (made.key, made.data["rows"]) == ("buses-a-year", [["2019", "12"]])
    written(cast, report, "findings", "See [@figure:buses-a-year].")
    with pytest.raises(NotPossibleNow):
        actions.remove_figure(actor=team, now=NOW, figure=made)
    written(cast, report, "findings", "See nothing.")
    actions.remove_figure(actor=team, now=NOW, figure=made)
    assert not report.figures.exists()


def test_dissent_is_withdrawn_by_its_author_alone(cast: Cast, report: Report) -> None:
    note = actions.write_dissent(
        actor=cast.actor("lived"), now=NOW, report=report, text="I would go further.", shown_as="a resident"
    )
    with pytest.raises(NotPermitted):
        actions.withdraw_dissent(actor=cast.actor("team_lead"), now=NOW, note=note)
    actions.withdraw_dissent(actor=cast.actor("lived"), now=NOW, note=note)
    assert list(queries.dissent_of(report)) == []


def test_a_recommendation_keeps_its_row_from_the_evidence(cast: Cast, report: Report) -> None:
    made = actions.add_recommendation(
        actor=cast.actor("researcher"),
        now=NOW,
        report=report,
        text="Run later buses.",
        details=Details(
            for_whom="shift workers",
            would_fail_if="drivers are not found",
            from_evidence={"benefits": "Jobs reached.", "harms": " ", "unknown": "dropped"},
        ),
    )
    made.refresh_from_db()
    assert (made.for_whom, made.would_fail_if, made.from_evidence) == (
        "shift workers",
        "drivers are not found",
        {"benefits": "Jobs reached."},
    )
    parts = actions.split_recommendation(
        actor=cast.actor("researcher"), now=NOW, recommendation=made, texts=["Run.", "Pay."]
    )
    assert [one.from_evidence for one in parts] == [{"benefits": "Jobs reached."}] * 2


def test_every_write_is_in_the_audit(cast: Cast, report: Report) -> None:
    written(cast, report, "method", "We asked.")
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.fields) == ("reports.write-section", ["sections/method"])


def test_what_was_written_since_the_version_is_told_before_it_is_published(cast: Cast, report: Report) -> None:
    section = written(cast, report, "method", "We asked.")
    actions.freeze_version(actor=cast.actor("researcher"), now=NOW, report=report)
    before = [one.text for one in queries.blockers(report)]
    actions.comment_on_section(actor=cast.actor("officer"), now=NOW, section=section, text="Whom?")
    written(cast, report, "method", "We asked 40 people.")
    after = [one.text for one in queries.blockers(report)]
    assert [one for one in after if one not in before] == [
        "“Buses that people use” was written on since version 1; readers get that version. "
        "Freeze another to bring them the rest.",
        "1 comment on a section is open.",
    ]
