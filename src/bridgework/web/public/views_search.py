"""Search over questions, reports, recommendations and findings, narrowed by what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bridgework.apps.calendar.models import Body
from bridgework.apps.library.queries.searches import CHOICES, FACETS, wanted
from bridgework.apps.programmes.models import Round
from bridgework.apps.reports.states import RECOMMENDATION
from bridgework.kernel import search as index
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import VISITOR, Actor
from bridgework.kernel.search import Results
from bridgework.threads.bodies import name_on, names_of
from bridgework.threads.lists import round_choices
from bridgework.threads.searching import KINDS, became_of
from bridgework.threads.wording import sentence_case
from bridgework.web.public.conditional import public_page
from bridgework.web.public.harvest.answers import atom
from bridgework.web.ui.acting import actor_of, now_of

PAGE_SIZE: Final = 20
FEED_ENTRIES: Final = 50
MOST_VALUES: Final = 8
"""Values of a facet that are offered: the most frequent."""


@dataclass(frozen=True)
class Value:
    """One value of a facet: its words, how many results have it, and the address that chooses it or lets it go."""

    words: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One thing the results can be narrowed by."""

    label: str
    values: tuple[Value, ...]


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What holds any of the words, the best first."""
    like_id = request.GET.get("like", "").replace("\x00", "").strip()[:14]
    if like_id:
        return _alike(request, like_id)
    asked_for = wanted(request.GET.dict())
    asked = {"q": asked_for.words, "kind": asked_for.kind, **asked_for.facets}
    asked = {key: value for key, value in asked.items() if value}
    words, kind = asked_for.words, asked_for.kind
    context: dict[str, Any] = {"words": words, "kind": kind, "choices": [(key, label) for key, label, _ in CHOICES]}
    if words:
        found = index.find(
            words,
            actor=actor_of(request),
            kinds=asked_for.kinds,
            facets=asked_for.facets,
            page=_number(request.GET.get("page", "1")),
            per_page=PAGE_SIZE,
            count=("kind", *FACETS),
        )
        became = became_of(found.hits)
        # A word that nothing holds is easily overlooked among others that found something.
        meant = index.respelt(words) if found.page == 1 else ""
        context |= {
            "found": found,
            "hits": [(KINDS.get(hit.kind, ""), hit, became[hit.public_id]) for hit in found.hits],
            "page": Paginator(range(found.total), PAGE_SIZE).get_page(found.page),
            "facets": _facets(found, asked),
            "narrowed": len(asked) > 1,
            "asked": asked_for.asked,
            "may_save": not actor_of(request).is_visitor,
            "themes": [] if found.total else _themes(actor_of(request)),
            "meant": meant,
            "meant_address": _address({"q": meant}),
            "all_address": _address({"q": words}),
        }
    return render(request, "public/search.html", context)


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """What a search finds among what is public, the newest first, as an Atom feed."""
    asked_for = wanted(request.GET.dict())
    hits = asked_for.found(VISITOR).hits if asked_for.asked else ()
    became = became_of(hits)
    newest = sorted(hits, key=lambda one: one.at, reverse=True)[:FEED_ENTRIES]
    context = {
        "site": settings.SITE_ADDRESS,
        "asked": asked_for.asked,
        "name": asked_for.words or "everything",
        "entries": [
            (KINDS.get(one.kind, ""), one, "".join(text for text, _ in one.title), became[one.public_id])
            for one in newest
        ],
        "updated": newest[0].at if newest else now_of(request),
    }
    return atom(request, "public/search_feed.xml", context)


def _alike(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is most like one record. Raises `NotFound`, also where it only exists."""
    itself, found = index.like(public_id, actor=actor_of(request), kinds=tuple(KINDS), per_page=PAGE_SIZE)
    if itself is None:
        raise NotFound("There is no such record, or none you may see.", rule="public.search-like")
    became = became_of(found.hits)
    context = {
        "itself": itself,
        "itself_title": "".join(text for text, _ in itself.title),
        "choices": [(key, label) for key, label, _ in CHOICES],
        "hits": [(KINDS.get(hit.kind, ""), hit, became[hit.public_id]) for hit in found.hits],
        "found": found,
    }
    return render(request, "public/search.html", context)


def _themes(actor: Actor) -> list[tuple[str, str]]:
    """The themes of the record with the search for each, the most frequent first: a way on where nothing was found."""
    counts = index.counts_of("theme", actor=actor, kinds=tuple(KINDS)).get("theme", ())
    return [(sentence_case(theme), _address({"q": theme})) for theme, _ in counts[:MOST_VALUES]]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _facets(found: Results, asked: dict[str, str]) -> list[Facet]:
    """What the results can be narrowed by: what is chosen, and every value that would leave fewer."""
    shown = [Facet("What it is", tuple(_kinds(found, asked)))]
    offered = {key: _offered(key, found, asked) for key in FACETS}
    rounds = dict(round_choices(Round.objects.filter(public_id__in=offered["round"])))
    committees = _committees(list(offered["committee"]))
    for key, label in FACETS.items():
        if key == "state" and asked.get("kind") != "recommendations":
            continue
        known = {"round": rounds, "committee": committees}.get(key, STATE_WORDS)
        named = {value: known.get(value, sentence_case(value)) for value in offered[key]}
        shown.append(Facet(label, tuple(_values(key, offered[key], named, asked))))
    return [one for one in shown if one.values]


def _offered(key: str, found: Results, asked: dict[str, str]) -> dict[str, int]:
    """The values of a facet that are shown, with how many results have each: the chosen one, or those that narrow."""
    if key in asked:
        return {asked[key]: found.total}
    narrowing = ((value, count) for value, count in found.counts.get(key, ()) if count < found.total)
    return dict(islice(narrowing, MOST_VALUES))


def _committees(wanted: list[str]) -> dict[str, str]:
    """The names of these committees, by their public ids. Two queries; none where there are none."""
    bodies = dict(Body.objects.filter(public_id__in=wanted).values_list("public_id", "pk")) if wanted else {}
    names = names_of(bodies.values())
    return {public_id: name_on(names, pk, None) for public_id, pk in bodies.items()}


STATE_WORDS: Final = {state: state.replace("_", " ").capitalize() for state in RECOMMENDATION.states}


def _kinds(found: Results, asked: dict[str, str]) -> list[Value]:
    if "kind" in asked:
        label = next(label for key, label, _ in CHOICES if key == asked["kind"])
        return [Value(label, found.total, _address(asked, kind="", state=""), is_chosen=True)]
    counts = dict(found.counts.get("kind", ()))
    summed = [(key, label, sum(counts.get(one, 0) for one in kinds)) for key, label, kinds in CHOICES]
    return [Value(label, count, _address(asked, kind=key)) for key, label, count in summed if 0 < count < found.total]


def _values(key: str, offered: dict[str, int], named: dict[str, str], asked: dict[str, str]) -> list[Value]:
    is_chosen = key in asked
    return [
        Value(named[value], count, _address(asked, **{key: "" if is_chosen else value}), is_chosen)
        for value, count in offered.items()
    ]


def _address(asked: dict[str, str], **changed: str) -> str:
    return "?" + urlencode({key: value for key, value in (asked | changed).items() if value})
