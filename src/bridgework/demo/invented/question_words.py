"""The words of this year's invented questions."""

from __future__ import annotations

from typing import Final

from bridgework.demo.invented.steps import Asked
from bridgework.kernel import roles

PLACE: Final = "Fenmarch"

ASKED: Final[dict[str, Asked]] = {
    "buses": Asked(
        "Buses after six",
        "How can we improve public transport in rural areas?",
        "The last bus leaves most villages before seven. People turn down shifts they cannot get home from.",
        "The renewal of the supported bus contracts",
        "transport",
        PLACE,
        "Head of passenger transport",
    ),
    "damp": Asked(
        "Damp in rented homes",
        "What makes private landlords act on damp before it is reported twice?",
        "We inspect 900 homes a year; a third have been reported before.",
        "The housing enforcement policy",
        "housing",
        "Holbeach and Wisbech",
        "Housing standards manager",
    ),
    "school": Asked(
        "Free school meals not taken up",
        "Why do one in five families who could have free school meals not take them, and what would change that?",
        "2,300 children do not get a meal they are entitled to.",
        "The school food plan",
        "children and families",
        PLACE,
        "Education catering lead",
    ),
    "flood": Asked(
        "Flood wardens who stay",
        "What keeps volunteer flood wardens in their role between floods?",
        "Half of our wardens stop within two years, mostly in years without a flood.",
        "The community resilience budget",
        "environment",
        "The washlands",
        "Flood risk manager",
    ),
    "repair": Asked(
        "Repair and reuse at the tip",
        "Could things brought to the recycling centres be repaired and sold, and who would do it?",
        "4,100 tonnes of furniture and appliances are broken up every year.",
        "The household recycling contract",
        "environment",
        PLACE,
        "Waste and reuse manager",
    ),
    "libraries": Asked(
        "Libraries as warm rooms",
        "Who uses libraries to keep warm, and what else do they come for?",
        "Winter visits have doubled in four libraries; loans have not.",
        "The winter opening hours",
        "communities",
        "Four market towns",
        "Libraries manager",
    ),
    "carers": Asked(
        "Carers at work",
        "What would help staff who care for somebody to stay in work?",
        "One in eight of our staff cares for a relative; they leave twice as often.",
        "The council's leave policy",
        "workforce",
        PLACE,
        "Employee wellbeing lead",
    ),
    "shops": Asked(
        "Empty shops as workshops",
        "Could empty shops be let as workshops for a year, and would the street gain from it?",
        "One shop in six in Market Sutton is empty.",
        "The town centre plan",
        "economy",
        "Market Sutton",
        "County councillor",
    ),
    "broadband": Asked(
        "The last eleven houses",
        "What would it cost to bring broadband to the last two per cent of homes?",
        "They fill in the same forms as everybody else.",
        "The broadband contract",
        "economy",
        PLACE,
        "County councillor",
    ),
    "banding": Asked(
        "Council tax bands",
        "Could council tax bands be changed for homes that flood?",
        "People ask us at every surgery.",
        "",
        "finance",
        PLACE,
        "County councillor",
    ),
    "yard": Asked(
        "The old highways yard",
        "What should become of the highways yard in Chatteris Road?",
        "It has stood empty for three years.",
        "The disposal of the yard",
        "property",
        "Chatteris Road",
        "Highways verges officer",
    ),
    "drains": Asked(
        "Who cleans the ditch",
        "How would a household find out whose ditch floods their road?",
        "Riverside owners, drainage boards and four councils each clean a part.",
        "The flood risk strategy",
        "environment",
        "The washlands",
        "Flood risk manager",
    ),
}

DENTAL_WORDING: Final = (
    "Why can people in the fens not find a dentist, and which of the reasons can a county council change?"
)
MACHINERY_WORDING: Final = "How can children walk to school safely on lanes that farm machinery uses at the same hours?"
REWORDED: Final = (
    (
        "How can people without a car travel after six in the evening in rural Fenmarch?",
        "Narrower: the evening is where people are stranded.",
    ),
    (
        "How could people without a car get home after six in the evening from work in rural Fenmarch, and what would "
        "it cost?",
        "The contract decision needs a cost, and work is what most people named.",
    ),
)

SHORTLISTED_BECAUSE: Final[dict[str, str]] = {
    "buses": "A contract is decided next year, and riders asked for it.",
    "damp": "The data are ready, and a policy is being written.",
    "school": "Small enough for one team, and the children gain at once.",
    "flood": "Asked for by the wardens themselves.",
    "repair": "A contract ends in two years; there is time to use the answer.",
    "libraries": "Four libraries can be visited in a winter.",
    "carers": "The policy is reviewed this year.",
    "dental": "Brought by a resident, and asked by many.",
    "machinery": "Brought by a resident; schools support it.",
    "shops": "A good question; taken up if a sixth team can be found.",
}

SLUGS: Final[dict[str, str]] = {
    "buses": "buses-after-six",
    "damp": "damp-rented-homes",
    "school": "school-meals",
    "flood": "flood-wardens",
    "repair": "repair-and-reuse",
    "libraries": "warm-libraries",
    "carers": "carers-at-work",
    "dental": "dentists-in-the-fens",
    "machinery": "machinery-and-school",
}

_OFFICER, _COUNCILLOR, _MENTOR = roles.SUPPORTING_OFFICER, roles.SUPPORTING_COUNCILLOR, roles.MENTOR
SUPPORTERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "buses": (("contracts", _OFFICER), ("councillor", _COUNCILLOR), ("mentor", _MENTOR)),
    "damp": (("environment_health", _OFFICER), ("second_councillor", _COUNCILLOR), ("mentor", _MENTOR)),
    "school": (("public_health", _OFFICER), ("councillor", _COUNCILLOR), ("mentor", _MENTOR)),
    "flood": (("emergency", _OFFICER), ("second_councillor", _COUNCILLOR)),
    "repair": (("highways", _OFFICER), ("second_councillor", _COUNCILLOR)),
    "libraries": (("public_health", _OFFICER), ("councillor", _COUNCILLOR)),
    "carers": (("adults", _OFFICER), ("second_councillor", _COUNCILLOR)),
    "dental": (("public_health", _OFFICER), ("councillor", _COUNCILLOR)),
    "machinery": (("transport", _OFFICER), ("second_councillor", _COUNCILLOR)),
}

BRIEFS: Final[dict[str, str]] = {
    "buses": "Find out who is stranded after six, and what it would cost to bring them home. The contracts are renewed "
    "next year; the running costs of each route will be given to you.",
    "damp": "Tell us what makes a landlord act the first time. Our inspection records of five years are yours to use.",
    "school": "Talk to families and to schools. Tell us what we could change before the next school year.",
    "flood": "Talk to wardens who stayed and wardens who stopped. The budget for next year is being written now.",
}
