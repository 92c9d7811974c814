"""What happens to reports and recommendations."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class ReportPublished(Event):
    """A report can be read by everybody from now on."""

    report_public_id: str
    challenge_public_id: str
    scope: str


@dataclass(frozen=True)
class ReportWithdrawn(Event):
    """A report cannot be read by the public any more."""

    report_public_id: str
    challenge_public_id: str
    scope: str


@dataclass(frozen=True)
class RecommendationsChanged(Event):
    """Recommendations of a report were added, reworded, split, merged, moved, or shown or hidden."""

    report_public_id: str
    scope: str
