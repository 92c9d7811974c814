"""The catalogue watches the index, and the search uses the programmes' synonyms: declared here, so from the start."""

from __future__ import annotations

from bridgework.apps.library.catalogue import keep_catalogue
from bridgework.apps.library.queries.synonyms import synonym_groups
from bridgework.kernel.search import gives_synonyms

gives_synonyms(synonym_groups)

__all__ = ["keep_catalogue"]
