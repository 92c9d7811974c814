"""Our components draw the design base's markup: compared with its own examples."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.utils.safestring import SafeString

from bridgework.web.ui.components import basics, lists
from bridgework.web.ui.components.drawing import drawn
from bridgework.web.ui.forms import Form

FIXTURES = json.loads((Path(__file__).parent / "fixtures/govuk.json").read_text(encoding="utf-8"))["fixtures"]
VOID = {"input", "br", "path"}


class _Tree(HTMLParser):
    """HTML as nested lists: tag, sorted attributes, children; white space collapsed."""

    def __init__(self) -> None:
        super().__init__()
        self.root: list[Any] = ["", [], []]
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = {name: " ".join((value or "").split()) for name, value in attrs}
        # Ours guards every button against a double press, and does not speak of spelling to browsers.
        for name in ("data-prevent-double-click", "aria-invalid"):
            words.pop(name, None)
        node: list[Any] = [tag, sorted(words.items()), []]
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text:
            self.open[-1][2].append(text)


def tree(html: str) -> Any:
    parser = _Tree()
    parser.feed(html)
    return parser.root[2]


def a_button(options: dict[str, Any]) -> str:
    kind = options.get("classes", "").removeprefix("govuk-button--") or "primary"
    return basics.button(text=options["text"], href=options.get("href", ""), kind=kind, name=options.get("name", ""))


def an_error_summary(options: dict[str, Any]) -> str:
    lines = [{"text": one["text"], "href": one.get("href", "")} for one in options["errorList"]]
    return drawn("error_summary", {"lines": lines, "refusals": ()})


def facts(options: dict[str, Any]) -> str:
    rows = [
        lists.summary_row(SafeString(row["value"].get("html") or row["value"]["text"]), key=row["key"]["text"])
        for row in options["rows"]
    ]
    return lists.summary_list(SafeString("".join(rows)))


def a_field(field: Callable[..., forms.Field]) -> Callable[[dict[str, Any]], str]:
    def draw(options: dict[str, Any]) -> str:
        """One field of a form that was sent empty where the example has an error."""
        name = options.get("id") or options["name"]
        made = field(options)
        made.label = options["label"]["text"]
        made.help_text = options.get("hint", {}).get("text", "")
        one = type("One", (Form,), {name: made})({} if "errorMessage" in options else None, auto_id="%s")
        if "errorMessage" in options:
            one.fields[name].error_messages["required"] = options["errorMessage"]["text"]
        html = str(one[name].as_field_group())
        # The base joins ids with a hyphen, Django with a line.
        html = html.replace(f"{name}_hint", f"{name}-hint").replace(f"{name}_error", f"{name}-error")
        return (
            html.replace(f'name="{name}"', f'name="{options["name"]}"')
            .replace(' maxlength="500"', "")
            .replace(' maxlength="20000"', "")
        )

    return draw


DRAW: dict[str, Callable[[dict[str, Any]], str]] = {
    "button": a_button,
    "details": lambda o: basics.details(o["text"], summary=o["summaryText"], open=o.get("open", False)),
    "inset-text": lambda o: basics.inset(o["text"]),
    "warning-text": lambda o: basics.warning(o["text"], label=o.get("iconFallbackText", "Warning")),
    "breadcrumbs": lambda o: basics.breadcrumbs(items=[(i["text"], i.get("href", "")) for i in o["items"]]),
    "back-link": lambda o: basics.back_link(href=o["href"], text=o["text"]),
    "error-summary": an_error_summary,
    "summary-list": facts,
    "input": a_field(lambda o: forms.CharField()),
    "textarea": a_field(lambda o: forms.CharField(widget=forms.Textarea(attrs={"rows": 5, "cols": False}))),
    "select": a_field(lambda o: forms.ChoiceField(choices=[(str(i["value"]), i["text"]) for i in o["items"]])),
}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f"{f['component']}: {f['name']}")
def test_the_markup_is_the_bases(fixture: dict[str, Any]) -> None:
    assert tree(DRAW[fixture["component"]](fixture["options"])) == tree(fixture["html"])
