"""What people are told by the library."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.library.actions.searches import TELLING
from bridgework.apps.library.models import SavedSearch
from bridgework.apps.library.queries.searches import hits_now
from bridgework.kernel import clock
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling

MOST_TOLD = 5


@telling(TELLING)
def found_again(record_public_id: str, person_id: int) -> Telling:
    """What a saved search newly found, as far as its owner still sees it."""
    saved = SavedSearch.objects.filter(public_id=record_public_id, person_id=person_id, stopped_at=None).first()
    if saved is None:
        raise NotFound("This search was stopped.")
    news = set(saved.news)
    hits = [one for one in hits_now(saved, clock.now()) if one.public_id in news]
    if not hits:
        raise NotFound("What was found is there no more.")
    lines = [f"- {''.join(text for text, _ in one.title)}" for one in hits[:MOST_TOLD]]
    if len(hits) > MOST_TOLD:
        lines.append(f"- and {len(hits) - MOST_TOLD} more")
    return Telling(
        subject=f"Your search “{saved.name}” found something new",
        body="\n".join(lines),
        path=f"{reverse('public:search')}?{saved.asked}",
        why="You saved this search. You can stop it on your account page.",
    )
