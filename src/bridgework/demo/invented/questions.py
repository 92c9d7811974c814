"""This year's questions: proposed, worded again, shortlisted, taken up, kept, declined and withdrawn."""

from __future__ import annotations

from bridgework.apps.questions.actions.belonging import give_brief
from bridgework.apps.questions.actions.challenges import set_challenge_aside
from bridgework.apps.questions.actions.deciding import (
    decline_question,
    keep_question,
    withdraw_question,
)
from bridgework.apps.questions.actions.proposing import change_question
from bridgework.apps.questions.actions.relating import relate_question, say_never_asked
from bridgework.apps.questions.actions.wording import ask_owner, reword_question
from bridgework.apps.questions.queries import current_wording
from bridgework.demo.invented import steps
from bridgework.demo.invented.programme import THIS_ROUND
from bridgework.demo.invented.question_words import (
    ASKED,
    BRIEFS,
    DENTAL_WORDING,
    MACHINERY_WORDING,
    REWORDED,
    SHORTLISTED_BECAUSE,
    SLUGS,
    SUPPORTERS,
)
from bridgework.demo.invented.stage import Stage, Story

PROPOSED_AFTER = {
    "buses": ("transport", 8),
    "damp": ("housing", 10),
    "school": ("catering", 15),
    "flood": ("flood", 17),
    "repair": ("waste", 22),
    "libraries": ("libraries", 26),
    "carers": ("carers", 30),
    "shops": ("councillor", 34),
    "broadband": ("second_councillor", 36),
    "banding": ("second_councillor", 40),
    "yard": ("highways", 44),
}
"""Question to who proposed it, and so many days after the round began."""

TAKEN_UP = ("buses", "damp", "school", "flood", "repair", "libraries", "carers", "dental", "machinery")


def stories(stage: Stage) -> list[Story]:
    """Each question's way to the shortlist, and what became of those not taken up."""
    proposed = [_proposed(stage, key, by, after) for key, (by, after) in PROPOSED_AFTER.items()]
    return [*proposed, _worded(stage), _chosen(stage), _nobody_applied(stage), _just_proposed(stage)]


def _proposed(stage: Stage, key: str, by: str, after: int) -> Story:
    yield stage.at(THIS_ROUND + after)
    steps.propose(stage, key, by, ASKED[key], decide_in=420)


def _worded(stage: Stage) -> Story:
    yield stage.at(THIS_ROUND + 48)
    for key, text in (("dental", DENTAL_WORDING), ("machinery", MACHINERY_WORDING)):
        question = stage.questions[key]
        change_question(
            actor=stage.actor("coordinator"),
            now=stage.now,
            question=question,
            version_seen=None,
            title=question.title,
            theme="health and care" if key == "dental" else "transport",
            place="Fenmarch",
            owner=stage.person("dental" if key == "dental" else "highways"),
            owner_role="Public health consultant" if key == "dental" else "Highways verges officer",
        )
        reword_question(
            actor=stage.actor("coordinator"), now=stage.now, question=question, text=text,
            why="From the resident's words to a question a team can answer.", made_from=None,
        )  # fmt: skip
    yield stage.at(THIS_ROUND + 58)
    for text, why in REWORDED:
        reword_question(
            actor=stage.actor("coordinator"), now=stage.now, question=stage.questions["buses"], text=text, why=why,
            made_from=None,
        )  # fmt: skip
    wording = current_wording(stage.questions["buses"])
    assert wording is not None
    consent = ask_owner(
        actor=stage.actor("coordinator"), now=stage.now, wording=wording, answer_by=stage.day(THIS_ROUND + 70)
    )
    yield stage.at(THIS_ROUND + 62)
    stage.answer_by_mail("transport", "questions.owner_wording", consent.public_id, "agreed")
    for key in ("damp", "school", "flood", "libraries", "carers"):
        say_never_asked(actor=stage.actor("coordinator"), now=stage.now, question=stage.questions[key])
    relate_question(
        actor=stage.actor("coordinator"), now=stage.now, question=stage.questions["repair"],
        earlier=stage.questions["verges"], kind="follow_up",
        basis="Both ask what the county could stop buying; the team of that year offered to talk.",
    )  # fmt: skip


def _chosen(stage: Stage) -> Story:
    yield stage.at(THIS_ROUND + 72)
    for key in (*TAKEN_UP, "shops"):
        steps.shortlist(stage, key, SHORTLISTED_BECAUSE[key])
    keep_question(
        actor=stage.actor("sponsor"), now=stage.now, question=stage.questions["broadband"],
        reason="The contract is decided in spring; the question is better asked after that.", review_on=stage.day(150),
    )  # fmt: skip
    decline_question(
        actor=stage.actor("sponsor"), now=stage.now, question=stage.questions["banding"],
        reason="Council tax bands are set by law and not by any council.",
    )  # fmt: skip
    yield stage.at(THIS_ROUND + 76)
    withdraw_question(
        actor=stage.actor("highways"), now=stage.now, question=stage.questions["yard"],
        reason="The service has found the answer itself: the yard is sold.",
    )  # fmt: skip
    yield stage.at(THIS_ROUND + 82)
    for key in TAKEN_UP:
        steps.take_up(stage, key, SLUGS[key], SUPPORTERS[key])
    yield stage.at(THIS_ROUND + 135)
    for key in ("buses", "damp", "school", "flood"):
        owner = PROPOSED_AFTER[key][0]
        give_brief(actor=stage.actor(owner), now=stage.now, challenge=stage.challenge(key), text=BRIEFS[key])


def _nobody_applied(stage: Stage) -> Story:
    yield stage.at(-120)
    set_challenge_aside(
        actor=stage.actor("lead"), now=stage.now, challenge=stage.challenge("machinery"),
        reason="Nobody applied for it in two months. It is offered again next year.",
    )  # fmt: skip


def _just_proposed(stage: Stage) -> Story:
    """A question for the next round: nobody has decided on it yet."""
    yield stage.at(-4, 15)
    steps.propose(stage, "drains", "flood", ASKED["drains"], round_key="")
