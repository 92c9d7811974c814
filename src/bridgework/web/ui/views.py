"""Pages of the frame itself: display choices, a council's accent, the gallery."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from bridgework.web.ui import gallery as samples
from bridgework.web.ui.acting import now_of, safe_next
from bridgework.web.ui.context import ROWS, ROWS_COOKIE, THEME_COOKIE, THEMES, identity, one_of
from bridgework.web.ui.forms import Form
from bridgework.web.ui.theming import theme_css

A_YEAR = 60 * 60 * 24 * 365


class DisplayForm(Form):
    """How pages look on this device."""

    theme = forms.ChoiceField(
        label="Light or dark",
        choices=[("auto", "As my device is set"), ("light", "Light"), ("dark", "Dark")],
        widget=forms.RadioSelect,
    )
    rows = forms.ChoiceField(
        label="Rows of tables",
        choices=[("roomy", "Roomy"), ("compact", "Compact: more on one screen")],
        widget=forms.RadioSelect,
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose light or dark and the height of rows; kept in two cookies on this device and nowhere else."""
    now = {
        "theme": one_of(request.COOKIES.get(THEME_COOKIE, ""), THEMES),
        "rows": one_of(request.COOKIES.get(ROWS_COOKIE, ""), ROWS),
    }
    form = DisplayForm(request.POST) if request.method == "POST" else DisplayForm(initial=now)
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(safe_next(request, "/"))
        for cookie, name in ((THEME_COOKIE, "theme"), (ROWS_COOKIE, "rows")):
            response.set_cookie(
                cookie,
                form.cleaned_data[name],
                max_age=A_YEAR,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
        return response
    return render(request, "ui/display.html", {"form": form, "next": safe_next(request, "/")})


@login_not_required
@require_GET
@cache_control(max_age=3600, public=True)
def theme(request: HttpRequest) -> HttpResponse:
    """The council's accent as a style sheet; there is none where no accent was chosen."""
    ours = identity()
    if not ours.accent:
        raise Http404
    return HttpResponse(theme_css(ours.accent, ours.accent_dark), content_type="text/css")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every variation; only in development and demonstrations."""
    if not (settings.DEBUG or settings.BRIDGEWORK_DEMO):
        raise Http404
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form.is_valid()
    return render(request, "ui/gallery.html", {**samples.everything(now_of(request)), "form": form})
