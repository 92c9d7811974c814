"""Committee papers: their templates, text, clearances and documents; and a resolution per proposal."""

from bridgework.apps.committees.models.clearances import (
    Clearance,
    ClearanceAnswer,
    ClearanceDelegation,
    FormCorrection,
    FormObjection,
)
from bridgework.apps.committees.models.documents import BuiltDocument, PaperReading
from bridgework.apps.committees.models.papers import Paper, Proposal, ProposalRecommendation
from bridgework.apps.committees.models.publishing import PublicationOverride
from bridgework.apps.committees.models.resolutions import PastedMinute, Resolution
from bridgework.apps.committees.models.templates import PaperTemplate, PaperTemplateVersion
from bridgework.apps.committees.models.text import (
    BroughtBack,
    Implication,
    PaperAttachment,
    PaperComment,
    PaperEdit,
    PaperSection,
    PaperVersion,
)

__all__ = [
    "BroughtBack",
    "BuiltDocument",
    "Clearance",
    "ClearanceAnswer",
    "ClearanceDelegation",
    "FormCorrection",
    "FormObjection",
    "Implication",
    "Paper",
    "PaperAttachment",
    "PaperComment",
    "PaperEdit",
    "PaperReading",
    "PaperSection",
    "PaperTemplate",
    "PaperTemplateVersion",
    "PaperVersion",
    "PastedMinute",
    "Proposal",
    "ProposalRecommendation",
    "PublicationOverride",
    "Resolution",
]
