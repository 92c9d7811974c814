"""Sources that are brought in: pasted, in a list, as a PDF; duplicates; references taken away."""

from __future__ import annotations

import io

import pytest

from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.models import Source
from bridgework.core.references import read
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput, NotPermitted
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

MESSY = """@article{a, title={Buses and jobs},author={Doe, Jane},year=2019,doi={10.1000/AB1},journal={Transit},volume=3}
@article{b, title={Buses, and the Jobs}, year={2019}, doi={10.1000/ab1}}
@article{c, year={2020}}
@techreport{d, title={Rural Buses: a {R}eview}, institution={Fenmarch}, year={2021}
@article{e, title={The last one}, year={2022}}
"""


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def bring(cast: Cast, text: str, name: str = "found.bib") -> list[tuple[str, str]]:
    actions.bring_references(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, text=text, name=name)
    return list(Source.objects.order_by("id").values_list("title", "duplicate_of__title"))


def test_a_messy_list_keeps_what_is_good_flags_what_repeats_and_lists_what_is_bad(cast: Cast) -> None:
    assert bring(cast, MESSY) == [
        ("Buses and jobs", None),
        ("Buses, and the Jobs", "Buses and jobs"),
        ("The last one", None),
    ]
    row = queries.imports_of(cast.challenge).get()
    assert (row.read, row.taken_in) == (5, 3)
    assert [(one.line, one.why) for one in queries.problems_of(row)] == [
        (3, "It has no title."),
        (4, "It is not written as BibTeX wants it."),
    ]


def test_the_same_list_again_adds_nothing_to_what_is_counted(cast: Cast) -> None:
    bring(cast, MESSY)
    bring(cast, MESSY)
    assert [one.title for one in queries.sources_of(cast.challenge)] == ["Buses and jobs", "The last one"]
    repeated = queries.duplicates_of(cast.challenge)[0]
    actions.keep_apart(actor=cast.actor("researcher"), now=NOW, source=repeated)
    assert queries.sources_of(cast.challenge).count() == 3


@pytest.mark.parametrize(
    ("given", "title", "doi", "address"),
    [
        ("10.1000/182", "doi:10.1000/182", "10.1000/182", "https://doi.org/10.1000/182"),
        ("https://example.org/10.1000/182", "doi:10.1000/182", "10.1000/182", "https://example.org/10.1000/182"),
        ("https://example.org/a", "https://example.org/a", "", "https://example.org/a"),
    ],
)
def test_an_address_is_enough_for_a_source(cast: Cast, given: str, title: str, doi: str, address: str) -> None:
    made = actions.add_by_address(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, given=given)
    assert (made.title, made.doi, made.address) == (title, doi, address)


@pytest.mark.parametrize("given", ["hello", "javascript:alert(1)", "https://example.org/" + "a" * 600])
def test_anything_else_is_refused_in_words(cast: Cast, given: str) -> None:
    with pytest.raises(InvalidInput):
        actions.add_by_address(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, given=given)


def test_a_hostile_list_makes_no_link_that_runs(cast: Cast) -> None:
    bring(cast, '[{"type":"webpage","title":"<script>","URL":"javascript:alert(1)","issued":{"date-parts":[["x"]]}}]')
    assert Source.objects.get().address == ""


def test_a_broken_pdf_is_refused_and_an_officer_brings_nothing(cast: Cast) -> None:
    data = b"%PDF-1.7 broken"
    received = files.ReceivedFile("a.pdf", "application/pdf", len(data), "0" * 64, "x")
    with pytest.raises(InvalidInput):
        actions.bring_pdf(
            actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, received=received, data=data
        )
    with pytest.raises(NotPermitted):
        actions.bring_references(actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, text=MESSY)


def test_a_pdf_is_a_source_with_what_it_says_of_itself(cast: Cast) -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "Buses after dark"
        pdf.docinfo["/Author"] = "Doe, Jane"
        pdf.save(made)
    received = files.receive(made, name="dark.pdf")
    source = actions.bring_pdf(
        actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, received=received, data=made.getvalue()
    )
    assert (source.title, source.authors, source.file_id is not None) == ("Buses after dark", "Doe, Jane", True)
    assert files.may_read(cast.actor("officer"), source.file) is True
    assert files.may_read(cast.actor("outsider"), source.file) is False


def test_what_is_taken_away_can_be_brought_back(cast: Cast) -> None:
    bring(cast, MESSY)
    sources = list(queries.references_of(cast.challenge))
    for format_ in ("ris", "bibtex", "csl-json"):
        assert [one["title"] for one in read(queries.written_references(sources, format_)).items] == [
            "The last one",
            "Buses and jobs",
        ]
    assert queries.citations_of(sources)[1] == (
        "Doe, J. (2019) “Buses and jobs”, Transit, 3. Available at: https://doi.org/10.1000/ab1."
    )


def test_a_source_put_right_is_cited_as_it_now_stands(cast: Cast) -> None:
    bring(cast, MESSY)
    actions.change_source(
        actor=cast.actor("researcher"),
        now=NOW,
        source=Source.objects.get(title="The last one"),
        kind="press",
        title="The very last one",
        authors="Roe, R.",
        year=2023,
    )
    assert "Roe, R. (2023) “The very last one”." in queries.citations_of(queries.references_of(cast.challenge))
