"""Fact-checks, and the way of a report to its readers: final, published, withdrawn, published again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bridgework.apps.calendar.queries import election_period_on
from bridgework.apps.messages.waiting import not_asked_yet
from bridgework.apps.participation.actions import answer_on_screen, enter_answer_for
from bridgework.apps.participation.rules import ENTER_ANSWER
from bridgework.apps.reports import actions, queries, rules
from bridgework.apps.reports.actions.checking import FACT_CHECK_PURPOSE
from bridgework.apps.reports.models import FactCheck, FactCheckComment, Report
from bridgework.apps.reports.queries.documents import documents_standing
from bridgework.apps.workspace.queries import names_to_look_at, people_here
from bridgework.apps.workspace.rules import KEEP_INTERVIEWS
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Given
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import Actor
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms import ReasonForm
from bridgework.web.workspace.forms_report import (
    AskFactCheckForm,
    CommentForm,
    FactCheckAnswerForm,
    PublishForm,
    ReplyForm,
)
from bridgework.web.workspace.showing import choices_of, chosen_people, form_shown, today_of
from bridgework.web.workspace.views_reports import address_of, report_frame, report_shown

GET_AND_POST = ["GET", "HEAD", "POST"]
MOST_NAMES = 60
"""Words that may name somebody, at most so many on the page."""


@require_http_methods(GET_AND_POST)
def facts(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Who was asked to look at the facts, what they commented, and what the team answered."""
    challenge, found = report_shown(request, public_id, report_id)
    actor, here = actor_of(request), reverse("workspace:fact-check", args=[public_id, report_id])
    latest = queries.latest_version(found)
    may_comment = latest is not None and rules.COMMENT.may(actor, found).allowed
    form = form_for(request, CommentForm) if may_comment else None

    def do() -> Done:
        assert form is not None
        assert latest is not None
        actions.comment_on_fact(actor=actor, now=now_of(request), version=latest, **form.cleaned_data)
        return Done(here, "The team has your comment.")

    answer = acting(request, form, do) if form is not None else None
    may_reply = rules.REPLY.may(actor, found).allowed
    comments = list(queries.comments_of(found))
    proposals = queries.proposals_of(found, comments)
    context = report_frame(request, challenge, found, "Facts") | {
        "latest": latest,
        "asked": _asked(found),
        "comments": [(one, proposals.get(one.pk)) for one in comments],
        "form": form,
        "may_ask": latest is not None and rules.ASK_FACT_CHECK.may(actor, found).allowed,
        "may_reply": may_reply,
        "may_put_in": found.is_written_here and rules.WRITE.may(actor, found).allowed,
        "may_enter": ENTER_ANSWER.may(actor, found).allowed,
        "answered": {one.pk for one in queries.fact_checks_of(found) if one.answer},
    }
    return answer or render(request, "workspace/facts.html", context)


