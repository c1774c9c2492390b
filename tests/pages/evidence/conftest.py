"""The small results, written once for all tests of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.pages.evidence.inputs import Inputs
from tests.pages.evidence.small import write_inputs


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Return what the small results say."""
    return write_inputs(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Return the folders of the three small results, to be spoilt."""
    write_inputs(tmp_path)
    return [tmp_path / name for name in ("calibration", "validation", "facts")]
