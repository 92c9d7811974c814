"""Which pages the menu offers, by place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the menu; `current` when the page shown lies under it."""

    text: str
    address: str
    current: bool = False


# (words, address name). A place whose pages are not installed is left out.
PUBLIC: tuple[tuple[str, str], ...] = (
    ("Questions", "public:questions"),
    ("Ledger", "public:ledger"),
    ("Overdue", "public:overdue"),
    ("Bring us a problem", "public:bring-a-problem"),
)
SIGNED_IN: tuple[tuple[str, str], ...] = (
    ("My work", "desk:my-work"),
    ("Rounds", "desk:rounds"),
    ("Question desk", "desk:questions"),
    ("Questions", "public:questions"),
    ("Ledger", "public:ledger"),
    ("People", "desk:people"),
)
FOOTER: tuple[tuple[str, str], ...] = (
    ("How this works", "public:about"),
    ("Accessibility", "public:accessibility"),
    ("Privacy", "public:privacy"),
    ("Contact", "public:contact"),
)
REPORT_AN_ERROR = "public:contact"
SEARCH = "public:search"
SIGN_IN = "account_login"
SIGN_OUT = "account_logout"
YOUR_ACCOUNT = "desk:your-account"


def address_of(name: str) -> str:
    """The address of a named page, or an empty text where it is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def footer() -> list[NavigationItem]:
    """The entries at the foot of every page."""
    found = [(text, address_of(name)) for text, name in FOOTER]
    return [NavigationItem(text, address) for text, address in found if address]


def menu(*, signed_in: bool, path: str) -> list[NavigationItem]:
    """The menu for a visitor or a signed-in person, on the page at `path`."""
    items = []
    found = [(text, address_of(name)) for text, name in (SIGNED_IN if signed_in else PUBLIC)]
    best = max((a for _, a in found if a and path.startswith(a)), key=len, default="")
    for text, address in found:
        if address:
            items.append(NavigationItem(text, address, current=address == best))
    return items
