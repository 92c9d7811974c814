"""Start-up: reads what each app declares in modules of fixed names, in the order of the floors."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

DECLARATIONS = (
    "rules",
    "handlers",
    "searchables",
    "links",
    "previews",
    "withdrawals",
    "tellings",
    "waiting",
    "personal",
    "retention",
)


def load_declarations() -> None:
    """Import the declaring modules of every Bridgework app, so that they fill the kernel's registries."""
    for config in apps.get_app_configs():
        if not config.name.startswith("bridgework.apps."):
            continue
        for module in DECLARATIONS:
            name = f"{config.name}.{module}"
            if find_spec(name) is not None:
                import_module(name)
