"""The kernel as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The Django-aware ground floor."""

    name = "bridgework.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every app register what it declares."""
        from bridgework.kernel import (
            jobs,  # noqa: F401 - they register the kernel's own jobs and hooks
            search,  # noqa: F401
            unknown_order,
        )
        from bridgework.kernel.models import lookups  # noqa: F401 - registers scope__under
        from bridgework.kernel.registries import load_declarations

        unknown_order.unite()
        load_declarations()
