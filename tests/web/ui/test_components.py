"""Components are strict, escape what they are given, and say what they cannot know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from bridgework.web.ui import figures
from bridgework.web.ui.components.words import STATE_SHAPES, date_human, date_relative, working_words
from bridgework.web.ui.context import Frame

NOW = datetime(2022, 3, 1, 23, 30, tzinfo=UTC)


def drawn(source: str, **values: Any) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    "source",
    [
        "{% button %}",
        '{% button text="Send" colour="red" %}',
        '{% button "Send" %}',
        '{% tag_state kind="done" %}',
        '{% station title="x" kind="done" %}{% endstation %}',
        '{% station title="x" kind="done" word="Done" %}',
        '{% holding_strip holder="x" %}',
        "{% form_page form %}",
        "{% summary_row %}{% endsummary_row %}",
    ],
)
def test_a_missing_or_misspelt_argument_is_found_when_compiled(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize("source", ['{% tag_state kind="finished" word="x" %}', '{% button text="x" kind="huge" %}'])
def test_a_wrong_choice_is_said_by_name(source: str) -> None:
    with pytest.raises(ValueError, match="kind="):
        drawn(source)


def test_text_is_escaped_and_blocks_are_not_escaped_twice() -> None:
    html = drawn("{% inset %}{{ text }}{% endinset %}{% button text=text %}", text="<b>&")
    assert html.count("&lt;b&gt;&amp;") == 2
    assert "&amp;lt;" not in html


@pytest.mark.parametrize("kind", STATE_SHAPES)
def test_every_state_has_a_shape_of_its_own(kind: str) -> None:
    shapes = {one: drawn("{% tag_state kind=kind word='x' %}", kind=one).split("</svg>")[0] for one in STATE_SHAPES}
    others = [shape.replace(one, "") for one, shape in shapes.items() if one != kind]
    assert "<path" in shapes[kind] or "<circle" in shapes[kind]
    assert shapes[kind].replace(kind, "") not in others


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2022, 3, 10), '<time datetime="2022-03-10">Thu 10 March 2022</time>'),
        (
            datetime(2022, 6, 10, 23, 30, tzinfo=UTC),
            '<time datetime="2022-06-10T23:30:00+00:00">Sat 11 June 2022</time>',
        ),
        (None, '<span class="bw-unknown">date not known</span>'),
    ],
)
def test_a_date_is_exact(value: date | None, expected: str) -> None:
    assert date_human(value) == expected


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 3, 1), "today"),
        (date(2022, 3, 2), "tomorrow"),
        (date(2022, 2, 28), "yesterday"),
        (date(2022, 3, 10), "in 9 days"),
        (date(2022, 2, 26), "3 days ago"),
        (None, "date not known"),
    ],
)
def test_how_far_away_a_day_is(day: date | None, words: str) -> None:
    assert date_relative(day, now=NOW) == words


def test_working_days_are_counted_by_the_caller() -> None:
    assert [working_words(days) for days in (12, 1, 0, -1, -3)] == [
        "in 12 working days",
        "in 1 working day",
        "today",
        "1 working day ago",
        "3 working days ago",
    ]


def test_unknown_is_never_nought() -> None:
    html = drawn('{% stat number=nothing label="decisions" %}', nothing=None)
    assert '<span class="bw-unknown">not known</span>' in html
    assert "width" not in figures.bars([figures.Bar("Property", None)]).split("bw-bars__unknown")[0].split("<rect")[-1]
    assert "Nobody we know of" in drawn('{% holding_strip holder="" next_step="" %}')


def test_a_difference_is_heard_as_well_as_seen() -> None:
    html = drawn("{% difference segments=s %}", s=[("equal", "a "), ("removed", "b"), ("added", "c & d")])
    assert html == (
        '<div class="bw-difference">a '
        '<del class="bw-difference__removed"><span class="govuk-visually-hidden">[taken out: </span>b'
        '<span class="govuk-visually-hidden"> end of taken out]</span></del>'
        '<ins class="bw-difference__added"><span class="govuk-visually-hidden">[added: </span>c &amp; d'
        '<span class="govuk-visually-hidden"> end of added]</span></ins></div>\n'
    )


def test_pages_keep_the_query() -> None:
    request = RequestFactory().get("/ledger", {"state": "late", "page": "2", "sort": "-days"})
    html = drawn("{% pagination page=page %}", page=Paginator(range(30), 10).page(2), request=request)
    assert 'href="?state=late&amp;page=3&amp;sort=-days" rel="next"' in html
    assert 'aria-label="Page 2" aria-current="page"' in html


def test_one_page_needs_no_pages() -> None:
    assert drawn("{% pagination page=page %}", page=Paginator(range(3), 10).page(1)) == ""


@pytest.mark.parametrize(
    ("query", "order", "address"),
    [
        ("", "none", "?sort=days"),
        ("?sort=days&page=4", "ascending", "?sort=-days"),
        ("?sort=-days", "descending", "?sort=days"),
    ],
)
def test_a_heading_sorts_both_ways(query: str, order: str, address: str) -> None:
    html = drawn('{% sort_header text="Days" name="days" %}', request=RequestFactory().get(f"/{query}"))
    assert f'aria-sort="{order}"' in html
    assert f'href="{address}"' in html


def test_rows_are_as_the_address_says_else_as_chosen() -> None:
    factory = RequestFactory()
    factory.cookies["bridgework_rows"] = "compact"
    assert Frame(factory.get("/")).rows == "compact"
    assert Frame(factory.get("/?rows=roomy")).rows == "roomy"
    assert Frame(RequestFactory().get("/?rows=<b>")).rows == "roomy"


def test_a_funnel_says_what_was_lost() -> None:
    html = figures.funnel([figures.Bar("One", 40), figures.Bar("Two", 30), figures.Bar("Three", None)])
    assert [part.split('"')[0] for part in html.split('bw-bars__bar" x="0" y="0" width="')[1:]] == ["100.00", "75.00"]
    assert "−10" in html
    assert "not known" in html


def test_the_rows_of_a_wide_table_fold_and_say_which_column_a_cell_is_of() -> None:
    head = '<thead><tr>{% sort_header text="Name & place" name="n" %}<th>A "b"</th><th>C</th><th></th></tr></thead>'
    body = "<tbody><tr><th>Who</th><td>one</td><td class='x'>two</td><td>three</td></tr></tbody>"
    source = f'{{% table caption="T" density=False FOLDS %}}{head}{body}{{% endtable %}}'
    wide = drawn(source.replace("FOLDS", ""))
    assert (
        '<tr role="row"><th role="rowheader">Who</th><td role="cell" data-heading="A &quot;b&quot;">one</td>'
        '<td role="cell" data-heading="C" class=\'x\'>two</td><td role="cell">three</td></tr>'
    ) in wide
    assert 'role="table"' in wide
    assert "data-heading" not in drawn(source.replace("FOLDS", "folds=False"))
    assert "data-heading" not in drawn(source.replace("<th>C</th>", "").replace("FOLDS", ""))
