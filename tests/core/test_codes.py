"""Codes of challenges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.codes import CodeInvalid, challenge_code, check_code, is_code


@given(st.integers(1, 9999), st.text(max_size=200), st.integers(0, 12))
def test_every_title_gives_a_valid_new_code(year: int, title: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others + 1):
        code = challenge_code(year, title, taken)
        assert is_code(code)
        assert code.startswith(f"{year:04d}-")
        assert code not in taken
        taken.add(code)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("What impact does rurality have on life chances of young people?", "2018-impact-rurality-life-chances"),
        ("How do we design the future of local government today?", "2018-design-future-local-government"),
        ("Économies d’énergie", "2018-economies-denergie"),
        ("How can we?", "2018-how-can-we"),
        ("???", "2018-question"),
        ("x" * 400, "2018-" + "x" * 39),
    ],
)
def test_codes_keep_the_telling_words(title: str, code: str) -> None:
    assert challenge_code(2018, title) == code


def test_a_second_question_of_the_same_name() -> None:
    assert challenge_code(2019, "Net zero", {"2019-net-zero", "2019-net-zero-2"}) == "2019-net-zero-3"


@pytest.mark.parametrize("text", ["", "2019--net", "-net", "net-", "Net-zero", "net zero", "../net", "né", "x" * 49])
def test_what_is_not_a_code(text: str) -> None:
    assert not is_code(text)
    with pytest.raises(CodeInvalid):
        check_code(text)


def test_codes_without_a_year_are_codes_too() -> None:
    assert check_code("coproduction-norfolk") == "coproduction-norfolk"
