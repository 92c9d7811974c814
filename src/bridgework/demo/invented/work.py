"""The work of this year's teams: the bus question in full, the others in outline."""

from __future__ import annotations

from bridgework.apps.questions.actions.belonging import give_brief, set_provisional_date
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.meetings import add_point, finish_to_do, hold_team_meeting, plan_team_meeting
from bridgework.apps.workspace.actions.milestones import begin_work, reach_milestone
from bridgework.apps.workspace.actions.propositions import conclude_proposition, note_answer, put_proposition
from bridgework.apps.workspace.actions.requests import make_request
from bridgework.apps.workspace.models import Request, TeamMeeting
from bridgework.demo.invented import steps
from bridgework.demo.invented import work_words as words
from bridgework.demo.invented.bus_report import bus_report
from bridgework.demo.invented.evidence import find
from bridgework.demo.invented.register import bus_register
from bridgework.demo.invented.stage import Stage, Story

SILENT_DAYS = 19
"""Since when one officer has not answered."""


def stories(stage: Stage) -> list[Story]:
    """Where each team has got to."""
    return [
        _begins(stage, "buses", -150, "environment_next", "amelia"),
        _begins(stage, "damp", -152, "communities_past", "rahul"),
        _begins(stage, "school", -148, "communities_next", "wiktoria"),
        _begins(stage, "flood", -147, "environment_next", "priyanka"),
        _repair_begins(stage),
        _dental_waits(stage),
        _bus_meetings(stage),
        _bus_requests(stage),
        _bus_evidence(stage),
        bus_register(stage),
        _bus_propositions(stage),
        bus_report(stage),
        _outline(stage, "school", "wiktoria", "public_health"),
        _outline(stage, "flood", "priyanka", "emergency"),
        _outline(stage, "damp", "rahul", "environment_health"),
    ]


def _begins(stage: Stage, key: str, days: int, meeting: str, lead: str) -> Story:
    yield stage.at(days)
    steps.settle(stage, key, meeting, words.COUNCIL_PROGRAMMES[key], "Agreed with the service at the first meeting.")
    yield stage.at(days + 2)
    begin_work(actor=stage.actor(lead), now=stage.now, challenge=stage.challenge(key))
    reached = words.REACHED[key]
    for milestone_key, after in reached:
        yield stage.at(days + after)
        milestone = stage.challenge(key).milestones.filter(key=milestone_key).first()
        if milestone is not None:
            reach_milestone(actor=stage.actor(lead), now=stage.now, milestone=milestone)


def _repair_begins(stage: Stage) -> Story:
    """A team that starts late: it has a brief and a provisional date, and does not know its committee yet."""
    yield stage.at(-37)
    challenge = stage.challenge("repair")
    give_brief(actor=stage.actor("waste"), now=stage.now, challenge=challenge, text=words.REPAIR_BRIEF)
    set_provisional_date(actor=stage.actor("lead"), now=stage.now, challenge=challenge, on=stage.day(150))
    begin_work(actor=stage.actor("zainab"), now=stage.now, challenge=stage.challenge("repair"))
    yield stage.at(-20, 16)
    _meeting(stage, "repair", "zainab", words.REPAIR_NOTES, ("zainab", "joel", "niamh", "waste"))
    yield stage.at(-5)
    _ask(stage, "repair", "zainab", "waste", words.REPAIR_REQUEST, "Without it we cannot say who would buy.")


def _dental_waits(stage: Stage) -> Story:
    yield stage.at(-100)
    set_provisional_date(
        actor=stage.actor("lead"), now=stage.now, challenge=stage.challenge("dental"), on=stage.day(210)
    )


def _bus_meetings(stage: Stage) -> Story:
    everybody = ("amelia", "tunde", "sophie", "bus_users", "lived", "contracts", "councillor")
    for number, (days, notes, missing) in enumerate(words.BUS_MEETINGS):
        yield stage.at(days, 16)
        invited = [key for key in everybody if number < 3 or key != "sophie"]
        meeting = _meeting(stage, "buses", "amelia", notes, invited, missing=missing)
        for kind, text, owner in words.BUS_POINTS[number]:
            point = add_point(
                actor=stage.actor("amelia"), now=stage.now, meeting=meeting, kind=kind, text=text,
                owner=stage.person(owner) if owner else None,
                due_on=stage.day(days + 14) if owner else None,
            )  # fmt: skip
            if owner and number < 3:
                finish_to_do(actor=stage.actor("amelia"), now=stage.now, point=point)
    yield stage.at(-1, 9)
    plan_team_meeting(
        actor=stage.actor("amelia"), now=stage.now, challenge=stage.challenge("buses"),
        starts_at=stage.at(8, 16), place="Online", agenda="Costs of the evening runs. What we do without them.",
        invited=[stage.person(key) for key in ("amelia", "tunde", "ifan", "bus_users", "lived", "contracts")],
    )  # fmt: skip


