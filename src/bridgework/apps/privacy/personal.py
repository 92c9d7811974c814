"""What privacy itself and the ground floor hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import LEGAL_DUTY, OnErasure, holds, impersonal

holds(
    "privacy.ErasureRequest",
    what="That you asked to be removed",
    why="To do it, and to be able to show that it was done. Of you it keeps nothing afterwards.",
    basis=LEGAL_DUTY,
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("reason",),
    plain=("counts",),
)
impersonal("What went because its time had come, as numbers.", "privacy.Disposal")
holds(
    "kernel.Transition",
    what="Reasons given when something was moved on",
    why="Every step is kept with its reason. You may be named in one.",
    texts=("reason",),
    plain=("event", "from_state", "to_state", "record_kind", "via"),
)
holds(
    "kernel.StoredFile",
    what="Names of files",
    why="So that a file can be found. You may be named in one.",
    texts=("name",),
    plain=("media_type", "content", "added_by"),
)
impersonal("Who did what to which fields, by number; no words of anybody.", "kernel.AuditEntry")
impersonal(
    "The machine's own tables: jobs, settings, forms that were sent. They hold numbers, never words of people.",
    "kernel.Job",
    "kernel.Schedule",
    "kernel.WorkerSeen",
    "kernel.SubmittedForm",
    "kernel.Setting",
    "kernel.Maintenance",
)
impersonal(
    "The search index. It is written anew from the records, also when somebody is removed.",
    "kernel.SearchDocument",
    "kernel.SearchText",
    "kernel.SearchPosting",
    "kernel.SearchVector",
)
