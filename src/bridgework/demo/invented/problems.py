"""Problems that residents and community partners bring: one of each answer, and one that waits."""

from __future__ import annotations

from dataclasses import replace

from bridgework.apps.questions.actions.problems import answer_problem, bring_problem, enter_problem_for
from bridgework.apps.questions.models import ProblemStatement
from bridgework.demo.invented.programme import THIS_ROUND
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel.permissions import VISITOR, Actor

DENTIST = (
    "My daughter has had toothache for six weeks. No dentist between here and the coast takes anybody new, and the one "
    "that did has shut. We were told to ring every morning at eight."
)
MACHINERY = (
    "In harvest the combines come down Drove Lane at school time. There is no path. My boy stands in the ditch when "
    "they pass."
)
BROADBAND = "We are eleven houses at the end of the line. The form for the clinic will not load on what we have."
BINDAY = "Please make the bins every week again."
NOISE = (
    "Since the second grain dryer came, the fans run all night from August to October. I have written it all down in a "
    "book, with the times. Nobody has asked for the book."
)


def stories(stage: Stage) -> list[Story]:
    """Each problem with its answer."""
    return [_answered_yes(stage), _by_phone(stage), _later(stage), _no(stage), _waiting(stage)]


def _answered_yes(stage: Stage) -> Story:
    yield stage.at(THIS_ROUND + 12, 21)
    problem = _bring(stage, DENTIST, "Families without a car", "Irene Bugg, irene.bugg@fenmarch.example")
    yield stage.at(THIS_ROUND + 20)
    reply = "Yes. We will ask why people cannot find a dentist and what the council can do, and put it to researchers."
    question = answer_problem(
        actor=stage.actor("coordinator"),
        now=stage.now,
        problem=problem,
        answer="yes",
        reply=reply,
        title="Dentists in the fens",
        round=stage.rounds["this"],
    )
    assert question is not None
    stage.questions["dental"] = question


def _by_phone(stage: Stage) -> Story:
    """Told by phone, entered by the coordinator, answered yes."""
    yield stage.at(THIS_ROUND + 25, 11)
    problem = enter_problem_for(
        actor=stage.actor("coordinator"),
        now=stage.now,
        programme=stage.programme,
        text=MACHINERY,
        who_is_affected="Children who walk to school",
        contact="Does not use email; ring after six",
        way="phone",
    )
    yield stage.at(THIS_ROUND + 33)
    question = answer_problem(
        actor=stage.actor("coordinator"),
        now=stage.now,
        problem=problem,
        answer="yes",
        reply="Yes. We will offer it as a question to researchers this year.",
        title="Farm machinery on the way to school",
        round=stage.rounds["this"],
    )
    assert question is not None
    stage.questions["machinery"] = question


def _later(stage: Stage) -> Story:
    yield stage.at(-52, 20)
    problem = _bring(stage, BROADBAND, "Eleven households in Gedney Drove", "Jo Farley, jo.farley@fenmarch.example")
    yield stage.at(-40)
    reply = "Later. The county's broadband contract is decided in spring; we will look again when that is known."
    answer_problem(
        actor=stage.actor("coordinator"), now=stage.now, problem=problem, answer="later", reply=reply,
    )  # fmt: skip


def _no(stage: Stage) -> Story:
    yield stage.at(-45, 19)
    problem = _bring(stage, BINDAY, "", "")
    yield stage.at(-41)
    reply = "No. The district council decides about the bins, and it decided last year. Its address is on its website."
    answer_problem(actor=stage.actor("coordinator"), now=stage.now, problem=problem, answer="no", reply=reply)


def _waiting(stage: Stage) -> Story:
    yield stage.at(-6, 22)
    _bring(stage, NOISE, "Three streets in Sutton Holme", "Edwin Pask, edwin.pask@fenmarch.example")


def _bring(stage: Stage, text: str, who: str, contact: str) -> ProblemStatement:
    visitor: Actor = replace(VISITOR, via="screen")
    return bring_problem(
        actor=visitor, now=stage.now, programme=stage.programme, text=text, who_is_affected=who, contact=contact,
    )  # fmt: skip
