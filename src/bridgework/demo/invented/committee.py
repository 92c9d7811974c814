"""This year's reports and papers: one decided, one before the committee, one ready for the clerk."""

from __future__ import annotations

from datetime import timedelta

from bridgework.apps.impact.actions import Reported, open_action, report_back
from bridgework.apps.reports.actions.checking import ask_fact_check, reply_to_comment
from bridgework.apps.reports.actions.future import add_future_work, bring_to_question_bank
from bridgework.apps.reports.models import FactCheck, FactCheckComment
from bridgework.demo.invented import committee_words as words
from bridgework.demo.invented import steps
from bridgework.demo.invented.deciding import Confirmed, decide_by_minute
from bridgework.demo.invented.programme import MEETINGS
from bridgework.demo.invented.stage import Stage, Story
from bridgework.demo.invented.steps import Put

FACT_CHECK = "reports.fact-check"
COMMENT = "Page 4: 900 inspections a year is the figure for the county; in the two towns it was 610."


def stories(stage: Stage) -> list[Story]:
    """Each report that is finished, as far as it has come."""
    return [_damp(stage), _flood(stage), _school(stage)]


def _damp(stage: Stage) -> Story:
    """Decided: one of its resolutions changes exactly one word."""
    yield from _report(stage, "damp", "rahul", words.DAMP, "environment_health", days=-76, comment=True)
    yield stage.at(-52)
    _future(stage, "damp", "rahul", words.DAMP, to_bank=True)
    paper = steps.write_paper(
        stage, "damp", "housing", "communities_past", words.DAMP.title, words.DAMP.summary, words.DAMP.from_role,
        words.DAMP.proposals,
    )  # fmt: skip
    yield stage.at(-36)
    steps.hand_to_clerk(stage, paper, "housing")
    yield stage.at(MEETINGS["communities_past"][1] - 9)
    steps.publish(stage, paper)
    yield stage.at(MEETINGS["communities_past"][1] + 1, 15)
    changed = Confirmed(words=words.DAMP_CHANGED, reason="Ten is not possible in winter.")
    noted = Confirmed("noted", reason="Will be looked at with the yearly report.")
    first, *_ = decide_by_minute(stage, paper, words.DAMP_MINUTE, [Confirmed(), noted, changed])
    yield stage.at(-12)
    recommendation = stage.challenge("damp").recommendations.get(number="1")
    action = open_action(
        actor=stage.actor("clerk"), now=stage.now, challenge=stage.challenge("damp"), recommendations=[recommendation],
        text="Change the inspection letters and the order in which they are sent.", owner=stage.person("housing"),
        owner_role="Housing standards manager", due_on=stage.today + timedelta(days=120), resolution=first,
    )  # fmt: skip
    yield stage.at(-3)
    reported = Reported(progress="under_way", text="The new letter is written; the first go out on the 1st.")
    report_back(actor=stage.actor("housing"), now=stage.now, action=action, reported=reported)


def _flood(stage: Stage) -> Story:
    """Before the committee: published and waiting for its day."""
    yield from _report(stage, "flood", "priyanka", words.FLOOD, "emergency", days=-55)
    yield stage.at(-28)
    _future(stage, "flood", "priyanka", words.FLOOD)
    paper = steps.write_paper(
        stage, "flood", "flood", "environment_next", words.FLOOD.title, words.FLOOD.summary, words.FLOOD.from_role,
        words.FLOOD.proposals,
    )  # fmt: skip
    yield stage.at(-8)
    steps.hand_to_clerk(stage, paper, "flood")
    yield stage.at(-2, 14)
    steps.publish(stage, paper)


def _school(stage: Stage) -> Story:
    """Reported, and its paper lies ready on the clerk's desk."""
    yield from _report(stage, "school", "wiktoria", words.SCHOOL, "public_health", days=-50)
    yield stage.at(-24)
    _future(stage, "school", "wiktoria", words.SCHOOL)
    back = stage.meetings["communities_spring"].on
    proposals = [Put(one.text, one.numbers, one.owner_role, back) for one in words.SCHOOL.proposals]
    paper = steps.write_paper(
        stage, "school", "catering", "communities_next", words.SCHOOL.title, words.SCHOOL.summary,
        words.SCHOOL.from_role, proposals,
    )  # fmt: skip
    yield stage.at(-2, 11)
    steps.hand_to_clerk(stage, paper, "catering")


def _report(
    stage: Stage, key: str, by: str, finished: words.Finished, officer: str, *, days: int, comment: bool = False
) -> Story:
    yield stage.at(days)
    steps.write_report(stage, key, by, finished.title, finished.summary, finished.text, finished.recommended)
    yield stage.at(days + 3)
    ask_fact_check(
        actor=stage.actor(by), now=stage.now, report=stage.reports[key], people=[stage.person(officer)],
        answer_by=stage.day(days + 13),
    )  # fmt: skip
    yield stage.at(days + 11, 17)
    asked = FactCheck.objects.get(version__report=stage.reports[key])
    choice, text = ("comments", COMMENT) if comment else ("no_errors", "")
    stage.answer_by_mail(officer, FACT_CHECK, asked.public_id, choice, text)
    yield stage.at(days + 16)
    for one in FactCheckComment.objects.filter(version__report=stage.reports[key]):
        reply_to_comment(actor=stage.actor(by), now=stage.now, comment=one, accepted=True, reply="Put right on page 4.")
    changed = finished.text + "\n## Changed after the fact check\n\nOne figure on page 4.\n" if comment else ""
    yield stage.at(days + 20)
    steps.finish_and_publish(stage, key, by, text=changed, note="After the fact check." if changed else "")


def _future(stage: Stage, key: str, by: str, finished: words.Finished, *, to_bank: bool = False) -> None:
    work = add_future_work(actor=stage.actor(by), now=stage.now, report=stage.reports[key], text=finished.future_work)
    if to_bank:
        bring_to_question_bank(actor=stage.actor("coordinator"), now=stage.now, work=work)
