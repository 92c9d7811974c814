"""The calendar holds nothing about people."""

from __future__ import annotations

from bridgework.kernel.personal import impersonal

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
