"""Who may do what with papers and their templates.

A template belongs to an organisation, so its place is a programme of that council, and the committee of it that the
actor clerks. One that came with the product belongs to nobody: it is copied, never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from bridgework.apps.calendar.models import Body
from bridgework.apps.committees.models import BuiltDocument, PaperAttachment, PaperReading, PaperTemplate
from bridgework.apps.people.models import Organisation
from bridgework.apps.programmes.models import Programme
from bridgework.kernel import files
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import Actor, Answer, Rule, covers
from bridgework.kernel.roles import (
    CHAIR,
    CLEARING_OFFICER,
    CLERK,
    COORDINATOR,
    DEPUTY_MONITORING_OFFICER,
    EVERYONE_ON_A_CHALLENGE,
    MONITORING_OFFICER,
    PROGRAMME_LEAD,
    QUESTION_OWNER,
    SPONSOR,
    STAFF,
    SUPPORTING_OFFICER,
)

PREPARE = Rule(
    name="committees.prepare",
    sentence="The programme lead, a coordinator, the question's owner or a supporting officer prepares a paper.",
    roles=frozenset({PROGRAMME_LEAD, COORDINATOR, QUESTION_OWNER, SUPPORTING_OFFICER}),
    remedy="Ask the programme lead to name you as supporting officer.",
)

EDIT = Rule(
    name="committees.edit",
    sentence="Those who prepare a paper, and the committee's clerk, change it while it is a draft.",
    roles=PREPARE.roles,
    body_roles=frozenset({CLERK}),
    states=frozenset({"draft"}),
    states_remedy="Return it to the author first, or publish a correction.",
)

MAKE_READY = Rule(
    name="committees.make-ready",
    sentence="Those who prepare a paper mark it as ready for the clerk.",
    roles=PREPARE.roles,
)

RETURN = Rule(
    name="committees.return",
    sentence="The committee's clerk returns a paper to its author.",
    roles=frozenset({PROGRAMME_LEAD}),
    body_roles=frozenset({CLERK}),
)

PUBLISH = Rule(
    name="committees.publish",
    sentence="The committee's clerk publishes a paper.",
    body_roles=frozenset({CLERK}),
    remedy="Ask the clerk of this committee.",
)

WITHDRAW = Rule(
    name="committees.withdraw",
    sentence="The programme lead or the committee's clerk withdraws a paper.",
    roles=frozenset({PROGRAMME_LEAD}),
    body_roles=frozenset({CLERK}),
)

RESOLVE = Rule(
    name="committees.resolve",
    sentence="The committee's clerk or its chair records what the committee resolved.",
    body_roles=frozenset({CLERK, CHAIR}),
    states=frozenset({"published", "considered"}),
    states_remedy="A paper is published before anything is resolved on it.",
    remedy="Ask the clerk of this committee.",
)

READ = Rule(
    name="committees.read",
    sentence="Everybody on the challenge and the committee's own officers read its papers; published ones are public.",
    roles=EVERYONE_ON_A_CHALLENGE | {DEPUTY_MONITORING_OFFICER},
    body_roles=frozenset({CLERK, CHAIR, CLEARING_OFFICER, MONITORING_OFFICER}),
    hidden=True,
)

BEFORE_PUBLICATION = frozenset({"draft", "ready"})


def _not_of_another(actor: Actor, clearance: Any) -> Answer | None:
    """A clearance asked of one person is theirs alone, whoever else clears for this committee."""
    if clearance.asked_of_id is None or clearance.asked_of_id == actor.person_id:
        return None
    return Answer(
        False,
        "committees.answer-clearance",
        "This clearance was asked of somebody else.",
        "They can give it to you while they are away; the clerk can too.",
    )


def _not_the_author(actor: Actor, paper: Any) -> Answer | None:
    if actor.person_id is None or actor.person_id != paper.author_id:
        return None
    return Answer(
        False,
        "committees.not-the-author",
        "You wrote this paper, so you cannot decide this about it.",
        "Ask somebody else who holds the role.",
    )


ASK_CLEARANCE = Rule(
    name="committees.ask-clearance",
    sentence="Those who prepare a paper, and the committee's clerk, ask for its clearances before it is published.",
    roles=PREPARE.roles,
    body_roles=frozenset({CLERK}),
    states=BEFORE_PUBLICATION,
    states_remedy="A published paper needs no clearance any more.",
)

ANSWER_CLEARANCE = Rule(
    name="committees.answer-clearance",
    sentence=(
        "Whoever was asked for a clearance answers it; one asked of a role alone is answered by a clearing officer of "
        "the committee."
    ),
    own=("asked_of",),
    body_roles=frozenset({CLEARING_OFFICER}),
    remedy="Ask the clerk of this committee.",
    further=_not_of_another,
)

DELEGATE_CLEARANCE = Rule(
    name="committees.delegate-clearance",
    sentence="Whoever was asked for a clearance, and the committee's clerk, give it to somebody else for some days.",
    own=("asked_of",),
    body_roles=frozenset({CLERK}),
    remedy="Ask the clerk of this committee.",
)

SEE_CLEARANCE = Rule(
    name="committees.see-clearance",
    sentence="A clearance and the text it covers are seen by whoever was asked, and by everybody who reads the paper.",
    roles=READ.roles,
    body_roles=READ.body_roles,
    own=("asked_of",),
    hidden=True,
)

MARK_FORM = Rule(
    name="committees.mark-form",
    sentence="The committee's clerk marks a change as correction of form before the paper is published.",
    body_roles=frozenset({CLERK}),
    states=BEFORE_PUBLICATION,
    states_remedy="A published paper is not changed.",
    remedy="Ask the clerk of this committee.",
    further=_not_the_author,
)

OVERRIDE = Rule(
    name="committees.override",
    sentence="The monitoring officer, or the deputy named in the programme, lets a failure pass; never the author.",
    roles=frozenset({DEPUTY_MONITORING_OFFICER}),
    body_roles=frozenset({MONITORING_OFFICER}),
    states=BEFORE_PUBLICATION,
    states_remedy="It is published already.",
    remedy="Ask the monitoring officer.",
    further=_not_the_author,
)

NOWHERE: Final = "-"
"""A scope at which nobody holds a role."""


@dataclass(frozen=True)
class TemplatePlace:
    """Where a template lies: what a rule is asked about."""

    scope: str
    body_scope: str = ""
    public_id: str = ""
    state: str = ""


SEE_TEMPLATES: Final = Rule(
    name="committees.see-templates",
    sentence="Those who run a programme, prepare papers or work for its committees see the paper templates.",
    roles=STAFF | {QUESTION_OWNER, SUPPORTING_OFFICER},
    body_roles=frozenset({CLERK, CHAIR, CLEARING_OFFICER}),
    hidden=True,
)
KEEP_TEMPLATES: Final = Rule(
    name="committees.keep-templates",
    sentence="The programme lead, a coordinator and the committees’ clerks keep the paper templates of their council.",
    roles=frozenset({PROGRAMME_LEAD, COORDINATOR}),
    body_roles=frozenset({CLERK}),
    remedy="Ask the clerk of one of its committees. One that came with the product is copied first.",
)


def place_of_template(actor: Actor, template: PaperTemplate) -> TemplatePlace:
    """Where a template lies for this actor; nowhere for one that came with the product."""
    if template.organisation is None:
        return TemplatePlace(NOWHERE, public_id=template.public_id)
    place = place_at(actor, template.organisation)
    return TemplatePlace(place.scope, place.body_scope, template.public_id)


def place_at(actor: Actor, organisation: Organisation) -> TemplatePlace:
    """Where something of a council lies: a programme and a committee of it, the actor's own where there is one."""
    scopes = list(Programme.objects.filter(council=organisation).order_by("pk").values_list("scope", flat=True))
    mine = [one for one in scopes if any(covers(held.scope, one) for held in actor.holdings)]
    clerked = [held.scope for held in actor.holdings if held.role == CLERK]
    bodies = Body.objects.filter(organisation=organisation, public_id__in=[one.partition("/")[2] for one in clerked])
    body = bodies.order_by("pk").first()
    return TemplatePlace(
        next(iter(mine or scopes), NOWHERE), body.body_scope if body is not None else "", organisation.public_id
    )


