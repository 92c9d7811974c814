"""Names of committees and boards on a day, for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bridgework.apps.calendar.models import BodyName

Names = Mapping[int, Sequence[BodyName]]


def names_of(body_ids: Iterable[int]) -> Names:
    """Every dated name of these bodies, in one query (none for no bodies)."""
    wanted = set(body_ids)
    found: dict[int, list[BodyName]] = defaultdict(list)
    if wanted:
        for name in BodyName.objects.filter(body_id__in=wanted).order_by("body_id", "starts_on", "id"):
            found[name.body_id].append(name)
    return found


def name_on(names: Names, body_id: int | None, day: date | None) -> str:
    """What a body was called on a day; its last known name where no name covers the day."""
    dated = names.get(body_id, ()) if body_id is not None else ()
    if not dated:
        return ""
    if day is not None:
        for name in dated:
            if (name.starts_on is None or name.starts_on <= day) and (name.ends_on is None or day <= name.ends_on):
                return name.name
    return dated[-1].name


def with_article(name: str) -> str:
    """A body's name in the middle of a sentence: "the Communities Committee"."""
    return name if not name or name.lower().startswith("the ") else f"the {name}"
