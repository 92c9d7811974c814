"""The words of the earlier invented round. All of it is invented: people, places, numbers and sources."""

from __future__ import annotations

from typing import Final

from bridgework.demo.invented.evidence import Found
from bridgework.demo.invented.steps import Asked, Put, Recommended

LESSONS: Final = (
    "Teams waited a month for the first reply from an officer. Name two officers before a question is offered.",
    "Both reports aimed at a committee in the same fortnight, and one clerk had both papers.",
    "Applicants told us that a kind refusal with a reason made them apply again.",
)
LESSON_DONE: Final = "Two officers are named for each question before the call opens."
CONTRIBUTION: Final = "Joined the falls records of two districts, wrote the statistics chapter and presented it."

FALLS: Final = Asked(
    title="Falls at home",
    wording="How can the county council help people over 75 to stay steady on their feet at home?",
    why="One in three people over 75 falls each year, and a fall is the most common way into residential care.",
    decision="The renewal of the falls prevention contract",
    theme="health and care",
    place="Fenmarch",
    owner_role="Head of adult social care commissioning",
)
FALLS_BRIEF: Final = (
    "Tell us which of the three things we pay for keeps people on their feet: exercise classes, visits after a "
    "hospital stay, or changes to the home. Use our records from two districts. A committee "
    "decides on the contract next autumn."
)
FALLS_FINDINGS: Final = (
    Found(
        text="People who went to balance classes for 24 weeks fell a fifth less often than people on the waiting list.",
        sources=(
            ("council_data", "Falls and class attendance, two districts", 2024, "Attendance beside later falls."),
            (
                "study",
                "Exercise and falls in later life: a review",
                2021,
                "Classes of six months work, shorter do not.",
            ),
        ),
        confidence="moderate",
        figure="21%",
        figure_of="fewer falls with 24 weeks of classes",
    ),
    Found(
        text="Half of the people discharged after a fall had no visit within the 14 days that the contract asks for.",
        sources=(("council_data", "Discharge and visit dates", 2024, "Days between discharge and first visit."),),
        confidence="high",
        figure="52%",
        figure_of="no visit within 14 days",
    ),
)
FALLS_TITLE: Final = "Steady at home: what keeps people over 75 from falling"
FALLS_SUMMARY: Final = "Classes work when they last; visits come too late; small changes to homes wait for big ones."
FALLS_RECOMMENDED: Final = (
    Recommended(
        "Pay for balance classes of 24 weeks instead of 12.",
        "Communities and Health Committee",
        "exercise",
        findings=(1,),
    ),
    Recommended(
        "Visit everybody discharged after a fall within five days.", "Adult social care", "visits", findings=(2,)
    ),
    Recommended("Give small changes to homes a queue of their own, with a limit of four weeks.", "Housing", "homes"),
    Recommended(
        "Open the classes to people over 65 who have fallen once.", "Communities and Health Committee", findings=(1,)
    ),
    Recommended("Set up a shared falls register with the district councils.", "Communities and Health Committee"),
    Recommended("Tell the council of every ambulance call after a fall.", "The ambulance service"),
    Recommended("Ask at each flu appointment whether the person has fallen.", "General practices in the county"),
)
FALLS_PROPOSALS: Final = (
    Put("that balance classes of 24 weeks are paid for from April;", (1,), "Head of adult social care commissioning"),
    Put("that everybody discharged after a fall is visited within five days;", (2,), "Head of adult social care"),
    Put("that small changes to homes have a queue of their own with a limit of four weeks;", (3,), "Housing standards"),
    Put("that the classes are opened to people over 65 who have fallen once;", (4,)),
    Put("that a shared falls register is set up with the district councils.", (5,)),
)
FALLS_OUTCOMES: Final = (
    ("agreed", "", ""),
    ("agreed_in_part", "", "Within five days for people living alone; within ten for everybody else."),
    (
        "agreed_with_changed_words",
        "that small changes to homes have a queue of their own with a limit of six weeks;",
        "The districts asked for two more weeks.",
    ),
    ("declined", "", "It would double the cost, and the waiting list is not yet cleared."),
    ("deferred", "", "Until the districts have said whether they would take part."),
)
FALLS_ACTIONS: Final = (
    "Change the class contract from 12 to 24 weeks.",
    "Arrange visits within five days for people living alone.",
    "Open a queue for changes that cost less than £500.",
)
FALLS_REPORTED: Final = (
    "The contract was changed in April; 31 classes run for 24 weeks.",
    "People living alone are visited within five days in three of five districts.",
    "The queue has been open since May.",
)
FALLS_CHECKED: Final = (
    "Saw the contract and the attendance sheets of six classes. They run for 24 weeks.",
    "Nine of twenty cases looked at had waited longer than six weeks. The queue exists; the limit is not kept.",
)
FALLS_EFFECT: Final = (
    "In the two districts with classes of 24 weeks, 46 fewer people were admitted after a fall over nine months "
    "than in the three others, adjusted for age."
)
FALLS_OTHER_CAUSES: Final = "A mild winter, and a new pavement-clearing rota in one of the two districts."
FALLS_COUNTER: Final = "In one of the two districts admissions had begun to fall before the classes changed."
FALLS_CLOSED: Final = "Done, checked by an alumna of the programme, and the effect was compared."

