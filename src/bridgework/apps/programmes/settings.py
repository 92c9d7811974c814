"""The settings of a programme: typed, each with a default, its words and its limits.

They are kept as plain data on the programme. A setting that is not kept has its default, so a new one needs no
migration; a kept one that is no longer known is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from bridgework.core.teams import TeamLimits
from bridgework.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from bridgework.apps.programmes.models import Programme

NATIONS: Final = (
    ("england-wales", "England and Wales"),
    ("scotland", "Scotland"),
    ("northern-ireland", "Northern Ireland"),
)


@dataclass(frozen=True)
class Words:
    """How a setting is shown on the settings page, and between which numbers it may lie."""

    group: str
    label: str
    hint: str = ""
    least: int = 0
    most: int = 0
    choices: tuple[tuple[str, str], ...] = ()


def _number(default: int, group: str, label: str, *, least: int, most: int, hint: str = "") -> Any:
    return field(default=default, metadata={"words": Words(group, label, hint, least, most)})


def _text(default: str, group: str, label: str, *, hint: str = "", most: int = 300) -> Any:
    return field(default=default, metadata={"words": Words(group, label, hint, most=most)})


@dataclass(frozen=True)
class ProgrammeSettings:
    """Every setting of a programme. Lengths are in the unit their words name."""

    team_fewest: int = _number(3, "Teams", "Fewest people in a team", least=1, most=20)
    team_most: int = _number(6, "Teams", "Most people in a team", least=1, most=20)
    most_from_one_department: int = _number(
        2, "Teams", "Most people from one department", least=0, most=20, hint="Above this a warning is shown. 0 is off."
    )
    fewest_hours: int = _number(
        0, "Teams", "Fewest hours a week a whole team offers", least=0, most=200, hint="0 is off."
    )
    supporting_officers: int = _number(
        2, "Teams", "Supporting officers for each question", least=0, most=6, hint="0 is off."
    )
    preferences_wanted: int = _number(3, "Applications", "Questions an applicant ranks", least=0, most=10)
    reviews_wanted: int = _number(2, "Applications", "Reviews for each application", least=1, most=5)
    problem_reply_days: int = _number(
        20, "Replies", "Working days to answer a problem that was brought", least=1, most=120
    )
    request_reply_days: int = _number(10, "Replies", "Working days to answer a team's request", least=1, most=120)
    invitation_reply_days: int = _number(
        5, "Replies", "Working days to answer an invitation to a team", least=1, most=60
    )
    fading_after_days: int = _number(
        21, "Replies", "Days without reply or attendance until interest counts as fading", least=3, most=200
    )
    personal_link_days: int = _number(30, "Replies", "Days a personal link works", least=1, most=180)
    bank_review_months: int = _number(
        12, "Questions", "Months until a question kept in the bank is looked at again", least=1, most=60
    )
    prompt_months: tuple[int, ...] = field(
        default=(6, 12, 24),
        metadata={
            "words": Words(
                "Following up",
                "Months after the committee at which we ask what became of it",
                "Whole numbers, separated by commas.",
                1,
                120,
            )
        },
    )
    applications_kept_months: int = _number(
        24, "What is kept", "Months an application is kept after the round closed", least=1, most=120
    )
    problem_contacts_kept_months: int = _number(
        12, "What is kept", "Months we keep how to reach somebody who brought a problem", least=1, most=120
    )
    messages_kept_months: int = _number(
        24, "What is kept", "Months the words of a message are kept after it was sent", least=3, most=120
    )
    nation: str = field(
        default="england-wales",
        metadata={"words": Words("Days", "Bank holidays of", choices=NATIONS)},
    )
    contact_role: str = _text("the programme lead", "Contact", "Whom people write to, by role", most=120)
    contact_email: str = _text("", "Contact", "Email address for the public", most=254)
    how_things_are_done: str = _text(
        "",
        "Hand-over",
        "How things are done here",
        hint="For whoever takes over: what is not written anywhere else. Shown on the hand-over page.",
        most=20_000,
    )

    @property
    def team_limits(self) -> TeamLimits:
        """The limits for teams, as `core.teams` takes them."""
        return TeamLimits(self.team_fewest, self.team_most, self.most_from_one_department, self.fewest_hours)

    def as_data(self) -> dict[str, Any]:
        """Only what differs from the defaults, as plain data."""
        standard = asdict(ProgrammeSettings())
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
            if value != standard[key]
        }


# Setting to its place in a type's data file.
_FROM_TYPE: Final = {
    "team_fewest": ("limits", "team_fewest"),
    "team_most": ("limits", "team_most"),
    "most_from_one_department": ("limits", "most_from_one_department"),
    "fewest_hours": ("limits", "fewest_hours_a_week"),
    "preferences_wanted": ("limits", "questions_ranked"),
    "supporting_officers": ("limits", "supporting_officers"),
    "problem_reply_days": ("reply_days", "problem"),
    "request_reply_days": ("reply_days", "request"),
    "fading_after_days": ("reply_days", "fading_interest"),
}


def settings_from_type(data: Mapping[str, Any]) -> ProgrammeSettings:
    """What a programme type proposes, for a programme that starts with it."""
    found = {key: data.get(part, {}).get(name) for key, (part, name) in _FROM_TYPE.items()}
    proposed = {key: value for key, value in found.items() if value is not None}
    return read_settings({**proposed, "prompt_months": data.get("prompt_months", [6, 12, 24])})


@cache
def words_of_settings() -> dict[str, Words]:
    """Setting to its words, in the order of the page."""
    return {one.name: one.metadata["words"] for one in fields(ProgrammeSettings)}


def settings_of(programme: Programme) -> ProgrammeSettings:
    """The settings of a programme; what is not kept, or cannot be read, has its default."""
    return read_settings(programme.settings)


def read_settings(data: Mapping[str, Any]) -> ProgrammeSettings:
    """Settings from plain data, leniently."""
    standard = asdict(ProgrammeSettings())
    kept: dict[str, Any] = {}
    for key, default in standard.items():
        value = data.get(key, default)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(value)
        kept[key] = value if type(value) is type(default) else default
    return ProgrammeSettings(**kept)


def validated(settings: ProgrammeSettings) -> ProgrammeSettings:
    """The same settings. Raises `InvalidInput`, naming the field, where one is outside its limits."""
    for key, words in words_of_settings().items():
        value = getattr(settings, key)
        if isinstance(value, str):
            _text_fits(key, value, words)
            continue
        for number in value if isinstance(value, tuple) else (value,):
            if not words.least <= number <= words.most:
                raise _refused(key, f"{words.label}: {number} is not between {words.least} and {words.most}.")
    if settings.team_most < settings.team_fewest:
        raise _refused("team_most", "The most people in a team are fewer than the fewest.")
    if list(settings.prompt_months) != sorted(set(settings.prompt_months)) or not settings.prompt_months:
        raise _refused("prompt_months", "The months are not in rising order.")
    return settings


def _text_fits(key: str, value: str, words: Words) -> None:
    if words.choices and value not in dict(words.choices):
        raise _refused(key, f"{words.label}: there is no such choice.")
    if words.most and len(value) > words.most:
        raise _refused(key, f"{words.label}: this is longer than {words.most} characters.")


def _refused(key: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, rule=f"programmes.settings.{key}", remedy="Enter a value that fits.", field=key)
