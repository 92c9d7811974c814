"""The rows of one round of a large invented programme, from its questions to what changed, written in bulk."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.committees.models import Paper, Proposal, ProposalRecommendation, Resolution
from bridgework.apps.impact.models import (
    Action,
    Decision,
    IndependentCheck,
    LedgerRow,
    ReportBack,
    StatementOfEffect,
)
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Belonging, Challenge, Question, Wording
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.apps.teams.models import Team
from bridgework.core.ledger import Decision as Outcome
from bridgework.demo.scale_words import ROLES, THEMES, Words
from bridgework.kernel.ids import new_public_id

BATCH: Final = 500
_OUTCOMES: Final = {
    "agreed": 35.0, "noted": 18.0, "officers_tasked": 14.0, "agreed_in_part": 12.0, "declined": 6.0,
    "agreed_with_changed_words": 5.0, "deferred": 4.0, "referred": 3.0, "lost": 2.0, "withdrawn": 1.0,
}  # fmt: skip
_PROGRESS: Final = {"under_way": 40.0, "done": 38.0, "not_started": 12.0, "stopped": 6.0, "overtaken": 4.0}
_CHECKS: Final = {"agrees": 60.0, "partly": 22.0, "could_not_tell": 11.0, "disputes": 7.0}
_KINDS: Final = {
    "practice": 30.0, "service_outcome": 18.0, "none_found": 18.0, "policy": 14.0, "money_saved": 10.0,
    "evidence_base": 6.0, "recognition": 4.0,
}  # fmt: skip
_GRADES: Final = {"used": 30.0, "acted_on": 30.0, "noted": 20.0, "outcome_reported": 14.0, "outcome_compared": 6.0}
_ORDER: Final[tuple[type[Model], ...]] = (
    Question, Wording, Challenge, Belonging, Team, Report, ReportVersion, CommitteeMeeting, Paper, Recommendation,
    Proposal, ProposalRecommendation, Resolution, Decision, Action, ReportBack, IndependentCheck, StatementOfEffect,
    LedgerRow,
)  # fmt: skip
"""What refers to something is written after it."""
_FINISHED: Final = ("done", "stopped", "overtaken")
_STATES: Final = {"done": "closed_done", "stopped": "closed_not_done", "overtaken": "closed_overtaken"}


class RoundRows:
    """Makes everything of one round. A running round has questions at every stage and no recommendations yet."""

    def __init__(
        self, round_: Round, bodies: list[Body], words: Words, now: datetime, questions: int, each: int, *, runs: bool
    ) -> None:
        self.round = round_
        self.bodies = bodies
        self.words = words
        self.now = now
        self.today = timezone.localdate(now)
        self.question_count = questions
        self.each = each
        self.runs = runs
        self.recommendation_count = 0
        self.rows: dict[type[Model], list[Any]] = defaultdict(list)
        self.effects_of: list[tuple[StatementOfEffect, Recommendation]] = []
        self.actions_of: list[tuple[Action, Recommendation]] = []

    def write(self, *, most: int) -> RoundRows:
        """Write the round, with at most so many recommendations."""
        for number in range(1, self.question_count + 1):
            question = self._question(number)
            if question.state == "taken_up":
                challenge = self._challenge(question, number)
                if not self.runs and self.recommendation_count < most:
                    self._report(challenge, most - self.recommendation_count)
        if self.runs:
            self.question_count += self._waiting_questions()
        for model in _ORDER:
            model._default_manager.bulk_create(self.rows[model], batch_size=BATCH)
        self._many_to_many()
        return self

    def _add(self, model: type[Model], **values: Any) -> Any:
        row = model(**values)
        self.rows[model].append(row)
        return row

    def _many_to_many(self) -> None:
        of_effect, of_action = StatementOfEffect.recommendations.through, Action.recommendations.through
        of_effect._default_manager.bulk_create(
            of_effect(statementofeffect_id=effect.pk, recommendation_id=one.pk) for effect, one in self.effects_of
        )
        of_action._default_manager.bulk_create(
            of_action(action_id=action.pk, recommendation_id=one.pk) for action, one in self.actions_of
        )

    # Questions ----------------------------------------------------------------------------------------------------

    def _question(self, number: int, state: str = "taken_up") -> Question:
        words, random = self.words, self.words.random
        year = self.round.year or self.today.year
        brought = timezone.make_aware(datetime(year - 1, 11, 2, 9, 0)) + timedelta(days=random.randint(0, 50))
        question: Question = self._add(
            Question,
            created_at=min(brought, self.now),
            scope=self.round.scope,
            programme=self.round.programme,
            round=self.round,
            title=words.title(),
            why_it_matters=words.sentences(3),
            decision_informed=words.sentences(1),
            theme=random.choice(THEMES),
            place=words.one("place"),
            owner_role=random.choice(ROLES),
            brought_by=random.choice(ROLES),
            state=state,
            state_since=self.now,
            is_public=state == "taken_up",
        )
        last = random.choice((1, 2, 2, 3))
        for order in range(1, last + 1):
            self._add(
                Wording,
                created_at=question.created_at,
                question=question,
                number=order,
                text=words.question(),
                why="" if order == 1 else "Narrowed to what a small team can answer.",
                author_role=question.owner_role,
                is_current=order == last,
            )
        return question

    def _waiting_questions(self) -> int:
        """What a coordinator finds on the question desk of a running round."""
        states = ["proposed"] * 12 + ["shortlisted"] * 6 + ["in_bank"] * 8 + ["declined"] * 4
        for number, state in enumerate(states):
            self._question(number, state)
        return len(states)

    def _challenge(self, question: Question, number: int) -> Challenge:
        public_id = new_public_id()
        state = self.words.weighted({"open": 4, "team_formed": 4, "under_way": 17}) if self.runs else "decided"
        code = f"{self.round.year}-{self.round.programme.slug}-{number}"
        challenge: Challenge = self._add(
            Challenge,
            public_id=public_id,
            created_at=question.created_at,
            scope=f"{self.round.scope}/{public_id}",
            question=question,
            round=self.round,
            type=self.round.type,
            code=code,
            state=state,
            state_since=self.now,
            is_public=True,
        )
        body = self.words.random.choice(self.bodies)
        self._add(
            Belonging,
            created_at=question.created_at,
            challenge=challenge,
            body=body,
            body_scope=body.body_scope,
            reason="The committee that decides on it.",
        )
        if state != "open":
            team = new_public_id()
            self._add(
                Team,
                public_id=team,
                created_at=question.created_at,
                scope=f"{challenge.scope}/{team}",
                challenge=challenge,
                size_known=self.words.random.randint(3, 6),
                size_basis="Invented.",
                state="finished" if state == "decided" else "formed",
                state_since=self.now,
            )
        return challenge

    # Report and recommendations -----------------------------------------------------------------------------------

    def _report(self, challenge: Challenge, most: int) -> None:
        year = self.round.year or self.today.year
        published = date(year, 9, self.words.random.randint(1, 28))
        published = min(published, self.today - timedelta(days=self.words.random.randint(30, 90)))
        text = "\n\n".join(self.words.sentences(5) for _ in range(4))
        report = self._add(
            Report,
            created_at=challenge.created_at,
            scope=challenge.scope,
            challenge=challenge,
            title=f"On {challenge.question.title[0].lower()}{challenge.question.title[1:]}",
            dated=published.isoformat(),
            published_on=published,
            summary=self.words.sentences(2),
            state="published",
            state_since=self.now,
        )
        self._add(
            ReportVersion,
            created_at=challenge.created_at,
            report=report,
            number=1,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
        spread = self.each // 2
        number = min(self.words.random.randint(self.each - spread, self.each + spread), most)
        meeting, paper = (None, None) if self.words.chance(0.12) else self._paper(challenge, report, published)
        for order in range(1, number + 1):
            self._recommendation(challenge, report, order, meeting, paper)
        self.recommendation_count += number

    def _paper(self, challenge: Challenge, report: Report, published: date) -> tuple[CommitteeMeeting, Paper]:
        body = self.rows[Belonging][-1].body
        on = published + timedelta(days=self.words.random.randint(40, 110))
        meeting = self._add(
            CommitteeMeeting,
            created_at=self.now,
            body=body,
            body_scope=body.body_scope,
            on=on,
            state="held" if on < self.today else "planned",
            state_since=self.now,
        )
        paper = self._add(
            Paper,
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            committee_meeting=meeting,
            body_scope=body.body_scope,
            reference=f"{on.year}/{self.words.random.randint(1, 140)}",
            title=report.title,
            summary=self.words.sentences(1),
            state="considered" if on < self.today else "published",
            state_since=self.now,
        )
        return meeting, paper

    def _recommendation(
        self, challenge: Challenge, report: Report, order: int, meeting: CommitteeMeeting | None, paper: Paper | None
    ) -> None:
        recommendation = self._add(
            Recommendation,
            created_at=challenge.created_at,
            scope=challenge.scope,
            report=report,
            challenge=challenge,
            code=f"{challenge.code}/{order}",
            number=str(order),
            order=order,
            text=self.words.recommendation(),
            addressee=self.words.random.choice(ROLES) if self.words.chance(0.5) else "",
            is_public=True,
            state="open",
            state_since=self.now,
        )
        row = self._ledger_row(challenge, recommendation)
        decision = self._decision(recommendation, row, order, meeting, paper)
        if decision is not None:
            self._what_followed(challenge, recommendation, row, decision)

    def _ledger_row(self, challenge: Challenge, recommendation: Recommendation) -> LedgerRow:
        row: LedgerRow = self._add(
            LedgerRow,
            recommendation=recommendation,
            scope=challenge.scope,
            programme_public_id=self.round.programme.public_id,
            challenge=challenge,
            round=self.round,
            body=self.rows[Belonging][-1].body,
            theme=challenge.question.theme,
            state="open",
            is_public=True,
        )
        return row

    def _decision(
        self,
        recommendation: Recommendation,
        row: LedgerRow,
        order: int,
        meeting: CommitteeMeeting | None,
        paper: Paper | None,
    ) -> Decision | None:
        if meeting is None or paper is None:
            return self._reply(recommendation, row) if self.words.chance(0.4) else None
        proposal = self._add(
            Proposal,
            created_at=self.now,
            paper=paper,
            letter=chr(96 + order) if order <= 26 else f"a{order}",
            order=order,
            text=f"To take up recommendation {order}.",
        )
        self._add(ProposalRecommendation, proposal=proposal, recommendation=recommendation)
        # Of a few nothing was ever recorded, and nobody was chased.
        if meeting.on >= self.today or self.words.chance(0.06):
            days = meeting.body.reply_days
            if days is not None:
                row.reply_due_on, row.reply_due_from = meeting.on + timedelta(days=days), "the committee"
                row.reply_due_what = "decision"
            return None
        outcome = self.words.weighted(_OUTCOMES)
        reason = "" if outcome == "agreed" else self.words.sentences(1)
        resolution = self._add(
            Resolution,
            created_at=self.now,
            proposal=proposal,
            outcome=outcome,
            words=self.words.recommendation() if outcome == "agreed_with_changed_words" else "",
            reason=reason,
            resolved_on=meeting.on,
            recorded_at=self.now,
        )
        return self._decided(recommendation, row, outcome, reason, meeting.on, resolution=resolution)

    def _reply(self, recommendation: Recommendation, row: LedgerRow) -> Decision:
        outcome = self.words.weighted({"agreed": 5, "declined": 2, "agreed_in_part": 2})
        on = date((self.round.year or self.today.year), 12, self.words.random.randint(1, 28))
        on = min(on, self.today - timedelta(days=1))
        reason = "" if outcome == "agreed" else self.words.sentences(1)
        role = self.words.random.choice(ROLES)
        return self._decided(recommendation, row, outcome, reason, on, replied_by_role=role)

    def _decided(
        self, recommendation: Recommendation, row: LedgerRow, outcome: str, reason: str, on: date, **values: Any
    ) -> Decision:
        row.decision, row.decided_on = outcome, on
        decision: Decision = self._add(
            Decision,
            created_at=self.now,
            scope=recommendation.scope,
            recommendation=recommendation,
            outcome=outcome,
            reason=reason,
            decided_on=on,
            recorded_at=self.now,
            **values,
        )
        return decision

    # What followed ------------------------------------------------------------------------------------------------

    def _what_followed(
        self, challenge: Challenge, recommendation: Recommendation, row: LedgerRow, decision: Decision
    ) -> None:
        decided = decision.decided_on or self.today
        acts = Outcome(decision.outcome).wants_action
        action = self._action(challenge, recommendation, decided) if acts and self.words.chance(0.7) else None
        reported = self._report_back(recommendation, row, action, decided) if self.words.chance(0.6) else None
        if reported is not None and self.words.chance(0.25):
            self._check(recommendation, row, reported)
        if reported is not None and reported.progress == "done" and self.words.chance(0.35):
            self._effect(challenge, recommendation, row)
        # What is old has mostly been closed; some of it was forgotten.
        years = (self.today - decided).days / 365
        if self.words.chance(min(0.2 * years, 0.93)):
            recommendation.state = _STATES.get(row.reported, "closed_not_done")
            row.state = recommendation.state
            if action is not None:
                action.state = "closed_done" if row.reported == "done" else "closed_not_done"
        elif action is not None and not Outcome(decision.outcome).says_no and row.reported not in _FINISHED:
            row.reply_due_on, row.reply_due_from, row.reply_due_what = action.due_on, action.owner_role, "progress"

    def _action(self, challenge: Challenge, recommendation: Recommendation, decided: date) -> Action:
        action: Action = self._add(
            Action,
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            text=self.words.recommendation(),
            owner_role=self.words.random.choice(ROLES),
            deliverer=self.words.weighted({"council": 7, "jointly": 2, "partner": 1}),
            due_on=decided + timedelta(days=self.words.random.randint(60, 720)),
            state="open",
            state_since=self.now,
        )
        self.actions_of.append((action, recommendation))
        return action

    def _report_back(
        self, recommendation: Recommendation, row: LedgerRow, action: Action | None, decided: date
    ) -> ReportBack | None:
        on = decided + timedelta(days=self.words.random.randint(60, 700))
        if on > self.today:
            return None
        progress = self.words.weighted(_PROGRESS)
        row.reported, row.reported_on = progress, on
        reported: ReportBack = self._add(
            ReportBack,
            created_at=self.now,
            scope=recommendation.scope,
            recommendation=recommendation,
            action=action,
            progress=progress,
            text=self.words.sentences(1),
            reported_on=on,
            reported_by_role=action.owner_role if action else "the head of service",
        )
        return reported

    def _check(self, recommendation: Recommendation, row: LedgerRow, reported: ReportBack) -> None:
        on = min(reported.reported_on + timedelta(days=self.words.random.randint(10, 200)), self.today)
        row.checked, row.checked_on = self.words.weighted(_CHECKS), on
        self._add(
            IndependentCheck,
            created_at=self.now,
            scope=recommendation.scope,
            recommendation=recommendation,
            report_back=reported,
            result=row.checked,
            progress=reported.progress,
            text=self.words.sentences(1),
            checked_on=on,
            checked_by_role="an alumnus of the team",
        )

    def _effect(self, challenge: Challenge, recommendation: Recommendation, row: LedgerRow) -> None:
        row.observed = self.words.weighted(_KINDS)
        row.grade = "" if row.observed == "none_found" else self.words.weighted(_GRADES)
        effect = self._add(
            StatementOfEffect,
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            kind=row.observed,
            grade=row.grade,
            text=self.words.sentences(1),
            stated_by="the council",
        )
        self.effects_of.append((effect, recommendation))
