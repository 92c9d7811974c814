"""The one-time sign-in link that `bridgework setup-programme` prints for the first lead."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bridgework.apps.people.one_time_links import account_of_link


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def once(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """GET shows a button; POST signs in and uses the link up. A second factor is still asked for."""
    account = account_of_link(uid, token)
    if request.method != "POST":
        return render(request, "account/once.html", {"account": account})
    # Whoever runs the installation gave this address and handed over the link, so it counts as theirs.
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    record_authentication(request, account, method="once")
    answer: HttpResponse = perform_login(request, Login(user=account, email=account.email))
    return answer
