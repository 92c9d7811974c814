"""How a component turns into HTML."""

from __future__ import annotations

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString


def drawn(template: str, values: dict[str, Any]) -> SafeString:
    """The component template `ui/components/<template>.html` with these values."""
    return SafeString(get_template(f"ui/components/{template}.html").render(values))


def chosen(value: str, choices: tuple[str, ...] | dict[str, Any], argument: str) -> str:
    """`value` where it is one of the choices.

    Raises ValueError naming the argument: a wrong choice is a mistake in a template, found by the first look at it.
    """
    if value not in choices:
        raise ValueError(f"{argument}={value!r} is not one of: {', '.join(choices)}.")
    return value
