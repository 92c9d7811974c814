"""What a reviewer reads of an application, as the phase allows."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.apps.applications.models import Application, FormAnswer, JointApplicant, RedactedCopy, ReviewPhase
from bridgework.apps.applications.queries.asking import asked_of
from bridgework.apps.applications.queries.frozen import pseudonym_of
from bridgework.core.asking import asked_now
from bridgework.core.redacting import redacted


@dataclass(frozen=True)
class Passage:
    """One text of an application. `key` names it in a redacted copy."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Material:
    """What may be read: a title, short facts, texts, and files."""

    title: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    files: tuple[tuple[str, str], ...]
    """Label and the file's public id; none where names are hidden, because files cannot be redacted."""
    is_redacted: bool
    looked_over: bool
    """Whether a person looked over the redacted copy."""


def material(application: Application, phase: ReviewPhase) -> Material:
    """What this phase lets its reviewers read. A fixed number of queries."""
    hidden = phase.names_hidden or phase.redacted
    answers = answers_of(application)
    passages = passages_of(application, answers)
    copy = RedactedCopy.objects.filter(application=application).first()
    if phase.redacted:
        names = identifying(application)
        kept = copy.texts if copy is not None else {}
        passages = [
            Passage(one.key, one.label, kept[one.key] if one.key in kept else redacted(one.text, names))
            for one in passages
        ]
    facts = [("Discipline", application.discipline.label if application.discipline is not None else "not said")]
    if not hidden:
        facts = [
            ("Organisation", application.organisation or "not said"),
            ("Department or group", application.department or "not said"),
            *facts,
        ]
    facts.append(("Skills", ", ".join(skills_of(application)) or "not said"))
    facts.append(("Has worked on such a question before", "yes" if application.is_experienced else "no"))
    files = [] if hidden else [(one.question.label, one.file.public_id) for one in answers if one.file is not None]
    return Material(
        title=f"Applicant {pseudonym_of(application)}" if hidden else application.applicant.name,
        facts=tuple(facts),
        passages=tuple(one for one in passages if one.text.strip()),
        files=tuple(files),
        is_redacted=phase.redacted,
        looked_over=copy is not None,
    )


def passages_of(application: Application, answers: list[FormAnswer] | None = None) -> list[Passage]:
    """Every text reviewers read, with the key it has in a redacted copy."""
    found = [Passage("experience", "What they would bring", application.experience)]
    found += [
        Passage(f"reason-{one.rank}", f"Why: {one.question.title}", one.reason)
        for one in application.preferences.select_related("question").order_by("rank")
    ]
    for one in answers_of(application) if answers is None else answers:
        if one.question.for_reviewers and one.file is None:
            found.append(Passage(f"answer-{one.question.public_id}", one.question.label, _words(one)))
    return found


def identifying(application: Application) -> list[str]:
    """Names and places by which somebody would know the applicant."""
    joint = JointApplicant.objects.filter(application=application).values_list("name", "email")
    return [
        application.applicant.name,
        application.applicant.email,
        application.organisation,
        application.department,
        *(part for pair in joint for part in pair),
        *application.supervisors.splitlines(),
        *application.co_authors.splitlines(),
        *application.household.splitlines(),
    ]


def skills_of(application: Application) -> list[str]:
    """The skills, by name."""
    rows = application.terms.filter(kind="skill").order_by("label")
    return list(rows.values_list("label", flat=True))


def answers_of(application: Application) -> list[FormAnswer]:
    """The answers to questions that were asked, in the order of the form."""
    questions = list(application.call.form_questions.order_by("order", "id"))
    rows = {one.question_id: one for one in application.form_answers.select_related("question", "file")}
    asked = asked_now(asked_of(questions), {one.public_id: rows[one.pk].text for one in questions if one.pk in rows})
    return [rows[one.pk] for one in questions if one.pk in rows and one.public_id in asked]


def _words(answer: FormAnswer) -> str:
    return answer.text.replace("\n", "; ") if answer.question.kind == "several" else answer.text
