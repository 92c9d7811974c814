"""What somebody does at a screen: open, fill in, press, and read their mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from bridgework.apps.messages.models import Message
from bridgework.kernel import jobs


@dataclass
class Hands:
    """One browser window, used as one invented person after another."""

    page: Page
    site: str
    checks: Callable[..., None]

    def __post_init__(self) -> None:
        # A journey is long, and on a busy machine any one page of it may be slow.
        self.page.set_default_timeout(30_000)

    def be(self, name: str) -> None:
        """Be seen as somebody invented; an empty name is a visitor."""
        self.open("/demo/as/")
        self.press(name or "A visitor who is not signed in")

    def open(self, path: str, *, check: bool = False) -> None:
        """Open a page of the site; with `check`, look at it for everything a page must be."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}\n{self.words()}"
        if check:
            self.checks(self.page)

    def words(self) -> str:
        """The main words of the page."""
        return self.page.locator("main").inner_text()

    def sees(self, *words: str) -> None:
        """The page says this."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def fill(self, **values: Any) -> None:
        """Fill fields by their name: text, choices, days."""
        for name, value in values.items():
            if isinstance(value, date):
                for part in ("day", "month", "year"):
                    self.page.locator(f"main [name={name}_{part}]").fill(str(getattr(value, part)))
                continue
            box = self.page.locator(f"main [name={name}]")
            assert box.count(), f"{self.page.url}: no field {name}\n{self.words()}"
            _fill(box, value)

    def press(self, button: str) -> None:
        """Press a button of the page, and do the jobs that follow; the page must not refuse."""
        before = self.page.url
        wanted = self._button(button)
        with self.page.expect_navigation():
            wanted.click()
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count() == 0, f"{before}\n{wrong.first.inner_text()}"
        refused = self.page.locator("h1").first.inner_text()
        assert not refused.startswith(("You may not", "This is not possible", "There is nothing")), self.words()
        jobs.run_waiting()

    def follow(self, link: str) -> None:
        """Follow a link of the page, and wait until where it leads has come."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()

    def _button(self, name: str) -> Locator:
        """The button of that name; without one, the first button of the page's form."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=name) if name else main.locator("form button.govuk-button")
        there = [one.inner_text() for one in main.get_by_role("button").all()]
        assert found.count(), f"{self.page.url}: no button “{name}” among {there}\n{self.words()}"
        return found.first

    def send(self, path: str, button: str, **values: Any) -> None:
        """Open a page, fill in its form and press its button."""
        self.open(path)
        self.fill(**values)
        self.press(button)

    def open_mail(self, to: str, about: str) -> Message:
        """Open the latest message to somebody in the mailbox, and the link it carries."""
        jobs.run_waiting()
        message = Message.objects.filter(person__name=to, subject__icontains=about, state="sent").latest("id")
        self.open(f"/demo/mailbox/{message.public_id}/")
        return message

    def answer_by_link(self, to: str, about: str, choice: str, text: str = "") -> None:
        """Answer with the personal link of a message."""
        self.open_mail(to, about)
        self.press("Open the personal link")
        self.page.locator(f"main [name=choice][value={choice}]").check()
        if text:
            self.page.locator(f"main [name=text_{choice}]").fill(text)
        self.press("Look over my answer")
        self.press("Yes, send this answer")


def _fill(field: Locator, value: Any) -> None:
    first = field.first
    kind = first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        labels = first.locator("option").all_inner_texts()
        if value in labels:
            first.select_option(label=value)
        else:
            first.select_option(str(value).removeprefix("="))
    elif kind in ("radio", "checkbox"):
        for one in value if isinstance(value, list) else [value.removeprefix("=") if value is not True else value]:
            field.and_(field.page.locator(f'[value="{one}"]')).check() if one is not True else first.check()
    else:
        first.fill(str(value))
