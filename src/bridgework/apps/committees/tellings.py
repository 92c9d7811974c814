"""What people are told about papers."""

from __future__ import annotations

from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees.models import Clearance, Paper
from bridgework.apps.committees.queries import publication_deadline
from bridgework.apps.committees.queries.clearing import clearance_of, correction_of
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling


@telling("committees.deadline-moved")
def deadline_moved(record_public_id: str, person_id: int) -> Telling:
    """A holiday or a rule came or went, and a paper's last day moved with it."""
    paper = _paper(record_public_id)
    meeting = paper.committee_meeting
    found = publication_deadline(paper)
    name = name_of_body(meeting.body, meeting.on)
    opening = f"The days that count before the meeting of {name} on {human_date(meeting.on)} have changed."
    remedy = ""
    if found.in_time is False:
        remedy = (
            "\n\nThe chair can take it as a late item for a reason that is written down, or it goes to a later meeting."
        )
    return Telling(
        subject=f"{'Too late now' if found.in_time is False else 'New last day'}: {paper.title}"[:200],
        body=f"{opening}\n\n{found.verdict}\n\n{found.explanation}{remedy}",
        path=f"/committee/papers/{paper.public_id}/",
        why="You look after the papers of this committee, or you write this one.",
    )


def _paper(public_id: str) -> Paper:
    found = (
        Paper.objects.filter(public_id=public_id)
        .select_related("committee_meeting__body__organisation", "challenge__question")
        .first()
    )
    if found is None:
        raise NotFound("There is no such paper.", rule="committees.read")
    return found


@telling("committees.clearance-answered")
def clearance_answered(record_public_id: str, person_id: int) -> Telling:
    """What an officer answered, to the author and whoever asked."""
    clearance = clearance_of(record_public_id)
    answer = clearance.answers.select_related("person").last()
    if answer is None:
        raise NotFound("There is no answer any more.", rule="committees.read")
    words = dict(Clearance.ANSWERS)[answer.answer]
    parts = [f"**{clearance.asked_role}**: {words}.", f"The question: {clearance.question}"]
    if answer.comment:
        parts.append("\n".join(f"> {line}" for line in answer.comment.splitlines()))
    if answer.answer == "not_cleared":
        parts.append("The paper cannot be published until this is settled. Change the text, then ask again.")
    return Telling(
        subject=f"{clearance.asked_role}: {words}, “{clearance.paper.title}”"[:200],
        body="\n\n".join(parts),
        path=f"/committee/papers/{clearance.paper.public_id}/clearances/",
        why="You wrote this paper, or you asked for this clearance.",
    )


@telling("committees.form-objected")
def form_objected(record_public_id: str, person_id: int) -> Telling:
    """Somebody does not take a change for one of form, to the clerk who marked it and the author."""
    correction = correction_of(record_public_id)
    objection = correction.objections.last()
    if objection is None:
        raise NotFound("There is no objection any more.", rule="committees.read")
    quoted = "\n".join(f"> {line}" for line in objection.text.splitlines())
    return Telling(
        subject=f"Objection to a correction of form: “{correction.paper.title}”"[:200],
        body=f"{objection.clearance.asked_role} objects:\n\n{quoted}\n\nThat clearance is stale now. Ask for it again.",
        path=f"/committee/papers/{correction.paper.public_id}/clearances/",
        why="You marked this change as correction of form, or you wrote the paper.",
    )


@telling("committees.report-withdrawn")
def report_withdrawn(record_public_id: str, person_id: int) -> Telling:
    """The report that a paper puts was withdrawn."""
    paper = Paper.objects.filter(public_id=record_public_id).first()
    if paper is None:
        raise NotFound("There is no such paper any more.", rule="committees.read")
    return Telling(
        subject=f"The report behind “{paper.title}” was withdrawn"[:200],
        body="The report that this paper puts to the committee can no longer be read in public. The paper stays as it "
        "is until somebody withdraws it or corrects it.",
        path=f"/committee/papers/{paper.public_id}/",
        why="You wrote this paper, or you are the clerk of its committee.",
    )
