"""A paper written with a template, for tests: two sections, three implications, three clearance questions."""

from __future__ import annotations

from typing import Any, Final

from bridgework.apps.committees.actions import add_proposal, prepare_paper
from bridgework.apps.committees.models import (
    Clearance,
    Implication,
    Paper,
    PaperSection,
    PaperTemplate,
    PaperTemplateVersion,
)
from bridgework.core.papers.templates import parse
from tests.cast import NOW, Cast

CONTENT: Final[dict[str, Any]] = {
    "format": "bridgework/paper-template@1",
    "name": "A short template",
    "sections": [
        {"key": "recommendation", "title": "Recommendation", "kind": "proposals", "numbered": False},
        {"key": "background", "title": "Background"},
        {"key": "issues", "title": "Main issues"},
        {"key": "significant", "title": "Significant implications", "kind": "implications"},
        {"key": "cleared", "title": "Clearances", "kind": "clearances", "numbered": False},
        {"key": "sources", "title": "Source documents", "kind": "source_documents"},
    ],
    "statuses": [{"key": "positive", "label": "Positive"}, {"key": "neutral", "label": "Neutral"}],
    "implications": [
        {"key": "resource", "title": "Resource"},
        {"key": "equality", "title": "Equality and diversity"},
        {"key": "climate", "title": "Climate", "parts": [{"key": "water", "title": "Water", "status": True}]},
    ],
    "clearances": [
        {"key": "finance", "question": "Is finance cleared?", "covers": ["resource"], "role": "Finance"},
        {"key": "legal", "question": "Is the law cleared?", "covers": ["background", "issues"], "role": "Legal"},
        {"key": "climate", "question": "Is climate cleared?", "covers": ["climate"], "role": "Climate"},
    ],
}
TEXTS: Final = {"background": "Two buses a day.\n\nThey are full.", "issues": "It costs money. See paragraph 1.2."}


def make_template() -> PaperTemplateVersion:
    """A template in use."""
    parse(CONTENT)
    template = PaperTemplate.objects.create(created_at=NOW, key="short", name="A short template")
    return PaperTemplateVersion.objects.create(
        created_at=NOW, template=template, number=1, content=CONTENT, state="in_use", state_since=NOW
    )


def make_paper(cast: Cast, *, title: str = "Buses", version: PaperTemplateVersion | None = None) -> Paper:
    """A draft by the cast's officer, everything in it written; nobody was asked for a clearance yet."""
    cast.challenge.state = "reported"
    cast.challenge.save()
    officer = cast.actor("officer")
    paper = prepare_paper(actor=officer, now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title=title)
    paper.template_version = version or make_template()
    paper.front = {"source_documents_none": True}
    paper.save()
    add_proposal(actor=officer, now=NOW, paper=paper, text="Note the report.")
    for order, (key, words) in enumerate((("background", "Background"), ("issues", "Main issues")), start=1):
        PaperSection.objects.update_or_create(
            paper=paper,
            key=key,
            defaults={"created_at": NOW, "order": order, "title": words, "text": TEXTS[key]},
        )
    rows = [
        ("resource", "Resource", "", "Met from the budget.", False),
        ("equality", "Equality and diversity", "", "", False),
        ("climate", "Climate", "", "", False),
        ("climate.water", "Water", "neutral", "No water is used.", False),
    ]
    for order, (key, title_, status, text, is_none) in enumerate(rows, start=1):
        Implication.objects.update_or_create(
            paper=paper,
            group="implications",
            key=key,
            defaults={
                "created_at": NOW,
                "order": order,
                "title": title_,
                "has_status": key == "climate.water",
                "status": status,
                "text": text or ("" if key == "climate" else "Screened; no group is worse off."),
                "is_none": is_none,
            },
        )
    return paper


def change(paper: Paper, key: str, text: str) -> None:
    """Change one section or implication, as somebody writing would."""
    changed = PaperSection.objects.filter(paper=paper, key=key).update(text=text)
    changed += Implication.objects.filter(paper=paper, key=key).update(text=text)
    assert changed == 1


def asked(paper: Paper, key: str) -> Clearance:
    """The clearance with that key."""
    return Clearance.objects.get(paper=paper, key=key)
