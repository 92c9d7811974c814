"""How a view acts: who, when, the form, the one call, and where it leads.

form = form_for(request, WordingForm, version=question.version)

def keep() -> Done:
    actions.keep_wording(actor=actor_of(request), now=now_of(request), question=question, **form.cleaned_data)
    return Done(reverse("desk:question", args=[question.public_id]), "The new wording is kept.")

return acting(request, form, keep) or render(request, "desk/wording.html", {"form": form})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from bridgework.core.differences import difference
from bridgework.kernel import clock
from bridgework.kernel.errors import DomainError, NotFound, NotPermitted, StaleRecord
from bridgework.kernel.models import SubmittedForm
from bridgework.kernel.permissions import VISITOR, Actor
from bridgework.web.ui.forms import CountedTextField, Form, new_once_token

F = TypeVar("F", bound=Form)
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class Done:
    """What an act led to: the address to go to, and one sentence for the top of that page."""

    address: str
    message: str = ""


def actor_of(request: HttpRequest) -> Actor:
    """Who acts: as the people app's middleware found, a visitor where it did not."""
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else VISITOR


def now_of(request: HttpRequest) -> datetime:
    """The moment of the request: read once, so that one page speaks of one moment."""
    moment = getattr(request, "bridgework_now", None)
    if not isinstance(moment, datetime):
        moment = clock.now()
        request.bridgework_now = moment  # type: ignore[attr-defined]
    return moment


def form_for(
    request: HttpRequest,
    form_class: type[F],
    *,
    initial: Mapping[str, Any] | None = None,
    version: int | None = None,
    **more: Any,
) -> F:
    """The form for this request: with what was sent, with text kept from a session that had ended, or fresh."""
    kept = getattr(request, "kept_text", None)
    if request.method == "POST":
        return form_class(request.POST, request.FILES, initial=initial, version=version, **more)
    if kept:
        form = form_class(kept, initial=initial, version=version, **more)
        form.kept = True
        return form
    return form_class(initial=initial, version=version, **more)


def acting(request: HttpRequest, form: Form | None, do: Callable[[], Done]) -> HttpResponse | None:
    """Do it once, if the request is a POST and its form is right; answer with where it led.

    None means: show the form (again). A `DomainError` goes to its field or to the form's summary; one without a
    form, or about permission, is left to the refusal page. A `StaleRecord` answers with the page that shows theirs
    and yours.
    A form sent a second time leads to where it led the first time, and nothing is done again.
    """
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return None
    token = form.once_token if form is not None else request.POST.get("once", "")[:43]
    try:
        done = _once(token, do, now_of(request))
    except StaleRecord as stale:
        return changed_meanwhile(request, form, stale)
    except (NotPermitted, NotFound):
        raise
    except DomainError as refusal:
        if form is None:
            raise
        form.refuse(refusal)
        return None
    if done.message:
        messages.success(request, done.message)
    return HttpResponseRedirect(done.address)


def acted(request: HttpRequest, do: Callable[[], Done]) -> HttpResponse:
    """Do one act of one press (`action_button`), which has no form: the view takes only POST."""
    response = acting(request, None, do)
    assert response is not None, "a POST without a form always acts"
    return response


def _once(token: str, do: Callable[[], Done], now: datetime) -> Done:
    if not token:
        with transaction.atomic():
            return do()
    earlier = _led_to(token)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            # First, so that a second press waits here until the first is through.
            mine = SubmittedForm.objects.create(token=token, at=now)
            done = do()
            mine.address = done.address[:LONGEST_ADDRESS]
            mine.save(update_fields=["address"])
            return done
    except IntegrityError:
        earlier = _led_to(token)
        if earlier is None:
            raise
        return earlier


def _led_to(token: str) -> Done | None:
    address = SubmittedForm.objects.filter(token=token).values_list("address", flat=True).first()
    return None if address is None else Done(address or "/")


def changed_meanwhile(request: HttpRequest, form: Form | None, stale: StaleRecord) -> HttpResponse:
    """The page “somebody else changed this”: theirs and yours, and nothing of either lost.

    Where the form knows which version stands now, it is sent again from there: with yours, or what is made of both.
    """
    fields = _both(form, stale)
    names = {one.name for one in fields if one.name}
    may_save = form is not None and form.fields["version"].initial is not None and not request.FILES
    left_out = {"csrfmiddlewaretoken", "once", "version"} | names
    context = {
        "stale": stale,
        "fields": fields,
        "address": request.get_full_path(),
        "may_save": may_save,
        "version": form.fields["version"].initial if form is not None else None,
        "once": new_once_token(),
        "rest": [(name, one) for name, values in request.POST.lists() if name not in left_out for one in values],
    }
    return render(request, "ui/changed_meanwhile.html", context, status=409)


@dataclass(frozen=True)
class BothTexts:
    """One field that two people changed. `name` is what it is sent under; empty where it is no text to write in."""

    label: str
    theirs: str
    yours: str
    name: str = ""
    is_line: bool = False

    @property
    def change(self) -> list[tuple[str, str]]:
        """From theirs to yours, for the `difference` component."""
        return [(one.kind, one.text) for one in difference(self.theirs, self.yours)]


def _both(form: Form | None, stale: StaleRecord) -> list[BothTexts]:
    """What differs, field by field; every text that was sent where nobody said what differs."""
    if stale.versions is None:
        shown = form.visible_fields() if form is not None else []
        sent = [(field, field.value()) for field in shown]
        return [_text(form, field.name, "", one) for field, one in sent if isinstance(one, str) and one]
    theirs = stale.versions.theirs
    pairs = ((name, theirs.get(name, ""), yours) for name, yours in stale.versions.yours.items())
    return [_text(form, name, one, yours) for name, one, yours in pairs if one != yours]


def _text(form: Form | None, name: str, theirs: str, yours: str) -> BothTexts:
    field = form.fields.get(name) if form is not None else None
    label = str((field.label if field is not None else "") or name).replace("_", " ")
    label = label[:1].upper() + label[1:]
    if form is None or type(field) not in (forms.CharField, CountedTextField):
        return BothTexts(label, theirs, yours)
    assert field is not None
    return BothTexts(label, theirs, yours, form.add_prefix(name), isinstance(field.widget, forms.TextInput))


def safe_next(request: HttpRequest, fallback: str) -> str:
    """The `next` of the request where it stays on this site, else `fallback`."""
    return safe_address(request, request.POST.get("next") or request.GET.get("next") or "", fallback)


def safe_address(request: HttpRequest, wanted: str, fallback: str) -> str:
    """The address where it stays on this site, else `fallback`."""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else fallback
