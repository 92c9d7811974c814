"""Sections joined to a text, and a text divided into sections."""

from __future__ import annotations

from bridgework.core.reports.outline import Section, divided, joined


def test_what_is_joined_is_divided_again() -> None:
    sections = (
        Section("background", "Background", "Buses run.\n\n## Before 2020\n\nThey ran more."),
        Section("our-own", "Our own", "- one\n- two"),
    )
    assert divided(joined([*sections, Section("empty", "Empty", "  ")])) == sections


def test_a_title_of_the_whole_does_not_swallow_its_sections_and_no_word_is_lost() -> None:
    text = "# Buses\n\nFor whoever reads.\n\n## Method\n\nWe asked.\n\n### How\n\nBy phone.\n\n## Method\n\n"
    text += "```\n# not\n```"
    assert divided(text) == (
        Section("buses", "Buses", "For whoever reads."),
        Section("method", "Method", "We asked.\n\n## How\n\nBy phone."),
        Section("method-2", "Method", "```\n# not\n```"),
    )


def test_without_a_heading_it_is_one_section() -> None:
    assert divided("Only words.") == (Section("beginning", "Beginning", "Only words."),)
    assert divided(" \n") == ()