@require_http_methods(GET_AND_POST)
def ask(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Ask people to look at the facts."""
    challenge, found = report_shown(request, public_id, report_id)
    actor, today = actor_of(request), today_of(request)
    rules.ASK_FACT_CHECK.require(actor, found)
    people = [one for one in people_here(challenge, today) if not one.in_team]
    beside = [one.public_id for one in people if one.supports]
    form = form_for(request, AskFactCheckForm, people=choices_of(people), initial={"people": beside})

    def do() -> Done:
        made = actions.ask_fact_check(
            actor=actor,
            now=now_of(request),
            report=found,
            people=chosen_people(challenge, today, form.cleaned_data["people"]),
            answer_by=form.cleaned_data["answer_by"],
        )
        words = "They are asked."
        if len(made) > 1:
            words = (
                f"{len(made)} messages wait in the outbox. The programme lead or a coordinator reads and sends them."
            )
        return Done(reverse("workspace:fact-check", args=[public_id, report_id]), words)

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Ask"),
        form,
        title="Ask officers to look at the facts",
        lead="They read the latest version and comment from the message. They never edit; you answer every comment.",
        submit="Ask them",
        back=reverse("workspace:fact-check", args=[public_id, report_id]),
    )


@require_http_methods(GET_AND_POST)
def answer_fact_check(request: HttpRequest, fact_check_id: str) -> HttpResponse:
    """Say in place what was found, or enter what somebody said by phone or on paper."""
    actor = actor_of(request)
    found = (
        FactCheck.objects.filter(public_id=fact_check_id)
        .select_related("version__report__challenge__question", "person")
        .first()
    )
    mine = found is not None and found.person_id == actor.person_id
    if found is None or not (mine or ENTER_ANSWER.may(actor, found).allowed):
        raise NotFound("There is nothing here that you were asked.", rule=rules.ANSWER_FACT_CHECK.name)
    form = form_for(request, FactCheckAnswerForm, for_somebody=not mine)
    here = reverse("workspace:answer-fact-check", args=[fact_check_id])

    def do() -> Done:
        typed = form.cleaned_data
        given = Given(typed["answer"], typed["words"], passage=typed["passage"], proposed=typed["proposed"])
        if mine:
            answer_on_screen(
                actor=actor,
                now=now_of(request),
                purpose=FACT_CHECK_PURPOSE,
                record_public_id=found.public_id,
                person=found.person,
                given=given,
            )
        else:
            enter_answer_for(
                actor=actor,
                now=now_of(request),
                purpose=FACT_CHECK_PURPOSE,
                record_public_id=found.public_id,
                person=found.person,
                given=given,
                way=form.cleaned_data["way"],
            )
        return Done(here, "The team has the answer. Thank you.")

    context = {"found": found, "report": found.version.report, "form": form, "mine": mine, "now": now_of(request)}
    return acting(request, form, do) or render(request, "workspace/answer_facts.html", context)


@require_http_methods(GET_AND_POST)
def reply(request: HttpRequest, public_id: str, report_id: str, comment_id: str) -> HttpResponse:
    """Answer a comment on facts."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.REPLY.require(actor_of(request), found)
    comment = FactCheckComment.objects.filter(public_id=comment_id, version__report=found).first()
    if comment is None:
        raise NotFound("There is no such comment.", rule=rules.REPLY.name)
    accepted = {True: "yes", False: "no"}.get(comment.accepted) if comment.accepted is not None else None
    form = form_for(request, ReplyForm, initial={"accepted": accepted, "reply": comment.reply})
    here = reverse("workspace:fact-check", args=[public_id, report_id])

    def do() -> Done:
        actions.reply_to_comment(
            actor=actor_of(request),
            now=now_of(request),
            comment=comment,
            accepted=form.cleaned_data["accepted"] == "yes",
            reply=form.cleaned_data["reply"],
        )
        if comment.proposed and form.cleaned_data["accepted"] == "yes" and found.is_written_here:
            put_in = reverse("workspace:put-in", args=[public_id, report_id, comment.public_id])
            return Done(put_in, "The officer reads your answer in their digest. The text is as it was.")
        return Done(here, "The officer reads your answer in their digest.")

    better = f"Proposed: {comment.proposed}" if comment.proposed else ""
    quoted = "\n\n".join(part for part in (comment.passage, comment.text, better) if part)
    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Answer"),
        form,
        title="Answer the comment",
        submit="Keep the answer",
        back=here,
        quoted=quoted,
    )


