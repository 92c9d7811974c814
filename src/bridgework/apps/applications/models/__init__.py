"""Calls with their forms, applications with ranked preferences, reviews behind the conflict gate."""

from bridgework.apps.applications.models.applying import (
    Appeal,
    Application,
    ApplicationTerm,
    FormAnswer,
    JointApplicant,
    KeptApart,
    NeverPreference,
    Preference,
    RedactedCopy,
    Skeleton,
)
from bridgework.apps.applications.models.calls import AccessCode, Call, Criterion, FormQuestion, ReviewPhase
from bridgework.apps.applications.models.monitoring import MonitoringCount
from bridgework.apps.applications.models.reviewing import CriterionScore, Review, ReviewBid, ReviewMessage
from bridgework.apps.applications.models.vocabulary import VocabularyTerm

__all__ = [
    "AccessCode",
    "Appeal",
    "Application",
    "ApplicationTerm",
    "Call",
    "Criterion",
    "CriterionScore",
    "FormAnswer",
    "FormQuestion",
    "JointApplicant",
    "KeptApart",
    "MonitoringCount",
    "NeverPreference",
    "Preference",
    "RedactedCopy",
    "Review",
    "ReviewBid",
    "ReviewMessage",
    "ReviewPhase",
    "Skeleton",
    "VocabularyTerm",
]
