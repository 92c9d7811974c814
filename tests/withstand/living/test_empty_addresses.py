"""No link on a page of the desk, the workspace or the committee leads nowhere."""

from __future__ import annotations

import re

import pytest

from bridgework.demo.invented.stage import Stage
from tests.withstand.living.test_walking import somebody
from tests.withstand.walking import Walker, plausible, routes

pytestmark = pytest.mark.django_db

EMPTY = re.compile(rb'<a\b[^>]*\shref="(?:\s*|None)"')


@pytest.mark.parametrize(
    "role", ["programme_lead", *(pytest.param(one, marks=pytest.mark.slow) for one in ("team_lead", "clerk"))]
)
def test_every_link_has_an_address(living: Stage, role: str) -> None:
    walker = Walker(somebody(role))
    opened, nowhere = 0, []
    for route in routes():
        if not route.pattern.startswith(("/desk/", "/workspace/", "/committee/")):
            continue
        for path in plausible(route, 1):
            response = walker.get(path)
            opened += response.status_code == 200
            if EMPTY.search(getattr(response, "content", b"")):
                nowhere.append(path)
    assert opened > 10
    assert nowhere == []
