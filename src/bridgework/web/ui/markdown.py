"""Markdown to safe HTML."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")
_TAGS = {
    "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub",
}  # fmt: skip
_HEADING = re.compile(r"<(/?)h([1-6])>")


def markdown(text: str | None, shift: int = 2) -> SafeString:
    """`text` as HTML that is safe to show.

    Raw HTML is shown as text, pictures are dropped, headings move down by `shift` levels so that the page keeps one
    first heading, and links to other sites carry `rel="noopener noreferrer"`.
    """
    if not text:
        return SafeString("")
    html = _parser.render(text.replace("\x00", ""))
    html = _HEADING.sub(lambda found: f"<{found[1]}h{min(int(found[2]) + int(shift), 6)}>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return SafeString(f'<div class="bw-prose">{clean}</div>')
