"""Putting everything back never loses what somebody made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bridgework.apps.programmes.models import Programme
from bridgework.demo.refreshing import put_everything_back, refresh
from bridgework.kernel.errors import NotPossibleNow
from tests.cast import make_cast


@pytest.mark.parametrize("begin_again", [put_everything_back, refresh])
@pytest.mark.django_db
def test_a_programme_of_their_own_is_kept(begin_again: Callable[[], None]) -> None:
    make_cast()
    Programme.objects.update(is_invented=False)
    with pytest.raises(NotPossibleNow):
        begin_again()
    assert Programme.objects.exists()
