"""The calendar holds nothing about people but the private address of their own calendar."""

from __future__ import annotations

from bridgework.kernel.personal import OnErasure, holds, impersonal

impersonal(
    "Committees, days and rules of deadlines.",
    "calendar.Body",
    "calendar.BodyName",
    "calendar.Holiday",
    "calendar.ElectionPeriod",
    "calendar.CommitteeMeeting",
    "calendar.Governance",
    "calendar.DeadlineRule",
)

holds(
    "calendar.CalendarFeed",
    what="The private address of your calendar",
    why="So that your calendar program can ask for your deadlines.",
    on_erasure=OnErasure.DELETED,
    people=("person",),
)
