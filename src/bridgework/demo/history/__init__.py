"""The history of real programmes, told from public sources, as read-only threads.

`load_history` puts `data/history.json` into the tables. Quotations are marked and carry their source; people appear by
role only; what the file does not know stays unknown.
"""

from __future__ import annotations

from bridgework.demo.history.loading import Loaded, load_history

__all__ = ["Loaded", "load_history"]
