"""Paper templates: every problem at once, and drafts that move without silent loss."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bridgework.apps.committees.template_files import template_files
from bridgework.core.papers.moving import Draft, DraftRow, move
from bridgework.core.papers.proposing import advice
from bridgework.core.papers.templates import TemplateContent, TemplateInvalid, as_json, implication_places, parse

SHIPPED = {(one.key, one.number): one.content for one in template_files()}


def test_the_shipped_ones_are_whole_and_come_back_from_json() -> None:
    assert sorted(SHIPPED) == [
        ("cambridgeshire", 1),
        ("cambridgeshire", 2),
        ("executive-portfolio", 1),
        ("implications-first", 1),
        ("options-analysis", 1),
    ]
    for content in SHIPPED.values():
        assert parse(json.loads(json.dumps(as_json(content)))) == content


def test_the_paper_of_2022_has_eight_implications_seven_parts_and_seven_clearances() -> None:
    content = SHIPPED["cambridgeshire", 2]
    places = list(implication_places(content))
    assert [one.position for one in places][6:10] == [(7,), (8,), (8, 1), (8, 2)]
    assert (len(places), sum(one.status for one in places), len(content.clearances)) == (15, 7, 7)


def test_every_problem_is_told_at_once_with_its_place() -> None:
    data = as_json(SHIPPED["implications-first", 1])
    data["sections"][0]["kind"] = "poem"
    data["sections"][1]["key"] = "Not a key"
    data["implications"][0]["status"] = "yes"
    data["clearances"][0]["covers"] = ["moon"]
    data["surprise"] = 1
    with pytest.raises(TemplateInvalid) as refusal:
        parse(data)
    assert [one.place for one in refusal.value.problems] == [
        "surprise",
        "implications[0].status",
        "sections[1]",
        "sections[0].kind",
        "sections",
        "clearances[0].covers",
    ]


@pytest.mark.parametrize("data", [None, [], {"format": "bridgework/paper-template@2"}, {"format": 1}, "x"])
def test_what_is_no_template_is_refused(data: object) -> None:
    with pytest.raises(TemplateInvalid):
        parse(data)


def test_a_draft_of_2022_in_the_template_of_2020_lists_what_has_no_place() -> None:
    draft = Draft(
        front={"outcome": "A decision.", "key_decision": "False"},
        sections=(DraftRow("background", "Background", "Since 2016."), DraftRow("main-issues", "Main Issues", "Two.")),
        priorities=(DraftRow("communities", "Communities at the heart of everything we do", "It serves them."),),
        implications=(
            DraftRow("resource", "Resource Implications", "None."),
            DraftRow("climate.water", "Water", "", "neutral"),
            DraftRow("climate.air", "Air"),
        ),
    )
    found = move(SHIPPED["cambridgeshire", 2], SHIPPED["cambridgeshire", 1], draft)
    assert [(one.group, one.key) for one in found.unplaced] == [
        ("front", "outcome"),
        ("priorities", "communities"),
        ("implications", "climate.water"),
    ]
    assert found.to["sections"] == {"background": "background", "main-issues": "main-issues"}
    assert "Purpose" in found.fresh


def test_a_place_is_known_by_its_title_where_its_key_changed() -> None:
    old = SHIPPED["cambridgeshire", 1]
    data = as_json(old)
    data["sections"][2]["key"] = "how-it-began"
    new: TemplateContent = parse(data)
    draft = Draft(sections=(DraftRow("background", "BACKGROUND", "Since 2016."),))
    assert move(old, new, draft).to["sections"] == {"background": "how-it-began"}


def test_a_proposal_begins_with_its_verb_and_tasked_officers_have_an_owner_and_a_day() -> None:
    assert advice("Note the report.") == []
    assert len(advice("The committee is happy with the report.")) == 1
    assert advice("Task officers to write a plan.", owner="Director of Place", report_back_on=date(2026, 9, 1)) == []
    assert advice("Task officers to write a plan.") == [
        "It tasks officers, but names no owner. Say which post answers for it.",
        "It tasks officers, but gives no day to report back.",
    ]
