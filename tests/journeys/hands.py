"""What somebody does at a screen: open, fill in, press, and read their mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

from bridgework.kernel import jobs


@dataclass
class Hands:
    """One browser window, used as one invented person after another. Only the start page is opened by its address."""

    page: Page
    site: str
    checks: Callable[..., None]

    def __post_init__(self) -> None:
        # A journey is long, and on a busy machine any one page of it may be slow.
        self.page.set_default_timeout(30_000)

    def start(self) -> None:
        """Open the start page."""
        self.page.goto(f"{self.site}/")

    def check(self) -> None:
        """Look at the page for everything a page must be."""
        self.checks(self.page)

    def words(self) -> str:
        """The main words of the page."""
        return self.page.locator("main").inner_text()

    def sees(self, *words: str) -> None:
        """The page says this."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def be(self, name: str) -> None:
        """Be seen as somebody invented, by the bar; an empty name is a visitor."""
        self._to(self._bar("Seen as").get_by_role("link"))
        self.press(name or "A visitor who is not signed in")

    def to_day(self, what: str) -> None:
        """Move the clock by the bar."""
        self._to(self._bar("Today is").get_by_role("link"))
        self.press(what)

    def menu(self, *names: str) -> None:
        """Choose in the menu at the top, then follow links of the pages that come."""
        self._to(self.page.get_by_role("navigation").get_by_role("link", name=names[0], exact=True).first)
        self.follow(*names[1:])

    def follow(self, *names: str) -> None:
        """Follow links that can be seen, one after the other: of the page itself, else of what frames it."""
        for name in names:
            wanted = _links(self.page.locator("main"), name)
            self._to(wanted if wanted.count() else _links(self.page.locator("body"), name))

    def fill(self, **values: Any) -> None:
        """Fill fields by their name: text, choices, days."""
        for name, value in values.items():
            if isinstance(value, date):
                for part in ("day", "month", "year"):
                    self.page.locator(f"main [name={name}_{part}]").fill(str(getattr(value, part)))
                continue
            box = self.page.locator(f"main [name={name}]")
            try:
                box.first.wait_for(state="attached")
            except TimeoutError:
                raise AssertionError(f"{self.page.url}: no field {name}\n{self.words()}") from None
            for folded in box.first.locator("xpath=ancestor::details[not(@open)]").all():
                folded.locator("summary").first.click()
            _fill(box, value)

    def press(self, button: str, **values: Any) -> None:
        """Fill in, press a button, and do the jobs that follow; the page must not refuse."""
        self.fill(**values)
        before = self.page.url
        self._to(self._button(button))
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count() == 0, f"{before}\n{wrong.first.inner_text()}"
        jobs.run_waiting()

    def open_mail(self, to: str, about: str) -> None:
        """Open the latest message to somebody in the mailbox."""
        jobs.run_waiting()
        self._to(self._bar("Mailbox").get_by_role("link"))
        theirs = self.page.locator("main .bw-records__item").filter(has_text=f"To {to}")
        wanted, more = theirs.get_by_role("link", name=about), self.page.locator("main a[rel=next]")
        while not wanted.count() and more.count():
            self._to(more)
        self._to(wanted)

    def answer_by_link(self, to: str, about: str, choice: str, text: str = "") -> None:
        """Answer with the personal link of a message."""
        self.open_mail(to, about)
        self.follow("Open the personal link")
        self.page.get_by_label(choice).check()
        if text:
            self.page.locator("main textarea:visible").first.fill(text)
        self.press("Look over my answer")
        self.press("Yes, send this answer")

    def _bar(self, words: str) -> Locator:
        return self.page.locator(".bw-demo-bar__item").filter(has_text=words)

    def _to(self, wanted: Locator) -> None:
        """Press what leads to another page, and wait until it has come; it must not refuse."""
        try:
            wanted.first.wait_for(state="attached", timeout=10_000)
        except TimeoutError:
            there = [one.inner_text() for one in self.page.locator("a:visible, button:visible").all()]
            raise AssertionError(f"{self.page.url}: {wanted} is not among {there}\n{self.words()}") from None
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            wanted.first.click()
        refused = self.page.locator("h1").first.inner_text()
        assert not refused.startswith(("You may not", "This is not possible", "There is nothing")), self.words()

    def _button(self, name: str) -> Locator:
        """The button of that name; without one, the first button of the page's form."""
        main = self.page.locator("main")
        return main.locator("button").filter(has_text=name) if name else main.locator("form button.govuk-button")


def _links(where: Locator, name: str) -> Locator:
    """Links, whether they look like one or like a button, that bear a name and can be seen."""
    return where.locator("a").filter(has_text=name).filter(visible=True)


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
