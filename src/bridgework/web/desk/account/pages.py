"""Your account: how you sign in, what you are told, your roles, what you agreed to, what is held about you."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.messages.actions import choose_digest
from bridgework.apps.messages.queries import messages_to, wants_digest
from bridgework.apps.participation.actions import make_feed, stop_feed
from bridgework.apps.participation.queries import has_feed
from bridgework.apps.people import actions
from bridgework.apps.people.models import Account, Consent, Person
from bridgework.apps.people.queries import holdings_of, role_label, subject_data
from bridgework.kernel.errors import NotFound, NotPermitted
from bridgework.web.desk.account.forms import DigestForm, OwnDetailsForm
from bridgework.web.desk.places import words_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

RECENT_MESSAGES = 5


@never_cache
@require_safe
def your_account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    person = own_person(request)
    held = list(holdings_of(person))
    places = words_of(one.scope for one in held)
    today = timezone.localdate(now_of(request))
    account = request.user if isinstance(request.user, Account) else None
    # Seen as an invented person, there is an account that is stored nowhere.
    stored = account if account is not None and account.pk is not None else None
    context = {
        "person": person,
        "signs_in": stored is not None,
        "email": account.email if account is not None else person.email,
        "second_step": stored is not None and is_mfa_enabled(stored),
        "has_password": stored is not None and stored.has_usable_password(),
        "roles": [
            (role_label(one.role), places[one.scope], one, one.ends_on is None or one.ends_on >= today) for one in held
        ],
        "consents": list(Consent.objects.filter(person=person).order_by("-given_at", "-id")),
        "wants_digest": wants_digest(person),
        "has_feed": has_feed(person),
        "messages_sent": list(messages_to(person)[:RECENT_MESSAGES]),
    }
    return render(request, "desk/people/your_account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Change one's own details."""
    person = own_person(request)
    fields = ("name", "phone", "how_to_reach")
    form = form_for(request, OwnDetailsForm, initial={name: getattr(person, name) for name in fields})

    def do() -> Done:
        actor, now = actor_of(request), now_of(request)
        actions.change_person(actor=actor, now=now, person=person, email=person.email, **form.cleaned_data)
        return Done(_here(), "Your details are kept.")

    context = {"form": form, "title": "Your details", "submit": "Keep these details", "cancel": _here()}
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    """Choose what one is told."""
    person = own_person(request)
    form = form_for(request, DigestForm, initial={"wants": "yes" if wants_digest(person) else "no"})

    def do() -> Done:
        wants = form.cleaned_data["wants"] == "yes"
        choose_digest(actor=actor_of(request), now=now_of(request), person=person, wants=wants)
        return Done(_here(), "The digest comes daily." if wants else "The digest is stopped.")

    context = {"form": form, "title": "What you are told", "submit": "Keep this choice", "cancel": _here()}
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back what one agreed to."""
    person = own_person(request)
    consent = Consent.objects.filter(person=person, public_id=public_id).first()
    if consent is None:
        raise NotFound("There is no such agreement of yours.", rule="people.own-consent")

    def do() -> Done:
        actions.withdraw_consent(actor=actor_of(request), now=now_of(request), consent=consent)
        return Done(_here(), "It is taken back. That you once agreed stays known.")

    return acted(request, do)


@never_cache
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Everything that was sent to one."""
    return render(
        request, "desk/people/your_messages.html", {"page": page_of(request, messages_to(own_person(request)))}
    )


@never_cache
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything that is held about one, as JSON."""
    person = own_person(request)
    response = JsonResponse(
        {"about": person.public_id, "made_at": now_of(request), "records": subject_data(person)},
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    response["Content-Disposition"] = 'attachment; filename="what-is-held-about-me.json"'
    return response


@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """Make an address for one's own dates, or stop it. The address is shown once."""
    person = own_person(request)
    actor, now = actor_of(request), now_of(request)
    if request.POST.get("do") == "stop":

        def stop() -> Done:
            stop_feed(actor=actor, now=now, person=person)
            return Done(_here(), "The address for your calendar is stopped.")

        return acted(request, stop)
    token = make_feed(actor=actor, now=now, person=person)
    address = request.build_absolute_uri(reverse("public:my-calendar", args=[token]))
    return render(request, "desk/people/calendar_address.html", {"address": address})


def own_person(request: HttpRequest) -> Person:
    """The person whose account this is. Raises `NotPermitted` where it belongs to none."""
    person = Person.objects.filter(pk=actor_of(request).person_id or 0).first()
    if person is None:
        raise NotPermitted(
            "This account belongs to no person, so there is nothing to show.",
            rule="people.account-of-a-person",
            remedy="It is an account for running the installation.",
        )
    return person


def _here() -> str:
    return reverse("desk:your-account")
