"""What a purpose shows in full on its link's page, where the card's few lines do not say it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bridgework.apps.committees.actions.asking import CLEARANCE_PURPOSE
from bridgework.apps.committees.actions.clearing import FORM_PURPOSE
from bridgework.apps.participation.models import PersonalLink
from bridgework.web.clearance_texts import correction_shown, text_to_clear


@dataclass(frozen=True)
class Shown:
    """A template to include, and what it shows as `it`."""

    template: str
    it: Any


_SHOWN: Final[dict[str, tuple[str, Callable[..., Any]]]] = {
    CLEARANCE_PURPOSE: ("committee/clearances/text.html", text_to_clear),
    FORM_PURPOSE: ("committee/clearances/correction.html", correction_shown),
}


def shown_with(link: PersonalLink, *, reads_private: bool) -> Shown | None:
    """What the page of this link shows below the card; None where the card says it all."""
    found = _SHOWN.get(link.purpose)
    return None if found is None else Shown(found[0], found[1](link.record_public_id, reads_private=reads_private))
