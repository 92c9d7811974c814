"""Every word of a document is in the raw text of a value, or is listed as unread; however the document is torn up."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgework.core.papers.as_json import as_json, from_json
from bridgework.core.papers.reading.blocks import PARAGRAPH, ROW, Block, clean
from bridgework.core.papers.reading.finishing import record_of
from bridgework.core.papers.reading.plain import text_blocks
from bridgework.core.papers.reading.reading import blocks_of
from bridgework.core.papers.record import PaperRecord
from tests.core.papers.reading import made
from tests.core.papers.reading.test_papers import MADE

LINES = tuple(
    line
    for name in made.NAMES
    for line in made.paper(name).decode().splitlines()
    if line.strip() and not name.endswith(".html")
)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def _missing(blocks: Sequence[Block], record: PaperRecord) -> Counter[str]:
    kept = [one.raw for one in record.provenance.values()] + [one.text for one in record.unread]
    return _words(" ".join(one.text for one in blocks)) - _words(" ".join(kept))


@pytest.mark.parametrize("name", [*made.NAMES, *MADE])
def test_every_word_of_a_paper_is_placed_or_unread(name: str) -> None:
    data = getattr(made, name)() if name in MADE else made.paper(name)
    blocks, _ = blocks_of(data)
    assert _missing(blocks, record_of(blocks)) == Counter()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=60), st.booleans(), st.booleans())
def test_lines_in_any_order_lose_nothing(lines: list[str], spaced: bool, markdown: bool) -> None:
    text = ("\n\n" if spaced else "\n").join(lines)
    blocks = text_blocks(text, markdown=markdown)
    record = record_of(blocks)
    assert _missing(blocks, record) == Counter()
    assert from_json(as_json(record)) == record
    if not markdown:
        whole = re.sub(r"(?<=[a-z]{2})-\s*\n\s*(?=[a-z]{2})", "", clean(text))
        assert _words(whole) - _words(" ".join(one.text for one in blocks)) == Counter()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_rows_and_paragraphs_in_any_order_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    blocks = []
    for number in range(chance.randrange(1, 40)):
        cells = [chance.choice(LINES).replace("\t", " ") for _ in range(chance.randrange(1, 5))]
        kind = chance.choice((PARAGRAPH, ROW, "heading"))
        text = "\t".join(cells) if kind == ROW else "\n".join(cells)
        blocks.append(
            Block(
                text, f"paragraph {number}", kind, level=chance.randrange(0, 4), table=number // 4, bold=number % 3 == 0
            )
        )
    assert _missing(blocks, record_of(blocks)) == Counter()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    blocks = text_blocks(text)
    assert _missing(blocks, record_of(blocks)) == Counter()
