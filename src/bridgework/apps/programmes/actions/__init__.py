"""The only writers of programmes, programme types, rounds, phases, gatherings and lessons."""

from bridgework.apps.programmes.actions.gatherings import (
    cancel_gathering,
    change_gathering,
    hold_gathering,
    invite_to_gathering,
    note_attendance,
    plan_gathering,
    reinstate_gathering,
    write_gathering_notes,
)
from bridgework.apps.programmes.actions.lessons import note_what_was_done, write_lesson
from bridgework.apps.programmes.actions.making import make_round
from bridgework.apps.programmes.actions.phases import (
    begin_phase,
    end_phase,
    move_phase,
    note_phases,
    set_phase_dates,
    shorten_round,
)
from bridgework.apps.programmes.actions.rounds import (
    begin_planned_pauses,
    change_round,
    close_round,
    drop_planned_pause,
    open_round,
    pause_round,
    reopen_round,
    resume_round,
)
from bridgework.apps.programmes.actions.starting import (
    change_programme,
    change_settings,
    load_types,
    start_programme,
)

__all__ = [
    "begin_phase",
    "begin_planned_pauses",
    "cancel_gathering",
    "change_gathering",
    "change_programme",
    "change_round",
    "change_settings",
    "close_round",
    "drop_planned_pause",
    "end_phase",
    "hold_gathering",
    "invite_to_gathering",
    "load_types",
    "make_round",
    "move_phase",
    "note_attendance",
    "note_phases",
    "note_what_was_done",
    "open_round",
    "pause_round",
    "plan_gathering",
    "reinstate_gathering",
    "reopen_round",
    "resume_round",
    "set_phase_dates",
    "shorten_round",
    "start_programme",
    "write_gathering_notes",
    "write_lesson",
]
