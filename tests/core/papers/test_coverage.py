"""What a clearance covers, and when the text is no longer the one that was cleared."""

from __future__ import annotations

import pytest

from bridgework.core.papers.coverage import (
    Change,
    Correction,
    changes,
    covered,
    hash_of,
    implication_piece,
    plain,
    proposals_piece,
    section_piece,
)

TEXTS = {
    "title": "Buses",
    "sections/background": "Background\n\nTwo buses a day.",
    "sections/issues": "Main issues\n\nCost.",
    "implications/resource": "Resource\nNone: Met from budget.",
    "implications/climate": "",
    "implications/climate.buildings": "Buildings\nStatus: neutral",
    "implications/climate.water": "Water\nStatus: neutral",
    "implications/climatology": "A different heading",
    "priorities/climate": "Climate\nIt helps.",
    "proposals": "a) Note it.",
}
KINDS = {"background": "text", "issues": "text", "recommendation": "proposals", "aims": "priorities"}
COVERS = {
    "one section": (("background",), {"sections/background"}),
    "one implication": (("resource",), {"implications/resource"}),
    "a heading and its parts": (
        ("climate",),
        {"implications/climate", "implications/climate.buildings", "implications/climate.water"},
    ),
    "one part": (("climate.water",), {"implications/climate.water"}),
    "the proposals": (("recommendation",), {"proposals"}),
    "the priorities": (("aims",), {"priorities/climate"}),
    "several": (("resource", "background"), {"implications/resource", "sections/background"}),
    "everything": (("*",), set(TEXTS)),
}


@pytest.mark.parametrize("name", COVERS)
def test_exactly_the_pieces_of_the_named_keys_are_covered(name: str) -> None:
    covers, pieces = COVERS[name]
    assert set(covered(TEXTS, covers, KINDS)) == pieces


@pytest.mark.parametrize("changed", TEXTS)
@pytest.mark.parametrize("name", COVERS)
def test_a_change_makes_a_clearance_stale_just_when_it_covers_that_piece(name: str, changed: str) -> None:
    covers, pieces = COVERS[name]
    before = covered(TEXTS, covers, KINDS)
    after = covered({**TEXTS, changed: "Something else."}, covers, KINDS)
    assert (hash_of(before) != hash_of(after)) is (changed in pieces)
    assert [one.key for one in changes(before, after)] == ([changed] if changed in pieces else [])


def test_text_that_comes_later_is_a_change() -> None:
    without = {key: text for key, text in TEXTS.items() if key != "sections/background"}
    before = covered(without, ("background",), KINDS)
    assert changes(before, covered(TEXTS, ("background",), KINDS)) == (
        Change("sections/background", "", "Background\n\nTwo buses a day."),
    )
    assert [one.key for one in changes(covered(TEXTS, ("climate",), KINDS), {})] == [
        "implications/climate.buildings",
        "implications/climate.water",
    ]


def test_what_nobody_can_see_is_no_change() -> None:
    assert plain("Caf\u0065\u0301 \r\nopen\t\r\n\n") == "Caf\u00e9\nopen"
    assert hash_of({"a": "x \r\ny"}) == hash_of({"a": "x\ny"})
    assert hash_of({"a": "x y"}) != hash_of({"a": "x  y"})


def test_a_status_or_a_none_is_part_of_the_text() -> None:
    pieces = {
        implication_piece("Water", status="neutral"),
        implication_piece("Water", status="negative"),
        implication_piece("Water", text="As 4.8.1"),
        implication_piece("Water", text="As 4.8.1", is_none=True),
        implication_piece("Water"),
    }
    assert len(pieces) == 5
    assert implication_piece("Water") == section_piece("Background", " ") == ""


def test_proposals_are_one_text_with_who_is_tasked() -> None:
    assert proposals_piece([("a", "Note it.", "", ""), ("b", "Task officers.", "Head of Transport", "2026-12-01")]) == (
        "a) Note it.\nb) Task officers. (tasked: Head of Transport; report back by 2026-12-01)"
    )


FORM = Correction("sections/background", "Two busses a day.", "Two buses a day.", "one")
CLEARED = {"sections/background": "Two busses a day.", "title": "Buses"}
NOW = {"sections/background": "Two buses a day.", "title": "Buses"}


def test_a_correction_of_form_leaves_the_clearance_fresh_until_somebody_objects() -> None:
    assert changes(CLEARED, NOW, [FORM]) == ()
    assert changes(CLEARED, NOW) == (Change("sections/background", "Two busses a day.", "Two buses a day."),)
    assert changes(CLEARED, NOW, [FORM], ["one"]) == changes(CLEARED, NOW)


def test_a_correction_excuses_its_own_change_and_no_other() -> None:
    later = {**NOW, "sections/background": "Nine buses a day."}
    assert changes(CLEARED, later, [FORM]) == (Change("sections/background", "Two buses a day.", "Nine buses a day."),)
    assert changes({**CLEARED, "sections/background": "No bus."}, NOW, [FORM]) == (
        Change("sections/background", "No bus.", "Two buses a day."),
    )
    again = Correction("sections/background", "Two buses a day.", "Two buses each day.", "two")
    assert changes(CLEARED, {**NOW, "sections/background": "Two buses each day."}, [FORM, again]) == ()
    assert len(changes(CLEARED, {**NOW, "sections/background": "Two buses each day."}, [FORM, again], ["one"])) == 1
