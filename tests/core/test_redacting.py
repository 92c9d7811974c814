from __future__ import annotations

from bridgework.core.redacting import redacted


def test_names_addresses_and_places_are_taken_out_and_other_words_stay() -> None:
    text = "I am Mary-Ann O'Hara (mary.ohara@uni.example, @mohara), of the Department of\nEarth Sciences. A hara-kiri?"
    names = ["Mary-Ann O'Hara", "Department of Earth Sciences", "", "Jo Al"]
    assert redacted(text, names) == ("I am [removed] ([removed], [removed]), of the [removed]. A hara-kiri?")
    assert redacted("Kit and KIT SHAW, kitchen; see https://kit.example/x", ["Kit Shaw"]) == (
        "[removed] and [removed], kitchen; see [removed]"
    )
