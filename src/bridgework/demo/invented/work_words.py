"""The words of this year's work: meetings, requests, findings, propositions. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bridgework.demo.invented.evidence import Found

COUNCIL_PROGRAMMES: Final = {
    "buses": "Connected communities",
    "damp": "Healthy homes",
    "school": "Every child ready",
    "flood": "A resilient county",
}
REACHED: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "buses": (("brief", 3), ("research_plan", 24), ("midway", 118)),
    "damp": (
        ("brief", 3), ("research_plan", 15), ("midway", 52), ("draft_report", 78), ("fact_check", 90),
        ("final_report", 98), ("covering_paper", 112), ("clearances", 120), ("final_to_clerk", 123),
        ("publication", 125),
    ),
    "school": (
        ("brief", 3), ("research_plan", 16), ("midway", 70), ("draft_report", 99), ("fact_check", 112),
        ("final_report", 124), ("covering_paper", 139), ("clearances", 144), ("final_to_clerk", 146),
    ),
    "flood": (
        ("brief", 3), ("research_plan", 15), ("midway", 66), ("draft_report", 95), ("fact_check", 106),
        ("final_report", 117), ("covering_paper", 131), ("clearances", 138), ("final_to_clerk", 142),
        ("publication", 145),
    ),
}  # fmt: skip

REPAIR_BRIEF: Final = (
    "Tell us what could be repaired and sold, who would do it, and what the council would have to allow."
)
REPAIR_NOTES: Final = (
    "We agreed to look at three centres of the nine. Electrical goods need a tester; we ask who has one."
)
REPAIR_REQUEST: Final = "May we have the tonnage of furniture and of small appliances for each centre, for two years?"

BUS_MEETINGS: Final = (
    (-140, "We split the county into four corridors. Everybody rides each corridor once after six.", ()),
    (-110, "The last buses run empty one way and full the other. We look at the way home only.", ("contracts",)),
    (-88, "Sophie leaves at the end of the week; her cost model is half done and written up.", ("councillor",)),
    (-58, "Ifan has taken over the cost model. Without the running costs it stops here.", ("contracts",)),
    (-27, "Still no running costs. We agreed to write the chapter around them and to ask again.", ("contracts",)),
)
BUS_POINTS: Final = (
    (("decision", "Only journeys home after six are in the study.", ""), ("to_do", "Ride corridor two.", "tunde")),
    (("to_do", "Write to four employers about shift times.", "amelia"),),
    (("to_do", "Hand over the cost model with notes.", "sophie"),),
    (("to_do", "Check the cost model against last year's contracts.", "ifan"),),
    (("to_do", "Draft the chapter on what a ride costs, with a gap for the figure.", "ifan"),),
)
BUS_REQUESTS: Final = (
    "May we have the timetable file of every supported route, with the days on which each runs?",
    "Who can tell us when shifts end at the ten largest employers outside Market Sutton?",
    "May we have the passenger counts of the evening journeys, month by month?",
    "May we have the running cost of each evening journey on the supported routes, for this financial year?",
)
BUS_WHY: Final = "Every recommendation we can make depends on what a journey home costs. Our report waits for it."
BUS_ANSWERS: Final = (
    "The file is in the shared folder; routes marked S do not run in school holidays.",
    "Most shifts end at 10 in the evening and at 6 in the morning; last spring’s survey is in the folder.",
    "The counts belong to the operators, and the contract does not let us pass them on.",
)
BUS_FINDINGS: Final = (
    Found(
        text="After half past six no bus leaves 31 of the 44 villages in the study on a weekday.",
        sources=(("council_data", "Timetable file of the supported routes", 0, "Last departure by village."),),
        confidence="high",
        figure="31 of 44",
        figure_of="villages without a bus after 18:30",
    ),
    Found(
        text="People turn down evening shifts because they cannot get home, and say so without being asked.",
        sources=(
            ("lived_experience", "What 19 people who travel to shifts told us", 0, "Eleven had turned down a shift."),
            ("statistics", "Employers' survey of shift times", 0, "Most late shifts end at ten."),
        ),
        confidence="moderate",
    ),
    Found(
        text="A shared taxi on call reached more people in two other rural counties than a late bus did.",
        sources=(("local_practice", "Evening transport in two rural counties", 2022, "Riders an evening, by kind."),),
        confidence="low",
    ),
)


@dataclass(frozen=True)
class Proposed:
    """A proposition, what each group answered, and what the team did next."""

    text: str
    put_to: str
    answers: tuple[tuple[str, str, str], ...]
    """By role, stance, words."""
    event: str
    summed: str
    did_next: str


BUS_PROPOSITIONS: Final = (
    Proposed(
        text="An app in which neighbours offer each other lifts home.",
        put_to="Bus users' group, employers, parish clerks",
        answers=(
            ("Bus users", "against", "You would ask a stranger for a lift in the dark?"),
            ("Employers", "mixed", "We would tell staff about it; we would not run it."),
            ("Parish clerks", "against", "Half of the village has no signal."),
        ),
        event="set_aside",
        summed="Those it was meant for would not use it.",
        did_next="We set the app aside and looked at what could be booked by telephone.",
    ),
    Proposed(
        text="A shared taxi after six, booked by telephone until five, at the price of the bus.",
        put_to="Bus users' group, taxi firms, employers",
        answers=(
            ("Bus users", "for", "As long as it comes back for the ones on late shift."),
            ("Taxi firms", "mixed", "If the council guarantees the empty miles."),
            ("Employers", "for", ""),
        ),
        event="take_forward",
        summed="Wanted by riders and employers; the firms need a guarantee.",
        did_next="We cost it corridor by corridor, once the running costs are known.",
    ),
)

OUTLINE_NOTES: Final = {
    "school": "Twelve schools have said yes to talking with us. Forms first, then families.",
    "flood": "We talk to wardens who stopped before we talk to those who stayed.",
    "damp": "The inspection records are in. We look at the first report and the second of each home.",
}
OUTLINE_REQUESTS: Final = {
    "school": (
        "How does a family learn that it could have free school meals, and who tells it?",
        "By a letter in August from us, and by the school if the school asks. Nobody asks in 40 of 112 schools.",
    ),
    "flood": (
        "May we have the list of wardens who stopped in the last five years, or could you pass a letter on to them?",
        "We pass your letter on; 64 went out on Monday.",
    ),
    "damp": (
        "Which landlords were written to before an inspection, and which after?",
        "The column is called NOTICE in the file; empty means after.",
    ),
}
OUTLINE_FINDINGS: Final = {
    "school": (
        Found(
            text="In schools that ask every family at the start of the year, take-up is 93%; where nobody asks, 71%.",
            sources=(("council_data", "Take-up by school and month, three years", 0, "Take-up beside who asks."),),
            confidence="high",
            figure="93% and 71%",
            figure_of="take-up where families are asked, and where not",
        ),
        Found(
            text="Families said the form asks for things they have already told the council twice.",
            sources=(("interview", "Conversations with 27 families", 0, "What stopped them."),),
            confidence="moderate",
        ),
    ),
    "flood": (
        Found(
            text="Wardens who meet at least twice a year stay three times as long as wardens who do not.",
            sources=(("statistics", "Wardens' register, eleven years", 0, "Years served by meetings held."),),
            confidence="moderate",
            figure="3 times",
            figure_of="longer service with two meetings a year",
        ),
    ),
    "damp": (
        Found(
            text="Where the landlord got a letter with a date before the inspection, 58% acted before it.",
            sources=(("council_data", "Inspection records, five years", 0, "Dates of letters and of repairs."),),
            confidence="high",
            figure="58%",
            figure_of="acted before the inspection",
        ),
    ),
}
