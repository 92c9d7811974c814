"""Make the product's font files from the npm packages: run after `npm ci`, with fonttools and brotli installed.

Public Sans is shipped as published. Source Serif 4 is fixed at one optical size, narrowed to the weights we use and
therefore renamed, as its licence asks of a changed font ("Source" is a reserved name).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules" / "@fontsource-variable"
TARGET = HERE.parent.parent / "src/bridgework/web/ui/static/ui/fonts"
NAME = "Bridgework Serif"
OPTICAL_SIZE = 24
WEIGHTS = (400, 700)
FAMILY_NAMES = {1, 3, 4, 6, 16, 18, 21, 25}


def serif(alphabet: str, style: str) -> None:
    """Write one renamed, narrowed file of the serif."""
    source = PACKAGES / "source-serif-4/files" / f"source-serif-4-{alphabet}-opsz-{style}.woff2"
    font = instantiateVariableFont(TTFont(source), {"opsz": OPTICAL_SIZE, "wght": WEIGHTS})
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            text = record.toUnicode().replace("Source Serif 4", NAME).replace("SourceSerif4", NAME.replace(" ", ""))
            record.string = text
    font.flavor = "woff2"
    font.save(TARGET / f"bridgework-serif-{alphabet}-{style}.woff2")


def main() -> None:
    """Write every font file and the licences."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for alphabet in ("latin", "latin-ext"):
        for style in ("normal", "italic"):
            serif(alphabet, style)
            name = f"public-sans-{alphabet}-wght-{style}.woff2"
            shutil.copyfile(PACKAGES / "public-sans/files" / name, TARGET / name.replace("-wght", ""))


if __name__ == "__main__":
    main()
