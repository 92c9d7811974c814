"""The round desk: every challenge of a round, who waits on whom, what it aims at, whose interest is fading."""

from bridgework.threads.desk.board import round_desk
from bridgework.threads.desk.records import (
    COLUMNS,
    SHOWS,
    Aim,
    DeskCard,
    DeskColumn,
    DeskFilter,
    DeskWait,
    FadingInterest,
    RoundDesk,
)

__all__ = [
    "COLUMNS",
    "SHOWS",
    "Aim",
    "DeskCard",
    "DeskColumn",
    "DeskFilter",
    "DeskWait",
    "FadingInterest",
    "RoundDesk",
    "round_desk",
]
