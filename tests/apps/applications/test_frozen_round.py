"""A call as the input of team formation."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bridgework.apps.applications.actions.applying import Joint, answer_joint, save_application, send_application
from bridgework.apps.applications.actions.outcomes import keep_apart
from bridgework.apps.applications.actions.vocabulary import merge_term, offer_term
from bridgework.apps.applications.models import Call, VocabularyTerm
from bridgework.apps.applications.queries import frozen_round, offered, pseudonyms
from bridgework.apps.conflicts.actions import declare_conflict
from bridgework.core.formation.validating import read_round
from tests.apps.applications.stage import as_applicant, begun, call_of, whole_form
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def call(cast: Cast) -> Call:
    return call_of(cast)


def test_everything_formation_needs_and_nobody_s_name(cast: Cast, call: Call) -> None:
    coordinator = cast.actor("coordinator")
    for kind, label in (("slot", "Mon evening"), ("trait", "First in family at university"), ("skill", "Statistics")):
        offer_term(actor=coordinator, now=NOW, programme=cast.programme, kind=kind, label=label)
    first, second = begun(call), begun(call, "Ola Berg", "ola@example.org")
    buses, floods, libraries = [one.question for one in offered(call.round)][::-1]
    form = whole_form(call)
    ruled_out = replace(
        form,
        wishes=[one for one in form.wishes if one.question != libraries],
        never=[libraries],
        discipline="Geography",
        skills=["statistics", "Old maps"],
        slots=["Mon evening", "Never offered"],
        traits=["First in family at university"],
        is_experienced=True,
        joint=(Joint("Ola Berg", "ola@example.org"), Joint("Kit Shaw", "kit@example.org")),
    )
    for application, filled in ((first, ruled_out), (second, form)):
        me = as_applicant(application)
        save_application(actor=me, now=NOW, application=application, version=1, form=filled)
        send_application(actor=me, now=NOW, application=application)
    for joint in first.joint_applicants.all():
        answer_joint(actor=coordinator, now=NOW, joint=joint, accepts=True)
    third = begun(call, "Ida Holm", "ida@example.org")
    save_application(actor=as_applicant(third), now=NOW, application=third, version=1, form=form)
    send_application(actor=as_applicant(third), now=NOW, application=third)
    keep_apart(actor=coordinator, now=NOW, one=third, other=first, reason="They asked for it.")
    declare_conflict(
        actor=coordinator, now=NOW, person=third.applicant, record_public_id=buses.public_id,
        scope=cast.round.scope, reason="Works for the bus company.",
    )  # fmt: skip
    old = VocabularyTerm.objects.get(label="Old maps")
    merge_term(actor=coordinator, now=NOW, term=old, into=VocabularyTerm.objects.get(label="Statistics"))

    found = frozen_round(call)
    keys = {one.person.name: one.key for one in pseudonyms(call)}
    applicants = {one["id"]: one for one in found["applicants"]}
    assert sorted(keys) == ["Ida Holm", "Kit Shaw", "Ola Berg", "Wen Li"]
    assert applicants[keys["Wen Li"]] == {
        "id": keys["Wen Li"],
        "ranks": [one.question.public_id for one in ruled_out.wishes],
        "discipline": "Geography",
        "skills": ["Statistics"],
        "score": None,
        "traits": {"First in family at university": True},
        "slots": ["Mon evening"],
        "experienced": True,
        "never": [libraries.public_id],
        "with": sorted([keys["Ola Berg"], keys["Kit Shaw"]]),
        "apart": [keys["Ida Holm"]],
    }  # fmt: skip
    assert libraries.public_id not in applicants[keys["Kit Shaw"]]["ranks"]
    assert applicants[keys["Ola Berg"]]["with"] == sorted([keys["Wen Li"], keys["Kit Shaw"]])
    assert found["conflicts"] == [{"applicant": keys["Ida Holm"], "question": buses.public_id}]
    text = json.dumps(found)
    assert [name for name in ("Wen", "Ola", "example.org", cast.round.public_id) if name in text] == []
    assert len(read_round(found).applicants) == 4
