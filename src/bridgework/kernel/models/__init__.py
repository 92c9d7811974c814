"""The kernel's tables, and the base classes of every record."""

from bridgework.kernel.models.files import StoredFile
from bridgework.kernel.models.forms import SubmittedForm
from bridgework.kernel.models.jobs import Job, Schedule, WorkerSeen
from bridgework.kernel.models.records import Record, Scoped, Stateful, Versioned
from bridgework.kernel.models.search import SearchDocument, SearchPosting, SearchText
from bridgework.kernel.models.trail import AuditEntry, Maintenance, Setting, Transition
from bridgework.kernel.models.vectors import SearchVector

__all__ = [
    "AuditEntry",
    "Job",
    "Maintenance",
    "Record",
    "Schedule",
    "Scoped",
    "SearchDocument",
    "SearchPosting",
    "SearchText",
    "SearchVector",
    "Setting",
    "Stateful",
    "StoredFile",
    "SubmittedForm",
    "Transition",
    "Versioned",
    "WorkerSeen",
]
