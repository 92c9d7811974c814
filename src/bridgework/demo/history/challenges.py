"""Questions of the history file: every wording, how they follow each other, and the threads they became."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Belonging, Challenge, Lineage, Question, Wording
from bridgework.apps.teams.models import Team
from bridgework.core.reading import PartialDate
from bridgework.demo.history.committees import CommitteeWriter
from bridgework.demo.history.reading import HistoryFile, paragraphs, permanent_id


class ChallengeWriter:
    """Writes questions and challenges, and remembers them by code."""

    def __init__(
        self, file: HistoryFile, rounds: Mapping[str, Round], committees: CommitteeWriter, now: datetime
    ) -> None:
        self.file = file
        self.rounds = rounds
        self.committees = committees
        self.now = now
        self.questions: dict[str, Question] = {}

    def write(self, one: Mapping[str, Any]) -> Challenge:
        """One question with its wordings, the challenge, its team and where it belongs."""
        round_ = self.rounds[one["round"]]
        question = self._question(one, round_)
        self.questions[one["code"]] = question
        self._wordings(question, one)
        challenge = self._challenge(question, one, round_)
        self._team(challenge, one)
        self._belongings(challenge, one)
        return challenge

    def write_lineage(self) -> None:
        """How later questions follow earlier ones, marked where it is inferred."""
        Lineage.objects.bulk_create(
            Lineage(
                public_id=permanent_id("lineage", one["code"], earlier["code"]),
                created_at=self.now,
                question=self.questions[one["code"]],
                earlier=self.questions[earlier["code"]],
                kind=earlier["kind"],
                basis=earlier["basis"],
                is_inferred=earlier["inferred"],
            )
            for one in self.file.data["challenges"]
            for earlier in one["follows"]
        )

    def _question(self, one: Mapping[str, Any], round_: Round) -> Question:
        return Question.objects.create(
            public_id=permanent_id("question", one["code"]),
            created_at=self.now,
            scope=round_.scope,
            programme=round_.programme,
            round=round_,
            title=one["title"],
            why_it_matters=one.get("context") or "",
            theme=one["theme"] or "",
            place=one.get("place") or "",
            brought_by=one.get("brought_by") or "",
            brought_on=one.get("brought_on") or "",
            state="taken_up",
            state_since=self.now,
            is_public=True,
        )

    def _wordings(self, question: Question, one: Mapping[str, Any]) -> None:
        # The wording the council's newest list prints comes last; which of the others came first is often not known.
        ordered = sorted(one["wordings"], key=lambda wording: wording["current"])
        offered = one.get("offered_on")
        for number, wording in enumerate(ordered, start=1):
            why = wording.get("note") or ""
            if wording["current"] and offered:
                why = paragraphs(why, f"Offered to researchers in {PartialDate.from_iso(offered).human()}.")
            Wording.objects.create(
                public_id=permanent_id("wording", one["code"], wording["text"]),
                created_at=self.now,
                question=question,
                number=number,
                text=wording["text"],
                why=why,
                is_current=wording["current"],
                is_quotation=wording["is_quotation"],
                source=self.file.source_words(wording["sources"]),
                order_known=wording["order_known"],
            )

    def _challenge(self, question: Question, one: Mapping[str, Any], round_: Round) -> Challenge:
        public_id = permanent_id("challenge", one["code"])
        received = one.get("received") or {}
        team = one.get("team") or {}
        # The report of the organisers is said to hold more: that gap belongs to the whole thread.
        gaps = one["gaps"] if team.get("kinds") else ()
        return Challenge.objects.create(
            public_id=public_id,
            created_at=self.now,
            scope=f"{round_.scope}/{public_id}",
            question=question,
            round=round_,
            type=round_.type,
            code=one["code"],
            target_meeting=self.committees.meetings.get(received.get("meeting") or ""),
            support_note=paragraphs(one.get("support"), team.get("text"), " ".join(gaps)),
            method=one.get("method") or "",
            is_public=True,
            sources=self.file.notes_of(one),
            state=_state(one),
            state_since=self.now,
        )

    def _team(self, challenge: Challenge, one: Mapping[str, Any]) -> None:
        team = one.get("team") or {}
        if not team.get("size"):
            return
        public_id = permanent_id("team", one["code"])
        Team.objects.create(
            public_id=public_id,
            created_at=self.now,
            scope=f"{challenge.scope}/{public_id}",
            challenge=challenge,
            size_known=team["size"],
            size_basis=team["basis"] or "",
            state="finished",
            state_since=self.now,
        )

    def _belongings(self, challenge: Challenge, one: Mapping[str, Any]) -> None:
        told = list(one.get("belongings") or ())
        received = one.get("received")
        if received and not any(belonging["body"] == received["body"] for belonging in told):
            told.append({**received, "council_programme": "", "decided_on": "", "reason": received["basis"]})
        for number, belonging in enumerate(told, start=1):
            body = self.committees.bodies[belonging["body"]]
            Belonging.objects.create(
                public_id=permanent_id("belonging", one["code"], number),
                created_at=self.now,
                challenge=challenge,
                council_programme=belonging["council_programme"] or "",
                body=body,
                body_scope=body.body_scope,
                decided_on=belonging["decided_on"] or "",
                reason=belonging["reason"] or "",
                is_current=number == len(told),
                source=self.file.source_words(belonging["sources"]),
            )


def _state(one: Mapping[str, Any]) -> str:
    """How far a challenge came, as far as can be told."""
    if one.get("received"):
        return "at_committee"
    report = one.get("report") or {}
    return "reported" if report.get("title") or one["effects"] else "under_way"
