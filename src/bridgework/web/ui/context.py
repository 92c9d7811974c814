"""What every page needs to draw its frame: names, menu, display choices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static

from bridgework.kernel.permissions import VISITOR
from bridgework.web.ui import navigation
from bridgework.web.ui.kept_text import left_out_of

THEMES = ("auto", "light", "dark")
ROWS = ("roomy", "compact")
THEME_COOKIE = "bridgework_theme"
ROWS_COOKIE = "bridgework_rows"


@dataclass(frozen=True)
class Identity:
    """How an installation presents itself: words, a mark, an accent.

    `mark` is the path of a static picture, `accent` and `accent_dark` are colours such as `#64205a`; empty means ours.
    """

    name: str = "Bridgework"
    organisation: str = ""
    mark: str = "ui/mark.svg"
    accent: str = ""
    accent_dark: str = ""


def identity() -> Identity:
    """The installation's identity, from the setting `BRIDGEWORK_IDENTITY`."""
    return Identity(**{k: v for k, v in getattr(settings, "BRIDGEWORK_IDENTITY", {}).items() if v})


class Frame:
    """The frame of one page; computed only where the page asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def identity(self) -> Identity:
        """Names, mark and accent."""
        return identity()

    @cached_property
    def mark_address(self) -> str:
        """The address of the mark; ours where the one that was set is not among the static files."""
        try:
            return static(self.identity.mark)
        except ValueError:
            return static(Identity.mark)

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self.request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @cached_property
    def person_name(self) -> str:
        """The name of the person signed in, or of their account."""
        actor = getattr(self.request, "actor", None)
        return getattr(actor, "name", "") or str(getattr(self.request, "user", ""))

    @cached_property
    def menu(self) -> list[navigation.NavigationItem]:
        """The entries of the menu."""
        actor = getattr(self.request, "actor", VISITOR) if self.signed_in else None
        return navigation.menu(path=self.request.path, actor=actor)

    @cached_property
    def footer(self) -> list[navigation.NavigationItem]:
        """The entries at the foot of the page."""
        return navigation.footer()

    @property
    def error_report_address(self) -> str:
        """Where a reader reports an error on this page; it carries the page's address."""
        address = navigation.address_of(navigation.REPORT_AN_ERROR)
        return f"{address}?{urlencode({'page': self.request.path})}" if address else ""

    @property
    def search_address(self) -> str:
        """Where the search box leads."""
        return navigation.address_of(navigation.SEARCH)

    @property
    def sign_in_address(self) -> str:
        """Where a visitor signs in."""
        return navigation.address_of(navigation.SIGN_IN)

    @property
    def sign_out_address(self) -> str:
        """Where a person signs out."""
        return navigation.address_of(navigation.SIGN_OUT)

    @property
    def account_address(self) -> str:
        """Where a person looks after their account."""
        return navigation.address_of(navigation.YOUR_ACCOUNT)

    @property
    def display_address(self) -> str:
        """Where light, dark and row height are chosen."""
        return navigation.address_of("ui:display")

    @cached_property
    def theme(self) -> str:
        """`auto`, `light` or `dark`."""
        return one_of(self.request.COOKIES.get(THEME_COOKIE, ""), THEMES)

    @cached_property
    def rows(self) -> str:
        """The row height of tables: from the address (`?rows=compact`), else as the reader chose."""
        wanted = self.request.GET.get("rows") or self.request.COOKIES.get(ROWS_COOKIE, "")
        return one_of(wanted, ROWS)

    @property
    def is_demonstration(self) -> bool:
        """Whether this installation is a demonstration."""
        return bool(getattr(settings, "BRIDGEWORK_DEMO", False))


def one_of(value: str, choices: tuple[str, ...]) -> str:
    """`value` where it is one of the choices, else the first of them."""
    return value if value in choices else choices[0]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `ui`, and what the keeping of unsent text has to say."""
    return {
        "ui": Frame(request),
        "kept_text": bool(getattr(request, "kept_text", None)),
        "left_out": left_out_of(request),
    }
