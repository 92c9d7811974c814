"""Two people wrote at once: what each changed, and a form with both texts joined. Nothing of either is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bridgework.core.differences import difference, merge
from bridgework.kernel.errors import StaleRecord
from bridgework.web.ui.acting import Done, acting
from bridgework.web.ui.forms import Form


def acting_with_merge(
    request: HttpRequest,
    form: Form,
    keep: Callable[[], Done],
    joined: Callable[[str], Form],
    *,
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse | None:
    """As `acting`, but where somebody saved in between the page `template`: what each changed, both texts joined.

    `joined` makes the form for a joined text, at the version that stands now. The page gets `context`, and `stale`,
    `theirs`, `yours` (segments), `merged`, `typed` (your text alone) and that form.
    """
    met: list[StaleRecord] = []

    def watched() -> Done:
        try:
            return keep()
        except StaleRecord as stale:
            met.append(stale)
            raise

    response = acting(request, form, watched)
    if not met or met[0].versions is None:
        return response
    versions = met[0].versions
    base, theirs, yours = (one.get("text", "") for one in (versions.base, versions.theirs, versions.yours))
    merged = merge(base, yours, theirs)
    shown = {
        "stale": met[0],
        "theirs": [(one.kind, one.text) for one in difference(base, theirs)],
        "yours": [(one.kind, one.text) for one in difference(base, yours)],
        "merged": merged,
        "typed": yours,
        "form": joined(merged.text),
    }
    return render(request, template, {**context, **shown}, status=409)
