"""Everybody in the invented programme, and who they are. Nobody here is real."""

from __future__ import annotations

from typing import Final

PEOPLE: Final[dict[str, tuple[str, str, str]]] = {
    # Those who run it.
    "lead": ("Hannah Oyelaran", "council", "Policy and insight manager"),
    "sponsor": ("Councillor Graham Tilney", "council", "Cabinet lead for communities"),
    "coordinator": ("Meera Sethi", "society", "Coordinator of this year's round"),
    "last_coordinator": ("Callum Reid", "society", "Coordinator of the last round"),
    "reviewer": ("Elspeth Munro", "university", "Lecturer in social policy"),
    "second_reviewer": ("Anton Kowalczyk", "university", "Research fellow in engineering"),
    "partner": ("Bev Larkin", "partner", "Development officer"),
    # Officers and councillors.
    "transport": ("Janet Askew", "council", "Head of passenger transport"),
    "contracts": ("Peter Lindqvist", "council", "Transport contracts officer"),
    "housing": ("Shabana Iqbal", "council", "Housing standards manager"),
    "environment_health": ("Colin Wadham", "council", "Environmental health officer"),
    "catering": ("Ngozi Eze", "council", "Education catering lead"),
    "public_health": ("Laura Pettit", "council", "Public health manager"),
    "flood": ("Dewi Morgan", "council", "Flood risk manager"),
    "emergency": ("Karen Stubbs", "council", "Emergency planning officer"),
    "waste": ("Imran Sheikh", "council", "Waste and reuse manager"),
    "libraries": ("Tomasz Zielinski", "council", "Libraries manager"),
    "carers": ("Fiona Galbraith", "council", "Employee wellbeing lead"),
    "dental": ("Rosalind Achebe", "council", "Public health consultant"),
    "adults": ("Marion Teague", "council", "Head of adult social care commissioning"),
    "highways": ("Gareth Poole", "council", "Highways verges officer"),
    "councillor": ("Councillor Doreen Hatch", "council", "County councillor"),
    "second_councillor": ("Councillor Arif Rahman", "council", "County councillor"),
    # The committees.
    "clerk": ("Owen Catchpole", "council", "Democratic services officer"),
    "clearer": ("Nadia Hussain", "council", "Finance business partner"),
    "legal": ("Judith Harlow", "council", "Deputy monitoring officer"),
    "equality": ("Anwen Price", "council", "Equality and diversity lead"),
    "communications": ("Rory Blackwood", "council", "Head of communications"),
    "monitoring": ("Constance Abara", "council", "Monitoring officer"),
    "chair": ("Councillor Pauline Dray", "council", "Chair, Communities and Health Committee"),
    "second_chair": ("Councillor Stephen Ives", "council", "Chair, Environment and Transport Committee"),
    # Mentors and alumni, partners and people who know it from their own lives.
    "mentor": ("Keiko Tan", "university", "Research associate"),
    "falls_lead": ("Oluwaseun Adeleke", "university", "Doctoral researcher, physiotherapy"),
    "falls_two": ("Bronwen Vaughan", "university", "Doctoral researcher, statistics"),
    "verges_lead": ("Patrick Kinsella", "university", "Doctoral researcher, ecology"),
    "verges_two": ("Hsin-Yi Liao", "university", "Doctoral researcher, geography"),
    "verges_three": ("Adaeze Nwosu", "university", "Doctoral researcher, economics"),
    "bus_users": ("Sylvia Cole", "partner", "Secretary, Fen Edge bus users' group"),
    "lived": ("Marcus Byrne", "", "Travels to shift work without a car"),
}
"""Key to name, organisation and post."""

DEPARTMENTS: Final = {"reviewer": "Social Policy", "second_reviewer": "Civil and Structural Engineering"}
"""Where reviewers are: whoever applies from there is in conflict with them."""

ORGANISATIONS: Final[dict[str, tuple[str, str]]] = {
    "council": ("Fenmarch County Council", "council"),
    "university": ("University of Fenmarch", "university"),
    "society": ("Fenmarch Policy Exchange", "student_society"),
    "partner": ("Fenmarch Voluntary Action", "community"),
}
BODIES: Final[dict[str, tuple[str, str, str]]] = {
    # Key: name, who chairs it, where it meets.
    "communities": ("Communities and Health Committee", "chair", "Council Chamber, Market House"),
    "environment": ("Environment and Transport Committee", "second_chair", "Council Chamber, Market House"),
}


def address_of(name: str) -> str:
    """An address that cannot exist: `.example` is kept for examples."""
    plain = name.removeprefix("Councillor ").lower().replace("'", "").replace(" ", ".")
    return f"{plain}@fenmarch.example"
