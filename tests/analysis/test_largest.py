"""Clear changes come first, then the largest."""

from __future__ import annotations

import numpy as np
import xarray as xr

from sim.analysis.largest import largest


def found(by: str = "country", samples: int = 16) -> xr.Dataset:
    numbers = {
        "mean": [9.0, -2.0, 3.0, np.nan],
        "low": [-1.0, -3.0, 0.0, np.nan],
        "high": [20.0, -1.0, 5.0, np.nan],
        "error": [1.0, 0.5, 0.5, np.nan],
        "value": [10.0, 3.0, 8.0, np.nan],
        "baseline_value": [1.0, 5.0, 5.0, np.nan],
    }
    places = {"country": ["AAA", "BBB", "CCC", "DDD"], "group": ["hosts", "eu27", "world", "x"]}
    return xr.Dataset(
        {name: (("scenario", by, "year"), [[[v] for v in row]]) for name, row in numbers.items()},
        {
            "scenario": ["press"],
            by: places[by],
            "year": [2030],
            "against": ("scenario", ["calm"]),
            "freedom": ("scenario", [samples - 1]),
        },
        {"by": by, "samples": samples},
    )


def test_clear_changes_come_first_and_what_has_no_value_is_left_out() -> None:
    rows = largest(found(), 2030)
    assert [(row.name, row.clear) for row in rows] == [
        ("BBB", True),
        ("AAA", False),
        ("CCC", False),
    ]
    assert (rows[0].scenario, rows[0].against) == ("press", "calm")
    assert (rows[0].value, rows[0].baseline_value, rows[0].error) == (3.0, 5.0, 0.5)


def test_of_one_run_nothing_is_clear() -> None:
    assert not any(row.clear for row in largest(found(samples=1), 2030))


def test_places_have_the_names_that_readers_know() -> None:
    named = found().assign_coords(country_name=("country", ["A (x)", "B", "C", "D"]))
    assert [row.name for row in largest(named, 2030)] == ["B", "A", "C"]
    alike = found().assign_coords(country_name=("country", ["A (x)", "A (y)", "C", "D"]))
    assert [row.name for row in largest(alike, 2030)] == ["A (y)", "A (x)", "C"]
    assert [row.name for row in largest(found("group"), 2030)] == ["EU", "US-base hosts", "World"]
