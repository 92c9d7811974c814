"""The evidence annex as a page and as files: everything escaped, nothing computed, the same bytes twice."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from bridgework.core.annex import Annex, AnnexFinding, AnnexSearch, AnnexSource, as_files, as_page, texts_of
from bridgework.core.prisma import Judged, flow

ANNEX = Annex(
    title="Buses <after> six",
    made_on=date(2026, 3, 2),
    flow=flow(
        [Judged(title="include", full_text="include"), Judged(title="include", full_text="exclude", reason="old")]
    ),
    sources=(AnnexSource(1, "study", "=cmd() Doe, J. (2019)", says="Late & few."),),
    findings=(AnnexFinding(4, "Nobody comes.", "low", (("Coherence", "It fits."),), ((1, "supports", "p. 3"),)),),
    searches=(AnnexSearch("2026-01-02", "An index", "bus AND night", "12", for_the_contrary=True),),
    quotes=(("I wait an hour.", "a bus user"),),
)


def test_the_page_says_everything_and_runs_nothing() -> None:
    page = as_page(ANNEX)
    assert "<after>" not in page
    for words in (
        "Buses &lt;after&gt; six",
        "Source 1 supports it, p. 3",
        "Late &amp; few.",
        "I wait an hour.",
        "bus AND",
    ):
        assert words in page, words


def test_the_files_are_the_same_twice_and_compute_nothing() -> None:
    data = as_files(ANNEX)
    assert data == as_files(ANNEX)
    packed = zipfile.ZipFile(io.BytesIO(data))
    assert "'=cmd() Doe" in packed.read("sources.csv").decode()
    assert packed.read("findings-sources.csv").decode().splitlines()[1] == "4,1,supports,p. 3"
    assert packed.read("flow.csv").decode().splitlines()[-1] == "Included,1"


def test_every_text_is_told_with_its_place() -> None:
    assert [where for where, _ in texts_of(ANNEX)] == [
        "Finding 4",
        "Source 1",
        "Search of 2026-01-02",
        "Reasons for leaving out",
        "A quotation",
    ]