def councils_of(actor: Actor) -> list[Organisation]:
    """The councils whose templates the actor keeps, in the order of their programmes. Two queries."""
    run = {held.scope.split("/", 1)[0] for held in actor.holdings if held.role in KEEP_TEMPLATES.roles}
    clerked = {held.scope.partition("/")[2] for held in actor.holdings if held.role == CLERK}
    return list(
        Organisation.objects.filter(Q(programmes_as_council__public_id__in=run) | Q(bodies__public_id__in=clerked))
        .distinct()
        .order_by("pk")
    )


def may_see_templates(actor: Actor) -> bool:
    """Whether the actor holds any role with which templates are seen, anywhere."""
    return actor.is_system or any(
        held.role in SEE_TEMPLATES.roles | SEE_TEMPLATES.body_roles for held in actor.holdings
    )


COMMENT: Final = Rule(
    name="committees.comment",
    sentence="Everybody on the challenge and the committee's own officers comment on a paper before it is published.",
    roles=EVERYONE_ON_A_CHALLENGE,
    body_roles=frozenset({CLERK, CHAIR, CLEARING_OFFICER}),
    states=frozenset({"draft", "ready"}),
    states_remedy="A published paper is answered at its meeting.",
    hidden=True,
)
READ_PRIVATE: Final = Rule(
    name="committees.read-private",
    sentence=(
        "Those who prepare a paper, the sponsor, the committee's own officers and the monitoring officer or their "
        "deputy read its private part."
    ),
    roles=PREPARE.roles | {SPONSOR, DEPUTY_MONITORING_OFFICER},
    body_roles=frozenset({CLERK, CHAIR, CLEARING_OFFICER, MONITORING_OFFICER}),
    hidden=True,
)
READ_ADVICE: Final = Rule(
    name="committees.read-advice",
    sentence=(
        "What an officer writes with a clearance is advice between officers: those who prepare the paper, the sponsor "
        "and the committee's own officers read it."
    ),
    roles=READ_PRIVATE.roles,
    body_roles=READ_PRIVATE.body_roles,
    hidden=True,
)
BUILD: Final = Rule(
    name="committees.build-documents",
    sentence="Those who prepare a paper, and the committee's clerk, make its documents and the folder to hand over.",
    roles=PREPARE.roles,
    body_roles=frozenset({CLERK}),
    remedy="Ask the clerk of this committee.",
)
PUBLIC_STATES: Final = frozenset({"published", "considered"})


