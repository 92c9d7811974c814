"""The forms of a committee meeting: attendance, approval of minutes, and the minute that is pasted and confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.actions.minutes import LONGEST_MINUTE
from bridgework.apps.committees.actions.resolutions import MOST_VOTES, VOTES, Resolved
from bridgework.apps.committees.models import Proposal, Resolution
from bridgework.apps.impact.actions import Tasked
from bridgework.core.ledger import Decision
from bridgework.core.papers.minutes import ReadForProposal
from bridgework.core.reading import human_date
from bridgework.web.ui.forms import SAYS_ITSELF, DateField, Form

OUTCOMES: Final = tuple((value, words[:1].upper() + words[1:]) for value, words in Resolution.OUTCOMES)
VOTE_LABELS: Final = {"for": "Votes for", "against": "Votes against", "abstained": "Abstained"}


class AttendanceForm(Form):
    """How many were there. No names are kept."""

    present = forms.IntegerField(
        label="Councillors present",
        min_value=0,
        max_value=1_000,
        required=False,
        help_text="A number only. Leave it empty where nobody counted.",
    )


class ApprovalForm(Form):
    """At which later meeting the minutes were approved."""

    approved_at = forms.ChoiceField(label="Approved at the meeting on")

    def __init__(self, *args: Any, meetings: Iterable[CommitteeMeeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["approved_at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((one.public_id, human_date(one.on)) for one in meetings)]


class MinuteForm(Form):
    """The words of a minute."""

    text = forms.CharField(
        label="The minute",
        max_length=LONGEST_MINUTE,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Copy the part about this paper from the minutes and paste it here. Nothing is recorded "
        "yet: next you see what was read, and change it where it is wrong.",
    )


def votes_fields() -> dict[str, forms.IntegerField]:
    """A number for each side, where votes were counted."""
    return {
        f"votes_{side}": forms.IntegerField(
            label=VOTE_LABELS[side], min_value=0, max_value=MOST_VOTES, required=False, widget=forms.NumberInput
        )
        for side in VOTES
    }


def votes_of(values: dict[str, Any], prefix: str = "") -> dict[str, int]:
    """The counted votes among a form's values; a side nobody counted is left out."""
    counted = {side: values.get(f"{prefix}votes_{side}") for side in VOTES}
    return {side: number for side, number in counted.items() if number is not None}


class ConfirmForm(Form):
    """What was read of each proposal, every value to be changed; an empty outcome leaves the proposal open."""

    resolved_on = DateField(label="Day of the resolution")
    source = forms.CharField(
        max_length=300, required=False, label="Where it stands", help_text="Such as: minutes, item 7."
    )

    def __init__(
        self,
        *args: Any,
        proposals: Sequence[Proposal],
        read: dict[str, ReadForProposal],
        met_on: date,
        may_task: bool,
        **kwargs: Any,
    ) -> None:
        self.proposals = list(proposals)
        self.may_task = may_task
        initial: dict[str, Any] = {"resolved_on": met_on}
        for one in self.proposals:
            found = read.get(one.letter, ReadForProposal(one.letter))
            initial |= {f"{one.letter}-{name}": value for name, value in _initial(one, found, may_task).items()}
        super().__init__(*args, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)

    @property
    def groups(self) -> list[tuple[Proposal, list[forms.BoundField]]]:
        """The fields of each proposal, for the page."""
        return [
            (one, [self[name] for name in self.fields if name.startswith(f"{one.letter}-")]) for one in self.proposals
        ]

    @property
    def common(self) -> list[forms.BoundField]:
        """The fields that are the same for all proposals."""
        return [self["resolved_on"], self["source"]]

    def resolved(self) -> dict[str, Resolved]:
        """What was confirmed, by the proposals' public ids."""
        values = self.cleaned_data
        found = {}
        for one in self.proposals:
            mine = {name.split("-", 1)[1]: value for name, value in values.items() if name.startswith(f"{one.letter}-")}
            if not mine["outcome"]:
                continue
            words = mine["words"].strip()
            found[one.public_id] = Resolved(
                outcome=mine["outcome"],
                resolved_on=values["resolved_on"],
                words="" if words == one.text.strip() else words,
                reason=mine["reason"],
                report_back_on=mine["report_back_on"],
                owner_role=mine["owner_role"],
                source=values["source"],
                mover=mine["mover"],
                seconder=mine["seconder"],
                votes=votes_of(mine),
            )
        return found

    def tasked(self) -> dict[str, Tasked]:
        """The actions to open, by the proposals' public ids."""
        values = self.cleaned_data
        return {
            one.public_id: Tasked(
                values[f"{one.letter}-action"].strip(),
                values[f"{one.letter}-owner_role"],
                values[f"{one.letter}-report_back_on"],
            )
            for one in self.proposals
            if values.get(f"{one.letter}-outcome") and values.get(f"{one.letter}-action", "").strip()
        }


def confirm_form_class(proposals: Sequence[Proposal], *, may_task: bool) -> type[ConfirmForm]:
    """A form with the fields of these proposals."""
    fields: dict[str, Any] = {}
    for one in proposals:
        fields |= {f"{one.letter}-{name}": field for name, field in _fields(one, may_task).items()}
    return type("ConfirmTheseForm", (ConfirmForm,), fields)


def _fields(proposal: Proposal, may_task: bool) -> dict[str, forms.Field]:
    said = f" on {proposal.letter})"
    fields: dict[str, forms.Field] = {
        "outcome": forms.ChoiceField(
            choices=[("", "Leave it open"), *OUTCOMES], required=False, label=f"What was resolved{said}"
        ),
        "words": forms.CharField(
            widget=forms.Textarea(attrs={"rows": 3}), required=False, label=f"The words as resolved{said}"
        ),
        "reason": forms.CharField(
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
            label="Reason, if one was given",
            help_text="Shown in public: name no one.",
        ),
        "owner_role": forms.CharField(max_length=160, required=False, label="Who is tasked, by role"),
        "report_back_on": DateField(required=False, label="Report back by"),
        "mover": forms.CharField(max_length=160, required=False, label="Moved by (in public: the post)"),
        "seconder": forms.CharField(max_length=160, required=False, label="Seconded by"),
        **votes_fields(),
    }
    for field in fields.values():
        # Nothing here has to be filled in; saying so at each of ten fields only tires.
        setattr(field, SAYS_ITSELF, True)
    if may_task and proposal.recommendations.all():
        fields["action"] = forms.CharField(
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
            max_length=2_000,
            label="Action to open",
            help_text="It goes into the ledger with the role and the day above. Leave it empty for none.",
        )
    return fields


def _initial(proposal: Proposal, found: ReadForProposal, may_task: bool) -> dict[str, Any]:
    words = found.words or proposal.text
    tasks = bool(found.outcome) and Decision(found.outcome).wants_action and bool(proposal.owner_role)
    return {
        "outcome": found.outcome,
        "words": words,
        "reason": found.reason,
        "owner_role": proposal.owner_role,
        "report_back_on": found.report_back_on or proposal.report_back_on,
        "mover": found.mover,
        "seconder": found.seconder,
        **{f"votes_{side}": found.votes.get(side) for side in VOTES},
        "action": _as_action(words) if may_task and tasks else "",
    }


def _as_action(words: str) -> str:
    """A proposal as something to do: without its opening "that" and closing signs."""
    bare = words.strip().rstrip(";,. ").removesuffix("; and").removesuffix(" and").rstrip("; ")
    bare = bare.removeprefix("that ").removeprefix("to ")
    return f"{bare[:1].upper()}{bare[1:]}." if bare else ""
