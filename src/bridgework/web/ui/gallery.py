"""What the gallery shows. Everything here is invented and says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from bridgework.web.ui import figures
from bridgework.web.ui.components.lists import Task
from bridgework.web.ui.components.words import STATE_SHAPES
from bridgework.web.ui.forms import CountedTextField, DateField, Form

STATE_WORDS = {
    "planned": "Not started",
    "current": "With Finance",
    "done": "Cleared",
    "waiting": "Waiting for an answer",
    "late": "Overdue",
    "set-aside": "Set aside",
    "unknown": "Not known",
    "contested": "Contested",
    "stale": "Out of date",
}
SEGMENTS = [
    ("equal", "How can the county "),
    ("removed", "help"),
    ("added", "pay for and carry out"),
    ("equal", " the repair of "),
    ("added", "invented "),
    ("equal", "footpaths by 2031?"),
]


class SampleForm(Form):
    """One of each kind of field."""

    title = forms.CharField(label="Title", max_length=120, help_text="A few words that a resident would use.")
    problem = CountedTextField(
        label="The problem, in your words", max_words=120, help_text="Say what happens, to whom."
    )
    note = CountedTextField(label="Note for the coordinator", max_length=400, required=False, rows=3)
    meeting_on = DateField(label="Date of the meeting", help_text="For example, 10 3 2027.", earliest=date(2026, 1, 1))
    answer = forms.ChoiceField(
        label="Can you help with this?",
        choices=[("yes", "Yes"), ("later", "Yes, but not before May"), ("no", "No, ask somebody else")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Days that suit you",
        choices=[("mon", "Monday"), ("wed", "Wednesday"), ("fri", "Friday")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    committee = forms.ChoiceField(label="Committee", choices=[("", "Choose one"), ("a", "Invented Paths Committee")])
    people = forms.IntegerField(label="Number of people", min_value=1, max_value=40)
    email = forms.EmailField(label="Email address")
    paper = forms.FileField(label="Paper", required=False, help_text="PDF or Word, up to 2 MB.")
    agreed = forms.BooleanField(
        label="I have read how my words will be used", help_text="You can take them back later."
    )


def everything(now: datetime) -> dict[str, Any]:
    """Values for every component in every variation, at the moment `now`."""
    today = now.date()
    return {
        "now": now,
        "today": today,
        "soon": today + timedelta(days=9),
        "past": today - timedelta(days=3),
        "states": [(kind, STATE_WORDS[kind]) for kind in STATE_SHAPES],
        "segments": SEGMENTS,
        "crumbs": [("Questions", "/"), ("An invented round", "/"), ("Paths", "")],
        "tabs": [
            ("Story", "?view=story", True),
            ("Wordings", "?view=wordings", False),
            ("Papers", "?view=papers", False),
        ],
        "tasks": TASKS,
        "page": Paginator(range(240), 12).page(4),
        "lineage": figures.lineage(LINEAGE, label="An invented lineage of three questions"),
        "bars": figures.bars(BARS, unit=" days"),
        "funnel": figures.funnel(FUNNEL),
        "bar_rows": [(bar.label, bar.value) for bar in BARS],
        "funnel_rows": [(bar.label, bar.value) for bar in FUNNEL],
        "bar_columns": ["Service", "Days"],
        "funnel_columns": ["Step", "How many"],
        "numeric": [1],
        "missing": ["The committee's decision", "The action that followed", "An independent check"],
        "text": TEXT,
    }


TASKS = [
    Task("Summary", "Written", "done", "#task"),
    Task("Financial implications", "With Finance", "waiting", "#task", "Sent on Tue 3 March"),
    Task("Clearance by Legal", "Cannot start", "planned", "", "Starts when the summary is final."),
]
LINEAGE = [
    figures.LineageStep(
        "2019 (invented)", "What would it take to mend every path?", "#one",
        ("First figure: 40 km a year", "The brief was changed twice"), "", "done", "Report published",
    ),
    figures.LineageStep(
        "2020 (invented)", "Which paths first, and who says so?", "#two",
        ("Second figure: 62 km a year, for the same paths",), "taken further by", "contested", "Figures disagree",
    ),
    figures.LineageStep(
        "2021 (invented)", "Can parishes hold the money for path repair?", "#three",
        ("Committee found, decision not found",), "narrowed to", "unknown", "Decision not known",
    ),
]  # fmt: skip
BARS = [
    figures.Bar("Finance", 4),
    figures.Bar("Legal", 11),
    figures.Bar("Equality", 2),
    figures.Bar("Property", None),
]
FUNNEL = [
    figures.Bar("Recommendations", 42),
    figures.Bar("Put to a committee", 19),
    figures.Bar("Decided", 7),
    figures.Bar("Checked by somebody else", None),
]
TEXT = """# What we found

Paths were counted **twice**, once by *length* and once by [parish](https://example.org/parishes).

1. Most are short.
2. Some are nobody's.

> A path is a promise.

<script>alert("no")</script>
"""
