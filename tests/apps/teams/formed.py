"""A call with twelve applicants on three questions, and a run of it as far as a test wants it: by the real actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bridgework.apps.applications.actions.applying import Wish, save_application, send_application
from bridgework.apps.applications.models import Application, Call
from bridgework.apps.applications.queries import offered
from bridgework.apps.teams import actions
from bridgework.apps.teams.models import FormationRun
from bridgework.kernel import jobs
from tests.apps.applications.stage import as_applicant, begun, call_of, whole_form
from tests.cast import NOW, Cast

DAY = timedelta(days=1)
LATER = NOW + DAY
VALUE = "3 11 19 24 40 41"
SOURCE = "The six numbers of the national draw"
DISCIPLINES = ("Geography", "Law", "Health")


def call_with_applicants(cast: Cast, people: int = 12) -> Call:
    """A published call with so many applications; whoever comes later likes the second question more."""
    call = call_of(cast)
    for number in range(people):
        applies(call, f"Person {number:02}", number)
    return call


def applies(call: Call, name: str, number: int) -> Application:
    """One application that was sent."""
    application = begun(call, name, f"{name.lower().replace(' ', '.')}@example.org")
    questions = [one.question for one in offered(call.round)]
    turned = questions[number % 2 :] + questions[: number % 2]
    form = replace(
        whole_form(call),
        wishes=[Wish(one, "It matters.") for one in turned],
        discipline=DISCIPLINES[number % 3],
        skills=["Statistics"] if number % 2 else ["Interviews"],
    )
    me = as_applicant(application)
    save_application(actor=me, now=NOW, application=application, version=1, form=form)
    return send_application(actor=me, now=NOW, application=application)


def frozen(cast: Cast, call: Call) -> FormationRun:
    """A run whose input is frozen."""
    who = cast.actor("coordinator")
    run = actions.begin_run(actor=who, now=NOW, call=call)
    return actions.freeze_run(
        actor=who, now=NOW, run=run, public_value_source=SOURCE, public_value_on=LATER.date(), version=run.version
    )


def solved(cast: Cast, call: Call, now: datetime = LATER) -> FormationRun:
    """A run whose teams are formed."""
    who = cast.actor("coordinator")
    run = actions.enter_public_value(actor=who, now=now, run=frozen(cast, call), value=VALUE)
    actions.start_solving(actor=who, now=now, run=run)
    return after_jobs(run)


def binding(cast: Cast, call: Call) -> FormationRun:
    """A run whose teams were taken."""
    return actions.bind_run(actor=cast.actor("coordinator"), now=LATER, run=solved(cast, call))


def after_jobs(run: FormationRun) -> FormationRun:
    """The run once everything that waits is done."""
    jobs.run_waiting()
    return FormationRun.objects.get(pk=run.pk)
