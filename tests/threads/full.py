"""A thread with something at every station, and `more` of everything where a test wants it."""

from __future__ import annotations

from datetime import date

from bridgework.apps.committees import actions as committees
from bridgework.apps.committees.actions import Resolved
from bridgework.apps.impact import actions as impact
from bridgework.apps.impact.actions import Checked, Effect, Reported
from bridgework.apps.library.models import ReaderNote
from bridgework.apps.questions.models import Lineage, Wording
from bridgework.apps.reports.models import Recommendation, ReportVersion
from bridgework.apps.workspace.models import Finding, FindingSource, Proposition, PropositionAnswer, Source
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_challenge, make_report, settle_at

DECIDED_ON = date(2026, 2, 12)
PROPOSED = "Task officers to run a bus on demand in four villages."
RESOLVED = "Task officers to run a bus on demand in six villages."


def full_thread(cast: Cast, *, more: int = 1) -> list[Recommendation]:
    """Fill the cast's challenge: `more` of each kind of record, one decided, reported, checked and changed."""
    _words(cast, more)
    settle_at(cast)
    _work(cast, more)
    report, rows = make_report(cast, more + 1)
    ReportVersion.objects.create(created_at=NOW, report=report, number=1, text="## Buses", sha256="0" * 64)
    _committee(cast, rows)
    _doing(cast, rows[0], more)
    for number in range(more):
        ReaderNote.objects.create(
            created_at=NOW, scope=cast.challenge.scope, challenge=cast.challenge, station="change",
            text=f"I rode it {number}.", state="accepted", state_since=NOW,
        )  # fmt: skip
    return rows


def _words(cast: Cast, more: int) -> None:
    cast.question.wordings.update(is_current=False)
    for number in range(2, 2 + more):
        last = number == 1 + more
        Wording.objects.create(
            created_at=NOW, question=cast.question, number=number, text=f"What would help with rural buses, {number}?",
            why="Narrower.", author_role="the question owner", is_current=last,
        )  # fmt: skip
    for number in range(more):
        question, challenge = make_challenge(cast.programme, cast.round, f"Older {number}", f"2025-older-{number}")
        Lineage.objects.create(
            created_at=NOW, question=cast.question, earlier=question, kind="follow_up", basis="Same."
        )
        challenge.state = "reported"
        challenge.save()


def _work(cast: Cast, more: int) -> None:
    where = {"created_at": NOW, "scope": cast.challenge.scope, "challenge": cast.challenge}
    source = Source.objects.create(**where, kind="statistics", title="Bus counts", authors="The county", year=2024)
    against = Source.objects.create(**where, kind="study", title="A survey", says="12%: the passengers’ survey")
    for number in range(1, 1 + more):
        finding = Finding.objects.create(
            **where, number=number, text="Few ride.", figure="4%", figure_of="people who ride weekly", is_public=True,
            superseded_note="The survey says 12%.",
        )  # fmt: skip
        FindingSource.objects.create(finding=finding, source=source, bearing="supports", page="p. 3")
        FindingSource.objects.create(finding=finding, source=against, bearing="contradicts")
        proposition = Proposition.objects.create(
            **where, text="A timetable app", put_to="passengers", answer="Mostly against.", did_next="Left it.",
            state="set_aside", state_since=NOW, is_public=True,
        )  # fmt: skip
        PropositionAnswer.objects.create(
            created_at=NOW, proposition=proposition, by_role="pensioners", stance="against"
        )


def _committee(cast: Cast, rows: list[Recommendation]) -> None:
    cast.challenge.state = "reported"
    cast.challenge.save()
    cast.meeting.on = DECIDED_ON
    cast.meeting.save()
    paper = committees.prepare_paper(
        actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title="Buses"
    )
    proposals = [
        committees.add_proposal(
            actor=cast.actor("officer"), now=NOW, paper=paper, text=PROPOSED, recommendations=[rows[0]]
        ),
        committees.add_proposal(
            actor=cast.actor("officer"), now=NOW, paper=paper, text="Note the report.", recommendations=rows[1:]
        ),
    ]
    committees.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    committees.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=paper, late_reason="The day of the record.")
    clerk = cast.actor("clerk")
    changed = Resolved(
        "agreed_with_changed_words", DECIDED_ON, words=RESOLVED, reason="Two more villages asked.",
        report_back_on=date(2026, 9, 1),
    )  # fmt: skip
    committees.record_resolution(actor=clerk, now=NOW, proposal=proposals[0], resolved=changed)
    noted = Resolved("noted", DECIDED_ON, reason="For information.")
    committees.record_resolution(actor=clerk, now=NOW, proposal=proposals[1], resolved=noted)
    run_waiting()


def _doing(cast: Cast, recommendation: Recommendation, more: int) -> None:
    lead = cast.actor("lead")
    for number in range(more):
        action = impact.open_action(
            actor=lead, now=NOW, challenge=cast.challenge, recommendations=[recommendation], text=f"Run it {number}",
            owner=cast.person("officer"), owner_role="the transport officer", due_on=date(2026, 8, 1),
        )  # fmt: skip
        impact.report_back(
            actor=cast.actor("officer"), now=NOW, action=action,
            reported=Reported("done", text="It runs.", reported_on=date(2026, 2, 20)),
        )  # fmt: skip
    impact.check_independently(
        actor=lead, now=NOW, recommendation=recommendation,
        checked=Checked("agrees", "We rode it.", progress="done", evidence="A ticket", evidence_kind="independent"),
    )  # fmt: skip
    impact.state_effect(
        actor=lead, now=NOW, challenge=cast.challenge, recommendations=[recommendation],
        effect=Effect(kind="service_outcome", grade="outcome_reported", text="More ride.", stated_by="the council"),
    )  # fmt: skip
