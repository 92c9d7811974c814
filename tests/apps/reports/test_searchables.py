"""Reports and recommendations in the search index."""

from __future__ import annotations

import pytest

from bridgework.apps.questions import actions as questions
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import find
from tests.cast import NOW, make_cast, make_report

pytestmark = pytest.mark.django_db


def test_what_a_report_says_is_found_by_visitors_while_its_challenge_is_public() -> None:
    cast = make_cast()
    make_report(cast, 1)
    Report.objects.update(state="published", title="Turnips by night")
    Recommendation.objects.update(is_public=True, heading="Turnips")
    seen = []
    for is_public in (False, True, False):
        questions.show_question(actor=cast.actor("lead"), now=NOW, question=cast.question, is_public=is_public)
        run_waiting()
        kinds = ["reports.report", "reports.recommendation"]
        seen.append(sorted(hit.kind for hit in find("turnips", actor=VISITOR, kinds=kinds).hits))
    assert seen == [[], ["reports.recommendation", "reports.report"], []]
