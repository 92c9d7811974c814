"""With which shape the stage of a question that was taken up is shown, in every place."""

from __future__ import annotations

from typing import Final

STAGE_KINDS: Final[dict[str, str]] = {
    "open": "waiting",
    "team_formed": "current",
    "under_way": "current",
    "reported": "current",
    "at_committee": "waiting",
    "decided": "done",
    "followed_up": "done",
    "set_aside": "set-aside",
}
