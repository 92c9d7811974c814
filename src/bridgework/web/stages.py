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
STAGE_HOLDERS: dict[str, tuple[str, str]] = {
    "open": ("a coordinator", "A team is formed"),
    "team_formed": ("the team lead or a coordinator", "One of them says that the work has begun"),
    "under_way": ("the team", "The team works towards its report"),
    "reported": ("the programme lead or a coordinator", "A paper goes to the committee"),
    "at_committee": ("the committee", "The committee decides, and its clerk records it"),
    "decided": ("those who act on it", "What was done is reported back, and looked at by somebody else"),
    "followed_up": ("Nobody", "Nothing more, unless the follow-up is opened again"),
    "set_aside": ("Nobody", "Nothing more, unless it is taken up again"),
}
"""Who holds a question in each stage, and what happens next."""
