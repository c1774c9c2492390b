"""Small numbers where nobody may set them, so that a calibration takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sim.validation.baselines.restricting import base_rate
from sim.validation.calibration import calibrate, folds, start, waves


@contextmanager
def quickly() -> Iterator[None]:
    """Make few made-up records, few candidates and one rival."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibrate, "TRUTHS", 8)
        patch.setattr(folds, "RIVALS", {"base rate": base_rate})
        patch.setattr(start, "HISTORIES", 24)
        patch.setattr(waves, "MOST", 2**14)
        patch.setattr(waves, "_CLOUD", 2**12)
        yield
