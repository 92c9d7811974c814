"""The history file: what it counts, quotes and leaves out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bridgework import demo
from bridgework.core.codes import is_code
from bridgework.core.ledger import ChangeKind, Grade
from bridgework.core.reading import PartialDate
from bridgework.demo.history.reading import HistoryFile

HISTORY: dict[str, Any] = json.loads((Path(demo.__file__).parent / "data" / "history.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[2]
DOCUMENTATION = (ROOT / "docs" / "reference" / "history-file.md").read_text(encoding="utf-8")
# The documents the quotations come from are not part of the product; where they lie beside it they are compared.
FOUNDING = ROOT.parent / "shared"
POLICY = [c for c in HISTORY["challenges"] if not c["code"].startswith("coproduction-")]
PLACES = [c for c in HISTORY["challenges"] if c["code"].startswith("coproduction-")]
# Names of people that the sources print, as hashes, so that the test does not print them either.
NAMES = frozenset(
    {
        "63e7b3c255f50211",
        "1730ca5f0acafec4",
        "7177df799ca0c1e7",
        "0bde751de4b38f2b",
        "194557e31d7d5b9c",
        "f39c589e1435ad7d",
        "e2e2623816e9d697",
        "426cef87ab079389",
        "307597107bda27b6",
        "693585bbd9ac11f0",
        "829a57c639cdb01e",
        "4e8139a404e98460",
        "51d3859450bb1b2e",
        "462ee428afd57aef",
        "22ed1ef063317618",
        "a8944df3fbcc0d37",
        "72cf4dcb82e67b0f",
        "7e23540df9bb2d7f",
        "12e87b00c67730ca",
        "afe63eebdf5d13d7",
        "e967bf14c484591a",
        "b3877d708f245de6",
        "7e4811a7da5a6ba3",
        "2fdb99c453a9611c",
        "d21e358d22c7f89d",
        "11a44ece2958d71a",
        "2acedfb416fdd096",
        "63cb3c81e4f18d4f",
        "dfc7702a2cce4f34",
        "6f2ae7186b7ac512",
        "1c0d6c32b97039fe",
    }
)


def entries(value: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from entries(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from entries(inner, f"{path}/{number}")


def plain(text: str) -> str:
    """Without line breaks, emphasis marks and kinds of quotation mark."""
    return re.sub(r"\s+", " ", text.replace("*", "").replace("’", "'")).strip()


def test_it_counts_what_could_be_found() -> None:
    assert HISTORY["counts"] == {
        "rounds": len([r for r in HISTORY["rounds"] if r["type"] == "policy-challenges"]),
        "challenges": len(POLICY),
        "with_receiving_body": len([c for c in POLICY if c["received"]]),
        "with_decision_found": len([c for c in POLICY if c["decision"]]),
        "with_documented_use": len([c for c in POLICY if c["documented_use"]]),
        "co_production_threads": len(PLACES),
    }
    assert list(HISTORY["counts"].values()) == [5, 19, 6, 0, 5, 3]


def test_documented_use_means_an_effect_is_stated() -> None:
    assert [c["code"] for c in POLICY if c["effects"]] == [c["code"] for c in POLICY if c["documented_use"]]


def test_every_fact_has_sources_that_resolve() -> None:
    known = {source["id"] for source in HISTORY["sources"]}
    assert len(known) == len(HISTORY["sources"])
    used: set[str] = set()
    for path, entry in entries(HISTORY):
        if "sources" in entry and path:
            assert entry["sources"], path
            used |= set(entry["sources"])
        elif set(entry) & {"basis", "grade", "figure", "stated_by"} and "/against/" not in path:
            assert "sources" in entry or "size" in entry, path
    assert used == known


def test_an_address_is_given_or_its_absence_is_a_document_or_explained() -> None:
    without = {s["id"]: s.get("address_note") for s in HISTORY["sources"] if s["address"] is None}
    assert set(without) == {
        "paper-2020-01-23",
        "paper-2022-03-10",
        "new-models-entry",
        "councillor-blog-2019",
        "councillor-blog-committee",
    }
    assert [key for key, note in without.items() if note] == ["councillor-blog-2019", "councillor-blog-committee"]


@pytest.mark.parametrize("data", [HISTORY, HistoryFile().read_papers], ids=["history", "papers as read"])
def test_nobody_is_named(data: object) -> None:
    words = re.findall(r"[^\W\d_]+", json.dumps(data, ensure_ascii=False).lower())
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    hashes = {hashlib.sha256(text.encode()).hexdigest()[:16] for text in {*words, *pairs}}
    assert hashes & NAMES == set()
    assert "@" not in re.sub(r"bridgework/\w+@1", "", json.dumps(data))


def test_dates_are_partial_dates() -> None:
    fields = {"on", "before", "date", "dated", "decided_on", "opened_on", "brought_on", "offered_on", "observed_on"}
    found = [entry[field] for _, entry in entries(HISTORY) for field in fields & set(entry) if entry[field]]
    assert len(found) > 20
    assert [PartialDate.from_iso(text).iso() for text in found] == found


def test_references_resolve() -> None:
    rounds = {r["key"] for r in HISTORY["rounds"]}
    codes = {c["code"] for c in HISTORY["challenges"]}
    bodies = {b["key"] for b in HISTORY["bodies"]}
    meetings = {m["key"]: m for m in HISTORY["committee_meetings"]}
    papers = {p["key"]: p for p in HISTORY["papers"]}
    assert all(is_code(code) for code in codes)
    assert {c["round"] for c in HISTORY["challenges"]} == rounds
    assert {key for p in HISTORY["programmes"] for key in p["rounds"]} == rounds
    assert {lesson["round"] for lesson in HISTORY["lessons"] + HISTORY["advice"]} <= rounds
    assert {m["body"] for m in meetings.values()} <= bodies
    for challenge in POLICY:
        assert {earlier["code"] for earlier in challenge["follows"]} <= codes
        assert {belonging["body"] for belonging in challenge["belongings"]} <= bodies
        assert set(challenge["papers"]) <= set(papers)
        if received := challenge["received"]:
            assert received["body"] in bodies
            assert received["meeting"] is None or meetings[received["meeting"]]["body"] == received["body"]
    for paper in papers.values():
        numbers = {
            recommendation["number"]
            for challenge in POLICY
            if challenge["code"] == paper["challenge"]
            for recommendation in challenge["recommendations"]
        }
        assert {number for proposal in paper["proposals"] for number in proposal["puts_recommendations"]} == numbers


def test_only_quoted_and_summarised_recommendations_stand_in_the_ledger() -> None:
    bases = {c["code"]: [r["basis"] for r in c["recommendations"]] for c in POLICY if c["recommendations"]}
    assert bases == {"2019-future-local-government": ["quoted"] * 4, "2021-social-mobility": ["summary"]}
    assert sorted(c["code"] for c in POLICY if c["report"]["themes"]) == [
        "2017-new-models",
        "2019-alternatives-to-cars",
        "2019-net-zero",
        "2021-carbon-advisory-service",
        "2021-social-mobility",
    ]


def test_what_was_inferred_is_marked_and_explained() -> None:
    inferred = [(path, entry) for path, entry in entries(HISTORY) if entry.get("inferred")]
    assert len(inferred) == 5
    assert all(entry["basis"] for _, entry in inferred)
    by_code = {c["code"]: c for c in POLICY}
    lineage = ["2021-carbon-advisory-service", "2020-decarbonisation-fund", "2019-net-zero"]
    assert [by_code[code]["follows"][0]["code"] for code in lineage[:2]] == lineage[1:]


def test_effects_are_graded_and_somebody_s_statement() -> None:
    effects = [effect for c in HISTORY["challenges"] + HISTORY["programmes"] for effect in c["effects"]]
    assert len(effects) == 8
    assert {effect["kind"] for effect in effects} <= {kind.value for kind in ChangeKind}
    assert {effect["grade"] for effect in effects} <= {Grade.USED, Grade.ACTED_ON, Grade.OUTCOME_REPORTED}
    assert all(effect["stated_by"] and effect["confidence"].startswith("Reported by") for effect in effects)


def test_both_figures_for_peat_are_kept() -> None:
    finding = next(f for c in POLICY if c["code"] == "2019-net-zero" for f in c["findings"] if "peat" in f["figure_of"])
    assert (finding["figure"], finding["against"][0]["figure"]) == ("up to 90%", "45%")


def test_the_proposition_was_set_aside_without_invented_reasons() -> None:
    (proposition,) = [p for c in POLICY for p in c["propositions"]]
    assert proposition["answer"] == "Broadly negative. The paper gives no reasons."
    assert proposition["outcome"] == "set_aside"
    assert proposition["alternatives"] == [
        "Volunteer management",
        "Awareness of opportunities",
        "Relationship building",
    ]


def test_gaps_are_worded_fairly() -> None:
    gaps = [gap for _, entry in entries(HISTORY) for gap in entry.get("gaps", ())]
    assert len(gaps) > 60
    assert [gap for gap in gaps if "could not" not in gap] == []
    whole = json.dumps(HISTORY, ensure_ascii=False).lower()
    assert [
        phrase
        for phrase in ("there was no ", "nothing was done", "was ignored", "no decision was made")
        if phrase in whole
    ] == []


def test_each_unknown_field_has_a_sentence() -> None:
    assert [c["code"] for c in HISTORY["challenges"] if bool(c["unknown"]) != bool(c["gaps"])] == []


def test_each_challenge_has_one_current_wording_that_is_a_quotation() -> None:
    for challenge in HISTORY["challenges"]:
        assert [w["current"] for w in challenge["wordings"]].count(True) == 1
        assert all(w["is_quotation"] for w in challenge["wordings"])


def test_every_key_is_documented() -> None:
    keys = {key for _, entry in entries(HISTORY) for key in entry} - set(HISTORY["counts"])
    assert sorted(key for key in keys if f"`{key}`" not in DOCUMENTATION) == []


@pytest.mark.skipif(not (FOUNDING / "sources").is_dir(), reason="the founding documents are not beside the product")
def test_quotations_are_verbatim() -> None:
    sources = {path.name[:3]: plain(path.read_text(encoding="utf-8")) for path in (FOUNDING / "sources").glob("*.txt")}
    facts = json.loads((FOUNDING / "facts" / "cuspe-history.json").read_text(encoding="utf-8"))
    asked = {
        text
        for one in facts["rounds"]
        for c in one["challenges"]
        for text in [c["question"], *(variant["text"] for variant in c["question_variants"])]
    }
    assert {w["text"] for c in POLICY for w in c["wordings"]} == asked
    printed = {"paper-2022-03-10": sources["001"], "cape-2025": sources["002"], "paper-2020-01-23": sources["003"]}
    for place in PLACES:
        assert plain(place["wordings"][0]["text"]) in printed["cape-2025"]
    for paper in HISTORY["papers"]:
        assert plain(paper["title"]) in printed[paper["key"]]
        for proposal in paper["proposals"]:
            assert f"{proposal['letter']}) {plain(proposal['text'])}" in printed[paper["key"]]
    for challenge in POLICY:
        for recommendation in challenge["recommendations"]:
            if recommendation["basis"] == "quoted":
                expected = f"{recommendation['number']}. {plain(recommendation['text'])}"
                assert expected in printed[recommendation["sources"][0]]


@pytest.mark.skipif(not (FOUNDING / "facts").is_dir(), reason="the founding documents are not beside the product")
def test_what_is_unknown_agrees_with_what_was_researched() -> None:
    facts = json.loads((FOUNDING / "facts" / "cuspe-history.json").read_text(encoding="utf-8"))
    researched = {c["id"]: c for one in facts["rounds"] for c in one["challenges"]}
    assert sorted(researched) == sorted(c["code"] for c in POLICY)
    for challenge in POLICY:
        found = researched[challenge["code"]]
        assert set(found["unknown"]) <= set(challenge["unknown"])
        assert (challenge["received"] is None) == (found["receiving_body"] is None)
        assert (challenge["team"] or {}).get("size") == found["team_size"]
        assert challenge["report"]["dated"] == found["report_date"]
