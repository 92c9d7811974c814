"""CSV and PrefLib files become rounds; every bad line is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.formation.readers import FaultyFile, UnknownFile, read_round_file
from bridgework.core.formation.solving import solve
from bridgework.core.formation.validating import read_round


def faults(name: str, text: str) -> list[str]:
    with pytest.raises(FaultyFile) as raised:
        read_round_file(name, text.encode())
    return [str(fault) for fault in raised.value.faults]


CSV = """\ufeffid,rank 1,rank 2,discipline,skills,score,experienced,with,conflicts,trait:gender,slots
ada,q1,q2=q3,law,data; gis,71.5,yes,ben,q3,woman,mon;tue
ben,q1,q2,health,,60,no,,,,
"cy, jr",q2,,,,,,,,man,
"""


def test_a_spreadsheet_of_applicants() -> None:
    document = read_round_file("round.CSV", CSV.encode(), {"team_size": [1, 3]})
    assert document["questions"] == [{"id": "q1"}, {"id": "q2"}, {"id": "q3"}]
    assert document["conflicts"] == [{"applicant": "ada", "question": "q3"}]
    assert document["applicants"][0] == {
        "id": "ada",
        "ranks": ["q1", ["q2", "q3"]],
        "discipline": "law",
        "skills": ["data", "gis"],
        "with": ["ben"],
        "slots": ["mon", "tue"],
        "score": 71.5,
        "experienced": True,
        "traits": {"gender": "woman"},
    }
    assert document["applicants"][2] == {"id": "cy, jr", "ranks": ["q2"], "slots": [], "traits": {"gender": "man"}}
    assert solve(read_round(document)).question_of["ada"] == "q1"


def test_every_bad_row_is_told_with_its_line() -> None:
    text = "id,ranks,score,experienced,with\nada,q1;q2,high,,\n,q1,,,\nben,q1,5,perhaps,\nben2,q2,5,,zed\nben2,q1,,,\n"
    assert faults("a.csv", text) == [
        'line 2: has the score "high", which is not a number from 0 to 100',
        'line 3: has no "id"',
        'line 4: says "perhaps" under experienced, which is neither yes nor no',
        'line 6: has the id "ben2" of line 5',
        'line 5: names "zed" under with, who has no good row',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ['line 1: has no column "id"', 'line 1: has neither a column "ranks" nor columns "rank 1", "rank 2" …']),
        ("id,ranks,shoe\n", ['line 1: has a column "shoe", which is not known']),
        ("id,ranks,ranks\n", ['line 1: has the column "ranks" more than once']),
        ("id,ranks\na,b,c\n", ["line 2: has 3 cells, and the header 2"]),
    ],
)
def test_a_header_or_row_that_does_not_fit(text: str, expected: list[str]) -> None:
    assert faults("a.csv", text) == expected


SOC = """# FILE NAME: 00001-00000001.soc
# TITLE: invented
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 3
# ALTERNATIVE NAME 1: Parks
# ALTERNATIVE NAME 2: Buses
# ALTERNATIVE NAME 3: Homes
2: 1,2,3
1: 3,1,2
"""


def test_preflib_strict_orders() -> None:
    document = read_round_file("x.soc", SOC.encode())
    assert [one["ranks"] for one in document["applicants"]] == [["1", "2", "3"], ["1", "2", "3"], ["3", "1", "2"]]
    assert sum(solve(read_round(document)).profile) == 3
    older = "3\n1,Parks\n2,Buses\n3,Homes\n3,3,2\n2,1,2\n1,3\n"
    assert [one["ranks"] for one in read_round_file("x.soi", older.encode())["applicants"]] == [
        ["1", "2"],
        ["1", "2"],
        ["3"],
    ]


def test_bad_lines_of_preflib() -> None:
    text = SOC.replace("2: 1,2,3", "2: 1,2").replace("1: 3,1,2", "x: 3\n1: 3,3,9\n1: {1,2},3")
    assert faults("x.soc", text) == [
        "line 8: ranks 2 of 3 alternatives; .soc is complete",
        'line 9: has to be "count: alternative, alternative, …"',
        'line 10: names "9", which is no alternative',
        'line 10: names "3" twice',
        "line 11: holds a tie; these are strict orders (.toc and .toi are not read)",
    ]
    assert faults("x.soc", SOC.replace("VOTERS: 3", "VOTERS: 4")) == ["/: says NUMBER VOTERS 4, and has 3"]
    assert faults("x.soi", "nothing") == [
        'line 1: has to be "count: alternative, alternative, …"',
        "/: names no alternatives",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1, "a": 2}', '/: has the key "a" twice in one object'),
        ('{"score": NaN}', "/: NaN is not a number in JSON"),
        ("[" * 100_000, "/: is nested too deeply"),
        ("[1]", "/: has to be one JSON object"),
        ('{"a":\n tru}', "line 2: is not JSON: Expecting value"),
    ],
)
def test_hostile_json(text: str, expected: str) -> None:
    assert faults("r.json", text) == [expected]


def test_text_that_is_not_utf_8_and_files_nobody_reads() -> None:
    with pytest.raises(FaultyFile, match="line 2: is not UTF-8 text"):
        read_round_file("r.csv", b"id,ranks\n\xff")
    with pytest.raises(UnknownFile):
        read_round_file("r.xlsx", b"")


@given(name=st.sampled_from(["a.csv", "a.soc", "a.soi", "a.json"]), text=st.text(max_size=60))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    document: dict[str, Any] | None
    try:
        document = read_round_file(name, text.encode("utf-8", "surrogatepass"))
    except FaultyFile:
        document = None
    assert document is None or isinstance(document, dict)
