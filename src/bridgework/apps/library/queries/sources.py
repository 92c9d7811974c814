"""The public sources of a question: what its public findings rest on, and what its published reports cite."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from bridgework.apps.reports.models import ReportReference
from bridgework.apps.workspace.models import FindingSource, Source


def public_sources(which: Q) -> QuerySet[Source]:
    """Public sources, by question and title. Interviews are only counted elsewhere, never listed."""
    rests = FindingSource.objects.filter(source=OuterRef("pk"), finding__is_public=True)
    cited = ReportReference.objects.filter(record_public_id=OuterRef("public_id"), version__report__state="published")
    return (
        Source.objects.filter(which, is_public=True, duplicate_of=None, challenge__is_public=True)
        .exclude(kind="interview")
        .filter(Exists(rests) | Exists(cited))
        .order_by("challenge_id", "title", "pk")
    )
