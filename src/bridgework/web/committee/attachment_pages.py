"""What goes with a paper: added, changed, taken off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.actions import Attached, Exempt
from bridgework.apps.committees.models import PaperAttachment
from bridgework.kernel import files
from bridgework.kernel.errors import NotFound
from bridgework.web.committee.forms_writing import AttachmentForm, ChangeAttachmentForm
from bridgework.web.committee.writing_pages import address_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

GET_AND_POST = ["GET", "HEAD", "POST"]
EXEMPT = ("is_private", "exempt_paragraph", "public_interest_test")


@require_http_methods(GET_AND_POST)
def attach(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add an appendix, a background paper or an equality analysis."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.EDIT.require(actor, paper)
    kind = request.GET.get("kind", "")
    form = form_for(request, AttachmentForm, initial={"kind": kind if kind.isalpha() else ""})

    def keep() -> Done:
        typed = form.cleaned_data
        upload = typed["file"]
        received = files.receive(upload, name=upload.name or "file") if upload is not None else None
        made = actions.attach(
            actor=actor,
            now=now_of(request),
            paper=paper,
            attached=Attached(typed["kind"], typed["title"], typed["address"], Exempt(*(typed[one] for one in EXEMPT))),
            received=received,
        )
        return Done(address_of(paper), f"“{made.title}” is added.")

    return acting(request, form, keep) or render(
        request,
        "committee/form.html",
        {"form": form, "paper": paper, "title": "Add to the paper", "submit": "Add it", "back": address_of(paper)},
    )


@require_http_methods(GET_AND_POST)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the title, address or privacy of something attached."""
    actor, found = actor_of(request), _found(request, public_id)
    names = ("title", "address", *EXEMPT)
    form = form_for(request, ChangeAttachmentForm, initial={name: getattr(found, name) for name in names})

    def keep() -> Done:
        typed = form.cleaned_data
        actions.change_attachment(
            actor=actor,
            now=now_of(request),
            attachment=found,
            title=typed["title"],
            address=typed["address"],
            exempt=Exempt(*(typed[one] for one in EXEMPT)),
        )
        return Done(address_of(found.paper), f"“{typed['title']}” is kept.")

    return acting(request, form, keep) or render(
        request,
        "committee/attachment.html",
        {"form": form, "paper": found.paper, "attachment": found, "back": address_of(found.paper)},
    )


@require_http_methods(["POST"])
def detach(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take something off the paper."""
    found = _found(request, public_id)

    def do() -> Done:
        actions.detach(actor=actor_of(request), now=now_of(request), attachment=found)
        return Done(address_of(found.paper), f"“{found.title}” is taken off.")

    return acted(request, do)


def _found(request: HttpRequest, public_id: str) -> PaperAttachment:
    found = PaperAttachment.objects.select_related("paper").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is nothing attached like that.", rule=rules.READ.name)
    actor = actor_of(request)
    rules.READ.require(actor, found.paper)
    rules.EDIT.require(actor, found.paper)
    return found
