"""The reference pages that are made from the program itself, so that they cannot lag behind it.

`.venv/bin/python tools/docs/generate.py` writes them; a test compares what is committed with what this makes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Made by tools/docs/generate.py. Change the source it names, then run it again. -->"
FLOORS = (
    "people",
    "participation",
    "conflicts",
    "calendar",
    "programmes",
    "questions",
    "applications",
    "teams",
    "workspace",
    "reports",
    "committees",
    "impact",
    "messages",
    "library",
    "privacy",
)


def states() -> str:
    """Every state table, as a diagram and as a table."""
    parts = [
        heading("State tables"),
        "A record that has a life of its own moves by one of these tables and in no other way. Each move leaves a"
        " row that cannot be changed: from, to, who, when, why. The source is `states.py` of each app; a refusal"
        " names the table's rule and what is possible instead.",
    ]
    for app in FLOORS:
        for table in _tables_of(app):
            rows = [
                [move.label, f"`{move.event}`", codes(move.sources), f"`{move.target}`", yes(move.needs_reason)]
                for move in table.moves
            ]
            parts += [
                f"## {sentence(table.name)}",
                f"In `{app}`. Begins as `{table.initial}`.",
                f"```mermaid\n{table.diagram().rstrip()}\n```",
                grid(["Move", "Event", "From", "To", "Needs a reason"], rows),
            ]
    return page(parts)


def permissions() -> str:
    """Every role, and every rule with its sentence."""
    from bridgework.kernel.permissions import RULES
    from bridgework.kernel.roles import ROLES

    import_module("bridgework.threads.rules")
    roles = [[role.label, f"`{role.key}`", f"a {role.held_at}"] for role in ROLES.values()]
    parts = [
        heading("Roles and permissions"),
        "A role is held by a person at a place, from one day to another. It reaches everything below its place; a"
        " role in a team also reaches the question the team works on. Nothing else gives authority:"
        " [why](../explanation/permissions.md).",
        "## Roles",
        grid(["Role", "Key", "Held at"], roles),
        "## Rules",
        "The sentence is what a refusal says. “Public” means that visitors may, for records of which the"
        " condition holds. “Own” names the field that makes a record somebody's own. “Hidden” means that whoever"
        " may not is told that there is nothing, because that it exists is confidential. A conflict of interest"
        " outweighs every role.",
    ]
    groups: dict[str, list[list[str]]] = {}
    for rule in sorted(RULES.values(), key=lambda one: one.name):
        who = [ROLES[key].label for key in ROLES if key in rule.roles]
        who += [f"{ROLES[key].label}, of that committee" for key in ROLES if key in rule.body_roles]
        who += [f"own: {_path(path)}" for path in rule.own]
        if rule.public_when is not None:
            who.append(_public(rule.public_when))
        limits = [f"state {codes(sorted(rule.states))}"] if rule.states else []
        limits += ["a further condition"] if rule.further else []
        limits += ["hidden"] if rule.hidden else []
        app = rule.name.partition(".")[0]
        row = [
            f"`{rule.name}`",
            rule.sentence,
            "; ".join(who) or "everybody who passes the condition",
            "; ".join(limits),
        ]
        groups.setdefault(app, []).append(row)
    for app in (*FLOORS, "threads"):
        if app in groups:
            parts += [f"### {sentence(app)}", grid(["Rule", "Sentence", "Who", "Limits"], groups[app])]
    return page(parts)


def addresses() -> str:
    """Every address of ours, what it shows, and whether it is open."""
    from django.urls import get_resolver

    open_to_all: list[list[str]] = []
    behind_sign_in: list[list[str]] = []
    for path, view in _walk(get_resolver(), "/"):
        needed = bool(getattr(view, "login_required", True))
        (behind_sign_in if needed else open_to_all).append([f"`{path}`", first_line(view)])
    return page(
        [
            heading("Addresses"),
            "Every address of the program. Whether it opens without sign-in is decided at its view: one that is"
            " not marked as open needs sign-in, and [a rule](permissions.md) is asked on top of it. Addresses"
            " below `/demo/` exist in a demonstration only. The pages of signing in below `/accounts/` are"
            " django-allauth's and not listed, but for our own.",
            "Permanent addresses are those of questions, their wordings, reports and recommendations: they are"
            " never given to anything else.",
            "## Open to everybody",
            grid(["Address", "What it shows or does"], sorted(open_to_all)),
            "## For those who have signed in",
            grid(["Address", "What it shows or does"], sorted(behind_sign_in)),
        ]
    )


def declarations() -> str:
    """What the apps declare to the kernel: links, tellings, what waits, what is found, jobs, events."""
    from bridgework.kernel import events, links, tellings, waiting
    from bridgework.kernel.jobs import registry
    from bridgework.kernel.search.index import SEARCHABLES

    purposes = [[f"`{one.key}`", one.label, first_line(type(one))] for one in by_key(links.PURPOSES)]
    told = [[f"`{key}`", first_line(function)] for key, function in pairs(tellings.TELLINGS)]
    waits = [[f"`{one.key}`", one.label, yes(one.hand_over is not None)] for one in by_key(waiting.KINDS)]
    elsewhere = [[f"`{key}`", first_line(function)] for key, function in pairs(waiting._elsewhere)]
    found = [[f"`{kind}`", first_line(function)] for kind, function in pairs(SEARCHABLES)]
    repeated = [[f"`{key}`", _when(one), first_line(one.work)] for key, one in pairs(registry.REPETITIONS)]
    jobs = [[f"`{key}`", first_line(one.work), _lease(one)] for key, one in pairs(registry.KINDS)]
    return page(
        [
            heading("What the apps declare"),
            "A lower floor of [the house](../explanation/the-house.md) reaches what is above it through"
            " registries. This is what stands in them when the program has started.",
            "## What a personal link can be for",
            grid(["Purpose", "On screens", "What is asked"], purposes),
            "## What people are told",
            "Sent at once, with others of a batch, or in the daily digest: the event that asks for it says which.",
            grid(["Telling", "What it says, to whom"], told),
            "## What waits on a person",
            "“My work” and the hand-over page are made of these. What cannot be handed over by itself follows the"
            " role.",
            grid(["Kind", "On screens", "Can be handed over by itself"], waits),
            "And what waits on others because of a person:",
            grid(["Kind", "What"], elsewhere),
            "## What search finds",
            grid(["Kind of record", "What of it"], found),
            "## What is done again and again",
            grid(["Key", "When", "What"], repeated),
            "## Kinds of jobs",
            grid(["Kind", "What", "How long a worker may take"], jobs),
            "## Events",
            "An event holds ids and times, never words about people.",
            grid(["Event", "What happened", "Who reacts"], list(_events(events))),
        ]
    )


def records() -> str:
    """Every kind of record, and what an export leaves out."""
    from bridgework.cli.keeping import left_out, tables

    parts = [
        heading("Records"),
        "Every kind of record that the program keeps, by app, with its fields. [An export](export-format.md) has"
        " a file for each under the same name; what is not in it is listed at the end.",
    ]
    models = [one for one in tables.exported_models() if one.__module__.startswith("bridgework.")]
    for app in ["kernel", *FLOORS]:
        of_app = [one for one in models if one._meta.app_label == app]
        if of_app:
            rows = [[f"`{tables.label(one)}`", _about(one), codes(_fields(one))] for one in of_app]
            parts += [f"## {sentence(app)}", grid(["Record", "What it is", "Fields"], rows)]
    parts += [
        "## Left out of an export",
        grid(["Table", "Why"], [[f"`{name}`", why] for name, why in sorted(left_out.MODELS.items())]),
        grid(["Field", "Why"], [[f"`{name}`", one.why] for name, one in sorted(left_out.FIELDS.items())]),
    ]
    return page(parts)


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states,
    "permissions.md": permissions,
    "addresses.md": addresses,
    "declarations.md": declarations,
    "records.md": records,
}


def _tables_of(app: str) -> Iterator[Any]:
    from bridgework.core.states import StateTable

    try:
        module = import_module(f"bridgework.apps.{app}.states")
    except ModuleNotFoundError:
        return
    yield from (one for one in vars(module).values() if isinstance(one, StateTable))


def _walk(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
    from django.urls import URLResolver

    for one in resolver.url_patterns:
        path = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(one, URLResolver):
            yield from _walk(one, path)
        elif one.callback.__module__.startswith("bridgework."):
            yield path, one.callback


def _events(events: Any) -> Iterator[list[str]]:
    for event in sorted(_below(events.Event), key=lambda one: (one.__module__, one.__name__)):
        handlers = [_handler_name(handler) for handler in events._handlers.get(event, ()) if ours(handler)]
        where = event.__module__.removeprefix("bridgework.").removeprefix("apps.").removesuffix(".events")
        yield [f"`{where}.{event.__name__}`", first_line(event), "; ".join(handlers) or "nobody yet"]


def _below(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        if one.__module__.startswith("bridgework."):
            yield one
        yield from _below(one)


def _handler_name(handler: Any) -> str:
    app = handler.__module__.removeprefix("bridgework.apps.").removesuffix(".handlers")
    return f"{app}: {first_line(handler).rstrip('.')}"


def _when(repetition: Any) -> str:
    if repetition.daily_at is not None:
        return f"daily at {repetition.daily_at:%H:%M}"
    return f"every {repetition.interval.total_seconds() / 3600:g} hours"


def _lease(kind: Any) -> str:
    minutes = f"{kind.lease.total_seconds() / 60:g} minutes"
    return f"{minutes}; may be done twice" if kind.own_transactions else minutes


def _path(path: str) -> str:
    return path.replace("__", " → ").replace("_", " ")


def _public(condition: Any) -> str:
    if not condition:
        return "public"
    return "public, where " + " and ".join(f"{key} is {value}" for key, value in condition.items()).replace("_", " ")


def _about(model: Any) -> str:
    # Django writes "Model(fields)" where no docstring was given.
    said = first_line(model)
    return "" if said.startswith(f"{model.__name__}(") else said


def _fields(model: Any) -> list[str]:
    from bridgework.cli.keeping import tables

    return [field.name for field in tables.columns(model)]


def by_key(registry: dict[str, Any]) -> list[Any]:
    """The values of a registry in the order of their keys, those of tests left out."""
    return [registry[key] for key in sorted(registry) if ours(registry[key])]


def pairs(registry: dict[str, Any]) -> list[tuple[str, Any]]:
    """The keys and values of a registry in the order of the keys, those of tests left out."""
    return [(key, registry[key]) for key in sorted(registry) if ours(registry[key])]


def ours(entry: Any) -> bool:
    """Whether a registry's entry comes from the program; tests add some of their own."""
    work = getattr(entry, "work", None) or getattr(entry, "waits", None) or entry
    module = getattr(work, "__module__", "") or type(work).__module__
    return str(module).startswith("bridgework.")


def first_line(thing: Any) -> str:
    """The first sentence of what `thing` says of itself, on one line."""
    said = (getdoc(thing) or "").split("\n\n")[0]
    return " ".join(said.split())


def heading(title: str) -> str:
    """The beginning of a page."""
    return f"# {title}\n\n{NOTE}"


def grid(headings: list[str], rows: Iterable[list[str]]) -> str:
    """A table."""
    lines = [headings, ["--"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def codes(names: Iterable[str]) -> str:
    """Names as code, with commas."""
    return ", ".join(f"`{name}`" for name in names)


def yes(is_so: bool) -> str:
    """Yes or no."""
    return "yes" if is_so else "no"


def sentence(name: str) -> str:
    """With a capital."""
    return name[:1].upper() + name[1:]


def page(parts: list[str]) -> str:
    """Parts with an empty line between them."""
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every page."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    for name, make in PAGES.items():
        text = make()
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
