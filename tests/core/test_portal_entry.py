"""What portals hold of a report, read without guessing."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.portal_entry import Entry, EntryUnreadable, read_entry

# The shape of a page as somebody copies it from a council's portal; the words are ours.
PAGE = """Primary tabs

2017 Policy Challenge- Ways of working

Summary As part of the challenges, a team of three looked at ways of working.

Furthermore, things changed.


Additional Information

filesize1.72 MB
resource typefile upload
timestampMay 20, 2021"""
HTML = """<html><head><title>x</title></head><body><nav>Home</nav><main><h1>2017 Policy Challenge- Ways of working</h1>
<h2>Summary</h2><p>As part of the challenges, a team of three looked at ways of working.</p>
<p>Furthermore, things changed.</p><h3>Additional Information</h3><table><tr><th>filesize</th><td>1.72 MB</td></tr>
<tr><th>resource type</th><td>file upload</td></tr><tr><th>timestamp</th><td>May 20, 2021</td></tr></table></main>
</body>"""
ALL_BUT = (
    "authors", "publisher", "issued", "licence", "identifier", "keywords", "media type", "checksum", "question",
    "committee", "recommendations",
)  # fmt: skip


@pytest.mark.parametrize("page", [PAGE, HTML])
def test_a_page_gives_title_summary_and_the_day_of_the_upload_and_lacks_the_rest(page: str) -> None:
    entry = read_entry(page)
    assert entry.title == "2017 Policy Challenge- Ways of working"
    assert entry.summary.startswith("As part of the challenges")
    assert entry.summary.endswith("things changed.")
    assert (entry.uploaded, entry.issued, entry.files[0].size) == ("2021-05-20", "", "1.72 MB")
    assert entry.lacks == ALL_BUT


def test_a_record_of_dkan() -> None:
    told = {
        "title": "T", "description": "<p>One.</p><p>Two.</p>", "modified": "2021-05-20", "issued": "2017",
        "license": "https://creativecommons.org/licenses/by/4.0/", "keyword": ["a", "b"],
        "publisher": {"name": "A council"}, "identifier": "https://doi.org/10.1234/ABC",
        "distribution": [{"title": "Report", "downloadURL": "https://x.example/r.pdf", "mediaType": "application/pdf"}],
    }  # fmt: skip
    entry = read_entry(json.dumps(told))
    assert (entry.form, entry.summary, entry.issued, entry.uploaded) == ("DKAN", "One.\n\nTwo.", "2017", "2021-05-20")
    assert entry.lacks == ("authors", "checksum", "question", "committee", "recommendations")


def test_a_record_of_ckan() -> None:
    told = {"success": True, "result": {
        "title": "T", "notes": "N", "metadata_created": "2021-05-20T10:00:00", "author": "A", "tags": [{"name": "x"}],
        "organization": {"title": "A council"}, "license_url": "ftp://x", "resources": [
            {"name": "R", "url": "https://x.example/r.pdf", "mimetype": "application/pdf", "hash": "ab"}],
    }}  # fmt: skip
    entry = read_entry(json.dumps(told))
    assert (entry.form, entry.authors, entry.publisher, entry.licence) == ("CKAN", "A", "A council", "")
    assert entry.lacks == ("issued", "licence", "identifier", "question", "committee", "recommendations")


@pytest.mark.parametrize(
    "text", ["", "  ", "{", "[]", '{"dataset": []}', '{"a": 1}', "[1, 2]", "x" * 400_001, "<p></p>"]
)
def test_what_is_no_entry_is_refused(text: str) -> None:
    with pytest.raises(EntryUnreadable):
        read_entry(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"title": 5, "notes": "N"}', 'the field "title"'),
        ('{"title": "2017-18", "description": "N"}', 'the field "title"'),
        ("5\nSummary", "line 1 of the page"),
        ("<div><h1>5</h1><p>Words</p></div>", "line 1 of the page"),
    ],
)
def test_a_title_without_a_letter_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(EntryUnreadable, match=place):
        read_entry(text)


KEYS = ["title", "resources", "distribution", "tags", "license", "result", "dataset", "x"]
VALUES = st.recursive(
    st.none() | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@given(st.text(max_size=300) | VALUES.map(json.dumps))
def test_nothing_makes_it_fall(text: str) -> None:
    with contextlib.suppress(EntryUnreadable):
        assert isinstance(read_entry(text), Entry)
