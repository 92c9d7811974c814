"""Documents of a paper: made from a kept version, kept once, read by those who may, and needed to publish."""

from __future__ import annotations

import io
import zipfile

import pytest
import time_machine

from bridgework.apps.committees import actions
from bridgework.apps.committees.actions import NotReady
from bridgework.apps.committees.building import documents_of, write_folder
from bridgework.apps.committees.models import BuiltDocument, Paper, PaperSection
from bridgework.apps.committees.queries.documents import document, documents_shown
from bridgework.kernel.errors import NotFound, NotPermitted
from bridgework.kernel.files import may_read
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import VISITOR
from tests.apps.committees.test_publishing import clear_all
from tests.cast import NOW, Cast, make_cast
from tests.templated import change, make_paper

pytestmark = pytest.mark.django_db
SECRET = b"Walrus Ltd asks 4711"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def paper(cast: Cast) -> Paper:
    made = make_paper(cast)
    change(made, "issues", SECRET.decode())
    PaperSection.objects.filter(paper=made, key="issues").update(
        is_private=True, exempt_paragraph="3", public_interest_test="It would harm the purchase."
    )
    return made


def make(cast: Cast, paper: Paper) -> list[BuiltDocument]:
    return actions.make_documents(actor=cast.actor("officer"), now=NOW, paper=paper)


def content(one: BuiltDocument) -> bytes:
    assert one.file is not None
    with one.file.content.open("rb") as opened:
        return bytes(opened.read())


def go_out(cast: Cast, paper: Paper) -> Paper:
    clear_all(cast, paper)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    actions.say_what_is_missing(
        actor=cast.actor("officer"), now=NOW, paper=paper, no_background_papers=True, no_equality_analysis="Screened."
    )
    return actions.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=paper)


def test_both_parts_are_made_and_the_public_one_has_nothing_private(cast: Cast, paper: Paper) -> None:
    made = make(cast, paper)
    kinds = ["pdf", "docx", "html", "json", "akn"]
    assert [(one.part, one.kind) for one in made] == [(part, kind) for part in ("public", "private") for kind in kinds]
    assert [one.error for one in made] == [""] * 10
    assert made[0].pages == 1
    assert SECRET in content(made[8])
    assert not any(SECRET in content(one) for one in made[:5])


def test_the_same_version_gives_the_same_bytes_and_is_made_once(cast: Cast, paper: Paper) -> None:
    made = make(cast, paper)
    assert [one.pk for one in make(cast, paper)] == [one.pk for one in made]
    version = paper.versions.get()
    again = {(one.part, one.kind): one.data for one in documents_of(paper, version)}
    assert {(one.part, one.kind): content(one) for one in made} == again
    change(paper, "background", "One bus a day.")
    assert {one.version_number for one in make(cast, paper)} == {2}


def test_an_error_is_kept_with_its_place_and_made_good_by_the_next_version(cast: Cast, paper: Paper) -> None:
    change(paper, "background", "A bicycle \U0001f6b2 here.")
    failed = [one for one in make(cast, paper) if one.error]
    assert [(one.kind, one.part, one.file) for one in failed] == [("pdf", "public", None)]
    assert "(paragraph 1.1)" in failed[0].error
    change(paper, "background", "A bicycle here.")
    assert not [one for one in make(cast, paper) if one.error]


def test_who_may_read_which_part(cast: Cast, paper: Paper) -> None:
    make(cast, paper)
    public, private = (paper.documents.get(kind="pdf", part=part) for part in ("public", "private"))
    assert public.file is not None
    assert private.file is not None
    for actor, reads in (
        (VISITOR, (False, False)),
        (cast.actor("clerk"), (True, True)),
        (cast.actor("researcher"), (True, False)),
    ):
        assert (may_read(actor, public.file), may_read(actor, private.file)) == reads
    with pytest.raises(NotFound):
        document(VISITOR, paper, kind="pdf")
    cast.challenge.is_public = True
    cast.challenge.save()
    out = go_out(cast, paper)
    assert document(VISITOR, out, kind="pdf").part == "public"
    assert {one.part for one in documents_shown(VISITOR, out)} == {"public"}
    with pytest.raises(NotFound):
        document(VISITOR, out, kind="pdf", part="private")


def test_a_paper_goes_out_with_its_documents_and_keeps_them(cast: Cast, paper: Paper) -> None:
    out = go_out(cast, paper)
    version = out.versions.get(what="published")
    assert {one.version_number for one in out.documents.all()} == {version.number}
    out.title = "A later name"
    out.save()
    assert {one.version_number for one in make(cast, out)} == {version.number}


def test_handed_to_the_clerk_its_documents_are_made_meanwhile(cast: Cast, paper: Paper) -> None:
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    assert not paper.documents.exists()
    with time_machine.travel(NOW):
        run_waiting()
    assert paper.documents.filter(part="public", error="").count() == 5


def test_without_a_pdf_it_does_not_go_out(cast: Cast, paper: Paper) -> None:
    change(paper, "background", "A bicycle \U0001f6b2 here.")
    with pytest.raises(NotReady) as refusal:
        go_out(cast, paper)
    assert [one.code for one in refusal.value.failures] == ["document-failed"]
    paper.refresh_from_db()
    assert paper.state == "ready"


def test_only_those_who_prepare_it_make_documents(cast: Cast, paper: Paper) -> None:
    with pytest.raises(NotPermitted):
        actions.make_documents(actor=cast.actor("researcher"), now=NOW, paper=paper)


def test_the_folder_has_both_parts_apart(cast: Cast, paper: Paper) -> None:
    make(cast, paper)
    target = io.BytesIO()
    write_folder(paper, paper.versions.get(), target)
    with zipfile.ZipFile(target) as packed:
        assert SECRET in packed.read("private/paper.json")
        assert [name for name in packed.namelist() if name.startswith("public/") and SECRET in packed.read(name)] == []
