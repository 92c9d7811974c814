"""What search promises on either database: the same tests run on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from bridgework.core.passages import Passage
from bridgework.kernel import search, withdrawal
from bridgework.kernel.models import SearchDocument, SearchPosting, SearchText
from bridgework.kernel.permissions import SYSTEM, VISITOR, Actor, Holding
from bridgework.kernel.search import Document, Hit, asked, facets, find, postgresql, size, spelling, sqlite, synonyms

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def put(public_id: str, title: str, body: str = "", **more: object) -> None:
    fields: dict[str, object] = {
        "kind": "questions.question",
        "scope": "prog/round",
        "is_public": True,
        "address": f"/t/{public_id}/",
        "at": NOW,
    }
    search.put(Document(public_id=public_id, title=title, body=body, **(fields | more)))  # type: ignore[arg-type]


def ids(words: str, actor: Actor = VISITOR, **limits: object) -> list[str]:
    return [hit.public_id for hit in find(words, actor=actor, **limits).hits]  # type: ignore[arg-type]


def holder(role: str, scope: str, *, conflicts: frozenset[str] = frozenset()) -> Actor:
    return Actor(person_id=1, public_id="p", holdings=(Holding(role, scope),), conflicts=conflicts)


@pytest.fixture
def library() -> None:
    put("q-buses", "Buses after school", "How can rural young people reach college by bus in the evening?")
    put("q-trees", "Street trees", "Where would new trees cool the hottest streets, and who looks after them?")
    put("q-flood", "Flooding", "Which streets flood first, and can trees and ponds slow the water?")
    put("q-food", "Food banks", "Why do families come back to the food bank, and what would end the need?")


def test_any_word_finds_and_every_word_comes_first(library: None) -> None:
    assert ids("trees that slow flood water") == ["q-flood", "q-trees"]
    assert find("trees that slow flood water", actor=VISITOR).total == 2


def test_a_word_in_the_title_counts_more_than_one_in_the_body() -> None:
    for number in range(6):
        put(f"other-{number}", "Something else", "words about other matters of the council")
    put("in-body", "Energy", "a long text that says heating once among many other words here")
    put("in-title", "Heating", "a long text that says nothing of it among many other words here")

    assert ids("heating") == ["in-title", "in-body"]


def test_the_beginning_of_a_word_finds_it_where_the_word_itself_finds_little() -> None:
    put("q-fen", "Peatland and its carbon", "How much of it stays in the ground?")
    put("q-bus", "Buses", "Who rides?")
    assert ids("peat") == ["q-fen"]
    assert find("peats", actor=VISITOR).hits[0].title == (("Peatland", True), (" and its carbon", False))
    assert ids("pea") == []


def test_a_word_that_finds_enough_is_not_widened() -> None:
    for number in range(5):
        put(f"q-heat-{number}", "Heat", "Warm homes")
    put("q-heather", "Heather", "On the moor")
    assert "q-heather" not in ids("heat")


def test_widening_shows_nobody_more_than_they_may_see() -> None:
    put("q-hidden", "Peatland", is_public=False)
    assert ids("peat") == []


def test_inflected_words_and_accents_find_each_other() -> None:
    put("q", "Cafés", "flooded cities and their ponies")

    assert ids("cafe") == ids("Flooding") == ids("city") == ids("pony") == ["q"]


def test_a_natural_question_finds_something(library: None) -> None:
    assert ids("What is it that the council could do for families who need food?")[0] == "q-food"


def test_common_words_alone_are_still_looked_for(library: None) -> None:
    assert set(ids("what would")) == {"q-food", "q-trees"}


@pytest.mark.parametrize(
    "words",
    ['"', "a OR", "NEAR(", "trees AND (", "*", "title:trees", "^x", "-", "'; DROP TABLE", "\x00", "{}", "💥", "%s %d"],
)
def test_what_people_type_is_never_a_language(library: None, words: str) -> None:
    assert find(words, actor=VISITOR).total <= 4


def test_nothing_but_signs_finds_nothing(library: None) -> None:
    assert find("?!", actor=VISITOR) == search.Results(0, (), 1, 20)


def test_without_words_the_newest_come_first() -> None:
    put("older", "A", at=NOW)
    put("newer", "B", at=NOW + timedelta(days=1))

    assert ids("") == ["newer", "older"]


def test_a_second_put_replaces_the_first(library: None) -> None:
    put("q-trees", "Hedges", "Hedges along the lanes")

    assert ids("hedges") == ["q-trees"]
    assert ids("trees") == ["q-flood"]
    assert SearchDocument.objects.count() == 4


def test_removed_is_gone_from_every_table(library: None) -> None:
    search.remove("questions.question", "q-flood")

    assert ids("flood") == []
    assert (SearchDocument.objects.count(), SearchText.objects.count()) == (3, 3)
    assert not SearchPosting.objects.exclude(document__in=SearchDocument.objects.values("pk")).exists()


def test_withdrawal_reaches_the_index_at_once(library: None) -> None:
    withdrawal.withdraw("questions.question", "q-food")

    assert ids("food") == []


def test_who_sees_what() -> None:
    put("open", "heat pumps")
    put("round", "heat pumps", is_public=False, scope="prog/round")
    put("team", "heat pumps", is_public=False, scope="prog/round/chal/team")
    put("elsewhere", "heat pumps", is_public=False, scope="prog2/round2")

    assert set(ids("heat")) == {"open"}
    assert set(ids("heat", holder("coordinator", "prog"))) == {"open", "round", "team"}
    assert set(ids("heat", holder("researcher", "prog/round/chal/team"))) == {"open", "team"}
    assert set(ids("heat", holder("programme_lead", ""))) == {"open", "round", "team", "elsewhere"}
    assert set(ids("heat", SYSTEM)) == {"open", "round", "team", "elsewhere"}


def test_a_scope_that_only_begins_alike_is_another_place() -> None:
    put("other", "heat pumps", is_public=False, scope="prog2/round")

    assert ids("heat", holder("coordinator", "prog")) == []


def test_some_documents_are_for_some_roles_only() -> None:
    put("review", "heat pumps", is_public=False, scope="prog/round", roles=frozenset({"programme_lead"}))

    assert ids("heat", holder("programme_lead", "prog")) == ["review"]
    assert ids("heat", holder("reviewer", "prog")) == []


def test_a_conflict_of_interest_hides_even_what_is_public() -> None:
    put("q1", "heat pumps", scope="prog/round/chal")
    put("q2", "heat pumps", scope="prog/round")
    actor = holder("coordinator", "prog", conflicts=frozenset({"chal"}))

    assert ids("heat", actor) == ["q2"]
    assert find("heat", actor=actor).total == 1
    assert ids("heat", holder("coordinator", "prog", conflicts=frozenset({"q1", "q2"}))) == []


def test_limits_by_kind_programme_and_facet() -> None:
    put("a", "heat", kind="reports.report", facets={"status": "agreed", "theme": ["energy", "homes"]})
    put("b", "heat", kind="reports.recommendation", facets={"status": "lost", "theme": "homes"})
    put("c", "heat", kind="reports.recommendation", scope="prog2", facets={"status": "agreed"})

    assert set(ids("heat", kinds=["reports.recommendation"])) == {"b", "c"}
    assert ids("heat", kinds=[]) == []
    assert set(ids("heat", programme="prog")) == {"a", "b"}
    assert set(ids("heat", facets={"status": "agreed"})) == {"a", "c"}
    assert set(ids("heat", facets={"status": ["agreed", "lost"], "theme": "homes"})) == {"a", "b"}
    assert ids("", facets={"theme": "energy"}) == ["a"]


def test_pages() -> None:
    for number in range(5):
        put(f"q{number}", "heat")

    first, second, third, fourth = (find("heat", actor=VISITOR, page=page, per_page=2) for page in (1, 2, 3, 4))

    assert [len(page.hits) for page in (first, second, third, fourth)] == [2, 2, 1, 0]
    assert [page.total for page in (first, second, third, fourth)] == [5, 5, 5, 5]
    assert first.pages == 3
    assert len({hit.public_id for page in (first, second, third) for hit in page.hits}) == 5


def test_a_hit_says_where_it_is_and_shows_the_matching_part() -> None:
    filler = "nothing of note is said in this part of it. " * 40
    put("q", "Heat pumps", filler + "Then a heat pump is mentioned. " + filler, important="", facets={"status": "open"})

    (hit,) = find("heat pumps", actor=VISITOR).hits

    assert hit == Hit(
        kind="questions.question",
        public_id="q",
        title=(("Heat", True), (" ", False), ("pumps", True)),
        snippet=hit.snippet,
        address="/t/q/",
        scope="prog/round",
        is_public=True,
        facets={"status": "open"},
        at=NOW,
        score=hit.score,
    )
    assert [text for text, is_match in hit.snippet if is_match] == ["heat", "pump"]
    assert len("".join(text for text, _ in hit.snippet)) < 300


def test_a_question_costs_the_same_number_of_queries_for_one_hit_and_for_many(
    django_assert_num_queries: object,
) -> None:
    count = 6 if connection.vendor == "sqlite" else 5
    put("q0", "heat")
    # Two more reads look for words that begin like one that finds little.
    with django_assert_num_queries(count + 2):  # type: ignore[operator]
        find("heat", actor=VISITOR)
    for number in range(1, 8):
        put(f"q{number}", "heat")
    with django_assert_num_queries(count):  # type: ignore[operator]
        find("heat", actor=VISITOR)


def test_in_a_large_index_words_that_tell_little_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "LARGE", 10)
    for number in range(12):
        put(f"q{number:02}", "council", f"word{number} word{number % 2}x")
    put("rare", "newts and frogs of the council")

    assert ids("council newts frogs word0") == ["rare", "q00"]
    assert find("council", actor=VISITOR).total == 13


def test_ranking_in_steps_gives_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    rarer = ("newts", "frogs", "toads", "ponds", "council")
    for number in range(60):
        held = [word for place, word in enumerate(rarer) if number % (2 * (5 - place)) == 0 or word == "council"]
        put(f"q{number:02}", "", " ".join(held * (1 + number % 3)) + " and more" * (number % 7))
    questions = ("newts of council ponds", "frogs toads", "council", "toads council newts frogs frogs")

    def asked_for() -> list[object]:
        return [find(one, actor=VISITOR, page=page, per_page=5) for one in questions for page in (1, 3)]

    whole = asked_for()
    for database in (sqlite, postgresql):
        monkeypatch.setattr(database, "RANKED", (7, 20, float("inf")))
    monkeypatch.setattr(asked, "LIKELY", 2.2)
    assert asked_for() == whole


def test_pages_go_on_from_those_with_every_word_to_those_with_some() -> None:
    for number in range(3):
        put(f"both{number}", "heat pumps")
        put(f"one{number}", "heat heat heat")

    pages = [ids("heat pumps", page=page, per_page=2) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [2, 2, 2, 0]
    everything = [one for page in pages for one in page]
    assert [one[:-1] for one in everything] == ["both"] * 3 + ["one"] * 3
    assert len(set(everything)) == 6


def test_very_long_texts_and_questions_are_cut_not_refused() -> None:
    put("q", "long", "word " * 200_000)

    assert ids("long " * 10_000) == ["q"]


def test_what_somebody_may_not_see_changes_neither_order_nor_score(library: None) -> None:
    put("inner", "Trees and water", "trees slow the flood water", scope="prog/round/a", is_public=False)
    seers = (VISITOR, holder("coordinator", "prog/round/a"))
    words = ("trees water", "trees", "streets flood", "wat")

    def seen() -> list[list[tuple[str, float]]]:
        return [[(hit.public_id, hit.score) for hit in find(one, actor=who).hits] for who in seers for one in words]

    before = seen()
    for number in range(30):
        put(f"hidden-{number}", "Trees", "watercress " * 40 + "trees flood", scope="prog/round/b", is_public=False)
    assert seen() == before
    assert [hit[0] for hit in before[4]] == ["inner", "q-flood", "q-trees"]


def test_what_only_others_hold_is_found_by_those_who_see_it(library: None) -> None:
    put("inner", "Watercress", "grown in a ditch near the trees", scope="prog/round/a", is_public=False)
    seer = holder("coordinator", "prog/round/a")
    assert (ids("watercress", seer), ids("watercress")) == (["inner"], [])
    put("inner", "Watercress", "grown in a ditch near the trees", scope="prog/round/a", is_public=True)
    assert (ids("watercress trees", seer)[0], ids("watercress")) == ("inner", ["inner"])
    search.remove("questions.question", "inner")
    assert ids("watercress", seer) == []


def test_values_of_facets_are_counted_among_what_the_actor_may_see(library: None) -> None:
    put(
        "r-one",
        "Trees of the north",
        facets={"theme": "environment", "place": ["North", "East"]},
        kind="reports.report",
    )
    put("r-two", "Trees of the east", facets={"theme": "environment", "place": "East"}, kind="reports.report")
    put("r-hidden", "Trees nobody knows", facets={"theme": "secret"}, is_public=False, roles=frozenset({"coordinator"}))
    counts = find("trees", actor=VISITOR, count=("kind", "theme", "place")).counts
    assert counts == {
        "kind": (("questions.question", 2), ("reports.report", 2)),
        "theme": (("environment", 2),),
        "place": (("East", 2), ("North", 1)),
    }
    narrowed = find("trees", actor=VISITOR, facets={"place": "North"}, count=("theme",))
    assert (narrowed.total, narrowed.counts) == (1, {"theme": (("environment", 1),)})
    inside = find("trees", actor=holder("coordinator", "prog"), count=("theme",)).counts
    assert inside == {"theme": (("environment", 2), ("secret", 1))}
    everything = find("", actor=VISITOR, count=("kind",))
    assert everything.counts == {"kind": (("questions.question", 4), ("reports.report", 2))}


def test_of_very_much_the_values_of_facets_are_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "MOST_COUNTED", 50)
    for number in range(200):
        put(f"q{number}", "Trees", facets={"theme": "homes" if number // 4 % 4 else "roads"})
    found = find("trees", actor=VISITOR, count=("theme",))
    assert (found.total, found.counts_are_exact) == (200, False)
    assert dict(found.counts["theme"]) == pytest.approx({"homes": 150, "roads": 50}, abs=4)


def test_of_a_long_text_the_best_passage_is_shown_with_its_section_and_page() -> None:
    told = (
        Passage("Peat holds carbon. " * 20, "What we found", 3),
        Passage("Rewetting raises the water table, and peat keeps its carbon. " * 5, "What to do", 7),
        Passage("Nothing of it. " * 20, "Thanks", 9),
    )
    put("q-fen", "The fens", "A report.", important="About peat", kind="reports.report", passages=told)

    (hit,) = find("rewetting of peat", actor=VISITOR).hits
    assert (hit.section, hit.page) == ("What to do", 7)
    assert hit.snippet[0] == ("Rewetting", True)
    (hit,) = find("thanks", actor=VISITOR).hits
    assert (hit.section, hit.page) == ("Thanks", 9)
    (hit,) = find("fens", actor=VISITOR).hits
    assert (hit.section, hit.page, "".join(text for text, _ in hit.snippet)) == ("", 0, "About peat A report.")


@pytest.fixture
def tip_means_recycling_centre() -> Iterator[None]:
    with synonyms.no_synonyms():
        search.gives_synonyms(lambda: [["tip", "recycling centre", "dump"]])
        yield


def test_synonyms_find_each_other_and_the_very_word_stands_first(tip_means_recycling_centre: None) -> None:
    put("q-centre", "Recycling centre hours", "When is the recycling centre open, and who may bring waste?")
    put("q-tip", "Hours", "A question of many words, of which one is the tip, and that says other things too.")
    put("q-other", "Libraries", "When are they open?")

    assert ids("tip") == ["q-tip", "q-centre"]
    assert ids("dump") == ["q-centre", "q-tip"]
    assert ids("recycling") == ["q-centre"]
    assert ids("hours of the tip") == ["q-tip", "q-centre"]


def test_more_like_one_is_what_shares_its_rarest_words(library: None) -> None:
    put("hidden", "Street trees", "hot streets and new trees", is_public=False)
    put("q-park", "Parks", "New trees in parks look after themselves.")
    itself, found = search.like("q-trees", actor=VISITOR)
    assert itself is not None
    assert itself.title == (("Street trees", False),)
    assert sorted(one.public_id for one in found.hits[:2]) == ["q-flood", "q-park"]
    assert "q-trees" not in {one.public_id for one in found.hits}
    assert search.like("hidden", actor=VISITOR) == (None, search.Results(0, (), 1, 20))


def test_another_spelling_is_never_a_word_that_only_stood_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "LARGE", 1)
    monkeypatch.setattr(size, "_known", {})
    monkeypatch.setattr(spelling, "_known", {})
    put("q-fen", "Peatland and carbon")
    put("q-bus", "Buses")
    assert search.respelt("paetland buses") == "peatland buses"
    search.remove("questions.question", "q-fen")
    assert search.respelt("paetland buses") == ""


def test_counts_kept_for_a_minute_never_find_what_is_gone_nor_miss_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "LARGE", 2)
    monkeypatch.setattr(size, "_known", {})
    monkeypatch.setattr(size, "_frequent", {})
    for number in range(3):
        put(f"q{number}", "Trees")
    assert find("trees", actor=VISITOR).total == 3
    assert size.frequent() == {"tree": 3}
    for number in range(3):
        search.remove("questions.question", f"q{number}")
    assert find("trees", actor=VISITOR).total == 0
    put("q-new", "Trees")
    assert ids("trees") == ["q-new"]


def test_in_a_question_as_long_as_a_paragraph_repeated_words_count_for_more() -> None:
    put("often", "", "peat " * 6 + "and " * 14)
    put("each", "", "bus tram " + "and " * 18)
    for number in range(10):
        put(f"q{number}", "", "and " * 20)
    assert ids("peat bus tram") == ["each", "often"]
    assert ids("peat bus tram " + " ".join(f"word{number}" for number in range(30))) == ["often", "each"]
