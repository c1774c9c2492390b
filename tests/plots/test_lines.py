import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from sim.plots.lines import draw_baseline, draw_range, draw_runs
from sim.plots.save import save_figure

YEARS = [2020, 2021]
#: 21 samples, 0 to 20, the same in both years but for 10 more in the second.
VALUES = xr.DataArray(
    np.arange(21.0)[:, None] + np.array([0.0, 10.0]),
    dims=("sample", "year"),
    coords={"year": YEARS},
)


@pytest.fixture
def axes():
    return Figure().add_subplot()


@pytest.mark.parametrize("values", [VALUES, VALUES.transpose("year", "sample")])
def test_the_line_is_the_mean_and_the_band_holds_5_to_95_per_cent(axes, values):
    draw_range(axes, values, "k", 1.0)
    assert axes.lines[0].get_xydata().tolist() == [[2020.0, 10.0], [2021.0, 20.0]]
    band = axes.collections[0].get_paths()[0].vertices
    # One in twenty of the samples 0 to 20 lies at 1 and below, and at 19 and above.
    assert (band[:, 1].min(), band[:, 1].max()) == (1.0, 29.0)


def test_one_sample_gives_a_band_without_width(axes):
    draw_range(axes, VALUES.isel(sample=[3]), "k", 1.0)
    assert axes.lines[0].get_ydata().tolist() == [3.0, 13.0]
    band = axes.collections[0].get_paths()[0].vertices
    assert set(band[:, 1]) == {3.0, 13.0}


def test_the_middle_may_be_the_median(axes):
    values = VALUES.isel(sample=[0, 1, 11])
    draw_range(axes, values, "k", 1.0, middle="median", dashes="--")
    assert axes.lines[0].get_ydata().tolist() == [1.0, 11.0]
    assert axes.lines[0].get_linestyle() == "--"


def test_quarters_are_fractions_of_a_year(axes):
    values = xr.DataArray(
        [[1.0, 2.0, 3.0]],
        dims=("sample", "quarter"),
        coords={"quarter": ["2019Q4", "2020Q1", "2020Q3"], "year": ("quarter", [2019, 2020, 2020])},
    )
    draw_range(axes, values, "k", 1.0)
    assert axes.lines[0].get_xdata().tolist() == [2019.75, 2020.0, 2020.5]


def test_samples_without_a_value_do_not_count(axes):
    draw_range(axes, VALUES.where(VALUES < 10), "k", 1.0)
    # Left are 0 to 9 in the first year, and none of 10 to 30 in the second.
    line = axes.lines[0].get_ydata()
    assert line[0] == 4.5
    assert np.isnan(line[1])


def test_single_runs_are_hair_lines_40_at_most(axes):
    draw_runs(axes, xr.concat([VALUES] * 3, "sample"), "k")
    assert len(axes.lines) == 40
    assert axes.lines[1].get_ydata().tolist() == [1.0, 11.0]


def test_the_baseline_is_a_dashed_mean(axes):
    draw_baseline(axes, VALUES, "k")
    assert axes.lines[0].get_linestyle() == "--"
    assert axes.lines[0].get_ydata().tolist() == [10.0, 20.0]


def test_saving_makes_the_folder_and_keeps_dates_out(tmp_path, axes):
    png, svg = save_figure(axes.figure, tmp_path / "new" / "figures", "empty")
    assert png.read_bytes().startswith(b"\x89PNG")
    text = svg.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "dc:date" not in text
    assert "Software" not in png.read_bytes().decode("latin-1")
