"""Shares of runs are those that the judge takes, and onsets the first years of levels."""

import numpy as np
import xarray as xr

from sim.engine import simulate
from sim.outcomes import registry
from sim.params import sample
from sim.terms import CLASSES, REGIONS
from sim.validation.calibration.measure import LEVELS, NEVER, needs, onset_years, shares, spots
from sim.validation.calibration.record import record
from sim.validation.calibration.window import window
from sim.validation.observe import observe


def test_shares_are_those_of_the_judge() -> None:
    over = window()
    targets = record(over.world, over.names).targets
    found = spots(targets, over.world, over.names)
    results = simulate(over.world, over.doses, sample(range(2), 1), (0, 1), 1, needs(found))
    quarters = [f"{year}Q{quarter}" for year in over.years for quarter in range(1, 5)]
    names, region = over.names, np.array(REGIONS)[over.world.countries.region]
    ds = xr.Dataset(
        {
            name: (("scenario", "sample", *registry()[name].dims), results[name][None])
            for name in needs(found)
        },
        coords={
            "scenario": ["us_action"], "quarter": quarters, "region": list(REGIONS),
            "class": list(CLASSES), "vendor": list(names.vendors),
            "country": list(names.countries), "country_region": ("country", region),
            "operator": list(names.operators),
        },
    )  # fmt: skip
    own = shares(results, found)
    assert np.isfinite(own).mean() > 0.9
    np.testing.assert_allclose(own.T, observe(ds, targets), rtol=1e-6, atol=1e-9)


def test_an_onset_is_the_first_year_of_a_level_or_a_stricter_one() -> None:
    level = np.zeros((1, 12, 3), dtype=np.int8)
    level[0, 5:, 0] = 3
    level[0, 6, 1] = 2
    found = onset_years({"level": level}, [0, 1, 2])
    assert LEVELS == (2, 3, 4)
    assert found[0].tolist() == [
        [2015, 2015, NEVER], [2015, NEVER, NEVER], [NEVER, NEVER, NEVER],
    ]  # fmt: skip
