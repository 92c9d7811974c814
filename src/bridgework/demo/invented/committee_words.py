"""The words of this year's reports and papers. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bridgework.demo.invented.steps import Put, Recommended


@dataclass(frozen=True)
class Finished:
    """A report and its paper."""

    title: str
    summary: str
    text: str
    recommended: tuple[Recommended, ...]
    proposals: tuple[Put, ...]
    future_work: str
    from_role: str


DAMP: Final = Finished(
    title="The letter before the visit: what makes landlords act on damp",
    summary="A letter with a date works before any inspection does, and costs the price of a stamp.",
    text="""## What we were asked

What makes private landlords act on damp before it is reported twice.

## What we found

Where the landlord had a letter with a date before the inspection, more than half acted before it. Most second reports
come from homes where the first letter followed the visit.

## What we do not know

Whether a letter still works when every landlord gets one.
""",
    recommended=(
        Recommended(
            "Write to the landlord, with a date, before every inspection.", "Housing standards", "letters", "", (1,)
        ),
        Recommended("Publish each year how many homes were reported twice.", "Housing standards", "openness"),
        Recommended("Visit homes with a child under five within ten working days.", "Housing standards", "visits"),
    ),
    proposals=(
        Put("that a dated letter goes to the landlord before every inspection;", (1,), "Housing standards manager"),
        Put("that the number of homes reported twice is published each year;", (2,), "Housing standards manager"),
        Put("that homes with a child under five are visited within ten working days.", (3,), "Environmental health"),
    ),
    future_work="Does a dated letter still work when every landlord gets one?",
    from_role="Housing standards manager",
)
DAMP_CHANGED: Final = "that homes with a child under five are visited within fifteen working days."
"""The third proposal with exactly one word changed."""
DAMP_MINUTE: Final = """The Housing standards manager presented the report. Councillors asked what a letter costs and
how many homes are reported twice.

It was proposed by the Chair, seconded by the Vice-Chair, and resolved (by 6 votes to 2, with 1 abstention) to agree:

a) that a dated letter goes to the landlord before every inspection;
b) that the number of homes reported twice is published each year;
c) that homes with a child under five are visited within fifteen working days.

The committee thanked the researchers.
"""

SCHOOL: Final = Finished(
    title="Nobody asked us: free school meals that are not taken up",
    summary="Where a school asks every family at the start of the year, almost all who can have a meal take it.",
    text="""## What we were asked

Why one in five families who could have free school meals do not take them, and what would change that.

## What we found

In schools that ask every family at the start of the year, 93% take the meals. Where nobody asks, 71% do. Families told
us that the form asks for things the council has been told twice already.

## What it would cost

Asking costs a school about four hours of a clerk's time each year.
""",
    recommended=(
        Recommended("Ask every family at the start of each school year.", "Schools in the county", "asking", "", (1,)),
        Recommended("Fill the form with what the council already knows.", "Education catering", "forms", "", (2,)),
        Recommended("Tell each school its take-up every term.", "Education catering", "openness"),
    ),
    proposals=(
        Put("that every school is asked to speak with each family in September;", (1,), "Education catering lead"),
        Put("that the form is filled with what the council already knows;", (2,), "Education catering lead"),
        Put("that each school is told its take-up every year.", (3,), "Education catering lead"),
    ),
    future_work="What do families who take the meals say about eating them?",
    from_role="Education catering lead",
)

FLOOD: Final = Finished(
    title="Between the floods: what keeps wardens",
    summary="Wardens stay where they meet; a flood is not what makes them stop.",
    text="""## What we were asked

What keeps volunteer flood wardens in their role between floods.

## What we found

Wardens who meet at least twice a year stay three times as long. Those who stopped seldom named the work; they named
that nobody had rung.
""",
    recommended=(
        Recommended(
            "Pay for a room and a meal twice a year for each group of wardens.", "Resilience", "meeting", "", (1,)
        ),
        Recommended("Ring every warden who has not been heard of for six months.", "Emergency planning", "contact"),
    ),
    proposals=(
        Put("that a room and a meal are paid for twice a year for each group of wardens;", (1,), "Flood risk manager"),
        Put("that wardens not heard of for six months are rung.", (2,), "Emergency planning officer"),
    ),
    future_work="Do wardens from outside the flood plain stay as long?",
    from_role="Flood risk manager",
)
