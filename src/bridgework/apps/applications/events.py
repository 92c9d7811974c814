"""What happens to applications."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class ApplicationSent(Event):
    """An application was sent, or withdrawn."""

    application_public_id: str
    scope: str
    state: str


@dataclass(frozen=True)
class OutcomesReleased(Event):
    """The applicants of a call were told, once, what became of their applications."""

    call_public_id: str
    scope: str
