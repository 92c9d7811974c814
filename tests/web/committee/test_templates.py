"""Paper templates on screen: copied, changed, brought in with a date, and a draft that moves."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import docx
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import PaperTemplate, PaperTemplateVersion
from bridgework.apps.committees.queries import templates_for
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    actions.load_templates(actor=made.actor("lead"), now=NOW)
    return made


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, *parts: object) -> str:
    return reverse(f"committee:{name}", args=parts)


def shipped(key: str = "cambridgeshire", number: int = 2) -> PaperTemplateVersion:
    return PaperTemplateVersion.objects.get(template__key=key, number=number)


def copied(cast: Cast, key: str = "lead") -> PaperTemplateVersion:
    client = signed_in(cast, key)
    typed = {"name": "Our report", "organisation": cast.council.pk}
    client.post(address("template-copy", shipped().public_id), typed)
    return PaperTemplateVersion.objects.get(template__name="Our report")


def test_loading_twice_brings_nothing_new(cast: Cast) -> None:
    assert PaperTemplateVersion.objects.count() == 5
    assert actions.load_templates(actor=cast.actor("lead"), now=NOW) == []


def test_the_list_and_each_page_are_shown_in_a_fixed_number_of_queries(cast: Cast) -> None:
    client = signed_in(cast, "clerk")
    client.get(address("templates"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address("templates"))
    copied(cast)
    with CaptureQueriesContext(connection) as more:
        page = client.get(address("templates"))
    assert "Our report" in page.content.decode()
    assert len(more) == len(few)
    for one in PaperTemplateVersion.objects.all():
        for name in ("template", "template-preview"):
            assert client.get(address(name, one.public_id)).status_code == 200


def test_a_copy_is_changed_on_screen_and_brought_in_with_a_date(cast: Cast) -> None:
    version = copied(cast, "clerk")
    client = signed_in(cast, "clerk")
    assert client.get(address("template-change", version.public_id)).status_code == 200
    client.post(
        address("template-add", version.public_id, "sections"),
        {"title": "Rural proofing", "kind": "text", "numbered": "on", "required": "on", "version": 1},
    )
    last = len(version.content["sections"])
    client.post(address("template-act", version.public_id, "sections", last, "up"), {"version": 2})
    client.post(address("template-add", version.public_id, "implications.7"), {"title": "Noise", "version": 3})
    client.post(
        address("template-add", version.public_id, "clearances"),
        {
            "question": "Is the rural proofing cleared?",
            "role": "Rural lead",
            "covers": ["rural-proofing", "climate.noise"],
            "version": 4,
        },
    )
    version.refresh_from_db()
    assert [one["key"] for one in version.content["sections"]][-2:] == ["rural-proofing", "source-documents"]
    assert version.content["clearances"][-1]["covers"] == ["rural-proofing", "climate.noise"]
    bring = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2026"}
    client.post(address("template-bring-in", version.public_id), bring)
    version.refresh_from_db()
    assert (version.state, version.valid_from) == ("in_use", date(2026, 4, 1))
    assert version not in templates_for(cast.council, date(2026, 3, 31))
    assert version in templates_for(cast.council, date(2026, 4, 1))
    # In use it is never changed; the next version ends it the day before.
    assert client.get(address("template-change", version.public_id)).status_code == 409
    client.post(address("template-next", version.public_id))
    following = PaperTemplateVersion.objects.get(template=version.template, number=2)
    client.post(address("template-bring-in", following.public_id), {**bring, "valid_from_month": "9"})
    version.refresh_from_db()
    assert version.valid_until == date(2026, 8, 31)


def test_what_is_missing_is_listed_and_keeps_a_template_from_being_brought_in(cast: Cast) -> None:
    version = copied(cast)
    client = signed_in(cast, "lead")
    client.post(address("template-act", version.public_id, "sections", 0, "remove"), {"version": 1})
    page = client.get(address("template", version.public_id)).content.decode()
    assert "No section says what the committee is asked to do" in page
    bring = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2026"}
    refused = client.post(address("template-bring-in", version.public_id), bring)
    assert "It cannot be used yet." in refused.content.decode()
    version.refresh_from_db()
    assert version.state == "draft"


def test_two_people_at_one_template_do_not_save_over_each_other(cast: Cast) -> None:
    version = copied(cast)
    where = address("template-item", version.public_id, "priorities", 0)
    signed_in(cast, "lead").post(where, {"label": "Ours", "version": 1})
    stale = signed_in(cast, "clerk").post(where, {"label": "Theirs", "version": 1})
    assert stale.status_code == 409
    version.refresh_from_db()
    assert version.content["priorities"][0]["label"] == "Ours"


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 302), ("coordinator", 302), ("clerk", 302), ("officer", 403), ("researcher", 404)]
)
def test_who_keeps_the_templates_of_a_council(cast: Cast, who: str, status: int) -> None:
    version = copied(cast)
    found = signed_in(cast, who).post(address("template-next", version.public_id))
    if status == 302:
        # The first version is still a draft, so the rule of one draft answers instead.
        status = 409
    assert found.status_code == status


def test_a_shipped_template_is_never_changed_and_another_council_sees_nothing_of_ours(cast: Cast) -> None:
    assert signed_in(cast, "lead").post(address("template-next", shipped().public_id)).status_code == 403
    version = copied(cast)
    other = make_cast("elsewhere")
    client = signed_in(other, "coordinator")
    assert client.get(address("template", version.public_id)).status_code == 404
    assert "Our report" not in client.get(address("templates")).content.decode()
    client.post(address("template-copy", shipped().public_id), {"name": "Stolen", "organisation": cast.council.pk})
    assert not PaperTemplate.objects.filter(name="Stolen").exists()


def test_hostile_words_in_a_template_stay_words(cast: Cast) -> None:
    version = copied(cast)
    client = signed_in(cast, "lead")
    client.post(
        address("template-add", version.public_id, "sections"),
        {"title": "<script>alert(1)</script>{{ 7*7 }}", "kind": "text", "version": 1},
    )
    page = client.get(address("template", version.public_id)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
    assert client.get(address("template-item", version.public_id, "sections.1", 0)).status_code == 404
    assert client.get(address("template-item", version.public_id, "implications.99", 0)).status_code == 404


def test_a_draft_moves_to_the_newer_template_and_what_has_no_place_is_listed_first(cast: Cast) -> None:
    cast.challenge.state = "reported"
    cast.challenge.save()
    officer = cast.actor("officer")
    paper = actions.prepare_paper(
        actor=officer,
        now=NOW,
        challenge=cast.challenge,
        committee_meeting=cast.meeting,
        title="Buses",
        template_version=shipped(number=1),
    )
    places = paper.implications.filter(group="priorities")
    for key, text in (("thriving-places", "More of them."), ("quality-of-life", "Better days.")):
        actions.write_implication(actor=officer, now=NOW, implication=places.get(key=key), version=1, text=text)
    client = signed_in(cast, "officer")
    page = client.get(address("move-template", paper.public_id)).content.decode()
    assert re.findall(r'<h3 class="govuk-heading-s">([^<]+)</h3>', page) == ["Thriving places for people to live"]
    client.post(address("move-template", paper.public_id), {})
    paper.refresh_from_db()
    assert paper.template_version == shipped(number=1)
    client.post(address("move-template", paper.public_id), {"leaving": "on"})
    paper.refresh_from_db()
    assert paper.template_version == shipped(number=2)
    assert list(places.values_list("key", "text")) == [
        ("communities", ""),
        ("quality-of-life", "Better days."),
        ("children", ""),
        ("environment", ""),
        ("protecting", ""),
    ]
    assert paper.comments.get().text.endswith("Thriving places for people to live: More of them.")


def test_the_councils_own_word_template_is_taken_and_a_hostile_one_refused(cast: Cast) -> None:
    version = copied(cast)
    client = signed_in(cast, "clerk")
    made = io.BytesIO()
    docx.Document().save(made)
    where = address("template-word-file", version.public_id)
    client.post(where, {"file": SimpleUploadedFile("house.docx", made.getvalue())})
    version.refresh_from_db()
    assert version.word_file is not None
    refused = client.post(where, {"file": SimpleUploadedFile("house.docx", b"PK\x03\x04 no document")})
    assert refused.status_code == 200
    kept = version.word_file_id
    version.refresh_from_db()
    assert version.word_file_id == kept
