"""A few of the disturbances of ``make check-crash``, which has dozens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.crash.check import check, kinds


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_nothing_is_lost_or_changed_by_kills_and_full_disks(tmp_path: Path) -> None:
    told: list[str] = []
    tally = check(kinds(1, 1, 0, 1), 3, tmp_path, told.append)
    assert tally.wrong == [], told
    assert tally.times == 3
