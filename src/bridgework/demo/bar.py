"""The thin bar on top of every page of the demonstration, and the strip of the walk below it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bridgework.demo import walk
from bridgework.web.ui.acting import actor_of, now_of


def bar(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the bar's template, as whom the page is seen, and where the walk stands."""
    if not settings.BRIDGEWORK_DEMO:
        return {}
    return {"demo_bar_template": "demo/bar.html", "demo": Bar(request)}


class Bar:
    """What the bar shows; looked up only where the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def seen_as(self) -> str:
        """The name of the person as whom the page is seen; empty for a visitor."""
        return actor_of(self.request).name

    @property
    def today(self) -> Any:
        """The day on the demonstration's clock."""
        return now_of(self.request)

    @property
    def walk(self) -> walk.Strip | None:
        """Where the walk stands; None while nobody walks."""
        return walk.strip_of(self.request)
