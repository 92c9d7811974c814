"""Many questions from a table: looked at first, then taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.questions import actions
from bridgework.apps.questions.actions.importing import COLUMNS
from bridgework.apps.questions.rules import TAKE_UP
from bridgework.kernel.errors import InvalidInput
from bridgework.web.desk.questions.forms import ImportForm
from bridgework.web.desk.questions.place import crumbs, first_of, open_rounds, programme_for, round_choices
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

MOST_BYTES = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """The first POST is a dry run that says what each line would do; the second takes the lines in."""
    actor, now = actor_of(request), now_of(request)
    programme = programme_for(request, actor)
    TAKE_UP.require(actor, programme)
    rounds = open_rounds(programme)
    choices = round_choices(rounds, timezone.localdate(now))
    form = form_for(request, ImportForm, initial={"round": first_of(choices)}, rounds=choices)
    if request.POST.get("take_in") == "yes":
        # The second time the text comes back from the page of the dry run.
        del form.fields["file"]
    context = {
        "form": form,
        "programme": programme,
        "columns": list(COLUMNS),
        "crumbs": crumbs(("Take in a table", "")),
        "plan": None,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/questions/import.html", context)
    round_ = next((one for one in rounds if one.public_id == form.cleaned_data["round"]), None)
    try:
        text = _text(form)
        plan = actions.plan_import(actor=actor, programme=programme, text=text)
    except InvalidInput as refusal:
        form.refuse(refusal)
        return render(request, "desk/questions/import.html", context)
    if request.POST.get("take_in") == "yes":

        def do() -> Done:
            made, done = actions.import_questions(
                actor=actor,
                now=now,
                programme=programme,
                round=round_,
                text=text,
                leave_out_wrong=form.cleaned_data["leave_out_wrong"],
            )
            words = f"{len(made)} taken in, {done.lines_left_out} left out."
            return Done(f"{reverse('desk:questions')}?programme={programme.public_id}&sort=-proposed", words)

        answer = acting(request, form, do)
        if answer is not None:
            return answer
    again = ImportForm(rounds=choices, initial={"text": text, "round": form.cleaned_data["round"]})
    del again.fields["file"]
    context |= {"plan": plan, "again": again, "chosen_round": round_}
    return render(request, "desk/questions/import.html", context)


def _text(form: ImportForm) -> str:
    file = form.cleaned_data.get("file")
    if file is None:
        return str(form.cleaned_data["text"])
    if file.size > MOST_BYTES:
        raise InvalidInput(
            f"The file has {file.size // 1000} kB; at most {MOST_BYTES // 1000} kB can be read at once.",
            rule="questions.import-size",
            remedy="Split it.",
            field="file",
        )
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "The file is not text in UTF-8.",
            rule="questions.import-encoding",
            remedy="Save it from your spreadsheet as “CSV UTF-8”.",
            field="file",
        ) from error