@require_http_methods(GET_AND_POST)
def publish(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Check what will be public, make it final, publish it."""
    challenge, found = report_shown(request, public_id, report_id)
    actor = actor_of(request)
    may_publish = found.state == "final" and rules.PUBLISH.may(actor, found).allowed
    form = form_for(request, PublishForm) if may_publish else None

    def do() -> Done:
        assert form is not None
        actions.publish_report(actor=actor, now=now_of(request), report=found, **form.cleaned_data)
        return Done(address_of(found), "The report is published, with its recommendations.")

    answer = acting(request, form, do) if form is not None else None
    blockers = queries.blockers(found)
    latest = queries.latest_version(found)
    documents = documents_standing(latest) if latest and found.state == "published" else ()
    context = report_frame(request, challenge, found, "Publish") | {
        "form": form,
        "latest": latest,
        "documents": documents,
        "may_try_again": any(one.why_not for one in documents) and rules.TRY_DOCUMENTS_AGAIN.may(actor, found).allowed,
        "sub_reports": list(found.sub_reports.order_by("order", "id")),
        "recommendations": [one for one in queries.recommendations_of(found) if one.stands],
        "blockers": blockers,
        "stopped": any(one.stops for one in blockers),
        "election": election_period_on(challenge.round.programme.council, today_of(request)),
        "names": _likely_names(actor, found),
        "may_finish": found.state in ("draft", "with_officers") and rules.FINISH.may(actor, found).allowed,
        "may_publish": may_publish,
        "may_return": found.state in ("with_officers", "final") and rules.FINISH.may(actor, found).allowed,
        "may_withdraw": found.state == "published" and rules.WITHDRAW.may(actor, found).allowed,
        "may_publish_again": found.state == "withdrawn" and rules.WITHDRAW.may(actor, found).allowed,
        "history": list(Transition.objects.filter(record_public_id=found.public_id).exclude(reason="")),
    }
    return answer or render(request, "workspace/publish.html", context)


def _likely_names(actor: Actor, report: Report) -> list[str]:
    """What in the words of a report may name somebody, while it is not public yet."""
    if report.state == "published":
        return []
    version = queries.latest_version(report)
    words = [report.summary, report.plain_summary, version.text if version else ""]
    words += [one.recommendation.text for one in queries.recommendations_of(report) if one.stands]
    for_team = KEEP_INTERVIEWS.may(actor, report.challenge).allowed
    return names_to_look_at(report.challenge, "\n".join(words), for_team=for_team)[:MOST_NAMES]


@require_POST
def finish(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Make a report final."""
    _, found = report_shown(request, public_id, report_id)

    def do() -> Done:
        actions.finish_report(actor=actor_of(request), now=now_of(request), report=found)
        words = "The report is final. The programme lead or a coordinator publishes it."
        return Done(reverse("workspace:publish", args=[public_id, report_id]), words)

    return acted(request, do)


@require_POST
def try_documents_again(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Have the documents that were not made tried again."""
    _, found = report_shown(request, public_id, report_id)

    def do() -> Done:
        latest = queries.latest_version(found)
        if latest is None:
            raise NotFound("This report has no text yet.", rule=rules.TRY_DOCUMENTS_AGAIN.name)
        actions.try_documents_again(actor=actor_of(request), now=now_of(request), version=latest)
        here = reverse("workspace:publish", args=[public_id, report_id])
        return Done(here, "The program tries again now. Look at this page in a minute.")

    return acted(request, do)


@require_POST
def to_draft(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Go on writing."""
    _, found = report_shown(request, public_id, report_id)

    def do() -> Done:
        actions.return_to_draft(actor=actor_of(request), now=now_of(request), report=found)
        return Done(address_of(found), "It is a draft again.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def withdraw(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Withdraw a published report, saying why."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WITHDRAW.require(actor_of(request), found)
    form = form_for(
        request, ReasonForm, label="Why it is withdrawn", hint="It is public: readers see it in place of the report."
    )

    def do() -> Done:
        actions.withdraw_report(
            actor=actor_of(request), now=now_of(request), report=found, reason=form.cleaned_data["reason"]
        )
        return Done(address_of(found), "The report is withdrawn from public view.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Withdraw"),
        form,
        title="Withdraw the report",
        lead="It goes from every public page and from search at once, with its recommendations.",
        submit="Withdraw the report",
        back=reverse("workspace:publish", args=[public_id, report_id]),
    )


@require_http_methods(GET_AND_POST)
def publish_again(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Publish a withdrawn report again."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WITHDRAW.require(actor_of(request), found)
    form = form_for(request, ReasonForm, label="What has changed since it was withdrawn")

    def do() -> Done:
        actions.publish_again(
            actor=actor_of(request), now=now_of(request), report=found, reason=form.cleaned_data["reason"]
        )
        return Done(address_of(found), "The report is public again.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Publish again"),
        form,
        title="Publish the report again",
        submit="Publish it again",
        back=reverse("workspace:publish", args=[public_id, report_id]),
    )


def _asked(report: Report) -> list[tuple[FactCheck, tuple[str, str], bool]]:
    """Who was asked, how it stands in shape and words, and whether their message still waits to be sent."""
    found = list(queries.fact_checks_of(report))
    held = not_asked_yet([one.public_id for one in found])
    return [(one, _words(one, held=one.public_id in held), one.public_id in held) for one in found]


def _words(one: FactCheck, *, held: bool) -> tuple[str, str]:
    if held and not one.answer:
        return "planned", "Not asked yet"
    return {
        "": ("waiting", "Waiting"),
        "no_errors": ("done", "Found nothing wrong"),
        "comments": ("done", "Commented"),
        "not_me": ("set-aside", "Not the right person"),
    }[one.answer]
