"""References in and out: broken files keep what is good, and nothing changes on the way through a format."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgework.core.references import FORMATS, Item, citation_key, doi_of, likely_duplicates, read, write

WORDS = st.text(st.characters(categories=["L", "N"], exclude_characters="ǅ"), min_size=1, max_size=12)
PHRASE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PERSON = st.builds(lambda family, given: {"family": family, "given": given}, WORDS, WORDS)
REFERENCE = st.fixed_dictionaries(
    {"type": st.sampled_from(["article-journal", "book", "report", "chapter", "webpage"]), "title": PHRASE},
    optional={
        "author": st.lists(PERSON, min_size=1, max_size=3),
        "issued": st.integers(1900, 2030).map(lambda year: {"date-parts": [[year]]}),
        "container-title": PHRASE,
        "publisher": PHRASE,
        "volume": st.integers(1, 90).map(str),
        "issue": st.integers(1, 12).map(str),
        "page": st.tuples(st.integers(1, 400), st.integers(401, 900)).map(lambda both: f"{both[0]}–{both[1]}"),
        "DOI": st.integers(1000, 99999).map(lambda number: f"10.{number}/x.{number}"),
        "abstract": PHRASE,
        "note": PHRASE,
    },
)


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60, deadline=None)
@given(items=st.lists(REFERENCE, min_size=1, max_size=3))
def test_what_is_written_reads_as_it_was(format_: str, items: list[Item]) -> None:
    brought = read(write(items, format_), name=f"x.{format_}")
    assert (brought.format, brought.faults) == (format_, ())
    assert list(brought.items) == items


def test_a_broken_bibtex_file_keeps_every_good_entry_and_names_the_others() -> None:
    text = """@article{a, title={A {Great} thing}, author={Doe, Jane and R{\\"o}der, Max}, year=2020, pages={3--9}}
@book{b, title={B
@misc{c, title="C", url={https://doi.org/10.1234/ABC.5}}
@article{a, title={The same key again}}
@article{d, author={Nobody}}
"""
    brought = read(text)
    assert [one["title"] for one in brought.items] == ["A Great thing", "C", "The same key again"]
    assert brought.items[0]["author"][1] == {"family": "Röder", "given": "Max"}
    assert (brought.items[0]["page"], brought.items[1]["DOI"]) == ("3–9", "10.1234/abc.5")
    assert [(one.line, one.why) for one in brought.faults] == [
        (2, "It is not written as BibTeX wants it."),
        (5, "It has no title."),
    ]
    assert brought.entries == 5


def test_a_broken_ris_file_keeps_every_good_record_and_names_the_others() -> None:
    text = """lines before any record
TY  - JOUR
TI  - One
AU  - Doe, J
PY  - 2020
SP  - 1
EP  - 9
ER  -

TY  - BOOK
AU  - No Title
ER  -
TY  - RPRT
T1  - Never ended
A1  - Cambridge Example Council
TY  - ELEC
TI  - Last
UR  - https://example.org/a
DA  - 2021/03/05
"""
    brought = read(text, name="x.ris")
    assert [one["title"] for one in brought.items] == ["One", "Never ended", "Last"]
    assert brought.items[1]["author"] == [{"literal": "Cambridge Example Council"}]
    assert brought.items[2]["issued"] == {"date-parts": [[2021, 3, 5]]}
    assert [(one.line, one.why) for one in brought.faults] == [
        (1, "It is not a record: the line before says no type (TY)."),
        (10, "It has no title (TI)."),
    ]


def test_csl_json_of_reference_managers_is_taken_as_it_comes() -> None:
    text = json.dumps(
        [
            {"id": "x", "type": "post-weblog", "title": "T", "issued": {"raw": "5 May 2019"}, "volume": 4},
            {"id": "y", "title": ""},
            "no object",
        ]
    )
    brought = read(text)
    assert brought.items == ({"type": "webpage", "title": "T", "issued": {"date-parts": [[2019]]}, "volume": "4"},)
    assert [(one.line, one.why) for one in brought.faults] == [(2, "It has no title."), (3, "It is not an object.")]


@pytest.mark.parametrize("text", ["{", "[" * 5_000, "@", "TY  -"])
def test_hostile_files_give_no_items(text: str) -> None:
    assert read(text).items == ()


@pytest.mark.parametrize("text", ["\x00", "", "<html>"])
def test_what_is_no_file_of_references_says_what_would_be(text: str) -> None:
    with pytest.raises(ValueError, match="RIS, BibTeX or CSL-JSON"):
        read(text)


def test_duplicates_by_doi_then_by_title_and_year() -> None:
    items = [
        {"title": "The Peat Question", "DOI": "10.1234/a", "issued": {"date-parts": [[2020]]}},
        {"title": "Another", "DOI": "https://doi.org/10.1234/A"},
        {"title": "the péat question.", "issued": {"date-parts": [[2020]]}},
        {"title": "The peat question", "DOI": "10.1234/second-edition", "issued": {"date-parts": [[2020]]}},
        {"title": "The peat question", "issued": {"date-parts": [[2021]]}},
    ]
    assert likely_duplicates(items) == {1: 0, 2: 0}


def test_keys_and_dois() -> None:
    item = {"title": "X", "author": [{"family": "Ó Briain", "given": "A"}], "issued": {"date-parts": [[2020]]}}
    assert citation_key(item) == "o2020"
    assert citation_key(item, {"o2020", "o2020-2"}) == "o2020-3"
    assert doi_of("(see https://doi.org/10.1000/ABC(1)).") == "10.1000/abc(1)"


def test_ris_with_other_spaces_around_its_tags_is_read_and_an_abstract_keeps_its_hyphens() -> None:
    brought = read(
        "TY - JOUR\n TI - Repair cafés\nAU\t- Doe, J.\nPY  -2020\nAB  - Trade\nUS - in - and more\nER-positive\nER -\n"
        "TY  - BOOK\nTI  - B\nER  -\n"
    )
    assert ([one["title"] for one in brought.items], brought.faults) == (["Repair cafés", "B"], ())
    assert brought.items[0]["issued"] == {"date-parts": [[2020]]}
    assert "US - in - and more ER-positive" in " ".join(brought.items[0]["abstract"].split())
