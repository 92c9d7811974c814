"""What happens to problems, questions and challenges that others may need to know."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class ProblemBrought(Event):
    """Somebody brought a problem."""

    problem_public_id: str
    scope: str


@dataclass(frozen=True)
class ProblemAnswered(Event):
    """A problem was answered yes, no or later."""

    problem_public_id: str
    answer: str
    question_public_id: str


@dataclass(frozen=True)
class QuestionProposed(Event):
    """A question was proposed, or offered to a round again."""

    question_public_id: str
    scope: str


@dataclass(frozen=True)
class QuestionThemed(Event):
    """A question has another theme: what is listed by theme follows."""

    question_public_id: str


@dataclass(frozen=True)
class QuestionReworded(Event):
    """A question has a new wording."""

    question_public_id: str
    wording_public_id: str


@dataclass(frozen=True)
class WordingAnswered(Event):
    """The owner of a question answered about a new wording."""

    consent_public_id: str
    question_public_id: str
    answer: str


@dataclass(frozen=True)
class QuestionShortlisted(Event):
    """A question is on the shortlist of a round."""

    question_public_id: str
    scope: str


@dataclass(frozen=True)
class QuestionNotTaken(Event):
    """A question was kept in the bank, declined or withdrawn; `state` says which."""

    question_public_id: str
    scope: str
    state: str


@dataclass(frozen=True)
class QuestionsRelated(Event):
    """A question was linked to an earlier one."""

    question_public_id: str
    earlier_public_id: str
    kind: str


@dataclass(frozen=True)
class ChallengeOpened(Event):
    """A question was taken up in a round."""

    challenge_public_id: str
    question_public_id: str
    code: str
    scope: str


@dataclass(frozen=True)
class ChallengeShown(Event):
    """A challenge is shown in public, or no longer: what belongs to it is found accordingly."""

    challenge_public_id: str
    is_public: bool


@dataclass(frozen=True)
class ChallengeMoved(Event):
    """A challenge entered another stage."""

    challenge_public_id: str
    scope: str
    stage: str


@dataclass(frozen=True)
class BelongingSettled(Event):
    """Where a challenge belongs was settled."""

    challenge_public_id: str
    belonging_public_id: str
    body_public_id: str


@dataclass(frozen=True)
class TargetMeetingChanged(Event):
    """A challenge aims at another committee meeting, or plans from another provisional date."""

    challenge_public_id: str
    scope: str
    meeting_public_id: str
    provisional_on: str


@dataclass(frozen=True)
class BriefGiven(Event):
    """A team was given a brief, or a new version of it."""

    challenge_public_id: str
    brief_public_id: str
    number: int


@dataclass(frozen=True)
class SupportAnswered(Event):
    """Somebody accepted or declined to support a challenge."""

    support_public_id: str
    challenge_public_id: str
    accepted: bool
