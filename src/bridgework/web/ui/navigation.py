"""Which pages the menu offers, by place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from bridgework.apps.committees.rules import PREPARE
from bridgework.apps.committees.rules import READ as READ_PAPER
from bridgework.apps.messages.rules import SEE_OUTBOX
from bridgework.apps.people.rules import SEE_PEOPLE
from bridgework.apps.programmes.rules import SEE_PROGRAMME
from bridgework.apps.questions.rules import SEE_DESK
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import REVIEWER


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
    ("Library", "public:library"),
    ("Overdue", "public:overdue"),
    ("Bring us a problem", "public:bring-a-problem"),
    ("Apply", "public:apply"),
)


@dataclass(frozen=True)
class Entry:
    """An entry for those signed in: everybody, or those whom what they hold lets in. It asks the database nothing."""

    text: str
    name: str
    roles: frozenset[str] | None = None
    at_programme: bool = False
    """Whether the role must be held at a whole programme: the page is of the programme, not of one question."""

    def is_for(self, actor: Actor) -> bool:
        """Whether the page opens for `actor`."""
        return self.roles is None or any(
            one.role in self.roles and not (self.at_programme and "/" in one.scope) for one in actor.holdings
        )


SIGNED_IN: tuple[Entry, ...] = (
    Entry("My work", "desk:my-work"),
    Entry("Rounds", "desk:rounds", SEE_PROGRAMME.roles, at_programme=True),
    Entry("Question desk", "desk:questions", SEE_DESK.roles, at_programme=True),
    Entry("Reviews", "desk:reviews", frozenset({REVIEWER})),
    Entry("Committee papers", "committee:papers", PREPARE.roles | READ_PAPER.body_roles),
    Entry("Questions", "public:questions"),
    Entry("Ledger", "public:ledger"),
    Entry("People", "desk:people", SEE_PEOPLE.roles),
    Entry("Outbox", "desk:outbox", SEE_OUTBOX.roles),
)
# Places whose own address does not say under which entry they lie: the rest of it after that of “My work”.
LIES_UNDER: dict[str, tuple[str, ...]] = {
    "desk:rounds": ("applications/", "calls/", "challenges/", "formation/", "gatherings/", "programmes/", "teams/"),
    "desk:people": ("asked/", "organisations/"),
}
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


def menu(*, path: str, actor: Actor | None = None) -> list[NavigationItem]:
    """The menu on the page at `path`, for a visitor (`actor` is None) or a person signed in: what opens for them."""
    offered = PUBLIC if actor is None else tuple((one.text, one.name) for one in SIGNED_IN if one.is_for(actor))
    items = []
    work = address_of("desk:my-work")
    for text, name in offered:
        address = address_of(name)
        if address:
            # “My work” is one page; nothing lies under it, though many addresses begin like its own.
            under = [work + part for part in LIES_UNDER.get(name, ())] + ([] if name == "desk:my-work" else [address])
            current = path == address or any(path.startswith(one) for one in under)
            items.append(NavigationItem(text, address, current=current))
    return items
