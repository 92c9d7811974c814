"""The catalogue watches the index: declared here, so that it does from the start."""

from __future__ import annotations

from bridgework.apps.library.catalogue import keep_catalogue

__all__ = ["keep_catalogue"]
