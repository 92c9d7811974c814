"""Interviews: consents, the key that lies apart, quotes, taking back, disposing of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.actions import Bearing
from bridgework.apps.workspace.models import ConsentEntry, Disposal, Interview, InterviewKey, Quote, TranscriptVersion
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow
from bridgework.kernel.models import SearchText
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
WORDS = "I wait an hour for the last bus."
ALL = {purpose: True for purpose, _ in ConsentEntry.PURPOSES}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def interview(cast: Cast, agreed: dict[str, bool] = ALL) -> Interview:
    made = actions.plan_interview(
        actor=cast.actor("researcher"),
        now=NOW,
        challenge=cast.challenge,
        name="Maud Tranter",
        email="maud@example.org",
        kept_until=date(2026, 9, 1),
    )
    actions.give_consents(actor=cast.actor("researcher"), now=NOW, interview=made, answers=agreed, way="paper")
    return made


def held(cast: Cast) -> Interview:
    made = interview(cast)
    return actions.hold_interview(actor=cast.actor("researcher"), now=NOW, interview=made, held_on=NOW.date())


def quote(cast: Cast, one: Interview, text: str = WORDS, **more: object) -> Quote:
    return actions.add_quote(actor=cast.actor("researcher"), now=NOW, interview=one, text=text, **more)  # type: ignore[arg-type]


def printable(cast: Cast) -> list[tuple[str, str]]:
    return [(one.text, one.attribution) for one in queries.quotes_for_report(cast.challenge)]


def test_the_key_lies_sealed_and_only_the_interviewer_and_the_lead_open_it(cast: Cast) -> None:
    made = interview(cast)
    key = InterviewKey.objects.get()
    assert "Maud" not in f"{key.name_sealed} {key.email_sealed} {made.pseudonym} {made.described_as}"
    for who in ("researcher", "team_lead"):
        assert actions.open_key(actor=cast.actor(who), now=NOW, interview=made) == ("Maud Tranter", "maud@example.org")
    for who in ("lived", "lead", "coordinator", "officer"):
        with pytest.raises(NotPermitted):
            actions.open_key(actor=cast.actor(who), now=NOW, interview=made)
        with pytest.raises(NotPermitted):
            actions.consent_link(actor=cast.actor(who), now=NOW, interview=made)


def test_nothing_is_done_without_the_consent_for_it(cast: Cast) -> None:
    one, actor = interview(cast, {"take_part": False}), cast.actor("researcher")
    with pytest.raises(NotPermitted):
        actions.hold_interview(actor=actor, now=NOW, interview=one, held_on=NOW.date())
    actions.give_consents(actor=actor, now=NOW, interview=one, answers={"take_part": True}, way="phone")
    actions.hold_interview(actor=actor, now=NOW, interview=one, held_on=NOW.date())
    with pytest.raises(NotPermitted):
        actions.keep_transcript(actor=actor, now=NOW, interview=one, kind="raw", text="Maud said so.")
    with pytest.raises(NotPermitted):
        quote(cast, one)
    with pytest.raises(NotFound):
        actions.keep_transcript(actor=cast.actor("officer"), now=NOW, interview=one, kind="pseudonymised", text="x")


def test_a_transcript_is_sealed_and_what_is_replaced_is_logged(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    actions.keep_transcript(actor=actor, now=NOW, interview=one, kind="raw", text="Maud waits at Elm Row.")
    actions.replace_words(actor=actor, now=NOW, interview=one, original="Maud", replaced_by="[she]")
    shown = {
        with_raw: [(each.version.kind, each.text) for each in queries.transcripts_of(one, with_raw=with_raw)]
        for with_raw in (True, False)
    }
    assert shown == {
        True: [("pseudonymised", "[she] waits at Elm Row."), ("raw", "Maud waits at Elm Row.")],
        False: [("pseudonymised", "[she] waits at Elm Row."), ("raw", None)],
    }
    assert [original for _, original in queries.replacements_of(one, with_originals=True)] == ["Maud"]
    assert "Maud" not in TranscriptVersion.objects.get(kind="raw").text
    assert "Maud" not in one.replacements.get().original_sealed


def test_only_who_may_know_the_person_replaces_words_in_what_was_said(cast: Cast) -> None:
    one = held(cast)
    actions.keep_transcript(actor=cast.actor("researcher"), now=NOW, interview=one, kind="raw", text="Maud waits.")
    for words in ("Maud", "Maudie"):
        with pytest.raises(NotPermitted):
            actions.replace_words(
                actor=cast.actor("lived"), now=NOW, interview=one, original=words, replaced_by="[she]"
            )


def test_what_is_written_after_the_approval_is_not_approved(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    for text in ("She waits.", "She waits an hour."):
        actions.keep_transcript(actor=actor, now=NOW, interview=one, kind="pseudonymised", text=text)
    given = {"actor": actor, "now": NOW, "interview": one, "way": "phone"}
    with pytest.raises(InvalidInput, match="changed"):
        actions.approve_transcript(**given, number=1, on=NOW.date())
    with pytest.raises(InvalidInput, match="day"):
        actions.approve_transcript(**given, number=2, on=NOW.date() + timedelta(days=1))
    made = actions.approve_transcript(**given, number=2, on=NOW.date())
    assert (made.kind, made.text, made.approved_way, one.state) == (
        "approved",
        "She waits an hour.",
        "phone",
        "approved",
    )
    with pytest.raises(NotPossibleNow):
        actions.approve_transcript(**given, number=3, on=NOW.date())
    actions.keep_transcript(actor=actor, now=NOW, interview=one, kind="pseudonymised", text="Longer.")
    assert one.state == "transcribed"
    assert [each.is_later for each in queries.transcripts_of(one, with_raw=False)] == [True, False, False, False]


def test_the_source_of_an_interview_keeps_its_pseudonym_and_says_nothing_once_taken_back(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    words = {"kind": "study", "title": "Maud Tranter", "says": WORDS}
    source = actions.change_source(actor=actor, now=NOW, source=one.source, **words)
    assert (source.kind, source.title, source.csl["title"]) == ("interview", "Interviewee 1", "Interviewee 1")
    finding = actions.add_finding(
        actor=actor, now=NOW, challenge=cast.challenge, words=actions.FindingWords("x"), rests_on=[Bearing(source)]
    )
    actions.withdraw_interview(actor=actor, now=NOW, interview=one)
    source.refresh_from_db()
    assert (source.says, source.csl, source.is_public) == ("", {}, False)
    with pytest.raises(NotPossibleNow):
        actions.change_source(actor=actor, now=NOW, source=source, **words)
    shown = next(each for each in queries.findings_of(cast.challenge, this_year=2026) if each.finding == finding)
    assert shown.warnings[0] == "An interview it rests on was taken back. Say again what it rests on."


def test_a_quote_that_may_name_somebody_is_locked_until_somebody_says_of_each_that_it_does_not(cast: Cast) -> None:
    one = held(cast)
    for text in ("Maud waits.", "Ask Priya Nair."):
        with pytest.raises(InvalidInput, match="This names somebody"):
            quote(cast, one, text, not_people=["Priya Nair", "Maud"])
    with pytest.raises(InvalidInput, match="Elm Row"):
        quote(cast, one, "It stops at Elm Row.")
    assert quote(cast, one, "It stops at Elm Row.", not_people=["Elm Row"]).state == "asked"


def test_a_quote_is_printed_once_approved_and_not_a_moment_after_the_consent_ends(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    made = quote(cast, one, attribution="a bus user")
    assert printable(cast) == []
    actions.decide_quotes(actor=actor, now=NOW, interview=one, approved={made.key: True})
    assert printable(cast) == [(WORDS, "a bus user")]
    assert queries.unprintable_quotes([made.public_id]) == []
    actions.give_consents(actor=actor, now=NOW, interview=one, answers={"attribute": False}, way="phone")
    made.refresh_from_db()
    assert (made.state, made.text, printable(cast)) == ("withdrawn", "", [])
    assert queries.unprintable_quotes([made.public_id]) == [made.key]


def test_by_the_link_somebody_agrees_approves_and_takes_all_back(cast: Cast) -> None:
    one = held(cast)
    actions.keep_transcript(actor=cast.actor("researcher"), now=NOW, interview=one, kind="raw", text=WORDS)
    made = quote(cast, one)
    token = actions.consent_link(actor=cast.actor("researcher"), now=NOW, interview=one)
    visitor = Client()

    def send(**answer: object) -> str:
        page = visitor.get(f"/l/{token}/").content.decode()
        binding = page.split('name="binding" value="')[1].split('"')[0]
        asked = visitor.post(f"/l/{token}/", {"binding": binding, **answer}).content.decode()
        sealed = asked.split('name="sealed" value="')[1].split('"')[0]
        return visitor.post(f"/l/{token}/", {"sealed": sealed}, follow=True).content.decode()

    # A robot that opens the link and sends its first form changes nothing.
    visitor.get(f"/l/{token}/")
    visitor.post(f"/l/{token}/", {"choice": "withdraw"})
    assert queries.consents_of(one)["take_part"] == "given"

    # Only what the person has read is approved: here, a transcript without names.
    actions.keep_transcript(actor=cast.actor("researcher"), now=NOW, interview=one, kind="pseudonymised", text=WORDS)
    send(choice="transcript")
    one.refresh_from_db()
    assert (one.state, one.transcripts.last().approved_way, one.transcripts.last().author) == ("approved", "link", None)
    again = visitor.get(f"/l/{token}/").content.decode()
    read = again.partition("Read the transcript that you approved")[2].partition("</details>")[0]
    assert (WORDS in read, "You approved it on" in again, "Approve the transcript" in again) == (True, True, False)
    send(choice="quotes", ticks_quotes=[made.key])
    assert printable(cast) == [(WORDS, "Interviewee 1")]
    assert "You let us print" in visitor.get(f"/l/{token}/").content.decode()
    assert "be quoted" in send(choice="consent", ticks_consent=["take_part", "quote", "record"])
    assert queries.consents_of(one)["archive"] == "withdrawn"
    assert printable(cast) == [(WORDS, "Interviewee 1")]
    assert "Nothing of it is used" in send(choice="withdraw")
    one.refresh_from_db()
    made.refresh_from_db()
    assert (one.state, one.source.is_public, made.text, printable(cast)) == ("withdrawn", False, "", [])
    assert (InterviewKey.objects.count(), TranscriptVersion.objects.count(), Disposal.objects.count()) == (0, 0, 2)
    assert not SearchText.objects.filter(body__contains="last bus").exists()


def test_an_interview_is_disposed_of_on_its_day_and_can_still_be_taken_back(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    made = quote(cast, one)
    actions.keep_transcript(actor=actor, now=NOW, interview=one, kind="raw", text=f"Maud: {WORDS}")
    actions.replace_words(actor=actor, now=NOW, interview=one, original="Maud", replaced_by="She")
    actions.decide_quotes(actor=actor, now=NOW, interview=one, approved={made.key: True})
    assert actions.dispose_of_due(now=NOW) == 0
    later = NOW + timedelta(days=200)
    assert (actions.dispose_of_due(now=later), actions.dispose_of_due(now=later)) == (1, 0)
    assert sorted(Disposal.objects.values_list("what", flat=True)) == [
        "raw transcripts",
        "what was replaced",
        "who it was with",
    ]
    assert printable(cast) == [(WORDS, "Interviewee 1")]
    assert [each.kind for each in one.transcripts.all()] == ["pseudonymised"]
    one.refresh_from_db()
    actions.withdraw_interview(actor=actor, now=later, interview=one)
    assert (printable(cast), one.transcripts.count()) == ([], 0)
    with pytest.raises(NotPossibleNow):
        actions.withdraw_interview(actor=actor, now=later, interview=one)


def test_without_the_consent_to_the_archive_every_transcript_goes_on_its_day(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    actions.keep_transcript(actor=actor, now=NOW, interview=one, kind="pseudonymised", text=WORDS)
    actions.give_consents(actor=actor, now=NOW, interview=one, answers={"archive": False}, way="phone")
    actions.dispose_of_due(now=NOW + timedelta(days=200))
    assert sorted(Disposal.objects.values_list("what", flat=True)) == ["transcripts", "who it was with"]
    assert one.transcripts.count() == 0
