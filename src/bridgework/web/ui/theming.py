"""A council's accent: accepted as given where it can be read, moved until it can where it cannot.

Contrast is WCAG 2.2's: (lighter + 0.05) / (darker + 0.05) of relative luminance, from 1 to 21.
"""

from __future__ import annotations

import colorsys
import re

PAPER = "#fbfaf6"
PAPER_DARK = "#171512"
ENOUGH = 4.5
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
Rgb = tuple[float, float, float]


def rgb(colour: str) -> Rgb:
    """`#64205a` as three shares of 1. Raises ValueError for anything else."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour such as #64205a.")
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def hexed(colour: Rgb) -> str:
    """Three shares of 1 as `#64205a`."""
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in colour)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, paper: str, enough: float = ENOUGH) -> str:
    """`colour`, made darker or lighter in small steps until it can be read on `paper`."""
    hue, light, strength = colorsys.rgb_to_hls(*rgb(colour))
    end = 0.0 if luminance(paper) > 0.5 else 1.0
    while contrast(colour, paper) < enough and light != end:
        light = max(light - 0.01, end) if end == 0.0 else min(light + 0.01, end)
        colour = hexed(colorsys.hls_to_rgb(hue, light, strength))
    return colour


def mixed(colour: str, paper: str, share: float) -> str:
    """`share` of `colour` on `paper`."""
    top, under = rgb(colour), rgb(paper)
    return hexed(tuple(a * share + b * (1 - share) for a, b in zip(top, under, strict=True)))  # type: ignore[arg-type]


def theme_css(accent: str, accent_dark: str = "") -> str:
    """The style sheet that puts a council's accent in the place of ours, in light and dark."""
    light = readable(accent, PAPER, 5.5)
    dark = readable(accent_dark or accent, PAPER_DARK, 7.0)
    fill = readable(accent, "#ffffff", 5.5)
    bright = _tokens(light, readable(mixed(light, "#000000", 0.75), PAPER, 7.0), mixed(light, PAPER, 0.1), fill)
    dim = _tokens(dark, mixed(dark, "#ffffff", 0.6), mixed(dark, PAPER_DARK, 0.16), fill)
    return (
        f":root{{{bright}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dim}}}}}\n"
        f":root[data-theme=dark]{{{dim}}}\n"
    )


def _tokens(accent: str, strong: str, tint: str, fill: str) -> str:
    return (
        f"--bw-accent:{accent};--bw-accent-strong:{strong};--bw-accent-tint:{tint};"
        f"--bw-fill:{fill};--bw-fill-strong:{mixed(fill, '#000000', 0.75)};--bw-on-fill:#ffffff"
    )
