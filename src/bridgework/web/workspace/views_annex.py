"""The evidence annex: what is in it, what may name somebody, and taking it away."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bridgework.apps.workspace import actions, queries, rules
from bridgework.core.annex import as_files, as_page, texts_of
from bridgework.kernel.errors import InvalidInput
from bridgework.web.ui.acting import actor_of, form_for, now_of
from bridgework.web.ui.forms import Form
from bridgework.web.workspace.showing import counted, frame, today_of, work_shown

FORMS = (("page", "One page, to print or to open in Word"), ("files", "The page and its tables (CSV) in one archive"))


class AnnexForm(Form):
    """How the annex is wanted, and that somebody looked at what may name people."""

    wanted = forms.ChoiceField(label="How do you want it?", choices=FORMS, initial="page", widget=forms.RadioSelect)
    looked_through = forms.BooleanField(label="I looked at each: nobody is named who must not be", required=False)

    def __init__(self, *args: object, names: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not names:
            del self.fields["looked_through"]


@require_http_methods(["GET", "HEAD", "POST"])
def annex(request: HttpRequest, public_id: str) -> HttpResponse:
    """What would leave the team, and the form to take it away."""
    challenge = work_shown(request, public_id)
    rules.KEEP_EVIDENCE.require(actor_of(request), challenge)
    shown = queries.annex_of(challenge, today=today_of(request))
    named = queries.texts_to_look_at(challenge, texts_of(shown))
    form = form_for(request, AnnexForm, names=bool(named))
    if request.method == "POST" and form.is_valid():
        looked = bool(form.cleaned_data.get("looked_through"))
        try:
            taken = actions.take_annex(
                actor=actor_of(request), now=now_of(request), challenge=challenge, looked_through=looked
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            wanted = form.cleaned_data["wanted"]
            data, ending = (as_page(taken).encode(), "html") if wanted == "page" else (as_files(taken), "zip")
            response = HttpResponse(data, "application/zip" if ending == "zip" else "text/html; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{challenge.code}-evidence.{ending}"'
            return response
    context = frame(request, challenge, "workspace:evidence", "Annex") | {
        "form": form,
        "named": named,
        "has": [
            counted(len(shown.findings), "finding"),
            counted(len(shown.sources), "source"),
            counted(len(shown.searches), "search", "searches"),
            counted(len(shown.quotes), "quotation"),
        ],
        "kept_back": _kept_back(challenge.findings.filter(is_public=False).count()),
        "back": reverse("workspace:evidence", args=[public_id]),
    }
    return render(request, "workspace/annex.html", context)


def _kept_back(findings: int) -> str:
    """What stays with the team, in words."""
    if not findings:
        return ""
    return f"{counted(findings, 'finding')} stay{'s' if findings == 1 else ''} with the team: not shown to everybody."
