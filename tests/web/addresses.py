"""Every address, and whether it is open to visitors.

`python -m tests.web.addresses > tests/web/addresses.txt` writes the list anew after an address was added on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> list[str]:
    """One line an address: `open` or `sign-in`, and the address."""
    return sorted({f"{'sign-in' if needed else 'open   '} {path}" for path, needed in _walk(get_resolver(), "/")})


def without_parameters() -> list[tuple[str, bool]]:
    """The addresses that can be opened as they are, and whether they need sign-in."""
    found = {(path, needed) for path, needed in _walk(get_resolver(), "/") if not set("<(^[\\") & set(path)}
    return sorted(found)


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, bool]]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(one, URLResolver):
            yield from _walk(one, path)
        elif isinstance(one, URLPattern):
            yield path, bool(getattr(one.callback, "login_required", True))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    print("\n".join(addresses()))
