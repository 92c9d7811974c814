"""Reports: versions, fact-checks that never edit, recommendations with lineage, publication and withdrawal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.messages.models import Message
from bridgework.apps.participation.actions import answer_on_screen
from bridgework.apps.reports import actions, queries
from bridgework.apps.reports.actions import Details
from bridgework.apps.reports.models import FactCheck, FactCheckComment, Recommendation, Report
from bridgework.apps.workspace.models import Milestone
from bridgework.core.differences import summary
from bridgework.kernel import waiting
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.links import Given
from bridgework.kernel.models import AuditEntry, SearchDocument
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def report(cast: Cast) -> Report:
    made = actions.start_report(
        actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge, title="Buses that people use"
    )
    actions.add_version(actor=cast.actor("researcher"), now=NOW, report=made, text="# One\n\nBuses run.", made_from=0)
    return made


def recommend(cast: Cast, report: Report, *texts: str) -> list[Recommendation]:
    return [
        actions.add_recommendation(actor=cast.actor("researcher"), now=NOW, report=report, text=text) for text in texts
    ]


def published(cast: Cast, report: Report) -> Report:
    actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    return actions.publish_report(actor=cast.actor("lead"), now=LATER, report=report)


def test_versions_are_numbered_and_compared(cast: Cast, report: Report) -> None:
    actions.add_version(
        actor=cast.actor("team_lead"), now=NOW, report=report, text="# One\n\nBuses run late.", made_from=1
    )
    first, second, segments = queries.version_pair(report, 1, 2)
    assert (first.number, second.number, summary(segments)) == (1, 2, "one word added")
    assert [one.changed for one in queries.versions_of(report)] == ["one word added", ""]


def test_the_second_writer_is_told_and_keeps_both_texts(cast: Cast, report: Report) -> None:
    actions.add_version(actor=cast.actor("team_lead"), now=NOW, report=report, text="Theirs.", made_from=1)
    with pytest.raises(StaleRecord) as refusal:
        actions.add_version(actor=cast.actor("researcher"), now=NOW, report=report, text="Mine.", made_from=1)
    assert refusal.value.versions is not None
    assert (refusal.value.versions.theirs, refusal.value.versions.yours) == ({"text": "Theirs."}, {"text": "Mine."})


@pytest.mark.parametrize("who", ["officer", "owner", "lead", "coordinator", "sponsor"])
def test_nobody_but_the_team_writes(cast: Cast, report: Report, who: str) -> None:
    with pytest.raises(NotPermitted):
        actions.add_version(actor=cast.actor(who), now=NOW, report=report, text="Better.", made_from=1)
    with pytest.raises(NotPermitted):
        actions.add_recommendation(actor=cast.actor(who), now=NOW, report=report, text="Better.")


def test_a_draft_is_hidden_from_outsiders(cast: Cast, report: Report) -> None:
    with pytest.raises(NotFound):
        queries.report_of(cast.actor("outsider"), cast.challenge, report.public_id)


def test_recommendations_need_only_words_and_keep_their_codes(cast: Cast, report: Report) -> None:
    first, second = recommend(cast, report, "Run later buses.", "Publish the figures.")
    assert [(one.code, one.number, one.theme) for one in (first, second)] == [
        ("2026-rural-buses/1", "1", ""),
        ("2026-rural-buses/2", "2", ""),
    ]
    actions.move_recommendation(actor=cast.actor("researcher"), now=NOW, recommendation=second, up=True)
    shown = [(one.recommendation.code, one.recommendation.number) for one in queries.recommendations_of(report)]
    assert shown == [("2026-rural-buses/2", "2"), ("2026-rural-buses/1", "1")]


def test_a_reworded_recommendation_leaves_a_trail_and_warns_the_second_writer(cast: Cast, report: Report) -> None:
    (one,) = recommend(cast, report, "Run later buses.")
    actions.reword_recommendation(
        actor=cast.actor("researcher"),
        now=NOW,
        recommendation=one,
        text="Run later buses on Fridays.",
        details=Details(addressee="the bus operator"),
        seen_text="Run later buses.",
    )
    assert AuditEntry.objects.filter(verb="reports.reword").get().fields == ["text", "addressee"]
    with pytest.raises(StaleRecord):
        actions.reword_recommendation(
            actor=cast.actor("team_lead"), now=NOW, recommendation=one, text="No.", seen_text="Run later buses."
        )


def test_splitting_and_merging_keep_lineage_and_only_what_stands_is_public(cast: Cast, report: Report) -> None:
    whole, other, third = recommend(cast, report, "Run and pay.", "Tell people.", "Ask people.")
    parts = actions.split_recommendation(
        actor=cast.actor("researcher"), now=NOW, recommendation=whole, texts=["Run.", "Pay."]
    )
    merged = actions.merge_recommendations(
        actor=cast.actor("researcher"), now=NOW, recommendations=[other, third], text="Tell and ask people."
    )
    assert [(one.number, one.split_from) for one in parts] == [("1a", whole), ("1b", whole)]
    order = [one.recommendation.code.rpartition("/")[2] for one in queries.recommendations_of(report)]
    assert order == ["1", "4", "5", "6", "2", "3"]
    published(cast, report)
    public = list(Recommendation.objects.filter(is_public=True).order_by("order").values_list("text", flat=True))
    assert public == ["Run.", "Pay.", "Tell and ask people."]
    other.refresh_from_db()
    assert other.merged_into == merged


def test_a_split_needs_two_parts(cast: Cast, report: Report) -> None:
    (one,) = recommend(cast, report, "Run and pay.")
    with pytest.raises(InvalidInput):
        actions.split_recommendation(
            actor=cast.actor("researcher"), now=NOW, recommendation=one, texts=["Only one.", " "]
        )


def test_officers_look_at_facts_by_link_and_the_team_answers(cast: Cast, report: Report) -> None:
    (asked,) = actions.ask_fact_check(
        actor=cast.actor("team_lead"), now=NOW, report=report, people=[cast.person("officer")]
    )
    run_waiting()
    assert (report.state, Message.objects.get().link_purpose) == ("with_officers", "reports.fact-check")
    assert [one.kind for one in waiting.waiting_on(cast.person("officer").pk, NOW)] == ["reports.fact-check"]
    report.refresh_from_db()
    assert queries.standing_of(report)[1] == "With officers"
    answer_on_screen(
        actor=cast.actor("officer"),
        now=LATER,
        purpose="reports.fact-check",
        record_public_id=asked.public_id,
        person=cast.person("officer"),
        given=Given("comments", "Route 9 was cut in 2024, not 2023."),
    )
    comment = FactCheckComment.objects.get()
    assert [one.kind for one in waiting.waiting_on(cast.person("researcher").pk, LATER)] == ["reports.comment"]
    assert queries.standing_of(report)[1:3] == ("Comments to answer", "the team")
    with pytest.raises(InvalidInput) as refusal:
        actions.reply_to_comment(actor=cast.actor("researcher"), now=LATER, comment=comment, accepted=False)
    assert refusal.value.field == "reply"
    actions.reply_to_comment(
        actor=cast.actor("researcher"), now=LATER, comment=comment, accepted=True, reply="Thank you."
    )
    assert queries.standing_of(report)[1:3] == ("Facts looked at", "the team")
    with pytest.raises(NotPossibleNow):
        actions.answer_fact_check(actor=cast.actor("officer"), now=LATER, fact_check=asked, answer="no_errors")
    version = queries.latest_version(report)
    assert version is not None
    assert version.text == "# One\n\nBuses run."


def test_an_answer_about_facts_replaces_the_one_before_it(cast: Cast, report: Report) -> None:
    step = Milestone.objects.create(created_at=NOW, challenge=cast.challenge, key="fact_check", label="F", order=1)
    (asked,) = actions.ask_fact_check(
        actor=cast.actor("team_lead"), now=NOW, report=report, people=[cast.person("officer")]
    )
    actions.answer_fact_check(actor=cast.actor("officer"), now=NOW, fact_check=asked, answer="not_me")
    step.refresh_from_db()
    assert step.done_on is None
    actions.answer_fact_check(actor=cast.actor("officer"), now=NOW, fact_check=asked, answer="comments", words="Wrong.")
    actions.answer_fact_check(actor=cast.actor("officer"), now=NOW, fact_check=asked, answer="no_errors")
    assert (FactCheckComment.objects.count(), asked.answer) == (0, "no_errors")
    step.refresh_from_db()
    assert step.done_on == NOW.date()


def test_nobody_is_asked_twice_about_one_version_and_several_wait_in_the_outbox(cast: Cast, report: Report) -> None:
    people = [cast.person("officer"), cast.person("owner")]
    for _ in range(2):
        actions.ask_fact_check(actor=cast.actor("team_lead"), now=NOW, report=report, people=people)
    run_waiting()
    assert FactCheck.objects.count() == 2
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting"}


def test_a_report_without_text_is_not_final(cast: Cast) -> None:
    empty = actions.start_report(actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge, title="Nothing yet")
    with pytest.raises(NotPossibleNow):
        actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=empty)


def test_publishing_shows_everything_moves_the_question_and_tells_the_ledger(cast: Cast, report: Report) -> None:
    part = actions.start_report(
        actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge, title="Annex", parent=report
    )
    actions.add_version(actor=cast.actor("team_lead"), now=NOW, report=part, text="More.", made_from=0)
    recommend(cast, report, "Run later buses.")
    published(cast, report)
    part.refresh_from_db()
    cast.challenge.refresh_from_db()
    assert (report.state, part.state, cast.challenge.state) == ("published", "published", "reported")
    assert (report.published_on, report.dated) == (date(2026, 3, 4), "2026-03-04")
    assert sorted(SearchDocument.objects.filter(kind__startswith="reports.").values_list("kind", flat=True)) == [
        "reports.recommendation",
        "reports.report",
        "reports.report",
    ]
    assert queries.published_report("2026-rural-buses") == report


def test_publishing_reaches_the_milestones_of_the_report(cast: Cast, report: Report) -> None:
    for order, key in enumerate(("midway", "draft_report", "final_report", "publication"), start=1):
        Milestone.objects.create(
            created_at=NOW, scope=cast.challenge.scope, challenge=cast.challenge, key=key, label=key, order=order
        )
    published(cast, report)
    run_waiting()
    assert dict(Milestone.objects.values_list("key", "done_on")) == {
        "midway": None,
        "draft_report": LATER.date(),
        "final_report": LATER.date(),
        "publication": None,
    }


def test_what_is_published_stays_as_it_is(cast: Cast, report: Report) -> None:
    (one,) = recommend(cast, report, "Run later buses.")
    published(cast, report)
    one.refresh_from_db()
    with pytest.raises(NotPermitted, match="published"):
        actions.reword_recommendation(actor=cast.actor("researcher"), now=NOW, recommendation=one, text="Other.")


def test_a_withdrawn_report_shows_nowhere_at_once_and_comes_back(cast: Cast, report: Report) -> None:
    recommend(cast, report, "Run later buses.")
    published(cast, report)
    actions.withdraw_report(actor=cast.actor("lead"), now=LATER, report=report, reason="A table names a person.")
    assert SearchDocument.objects.filter(kind__startswith="reports.").count() == 0
    assert Recommendation.objects.filter(is_public=True).count() == 0
    with pytest.raises(NotFound):
        queries.published_report("2026-rural-buses")
    actions.add_version(
        actor=cast.actor("researcher"), now=LATER, report=report, text="# One\n\nWithout it.", made_from=1
    )
    actions.publish_again(actor=cast.actor("lead"), now=LATER, report=report, reason="The table is gone.")
    assert queries.published_report("2026-rural-buses").state == "published"
    assert SearchDocument.objects.filter(kind__startswith="reports.").count() == 2


def test_only_those_who_run_the_programme_publish(cast: Cast, report: Report) -> None:
    actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    with pytest.raises(NotPermitted):
        actions.publish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    with pytest.raises(InvalidInput, match="lies ahead"):
        actions.publish_report(
            actor=cast.actor("lead"), now=NOW, report=report, published_on=NOW.date() + timedelta(days=1)
        )
    assert "reports.publish" in [one.kind for one in waiting.waiting_on(cast.person("coordinator").pk, NOW)]


def test_future_work_is_one_step_from_the_question_bank(cast: Cast, report: Report) -> None:
    work = actions.add_future_work(actor=cast.actor("researcher"), now=NOW, report=report, text="What of the trains?")
    question = actions.bring_to_question_bank(actor=cast.actor("researcher"), now=NOW, work=work)
    again = actions.bring_to_question_bank(actor=cast.actor("researcher"), now=NOW, work=work)
    assert (question.pk, question.state, question.brought_by) == (again.pk, "proposed", "the team on “Rural buses”")
    link = question.lineage_to.get()
    assert (link.earlier, link.kind) == (cast.question, "follow_up")


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_recommendations_takes_the_same_queries(
    cast: Cast, report: Report, many: int, django_assert_num_queries: object
) -> None:
    recommend(cast, report, *[f"Number {number}." for number in range(many)])
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(queries.recommendations_of(report)) == many


def test_a_reading_address_opens_its_version_and_no_other_text_does(report: Report) -> None:
    version = queries.latest_version(report)
    assert version is not None
    token = queries.reading_token(version)
    assert queries.version_by_token(token) == version
    with pytest.raises(NotFound):
        queries.version_by_token(f"{token}x")
