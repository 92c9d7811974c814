"""Interviews as their team reads them, and quotes as a report may print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import ConsentEntry, Interview, Quote, Replacement, TranscriptVersion
from bridgework.kernel.sealing import unseal

CONSENT_PURPOSE: Final = "workspace.consent"
KEY: Final = "workspace.interview-key"
TRANSCRIPT: Final = "workspace.transcript"
REPLACED: Final = "workspace.replacement"
STATE_WORDS: Final = {
    "planned": ("planned", "Planned"),
    "held": ("current", "Held"),
    "transcribed": ("current", "Written down"),
    "approved": ("done", "Approved"),
    "withdrawn": ("set-aside", "Taken back"),
    "disposed": ("set-aside", "Disposed of"),
}
QUOTE_WORDS: Final = {
    "draft": ("planned", "Not asked yet"),
    "asked": ("waiting", "Waits for the person"),
    "approved": ("done", "May be printed"),
    "refused": ("set-aside", "Refused"),
    "withdrawn": ("set-aside", "Withdrawn"),
}


@dataclass(frozen=True)
class InterviewShown:
    """An interview with what the person agreed to and its quotes."""

    interview: Interview
    consents: tuple[tuple[str, str], ...]
    """Each purpose in words and what stands: given, refused, withdrawn or not asked."""
    quotes: tuple[Quote, ...]

    @property
    def kind(self) -> str:
        """The kind of its state, for the tag."""
        return STATE_WORDS[self.interview.state][0]

    @property
    def word(self) -> str:
        """Its state in words."""
        return STATE_WORDS[self.interview.state][1]


@dataclass(frozen=True)
class TranscriptShown:
    """A version of a transcript."""

    version: TranscriptVersion
    text: str | None
    """None where it is sealed for whoever reads."""
    is_later: bool
    """Whether it was written after the person had approved an earlier one."""

    @property
    def heading(self) -> str:
        """What it is, in words."""
        kind = {"raw": "as it was said", "pseudonymised": "without names", "approved": "approved by the person"}
        return f"Version {self.version.number}, {kind[self.version.kind]}"


@dataclass(frozen=True)
class PrintableQuote:
    """A quote that may be printed: approved by the person, whose consent stands."""

    public_id: str
    key: str
    text: str
    attribution: str
    """By role where the person agreed to that, else the pseudonym."""


def consents_of(interview: Interview) -> dict[str, str]:
    """The latest answer to each purpose that was asked."""
    rows = ConsentEntry.objects.filter(interview=interview).order_by("id")
    return dict(rows.values_list("purpose", "answer"))


def interviews_of(challenge: Challenge) -> list[InterviewShown]:
    """The interviews by number. Three queries."""
    rows = challenge.interviews.prefetch_related(
        Prefetch("consents", ConsentEntry.objects.order_by("id")), Prefetch("quotes", Quote.objects.order_by("id"))
    )
    return [_shown(one) for one in rows.order_by("number")]


def transcripts_of(interview: Interview, *, with_raw: bool) -> list[TranscriptShown]:
    """The transcripts, the latest first. The words of a raw one stay sealed unless `with_raw`."""
    rows = list(interview.transcripts.order_by("-number"))
    last_approved = next((one.number for one in rows if one.kind == "approved"), 0)
    return [
        TranscriptShown(
            one,
            unseal(one.text, purpose=TRANSCRIPT) if one.kind != "raw" or with_raw else None,
            is_later=one.kind != "raw" and 0 < last_approved < one.number,
        )
        for one in rows
    ]


def transcript_to_approve(interview: Interview) -> TranscriptVersion | None:
    """The latest transcript where it is without names and not approved yet."""
    last = interview.transcripts.order_by("-number").first()
    return last if last is not None and last.kind == "pseudonymised" else None


def approved_transcript(interview: Interview) -> TranscriptVersion | None:
    """The latest transcript where the person approved it; nothing once it was written again, or is gone."""
    last = interview.transcripts.order_by("-number").first()
    return last if last is not None and last.kind == "approved" and last.text else None


def replacements_of(interview: Interview, *, with_originals: bool) -> list[tuple[Replacement, str | None]]:
    """The log of replacements, the earliest first; what stood there only `with_originals`."""
    rows = interview.replacements.select_related("by").order_by("id")
    return [(one, unseal(one.original_sealed, purpose=REPLACED) if with_originals else None) for one in rows]


def quotes_for_report(challenge: Challenge) -> list[PrintableQuote]:
    """The quotes of a challenge that may be printed now."""
    rows = challenge.quotes.filter(state="approved").select_related("interview")
    rows = rows.prefetch_related(Prefetch("interview__consents", ConsentEntry.objects.order_by("id")))
    return [
        PrintableQuote(one.public_id, one.key, one.text, one.attribution or one.interview.pseudonym)
        for one in rows.order_by("id")
        if _stands(one)
    ]


def unprintable_quotes(public_ids: Iterable[str]) -> list[str]:
    """Which of these quotes may not be printed now: a report that uses one is not published. By key."""
    rows = Quote.objects.filter(public_id__in=list(public_ids)).select_related("interview")
    rows = rows.prefetch_related(Prefetch("interview__consents", ConsentEntry.objects.order_by("id")))
    return [one.key for one in rows.order_by("id") if one.state != "approved" or not _stands(one)]


def _stands(quote: Quote) -> bool:
    consents = {one.purpose: one.answer for one in quote.interview.consents.all()}
    wanted = ["take_part", "quote", *(["attribute"] if quote.attribution else [])]
    return quote.interview.state != "withdrawn" and all(consents.get(one) == "given" for one in wanted)


def _shown(interview: Interview) -> InterviewShown:
    latest = {one.purpose: one.get_answer_display() for one in interview.consents.all()}
    return InterviewShown(
        interview,
        tuple((words, latest.get(purpose, "not asked")) for purpose, words in ConsentEntry.PURPOSES),
        tuple(interview.quotes.all()),
    )
