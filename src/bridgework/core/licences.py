"""Licences by their address, with the name people know them by."""

from __future__ import annotations

from typing import Final

LICENCES: Final[dict[str, str]] = {
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": "Open Government Licence v3.0",
    "https://creativecommons.org/licenses/by/4.0/": "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "Creative Commons Attribution-ShareAlike 4.0",
    "https://creativecommons.org/licenses/by-nc/4.0/": "Creative Commons Attribution-NonCommercial 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "Creative Commons Zero 1.0 (no rights reserved)",
}
SPDX: Final[dict[str, str]] = {
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": "OGL-UK-3.0",
    "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/licenses/by-nc/4.0/": "CC-BY-NC-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
}
"""The short names of the SPDX list, for formats that want them."""


def licence_name(address: str) -> str:
    """What people call it; the address itself where we do not know it, empty where none is stated."""
    return LICENCES.get(address, address)
