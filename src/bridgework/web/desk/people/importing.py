"""Registering many people from a CSV file: first a dry run, then all of it or what can be taken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bridgework.apps.people.importing import COLUMNS, import_people, read_people
from bridgework.apps.people.rules import REGISTER_PERSON, Place
from bridgework.kernel.errors import InvalidInput
from bridgework.web.desk.people.forms import ImportForm
from bridgework.web.desk.places import home_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

MOST_BYTES = 500_000


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """GET shows what the file must hold; the first POST is a dry run; the second registers."""
    actor, now = actor_of(request), now_of(request)
    scope = home_of(actor)
    REGISTER_PERSON.require(actor, Place(scope))
    form = form_for(request, ImportForm)
    context = {"form": form, "columns": COLUMNS}
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/people/import.html", context)
    try:
        text = _text(form)
        lines = read_people(text, scope=scope)
    except InvalidInput as refusal:
        form.refuse(refusal)
        return render(request, "desk/people/import.html", context)
    if request.POST.get("register") == "yes":

        def do() -> Done:
            outcome = import_people(actor=actor, now=now, scope=scope, lines=lines)
            words = f"{outcome.registered} registered, {outcome.left_out} left out."
            return Done(f"{reverse('desk:people')}?sort=-since", words)

        answer = acting(request, form, do)
        if answer is not None:
            return answer
    good = [line for line in lines if not line.problems]
    context |= {
        "lines": lines,
        "good": len(good),
        "bad": [line for line in lines if line.problems],
        "again": ImportForm(initial={"text": text}),
    }
    return render(request, "desk/people/import.html", context)


def _text(form: ImportForm) -> str:
    file = form.cleaned_data["file"]
    if not file:
        if form.cleaned_data["text"]:
            return str(form.cleaned_data["text"])
        raise InvalidInput("Choose a file.", rule="people.import-file", remedy="It ends in .csv.", field="file")
    if file.size > MOST_BYTES:
        raise InvalidInput(
            f"The file has {file.size // 1000} kB.",
            rule="people.import-size",
            remedy="Split it into files of at most 500 kB.",
            field="file",
        )
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "The file is not text in UTF-8.",
            rule="people.import-encoding",
            remedy="Save it from your spreadsheet as “CSV UTF-8”.",
            field="file",
        ) from error