def may_read_document(actor: Actor, document: BuiltDocument) -> bool:
    """Whether a document made from a paper may be read: its public part by everybody once the paper is public."""
    paper = document.paper
    if document.part == "private":
        return READ_PRIVATE.may(actor, paper).allowed
    is_public = paper.state in PUBLIC_STATES and paper.challenge.is_public
    return is_public or READ.may(actor, paper).allowed


@files.readable_by
def may_read_built(actor: Actor, stored: StoredFile) -> bool:
    """The same for its file. One file may be of two documents: it is read by those who may read every one of them."""
    found = list(BuiltDocument.objects.select_related("paper__challenge").filter(file=stored))
    return bool(found) and all(may_read_document(actor, one) for one in found)


@files.readable_by
def may_read_attachment(actor: Actor, stored: StoredFile) -> bool:
    """What is attached to a paper is read by those who read the paper, by everybody once it is out; private by fewer.

    The law opens the background papers of a public report to inspection, and its appendices are part of it.
    """
    attachment = PaperAttachment.objects.select_related("paper__challenge").filter(file=stored).first()
    if attachment is None:
        return False
    paper = attachment.paper
    if attachment.is_private or paper.is_private:
        return READ_PRIVATE.may(actor, paper).allowed
    is_public = paper.state in PUBLIC_STATES and paper.challenge.is_public
    return is_public or READ.may(actor, paper).allowed


READ_IN: Final = Rule(
    name="committees.read-in",
    sentence="Those who prepare papers for a question bring in its existing papers and confirm what was read.",
    roles=PREPARE.roles,
    remedy="Ask the programme lead to name you as supporting officer.",
)


@files.readable_by
def may_read_brought_in(actor: Actor, stored: StoredFile) -> bool:
    """A document that was brought in prints names: only those who may confirm its reading open it."""
    reading = PaperReading.objects.filter(file=stored).first()
    return reading is not None and READ_IN.may(actor, reading).allowed
