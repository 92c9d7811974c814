"""Forms on the page: the whole form, its error summary, a button that acts."""

from __future__ import annotations

import secrets
from typing import Any

from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.safestring import SafeString

from bridgework.web.ui.components.basics import BUTTON_KINDS
from bridgework.web.ui.components.drawing import chosen, drawn


def csrf_of(context: Context) -> str:
    """The request's token against forged forms, empty without a request."""
    request = context.get("request")
    return get_token(request) if request is not None else ""


def first_control(field: BoundField) -> str:
    """The id of the control a field's error should lead to."""
    widget = field.field.widget
    target = getattr(widget, "first_control", None)
    if target is not None:
        return str(target(field.auto_id))
    if getattr(widget, "input_type", "") in ("radio", "checkbox") and getattr(widget, "choices", None):
        return f"{field.auto_id}_0"
    return str(field.auto_id)


def error_summary(*, form: BaseForm) -> SafeString:
    """What is wrong, at the top of the page, each line leading to its field."""
    lines: list[dict[str, str]] = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for field in form:
        lines += [
            {"text": str(text), "href": "" if field.is_hidden else f"#{first_control(field)}"} for text in field.errors
        ]
    if not lines:
        return SafeString("")
    return drawn("error_summary", {"lines": lines, "refusals": getattr(form, "refusals", ())})


def form_fields(*, form: BaseForm) -> SafeString:
    """Every field of a form, hidden ones first."""
    return drawn("form_fields", {"form": form})


def form_page(
    context: Context,
    form: BaseForm,
    *,
    action: str = "",
    submit: str,
    kind: str = "primary",
    cancel: str = "",
    cancel_text: str = "Leave without saving",
    keep_draft: bool = True,
    also: str = "",
    name: str = "",
) -> SafeString:
    """A whole form: token, fields, one button named by its effect, and a way out.

    `also` names a second button, sent as `also`, such as “Show how it will read”. `name` is the id of the form, for
    buttons that stand elsewhere on the page.

    With `keep_draft` a browser keeps what is typed on the device until it is sent, and says so.
    """
    chosen(kind, BUTTON_KINDS, "kind")
    request = context.get("request")
    actor = getattr(request, "actor", None)
    return drawn(
        "form_page",
        {
            "form": form,
            "csrf": csrf_of(context),
            "action": action,
            "submit": submit,
            "kind": kind,
            "also": also,
            "cancel": cancel,
            "cancel_text": cancel_text,
            "name": name,
            "draft": draft_key(request, form, actor) if keep_draft else "",
            "sent": bool(request is not None and request.method == "POST"),
        },
    )


def draft_key(request: Any, form: BaseForm, actor: Any) -> str:
    """The name under which a browser keeps a draft: this form, at this address, of this person."""
    person = getattr(actor, "public_id", "") or "visitor"
    path = request.path if request is not None else ""
    return f"{path}#{type(form).__name__}#{person}"


def action_button(
    context: Context, content: str, *, action: str, text: str, kind: str = "primary", hidden: str = ""
) -> SafeString:
    """One act in one press: a small form that posts. Hidden inputs may go inside."""
    chosen(kind, BUTTON_KINDS, "kind")
    return drawn(
        "action_button",
        {
            "content": content,
            "action": action,
            "text": text,
            "kind": kind,
            "hidden": hidden,
            "csrf": csrf_of(context),
            "once": secrets.token_urlsafe(24),
        },
    )


def form_frame(context: Context, content: str, *, action: str = "", name: str = "", files: bool = False) -> SafeString:
    """A form of your own making: carries the tokens; fields and button go inside."""
    return drawn(
        "form_frame",
        {
            "content": content,
            "action": action,
            "name": name,
            "files": files,
            "csrf": csrf_of(context),
            "once": secrets.token_urlsafe(24),
        },
    )
