"""The application a browser works on: found by its session, shown as answers, filled into its form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions.wholeness import field_of
from bridgework.apps.applications.models import Application
from bridgework.apps.people.queries import actor_for
from bridgework.kernel.permissions import Actor
from bridgework.web.ui.acting import now_of

HELD = "application"
"""Session key: the public id of the application this browser works on."""
PLAIN = ("organisation", "department", "experience", "is_experienced", "hours_a_week", "supervisors", "co_authors",
         "household")  # fmt: skip


def held(request: HttpRequest) -> tuple[Application, Actor]:
    """The application this browser works on, and its applicant as actor."""
    public_id = request.session.get(HELD, "")
    found = (
        Application.objects.filter(public_id=public_id)
        .exclude(state="erased")
        .select_related("call__round__programme", "applicant", "discipline")
        .first()
    )
    if found is None:
        raise Http404("This browser holds no application. Open it with the link that was sent to you.")
    return found, actor_for(found.applicant, now_of(request), via="link")


def initial_of(application: Application) -> dict[str, Any]:
    """What stands on the form already."""
    values: dict[str, Any] = {name: getattr(application, name) for name in PLAIN}
    if application.whole_period is not None:
        values["whole_period"] = "yes" if application.whole_period else "no"
    for one in application.preferences.select_related("question__challenge"):
        values[f"wish_{one.rank}"] = one.question.challenge.public_id
        values[f"reason_{one.rank}"] = one.reason
    values["never"] = list(application.never.values_list("question__challenge__public_id", flat=True))
    for place, joint in enumerate(application.joint_applicants.order_by("id"), start=1):
        values[f"joint_name_{place}"], values[f"joint_email_{place}"] = joint.name, joint.email
    for answer in application.form_answers.select_related("question", "file"):
        several = answer.question.kind == "several"
        shown: Any = answer.file or None if answer.question.kind == "file" else answer.text
        values[field_of(answer.question.public_id)] = answer.text.splitlines() if several else shown
    return values | _words(application)


def _words(application: Application) -> dict[str, Any]:
    """Words of the vocabulary: on the list as choices, free additions as text."""
    listed: dict[str, list[str]] = {"skill": [], "slot": [], "trait": []}
    typed: list[str] = []
    for term in application.terms.order_by("label"):
        if term.kind == "skill" and not (term.is_offered and term.retired_at is None):
            typed.append(term.label)
        else:
            listed[term.kind].append(term.label)
    discipline = application.discipline
    on_list = discipline is not None and discipline.is_offered and discipline.retired_at is None
    return {
        "skills_choice": listed["skill"],
        "skills": ", ".join(typed),
        "slots": listed["slot"],
        "traits": listed["trait"],
        "discipline_choice": discipline.label if discipline is not None and on_list else "",
        "discipline": discipline.label if discipline is not None and not on_list else "",
    }


def answers_shown(application: Application) -> dict[str, Any]:
    """Everything an applicant sees of their own application."""
    terms: dict[str, list[str]] = {"skill": [], "slot": [], "trait": []}
    for term in application.terms.order_by("label"):
        terms[term.kind].append(term.label)
    return {
        "application": application,
        "call": application.call,
        "wishes": list(application.preferences.select_related("question").order_by("rank")),
        "never": [one.question.title for one in application.never.select_related("question").order_by("id")],
        "joint": list(application.joint_applicants.order_by("id")),
        "terms": terms,
        "own_answers": [_own(one) for one in queries.answers_of(application)],
    }


def _own(answer: Any) -> dict[str, str]:
    words = {"yes": "Yes", "no": "No"}
    text = words.get(answer.text, answer.text) if answer.question.kind == "yes_no" else answer.text
    return {"label": answer.question.label, "text": text.replace("\n", "; ") if answer.file is None else text}