VERGES: Final = Asked(
    title="Road verges for pollinators",
    wording="Could the county cut its road verges less often, and would anything be gained by it?",
    why="The mowing contract costs £410,000 a year, and residents write to us for and against long grass.",
    decision="The specification of the next mowing contract",
    theme="environment",
    place="Fenmarch",
    owner_role="Highways verges officer",
)
VERGES_BRIEF: Final = "Look at 40 verges. Tell us where fewer cuts are safe, what they cost, and what grows."
VERGES_FINDINGS: Final = (
    Found(
        text="One cut in late summer instead of four costs a third less where the cuttings are not taken away.",
        sources=(("council_data", "Mowing invoices by verge", 2024, "Cost of each cut by length and width."),),
        confidence="high",
        figure="34%",
        figure_of="lower cost of one cut a year",
    ),
    Found(
        text="Leaving the grass does not by itself bring flowers back to fertile verges within two summers.",
        sources=(("study", "Roadside grassland after reduced mowing", 2019, "Soils matter more than the cuts."),),
        confidence="moderate",
    ),
)
VERGES_TITLE: Final = "Forty verges: cutting less, and what it gains"
VERGES_SUMMARY: Final = "Fewer cuts are safe on 26 of 40 verges and cost less; flowers need poorer soil."
VERGES_TEXT: Final = """## What we were asked

Whether the county could cut its verges less often, and what that would gain.

## What we found

On 26 of 40 verges one cut a year leaves every sight line clear. It costs a third less. Flowers do not come by
themselves.
"""
VERGES_RECOMMENDED: Final = (
    Recommended("Cut 26 named verges once a year for two years, and count what grows.", "Highways", findings=(1, 2)),
    Recommended("Train the contractor's crews to leave what the survey marks.", "Highways"),
    Recommended("Take the cuttings away from every rural verge.", "Environment and Transport Committee", findings=(2,)),
    Recommended("Ask the parish councils to look after verges in villages.", "Environment and Transport Committee"),
    Recommended("Give each cut verge a sign with the number of a person to ring.", "Highways"),
)
VERGES_PROPOSALS: Final = (
    Put("that 26 verges are cut once a year for two years and counted;", (1,), "Highways verges officer"),
    Put("that the contractor's crews are trained;", (2,), "Head of highways"),
    Put("that the cuttings are taken away from every rural verge;", (3,)),
    Put("that the parish councils are asked to look after verges in villages;", (4,)),
    Put("that each such verge has a sign.", (5,)),
)
VERGES_OUTCOMES: Final = (
    ("officers_tasked", "", "Officers were asked to begin with the next season and to report back in a year."),
    ("agreed", "", ""),
    ("lost", "", "Lost by four votes to five: no money for it in this contract."),
    ("referred", "", "To the parish liaison group."),
    ("withdrawn", "", "The officers withdrew it when the cost of signs was asked for."),
)
VERGES_ACTIONS: Final = ("Cut 26 verges once a year and count plants and insects on each.",)
VERGES_REPORTED: Final = ("All 26 verges were cut once. The counts of two summers are in.",)
VERGES_CHECKED: Final = ("Saw the crew's log and eight of the verges. They were cut once.",)
VERGES_EFFECT: Final = (
    "We compared the counts of pollinators on the 26 verges with 14 that were cut as before. After two summers we "
    "found no difference."
)
VERGES_OTHER_CAUSES: Final = "Two wet summers; the soils are fertile, and the cuttings were left."
