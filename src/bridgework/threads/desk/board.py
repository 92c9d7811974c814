"""The round desk composed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.queries.challenges import STAGE_WORDS
from bridgework.kernel.permissions import Actor
from bridgework.threads.desk.aims import aim_of, next_step_of
from bridgework.threads.desk.interest import fading_of
from bridgework.threads.desk.material import DeskMaterial, material_of_round
from bridgework.threads.desk.records import DeskCard, DeskFilter, RoundDesk
from bridgework.threads.desk.waits import waits_of


def round_desk(round_: Round, *, actor: Actor, now: datetime, only: DeskFilter | None = None) -> RoundDesk:
    """Every challenge of a round that the actor may see, as the filter asks; thirteen queries.

    The round comes with its programme and council. Whether the actor may see the desk at all is the caller's to ask.
    """
    material = material_of_round(round_, actor=actor, now=now)
    limit = settings_of(round_.programme).fading_after_days
    cards = [_card(one, material, limit) for one in material.challenges]
    chosen = only or DeskFilter()
    return RoundDesk(
        cards=tuple(one for one in cards if chosen.takes(one)),
        total=len(cards),
        waiting=sum(bool(one.waits) for one in cards),
        overdue=sum(one.has_overdue for one in cards),
        late=sum(one.aim.is_late for one in cards),
        fading=sum(bool(one.fading) for one in cards),
        themes=tuple(sorted({one.theme for one in cards if one.theme})),
    )


def _card(challenge: Challenge, material: DeskMaterial, limit: int) -> DeskCard:
    question = challenge.question
    since = timezone.localdate(challenge.state_since)
    step, holder, due = next_step_of(challenge, material)
    return DeskCard(
        public_id=challenge.public_id,
        code=challenge.code,
        title=question.title,
        theme=question.theme,
        stage=challenge.state,
        stage_words=STAGE_WORDS[challenge.state],
        since=since,
        days_in_stage=max((material.today - since).days, 0),
        owner=question.owner.name if question.owner is not None else question.owner_role,
        team=_team(challenge, material),
        next_step=step,
        next_holder=holder,
        next_due=due,
        waits=waits_of(challenge, material),
        aim=aim_of(challenge, material),
        fading=fading_of(challenge, material, limit),
    )


def _team(challenge: Challenge, material: DeskMaterial) -> str:
    members = material.members.get(challenge.pk, ())
    joined = sum(one.state == "accepted" for one in members)
    invited = len(members) - joined
    if not members:
        return "no team yet" if challenge.state == "open" else "team not known"
    words = "1 person" if joined == 1 else f"{joined} people"
    return f"{words}, {invited} invited" if invited else words
