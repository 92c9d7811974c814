"""The documents of a version as they stand: made, being made, or not made and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bridgework.apps.reports.building import KINDS
from bridgework.apps.reports.models import ReportVersion
from bridgework.kernel.models import Job, StoredFile

MAKE_DOCUMENTS: Final = "reports.make-documents"
GIVEN_UP: Final = "The program tried several times and gave up. It tries once more at night."
NOT_AT_ONCE: Final = "It did not work at once. The program tries again by itself."


@dataclass(frozen=True)
class DocumentStands:
    """One kind of document: its file, or why there is none. With neither it is being made."""

    kind: str
    words: str
    file: StoredFile | None = None
    why_not: str = ""


def documents_standing(version: ReportVersion) -> tuple[DocumentStands, ...]:
    """Every kind of document of a published version, in the order they are shown: three queries at most."""
    kept = {one.kind: one for one in version.documents.select_related("file")}
    lacking = [kind for kind in KINDS if kind not in kept or kept[kind].file_id is None]
    of_the_job = _trouble(version) if lacking else ""
    return tuple(
        DocumentStands(
            kind,
            words,
            kept[kind].file if kind in kept else None,
            "" if kind not in lacking else (kept[kind].error if kind in kept else "") or of_the_job,
        )
        for kind, (_, _, words) in KINDS.items()
    )


def documents_job(version: ReportVersion) -> str:
    """The key of the job that makes the documents of a version."""
    return f"{MAKE_DOCUMENTS}/{version.public_id}"


def _trouble(version: ReportVersion) -> str:
    """What is wrong with the job itself, in words; nothing while it waits for its first try or runs."""
    last = Job.objects.filter(unique_key=documents_job(version)).order_by("-id").first()
    if last is None or last.state in (Job.RUNNING, Job.DONE) or not last.attempts:
        return ""
    return GIVEN_UP if last.state == Job.FAILED else NOT_AT_ONCE