def _bus_requests(stage: Stage) -> Story:
    yield stage.at(-128)
    first = _ask(stage, "buses", "tunde", "contracts", words.BUS_REQUESTS[0], "To know where the gaps are.")
    yield stage.at(-122, 11)
    stage.answer_by_mail("contracts", "workspace.request", first.public_id, "answer", words.BUS_ANSWERS[0])
    yield stage.at(-97)
    second = _ask(stage, "buses", "amelia", "transport", words.BUS_REQUESTS[1], "Shift times decide what is needed.")
    yield stage.at(-92, 14)
    note = f"{stage.person('public_health').name}\n{stage.person('public_health').email}\nHas the employers' survey."
    stage.answer_by_mail("transport", "workspace.request", second.public_id, "pass_on", note)
    following = Request.objects.get(passed_on_from=second)
    yield stage.at(-88)
    stage.answer_by_mail("public_health", "workspace.request", following.public_id, "answer", words.BUS_ANSWERS[1])
    yield stage.at(-60)
    third = _ask(stage, "buses", "tunde", "contracts", words.BUS_REQUESTS[2], "To see who travels when.")
    yield stage.at(-49)
    stage.answer_by_mail("contracts", "workspace.request", third.public_id, "cannot_help", words.BUS_ANSWERS[2])
    # The one that waits: nothing has come for nineteen days.
    yield stage.at(-SILENT_DAYS, 10, exact=True)
    _ask(stage, "buses", "amelia", "contracts", words.BUS_REQUESTS[3], words.BUS_WHY)


def _bus_evidence(stage: Stage) -> Story:
    yield stage.at(-70)
    find(stage, "buses", "tunde", words.BUS_FINDINGS[:2])
    yield stage.at(-33)
    find(stage, "buses", "ifan", words.BUS_FINDINGS[2:])


def _bus_propositions(stage: Stage) -> Story:
    for days, proposition in zip((-66, -40), words.BUS_PROPOSITIONS, strict=True):
        yield stage.at(days)
        put = put_proposition(
            actor=stage.actor("amelia"), now=stage.now, challenge=stage.challenge("buses"), text=proposition.text,
            put_to=proposition.put_to, put_on=stage.month(days), is_public=True,
        )  # fmt: skip
        yield stage.at(days + 9)
        for by_role, stance, text in proposition.answers:
            note_answer(
                actor=stage.actor("amelia"), now=stage.now, proposition=put, by_role=by_role, stance=stance, text=text
            )
        conclude_proposition(
            actor=stage.actor("amelia"), now=stage.now, proposition=put, event=proposition.event,
            answer=proposition.summed, did_next=proposition.did_next, reason=proposition.did_next,
        )  # fmt: skip


def _outline(stage: Stage, key: str, lead: str, officer: str) -> Story:
    """A meeting, a request answered within the week, and what was found."""
    yield stage.at(-118, 15)
    _meeting(stage, key, lead, words.OUTLINE_NOTES[key], (lead, officer))
    request = _ask(stage, key, lead, officer, words.OUTLINE_REQUESTS[key][0], "It is what the brief turns on.")
    yield stage.at(-113)
    stage.answer_by_mail(officer, "workspace.request", request.public_id, "answer", words.OUTLINE_REQUESTS[key][1])
    yield stage.at(-75)
    find(stage, key, lead, words.OUTLINE_FINDINGS[key])


def _meeting(
    stage: Stage, key: str, lead: str, notes: str, invited: tuple[str, ...] | list[str], missing: tuple[str, ...] = ()
) -> TeamMeeting:
    challenge: Challenge = stage.challenge(key)
    actor = stage.actor(lead)
    meeting = plan_team_meeting(
        actor=actor, now=stage.now, challenge=challenge, starts_at=stage.now, place="Online",
        agenda="What we have, what we need, what we leave out.", invited=[stage.person(one) for one in invited],
    )  # fmt: skip
    came = [stage.person(one) for one in invited if one not in missing]
    return hold_team_meeting(actor=actor, now=stage.now, meeting=meeting, notes=notes, attended=came)


def _ask(stage: Stage, key: str, by: str, of: str, text: str, why: str) -> Request:
    return make_request(
        actor=stage.actor(by),
        now=stage.now,
        challenge=stage.challenge(key),
        asked_of=stage.person(of),
        text=text,
        why=why,
    )
