"""Small parts of the public record: `{% load record %}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bridgework.core.differences import Segment
from bridgework.threads.ledger import Cell
from bridgework.threads.records import Fact, SourceNote
from bridgework.web.public.presenting import FactCell, fact_cell

register = template.Library()


@register.simple_tag
def source_line(*, text: str, sources: Iterable[SourceNote], label: str = "Source") -> SafeString:
    """Where something is told from: each source of `text` (kept apart by "; ") leads to its address, if it has one."""
    if not text:
        return SafeString("")
    addresses = {one.words: one.address for one in sources}
    parts = [(part, addresses.get(part, "")) for part in text.split("; ")]
    return format_html(
        '<p class="bw-source"><span class="bw-quiet">{}:</span> {}</p>',
        _(label),
        format_html_join("; ", "{}", ((source_link(words, address),) for words, address in parts)),
    )


def source_link(words: str, address: str) -> SafeString:
    """A source's words, as a link where it has an address."""
    if not address.startswith(("http://", "https://")):
        return format_html("{}", words)
    return format_html('<a class="govuk-link" href="{}" rel="noopener noreferrer">{}</a>', address, words)


@register.simple_tag
def permalink(*, public_id: str, about: str) -> SafeString:
    """The permanent address of one record, as a small sign beside it."""
    return format_html(
        '<a class="bw-permalink" href="{}"><span aria-hidden="true">#</span>'
        '<span class="govuk-visually-hidden">{} {}</span></a>',
        reverse("public:record", args=[public_id]),
        _("Permanent address:"),
        about,
    )


@register.simple_tag
def fact(*, value: Fact | None, is_history: bool, name: str, refused: bool = False) -> FactCell:
    """One of the four facts in words, for `as`; `name` is decision, reported, checked or observed."""
    return fact_cell(value, is_history=is_history, name=name, refused=refused)


@register.filter
def brief(cell: FactCell | Cell) -> str:
    """One of the four facts under its heading: what is still to come needs no more than “Not yet” there."""
    return _("Not yet") if cell.kind == "planned" and not cell.known else cell.words


@register.filter
def sentence(text: Any) -> str:
    """A text with a capital first letter and a full stop."""
    words = str(text or "").strip()
    if not words:
        return ""
    closed = words if words.endswith((".", "?", "!", "”")) else f"{words}."
    return closed[:1].upper() + closed[1:]


@register.filter
def segments(parts: Iterable[Segment]) -> list[tuple[str, str]]:
    """A difference as the `difference` component takes it."""
    return [(part.kind, part.text) for part in parts]


@register.filter
def ledger_address(code: str) -> str:
    """Where a recommendation stands in the ledger, from its code (`2019-net-zero/3`)."""
    challenge, _slash, number = code.rpartition("/")
    return reverse("public:recommendation", args=[challenge, number]) if challenge else ""


@register.filter
def in_words(value: str) -> str:
    """A stored value such as `under_way` in words."""
    return value.replace("_", " ")
