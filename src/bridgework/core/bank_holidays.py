"""Bank holidays as they were proclaimed for each nation.

Used where no table of an installation is at hand: the command line, and the first filling of that table. An
installation counts with its own table, to which a council adds.
"""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100
SUBDIVISIONS: Final = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}


def proclaimed(nation: str, first_year: int, last_year: int) -> dict[date, str]:
    """The bank holidays of these years, both included, each with its name.

    A year outside 1950 to 2100 gives none. Holidays that are moved or added by proclamation are known only up to the
    release of the package they come from.

    Raises:
        KeyError: for an unknown nation.
    """
    subdivision = SUBDIVISIONS[nation]
    years = range(max(first_year, FIRST_YEAR), min(last_year, LAST_YEAR) + 1)
    if not years:
        return {}
    # Here, not at the top: it takes half a second, and every start would pay.
    import holidays

    found = holidays.country_holidays("GB", subdiv=subdivision, years=years, language="en_GB")
    return {day: name for day, name in sorted(found.items()) if day.year in years}
