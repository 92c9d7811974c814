"""Passages as people copy them."""

from __future__ import annotations

import pytest

from bridgework.core.reports.passages import places_of, put_in
from bridgework.core.reports.tables import TableUnreadable, as_csv, table_of


def test_a_copied_passage_is_found_with_other_spaces_and_quotation_marks() -> None:
    text = "The county runs\n“12 buses”, it’s said."
    assert [text[a:b] for a, b in places_of('runs "12 buses", it\'s', text)] == ["runs\n“12 buses”, it’s"]


def test_words_are_put_in_only_where_the_passage_stands_once() -> None:
    assert put_in("12 buses", "14 buses", "It has 12 buses.") == "It has 14 buses."
    assert put_in("12 buses", "14 buses", "12 buses or 12 buses") is None
    assert put_in("9 buses", "14 buses", "It has 12 buses.") is None
    assert put_in(" ", "14", "It has 12 buses.") is None


def test_a_pasted_table_comes_back_the_same() -> None:
    table = table_of("Year\tBuses, all\n2019\t12\n2020\n")
    assert table == {"columns": ["Year", "Buses, all"], "rows": [["2019", "12"], ["2020", ""]]}
    assert table_of(as_csv(table)) == table
    assert table_of(" \n") == {"columns": [], "rows": []}


@pytest.mark.parametrize("text", ["Year,Buses", "Year,\n1,2", "a,b\n1,2,3", 'a,b\n"1,2'])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(TableUnreadable):
        table_of(text)
