"""Dates, people and states in words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bridgework.core.reading import PartialDate
from bridgework.web.ui.components.drawing import chosen, drawn

# One outline per state on a 16 by 16 grid, told apart without colour: the picture of `tag_state`.
STATE_SHAPES: dict[str, str] = {
    "planned": "ring",
    "current": "half",
    "done": "tick",
    "waiting": "diamond",
    "late": "triangle",
    "set-aside": "dash",
    "unknown": "question",
    "contested": "split",
    "stale": "dotted",
}


def local_day(value: date | datetime) -> date:
    """The calendar day of a date, or of a moment where the installation is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def date_words(value: date | datetime) -> str:
    """`Thu 10 March 2022`."""
    return formats.date_format(local_day(value), "D j F Y")


def date_human(value: date | datetime | PartialDate | None, *, time: bool = False, unknown: str = "") -> SafeString:
    """A date as `Thu 10 March 2022`, with `, 14:02` where `time` is asked for; unknown is said as such.

    A date only partly known is shown as far as it is known: `March 2022`.
    """
    if value is None:
        return format_html('<span class="bw-unknown">{}</span>', unknown or _("date not known"))
    if isinstance(value, PartialDate):
        if value.exact is None:
            return format_html('<time datetime="{}">{}</time>', value.iso(), value.human())
        value = value.exact
    words = date_words(value)
    if time and isinstance(value, datetime):
        words = f"{words}, {timezone.localtime(value) if timezone.is_aware(value) else value:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


def relative_words(value: date | datetime, now: date | datetime) -> str:
    """`today`, `tomorrow`, `in 9 days`, `3 days ago`."""
    days = (local_day(value) - local_day(now)).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}


def working_words(days: int) -> str:
    """`in 12 working days`, `3 working days ago`, `today`."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(n)s working day", "in %(n)s working days", days) % {"n": days}
    return ngettext("%(n)s working day ago", "%(n)s working days ago", -days) % {"n": -days}


def date_relative(value: date | datetime | None, *, now: date | datetime, working_days: int | None = None) -> str:
    """How far away a day is. `working_days` (negative: past) is counted by the caller, who knows the holidays."""
    if value is None:
        return _("date not known")
    return relative_words(value, now) if working_days is None else working_words(working_days)


def date_full(
    value: date | datetime | None, *, now: date | datetime, working_days: int | None = None, unknown: str = ""
) -> SafeString:
    """`Thu 10 March 2022 (in 12 working days)`."""
    if value is None:
        return date_human(None, unknown=unknown)
    far = date_relative(value, now=now, working_days=working_days)
    return format_html('{} <span class="bw-quiet">({})</span>', date_human(value), far)


def tag_state(*, kind: str, word: str, hidden: str = "") -> SafeString:
    """A state as shape, colour and word. `kind` is one of STATE_SHAPES; `hidden` is read out before the word."""
    shape = STATE_SHAPES[chosen(kind, STATE_SHAPES, "kind")]
    return drawn("tag_state", {"kind": kind, "shape": shape, "word": word, "hidden": hidden})


def person_by_role(*, role: str, name: str = "", organisation: str = "", since: date | None = None) -> SafeString:
    """Somebody by what they are here for; the name only where it is given."""
    return drawn("person_by_role", {"role": role, "name": name, "organisation": organisation, "since": since})
