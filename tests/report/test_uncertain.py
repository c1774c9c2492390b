"""How uncertain a result is, in words and as a table."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.compare import compare
from sim.analysis.headline import headlines_of
from sim.plots.headlines import headline_values
from sim.report.uncertain import error_of, uncertainty


def told(ds) -> str:
    return "".join(uncertainty(ds, headline_values(ds)))


def test_the_simulation_error_is_that_of_compare(made) -> None:
    ds = made(samples=5)
    values, found = headline_values(ds), compare(ds).sel(year=2030)
    for item in headlines_of(ds):
        wanted = float(found["error"].sel(scenario="stop", measure=item.name))
        assert error_of(ds, values, item, "stop") == pytest.approx(wanted)


def test_every_headline_has_its_error_and_the_largest(made) -> None:
    ds = made(samples=4)
    values = headline_values(ds)
    values["host_exposure"].loc["pressure"] = [0.0, 20.0, 40.0, 60.0]
    values["host_exposure"].loc["us_action"] = values["host_exposure"].loc["baseline"]
    text = "".join(uncertainty(ds, values))
    assert text.count('scope="row"') == len(headlines_of(ds))
    row = text.partition("Troop-weighted exposure of US-base hosts (points)")[2].partition("</tr>")[
        0
    ]
    assert "<td>under 0.01</td>" in row
    assert "Pressure on allies</td>" in row
    assert "5 to 95 % of 4 runs" in text


def test_numbers_that_are_fixed_leave_chance_alone(made) -> None:
    ds = made(samples=3)
    assert "both what nobody knows (the drawn numbers) and chance" in told(ds)
    assert "It holds chance alone" in told(ds.assign_attrs(parameters="fixed"))


def test_one_run_has_neither_range_nor_error(made) -> None:
    text = told(made(samples=1))
    assert "one run of each scenario: it has no ranges" in text
    assert "<table" not in text


def test_what_is_on_record_stands_beside_the_model(made) -> None:
    ds = made(samples=3)
    ds["sales_usd_m"][:] = 1.0  # eight equal shares
    assert "in 2020 was 31 %; in \N{LEFT DOUBLE QUOTATION MARK}What the US did" in told(ds)
    assert "it is 12 % [12 to 12] here" in told(ds)
    assert "On record" not in told(ds.assign_attrs(synthetic="A made-up world"))
    assert "On record" not in told(ds.drop_vars("sales_usd_m"))
    assert "On record" not in told(ds.sel(scenario=["baseline", "pressure"]))


def test_a_calibrated_model_is_not_called_uncalibrated(made) -> None:
    ds = made(samples=2)
    assert "The model is uncalibrated" in told(ds)
    assert "uncalibrated" not in told(ds.assign_attrs(uncalibrated=False))


def test_a_measure_without_values_has_no_row(made) -> None:
    ds = made(samples=3)
    values = headline_values(ds)
    values["host_exposure"][:] = np.nan
    assert "Exposure of US-base hosts" not in "".join(uncertainty(ds, values))
