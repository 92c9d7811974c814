"""Small parts: buttons, notes, links, what to show where nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.template import Context
from django.utils.safestring import SafeString

from bridgework.web.ui.components.drawing import chosen, drawn

BUTTON_KINDS = ("primary", "secondary", "warning", "quiet")


def button(
    *,
    text: str,
    href: str = "",
    kind: str = "primary",
    name: str = "",
    value: str = "",
    form: str = "",
    hidden: str = "",
) -> SafeString:
    """A button, or with `href` a link that looks like one. `text` names the effect; `hidden` is read out after it."""
    chosen(kind, BUTTON_KINDS, "kind")
    return drawn(
        "button",
        {"text": text, "href": href, "kind": kind, "name": name, "value": value, "form": form, "hidden": hidden},
    )


def inset(content: str) -> SafeString:
    """A passage set apart from the text around it."""
    return drawn("inset", {"content": content})


def warning(content: str, *, label: str = "Warning") -> SafeString:
    """Something that costs the reader if they miss it. `label` is read out first."""
    return drawn("warning", {"content": content, "label": label})


def details(content: str, *, summary: str, open: bool = False) -> SafeString:
    """A passage that opens on request."""
    return drawn("details", {"content": content, "summary": summary, "open": open})


def breadcrumbs(*, items: Iterable[tuple[str, str]]) -> SafeString:
    """The way here: pairs of words and address, the last one this page (an empty address)."""
    return drawn("breadcrumbs", {"items": list(items)})


def back_link(*, href: str, text: str = "Back") -> SafeString:
    """One step back, above the heading."""
    return drawn("back_link", {"href": href, "text": text})


def page_heading(*, text: str, eyebrow: str = "", lead: str = "", size: str = "normal") -> SafeString:
    """The page's heading, with what it belongs to above and one sentence below. `size` large: for a first page."""
    chosen(size, ("normal", "large"), "size")
    return drawn("page_heading", {"text": text, "eyebrow": eyebrow, "lead": lead, "size": size})


def doors(content: str, *, label: str) -> SafeString:
    """Ways to go on from a first page: `door` inside."""
    return drawn("doors", {"content": content, "label": label})


def door(content: str, *, title: str, href: str) -> SafeString:
    """One way to go on: where it leads and what is behind it."""
    return drawn("door", {"content": content, "title": title, "href": href})


def quotation(
    content: str,
    *,
    source: str,
    source_address: str = "",
    when: date | None = None,
    place: str = "",
    size: str = "normal",
) -> SafeString:
    """Somebody else's words and where they stand. `place` is a page or paragraph; `size` is normal or large."""
    chosen(size, ("normal", "large"), "size")
    return drawn(
        "quotation",
        {
            "content": content,
            "source": source,
            "source_address": source_address,
            "when": when,
            "place": place,
            "size": size,
        },
    )


def empty_state(
    *, title: str, will_be: str = "", near: str = "", action_text: str = "", action_address: str = ""
) -> SafeString:
    """Nothing here: what will be, what is near, and the one thing that would change it."""
    return drawn(
        "empty_state",
        {
            "title": title,
            "will_be": will_be,
            "near": near,
            "action_text": action_text,
            "action_address": action_address,
        },
    )


def stat(*, number: int | str | None, label: str, href: str = "", note: str = "") -> SafeString:
    """One figure with what it counts. No number is shown as not known, never as nought."""
    return drawn("stat", {"number": number, "label": label, "href": href, "note": note})


def stats(content: str) -> SafeString:
    """A row of figures."""
    return drawn("stats", {"content": content})


def progress(*, value: int, maximum: int, label: str) -> SafeString:
    """How much is done: a bar and the same in words."""
    return drawn(
        "progress", {"value": min(value, maximum), "maximum": max(maximum, 1), "total": maximum, "label": label}
    )


def tabs(*, label: str, items: Sequence[tuple[str, str, bool]]) -> SafeString:
    """Views of one thing, each at its own address: (words, address, is this the one shown)."""
    return drawn("tabs", {"label": label, "items": items})


def copy_link(context: Context, *, address: str, text: str = "Copy the address of this page") -> SafeString:
    """A permanent address, to be read, followed or copied."""
    request = context.get("request")
    full = request.build_absolute_uri(address) if request is not None else address
    return drawn("copy_link", {"address": full, "text": text})


def action_bar(content: str, *, label: str = "What you can do") -> SafeString:
    """Buttons that stay in reach at the foot of a long page."""
    return drawn("action_bar", {"content": content, "label": label})


def button_group(content: str) -> SafeString:
    """Buttons and links side by side."""
    return drawn("button_group", {"content": content})


def panel(content: str, *, title: str, level: int = 2, anchor: str = "") -> SafeString:
    """A titled part of a page: a line above, no box."""
    return drawn("panel", {"content": content, "title": title, "level": level, "anchor": anchor})
