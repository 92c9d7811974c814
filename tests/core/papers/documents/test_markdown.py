from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgework.core.papers.documents.blocks import Grid, Items, Literal, Para, Quote, Run, blocks_of, joined, trimmed
from bridgework.core.papers.documents.markdown import inline, markdown_of

words = st.text("ab£é .,*_`[]()<>#+-!|\\&1x", min_size=1, max_size=12)
runs = st.lists(
    st.builds(
        Run,
        words,
        bold=st.booleans(),
        italic=st.booleans(),
        link=st.sampled_from(["", "", "https://example.org/a_(b)"]),
    ),
    min_size=1,
    max_size=5,
).map(lambda found: trimmed(joined(found)))
paras = runs.filter(bool).map(Para)
cells = runs.map(
    lambda found: tuple(Run(one.text.replace("\n", " "), one.bold, one.italic, False, one.link) for one in found)
)
leaves = st.one_of(paras, st.builds(Literal, st.text("a `~\n", min_size=1, max_size=20).map(lambda text: f"x{text}x")))
lists = st.builds(
    Items,
    st.lists(st.tuples(paras), min_size=1, max_size=3).map(tuple),
    st.sampled_from([None, 1, 7]),
)
blocks = st.one_of(leaves, lists, st.builds(Quote, st.tuples(paras)))


def text_of(found: tuple[Run, ...]) -> str:
    return " ".join("".join(one.text for one in found).split())


@settings(max_examples=150, deadline=None)
@given(runs)
def test_no_word_is_lost_whatever_the_marks(found: tuple[Run, ...]) -> None:
    read = blocks_of(inline(found))
    assert len(read) == (1 if found else 0)
    assert not found or text_of(read[0].runs) == text_of(found)  # type: ignore[union-attr]


@settings(max_examples=80, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=4).map(tuple))
def test_markdown_is_read_as_it_was_written(tree: tuple[Para | Items | Quote | Literal, ...]) -> None:
    once = blocks_of(markdown_of(tree))
    assert blocks_of(markdown_of(once)) == once
    assert [type(one) for one in once] == [type(one) for one in tree]


def test_a_table_keeps_its_signs() -> None:
    grid = Grid(((Run("a|b"),), (Run("c"),)), (((Run("1", bold=True),), ()),))
    assert blocks_of(markdown_of([grid])) == (grid,)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>x</script>", "<script>x</script>"),
        ("![picture](https://example.org/p.png)", "!picture"),
        ("[go](javascript:alert(1))", "[go](javascript:alert(1))"),
        ("1\\. no list", "1. no list"),
    ],
)
def test_what_could_act_stays_text(text: str, shown: str) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, Para)
    assert "".join(run.text for run in block.runs) == shown
    assert all(run.link in ("", "https://example.org/p.png") for run in block.runs)
