"""What the history file tells of the work on a question: findings, propositions, report, effects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bridgework.apps.impact.models import Action, StatementOfEffect
from bridgework.apps.library.models import Deposit, ReaderNote
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import FutureWork, Recommendation, Report
from bridgework.apps.workspace.models import Finding, FindingSource, Proposition, Source
from bridgework.core.reading import PartialDate
from bridgework.demo.history.reading import HistoryFile, paragraphs, permanent_id

TITLE_UNKNOWN = "Report on {question} (we could not find its title)"
LACKS_IN_ENTRY = (
    "authors", "publisher", "issued", "licence", "identifier", "keywords", "media type", "checksum", "committee",
)  # fmt: skip
"""What the portal's entry does not say, as `core.portal_entry` finds it, and nobody found elsewhere."""
_KINDS = {"study": "study", "journal article": "study", "open data": "statistics", "news": "press", "article": "press"}


class WorkWriter:
    """Writes what a team found, tried and reported, and what is said to have come of it."""

    def __init__(self, file: HistoryFile, now: datetime) -> None:
        self.file = file
        self.now = now

    def write(self, challenge: Challenge, one: Mapping[str, Any]) -> tuple[Report | None, Mapping[str, Recommendation]]:
        """Everything about one challenge; returns its report and the recommendations by number."""
        for finding in one["findings"]:
            self._finding(challenge, finding)
        for number, proposition in enumerate(one.get("propositions") or (), start=1):
            self._proposition(challenge, number, proposition)
        report = self._report(challenge, one)
        recommendations = self._recommendations(challenge, report, one) if report is not None else {}
        for number, action in enumerate(one.get("actions") or (), start=1):
            self._action(challenge, number, action)
        for number, effect in enumerate(one["effects"], start=1):
            self._effect(challenge, number, effect)
        for number, later in enumerate(one.get("later") or (), start=1):
            self._later(challenge, number, later)
        return report, recommendations

    def _finding(self, challenge: Challenge, one: Mapping[str, Any]) -> None:
        against = one["against"]
        finding = Finding.objects.create(
            public_id=permanent_id("finding", challenge.code, one["number"]),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            number=one["number"],
            text=one["text"],
            figure=one["figure"] or "",
            figure_of=one["figure_of"] or "",
            superseded_note=" ".join(found["text"] for found in against),
            is_public=True,
        )
        for key in one["sources"]:
            self._bearing(finding, key, "supports", "")
        for found in against:
            for key in found["sources"]:
                # "45%: …" is how a figure that stands against another is kept.
                self._bearing(finding, key, "contradicts", f"{found['figure']}: {found['stated_by']}")

    def _bearing(self, finding: Finding, key: str, bearing: str, says: str) -> None:
        note, kind = self.file.source_note(key), self.file.sources[key]["kind"]
        source, _ = Source.objects.get_or_create(
            public_id=permanent_id("source", finding.challenge.code, key, bearing),
            defaults={
                "created_at": self.now,
                "scope": finding.scope,
                "challenge": finding.challenge,
                "kind": _KINDS.get(kind, "policy_document"),
                "title": note["title"][:300],
                "authors": note["publisher"][:300],
                "year": int(note["date"][:4]) if note["date"][:4].isdigit() else None,
                "address": note["address"],
                "says": says,
            },
        )
        FindingSource.objects.create(finding=finding, source=source, bearing=bearing)

    def _proposition(self, challenge: Challenge, number: int, one: Mapping[str, Any]) -> None:
        Proposition.objects.create(
            public_id=permanent_id("proposition", challenge.code, number),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            text=one["text"],
            put_to=one["put_to"],
            put_on=one["put_on"] or "",
            answer=paragraphs(one["answer"], one.get("note")),
            did_next=one["did_next"],
            source=self.file.source_words(one["sources"]),
            state=one["outcome"],
            state_since=self.now,
            is_public=True,
        )

    def _report(self, challenge: Challenge, one: Mapping[str, Any]) -> Report | None:
        told = one.get("report") or {}
        if not (told.get("title") or told.get("themes") or one.get("received") or one.get("recommendations")):
            return None
        report = Report.objects.create(
            public_id=permanent_id("report", challenge.code),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            title=told.get("title") or TITLE_UNKNOWN.format(question=f"“{challenge.question.title}”"),
            title_is_quotation=told["title_is_quotation"],
            dated=told.get("dated") or "",
            themes_note=self._themes(told),
            note=paragraphs(
                told.get("title_note"),
                told.get("note"),
                " ".join(found["text"] for found in one.get("presentations") or ()),
                (one.get("response") or {}).get("text"),
            ),
            sources=[self.file.source_note(key) for key in told["sources"]],
            state="published",
            state_since=self.now,
        )
        self._deposit(report, one)
        self._parts(report, told)
        return report

    def _deposit(self, report: Report, one: Mapping[str, Any]) -> None:
        """When a portal got the report, and when it was presented: days of their own, never the day it was issued."""
        entries = [self.file.sources[key] for key in one["report"]["sources"]]
        from_portal = [entry for entry in entries if entry["kind"] == "open-data entry"]
        uploaded = next((entry["date"] for entry in from_portal if entry["date"]), "")
        presented = next((told["on"] for told in one.get("presentations") or () if told.get("on")), "")
        if from_portal or presented:
            Deposit.objects.create(
                public_id=permanent_id("deposit", report.challenge.code),
                created_at=self.now,
                report=report,
                uploaded_on=uploaded,
                presented_on=presented,
                lacks=list(LACKS_IN_ENTRY) if from_portal else [],
            )

    def _parts(self, report: Report, told: Mapping[str, Any]) -> None:
        for order, title in enumerate(told["sub_reports"], start=2):
            Report.objects.create(
                public_id=permanent_id("sub-report", report.challenge.code, title),
                created_at=self.now,
                scope=report.scope,
                challenge=report.challenge,
                parent=report,
                title=title,
                order=order,
                sources=report.sources,
                state="published",
                state_since=self.now,
            )
        for number, work in enumerate(told["future_work"], start=1):
            FutureWork.objects.create(
                public_id=permanent_id("future work", report.challenge.code, number),
                created_at=self.now,
                report=report,
                text=work["text"],
            )

    def _themes(self, told: Mapping[str, Any]) -> str:
        """Themes as others reported them: never the ledger's rows."""
        if not told.get("themes"):
            return ""
        lines = [f"- {theme['text'].rstrip('.')} – reported by {theme['reported_by']}" for theme in told["themes"]]
        return f"{self.file.data['themes_note']}\n\n" + "\n".join(lines)

    def _recommendations(
        self, challenge: Challenge, report: Report, one: Mapping[str, Any]
    ) -> Mapping[str, Recommendation]:
        found = {}
        for order, told in enumerate(one.get("recommendations") or (), start=1):
            if told["basis"] not in ("quoted", "summary"):
                continue
            place = told.get("place") or ""
            if told.get("number_note"):
                place = f"{place} ({told['number_note'].rstrip('.').lower()})"
            found[told["number"]] = Recommendation.objects.create(
                public_id=permanent_id("recommendation", challenge.code, told["number"]),
                created_at=self.now,
                scope=challenge.scope,
                report=report,
                challenge=challenge,
                code=f"{challenge.code}/{told['number']}",
                number=told["number"],
                order=order,
                text=told["text"],
                basis=told["basis"],
                place=place[:120],
                source=self.file.source_words(told["sources"]),
                theme=challenge.question.theme,
                is_public=True,
                state="open",
                state_since=self.now,
            )
        return found

    def _action(self, challenge: Challenge, number: int, one: Mapping[str, Any]) -> None:
        Action.objects.create(
            public_id=permanent_id("action", challenge.code, number),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            text=one["text"],
            deliverer=one["deliverer"],
            source=self.file.source_words(one["sources"]),
            is_public=True,
            state="closed_done",
            state_since=self.now,
        )

    def _effect(self, challenge: Challenge, number: int, one: Mapping[str, Any]) -> None:
        StatementOfEffect.objects.create(
            public_id=permanent_id("statement of effect", challenge.code, number),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            kind=one["kind"],
            grade=one["grade"],
            text=one["text"],
            stated_by=one["stated_by"],
            confidence=one["confidence"],
            observed_on=one.get("observed_on") or "",
            counter_evidence=(one.get("counter_evidence") or {}).get("text", ""),
            other_causes=one.get("other_causes") or "",
            source=self.file.source_words(one["sources"]),
            is_public=True,
        )

    def _later(self, challenge: Challenge, number: int, one: Mapping[str, Any]) -> None:
        """Something that happened later and that no source ties to the report: a note beside the record."""
        when = f"{PartialDate.from_iso(one['on']).human()}. " if one.get("on") else ""
        ReaderNote.objects.create(
            public_id=permanent_id("later", challenge.code, number),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            station="change",
            text=one["text"] if when and when[:-2] in one["text"] else f"{when}{one['text']}",
            evidence=self.file.source_words(one["sources"]),
            state="accepted",
            state_since=self.now,
        )
