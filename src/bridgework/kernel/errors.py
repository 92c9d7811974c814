"""What an action may refuse with.

Every refusal says which rule it follows and what would change it, so that a screen, a personal link, the command line
and the programming interface can all say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class DomainError(Exception):
    """A refusal in words a person can act on.

    `rule` names the rule, `reason` says what it is about, `remedy` what would change it; `field` is the form field
    it belongs to, empty for the whole form.
    """

    def __init__(self, reason: str, *, rule: str = "", remedy: str = "", field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.rule = rule
        self.remedy = remedy
        self.field = field

    def sentence(self) -> str:
        """The reason, and what would change it, as one text."""
        return f"{self.reason} {self.remedy}".strip()


class InvalidInput(DomainError):
    """Something typed cannot be taken as it is."""


class NotPermitted(DomainError):
    """The actor may not do this; the rule says who may."""


class NotFound(DomainError):
    """No such record, or one whose existence is itself confidential."""


class NotPossibleNow(DomainError):
    """The record is in a state, or the round in a phase, in which this is not possible."""


@dataclass(frozen=True)
class Versions:
    """What two people wrote at one record: field name to text."""

    base: Mapping[str, str]
    theirs: Mapping[str, str]
    yours: Mapping[str, str]


class StaleRecord(DomainError):
    """Somebody else changed the record since it was opened; nothing of either text is lost."""

    def __init__(self, reason: str, *, versions: Versions | None = None, changed_by: str = "") -> None:
        super().__init__(
            reason,
            rule="record.unchanged-since-opened",
            remedy="Compare the two texts, then save the one you want.",
        )
        self.versions = versions
        self.changed_by = changed_by
