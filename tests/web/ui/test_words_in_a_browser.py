"""The form's script counts words as the server does."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.core.test_words import TEXTS


def test_both_sides_count_the_same(page: Page, site: str) -> None:
    page.goto(f"{site}/gallery")
    counted = page.evaluate(
        "async texts => { const script = document.querySelector('script[src*=\"ui/ui\"]').src;"
        " const { countWords } = await import(script); return texts.map(countWords) }",
        [text for text, _ in TEXTS],
    )
    assert counted == [words for _, words in TEXTS]
