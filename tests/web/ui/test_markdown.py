"""Markdown becomes safe HTML."""

from __future__ import annotations

import pytest

from bridgework.web.ui.markdown import markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# One\n\n## Two", "<h3>One</h3>\n<h4>Two</h4>\n"),
        ("##### Five", "<h6>Five</h6>\n"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        (
            "[a](https://example.org/x)",
            '<p><a href="https://example.org/x" rel="noopener noreferrer">a</a></p>\n',
        ),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
        ("![pixel](https://example.org/p.png)", "<p></p>\n"),
        ("<b onclick=x>b</b>", "<p>&lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
        ("a\x00b", "<p>ab</p>\n"),
    ],
)
def test_one_passage(source: str, html: str) -> None:
    assert markdown(source) == f'<div class="bw-prose">{html}</div>'


def test_nothing_is_nothing() -> None:
    assert markdown("") == ""
    assert markdown(None) == ""
