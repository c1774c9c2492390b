"""The made-up result of :mod:`tests.made` as a fixture."""

from collections.abc import Callable

import pytest
import xarray as xr

from tests.made import made_result


@pytest.fixture
def made() -> Callable[..., xr.Dataset]:
    return made_result
