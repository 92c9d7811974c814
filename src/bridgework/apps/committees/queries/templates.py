"""Reads of paper templates."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from bridgework.apps.committees.models import Paper, PaperTemplate, PaperTemplateVersion
from bridgework.apps.committees.rules import SEE_TEMPLATES, may_see_templates
from bridgework.apps.people.models import Organisation
from bridgework.core.papers.moving import Draft, DraftRow, MoveOfDraft, move
from bridgework.core.papers.templates import TemplateContent, parse
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def templates_seen_by(actor: Actor) -> QuerySet[PaperTemplate]:
    """The templates that came with the product, and those of the actor's councils, with their versions."""
    if not may_see_templates(actor):
        return PaperTemplate.objects.none()
    versions = PaperTemplateVersion.objects.annotate(papers_count=Count("papers")).order_by("-number")
    return (
        PaperTemplate.objects.filter(_seen(actor))
        .select_related("organisation", "copied_from")
        .prefetch_related(Prefetch("versions", versions))
        .order_by(F("organisation").desc(nulls_last=True), "name", "id")
    )


def template_version(actor: Actor, public_id: str) -> PaperTemplateVersion:
    """One version with its template. Raises `NotFound` where there is none that the actor may see."""
    found = (
        PaperTemplateVersion.objects.filter(public_id=public_id)
        .select_related("template__organisation", "template__copied_from")
        .first()
    )
    if found is None or not templates_seen_by(actor).filter(pk=found.template_id).exists():
        raise NotFound("There is no such template.", rule=SEE_TEMPLATES.name)
    return found


def versions_of_template(template: PaperTemplate) -> list[PaperTemplateVersion]:
    """Every version, newest first, with how many papers are written with it."""
    return list(template.versions.annotate(papers_count=Count("papers")).order_by("-number"))


def templates_for(organisation: Organisation, on: date) -> QuerySet[PaperTemplateVersion]:
    """The versions a paper of that day can be written with: the council's own first, then those that came along."""
    return (
        PaperTemplateVersion.objects.filter(
            Q(template__organisation=organisation) | Q(template__organisation=None),
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_until=None) | Q(valid_until__gte=on),
            state="in_use",
        )
        .select_related("template__organisation")
        .order_by(F("template__organisation").desc(nulls_last=True), "template__name", "-number")
    )


def newer_version(paper: Paper) -> PaperTemplateVersion | None:
    """The version in use of the paper's template that came after the one it is written with."""
    if paper.template_version is None:
        return None
    return (
        PaperTemplateVersion.objects.filter(
            template_id=paper.template_version.template_id,
            number__gt=paper.template_version.number,
            state="in_use",
        )
        .order_by("-number")
        .first()
    )


def content_of(version: PaperTemplateVersion) -> TemplateContent:
    """The template as it was read and found whole when it was kept."""
    return parse(version.content)


def _seen(actor: Actor) -> Q:
    """The shipped ones, and those of councils in whose programmes or committees the actor holds a role."""
    if actor.is_system:
        return Q(pk__isnull=False)
    roots = {
        one.scope.partition("/")[2] if one.scope.startswith("body/") else one.scope.split("/", 1)[0]
        for one in actor.holdings
    }
    councils = Organisation.objects.filter(
        Q(programmes_as_council__public_id__in=roots) | Q(bodies__public_id__in=roots)
    )
    return Q(organisation=None) | Q(organisation__in=councils.values("pk"))


def draft_of(paper: Paper) -> Draft:
    """What of a paper depends on its template. Two queries."""
    rows = list(paper.implications.all())
    return Draft(
        front={key: str(value) for key, value in paper.front.items() if key != "contacts" and value not in (None, "")},
        sections=tuple(DraftRow(one.key, one.title, one.text) for one in paper.sections.all()),
        priorities=tuple(DraftRow(one.key, one.title, one.text) for one in rows if one.group == "priorities"),
        implications=tuple(
            DraftRow(one.key, one.title, one.text, one.status) for one in rows if one.group == "implications"
        ),
    )


def move_to(paper: Paper, version: PaperTemplateVersion) -> MoveOfDraft:
    """What moving a draft to that version would do; nothing is moved."""
    assert paper.template_version is not None, "only a paper with a template moves"
    return move(content_of(paper.template_version), content_of(version), draft_of(paper))
