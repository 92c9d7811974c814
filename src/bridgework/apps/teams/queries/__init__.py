"""Reads of teams and of the runs that form them."""

from bridgework.apps.teams.queries.composing import (
    PRESENT,
    Free,
    candidates,
    free_applicants,
    objections,
    team_member,
    teams,
    why_not_formed,
)

__all__ = [
    "PRESENT",
    "Free",
    "candidates",
    "free_applicants",
    "objections",
    "team_member",
    "teams",
    "why_not_formed",
]
