"""Several results side by side."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.compare import compare
from sim.analysis.join import join
from sim.errors import ResultError
from tests.analysis.tiny import QUARTERS, tiny


def result(name: str = "one", effect: float = 0.1) -> xr.Dataset:
    host = np.zeros((3, 2, QUARTERS))
    host[1], host[2] = effect, 3 * effect
    return tiny(host_exposure=(("quarter",), host)).assign_attrs(name=name)


def test_one_result_is_left_alone() -> None:
    one = result()
    assert join([one]) is one


def test_scenarios_found_twice_keep_their_own_name_and_baseline() -> None:
    both = compare([result("one", 0.1), result("two", 0.2)])
    assert both["scenario"].values.tolist() == [
        "press (one)",
        "pay (one)",
        "press (two)",
        "pay (two)",
    ]
    assert both["baseline"].values.tolist()[2:] == ["calm (two)", "press (two)"]
    means = both["mean"].sel(measure="host_exposure", year=2015).values
    np.testing.assert_allclose(means, [10, 20, 20, 40])


def test_outcomes_are_not_read_to_be_joined() -> None:
    joined = join([result("one", 0.1), result("two", 0.2)])
    found = joined["host_exposure"].variable
    assert not isinstance(found._data, np.ndarray)
    apart = [result("one", 0.1)["host_exposure"].values, result("two", 0.2)["host_exposure"].values]
    np.testing.assert_array_equal(found.values, np.concatenate(apart))


def test_worlds_are_not_mixed() -> None:
    made_up = result("two").assign_attrs(synthetic="Synthetic world: 30 countries")
    assert compare([made_up, made_up]).attrs["synthetic"] == "Synthetic world: 30 countries"
    message = (
        r"^compare: these results are of different worlds \(the real world; Synthetic world: 30 "
        r"countries\)$"
    )
    with pytest.raises(ResultError, match=message):
        join([result("one"), made_up])


def test_draws_of_different_designs_are_no_pairs() -> None:
    sobol = result("two").assign_attrs(design={"method": "sobol", "points": "1a2b"})
    keyed = result("one").assign_attrs(design={"method": "draws", "points": "draws"})
    assert join([sobol, sobol]).sizes["sample"] == 2
    assert join([result("one"), keyed]).sizes["sample"] == 2
    message = r"different designs \(draws and sobol\); their draws are no pairs$"
    with pytest.raises(ResultError, match=message):
        join([keyed, sobol])


def test_what_differs_between_the_samples_of_one_is_not_said_of_all() -> None:
    drawn = np.zeros((2, 1))
    one = result("one").assign_coords(
        {"parameter": ["a.b"], "drawn": (("sample", "parameter"), drawn), "levers.c.d": 1.0}
    )
    assert not {"parameter", "drawn", "levers.c.d"} & set(join([one, result("two")]).coords)


def test_results_of_one_name_are_numbered() -> None:
    joined = join([result(), result()])
    assert joined["scenario"].values.tolist()[0] == "calm (one 1)"
    assert joined["scenario"].values.tolist()[-1] == "pay (one 2)"


def test_different_scenarios_keep_their_plain_names() -> None:
    first, second = result().isel(scenario=[0, 1]), result("two").isel(scenario=[2])
    joined = join([first, second])
    assert joined["scenario"].values.tolist() == ["calm", "press", "pay"]
    assert joined.attrs["baselines"] == {"press": "calm", "pay": "press"}


def test_only_shared_samples_are_kept_and_matched_by_number() -> None:
    first = result()
    second = result("two").isel(sample=[1])
    joined = join([first, second])
    assert joined["draw"].values.tolist() == [1]
    assert joined.attrs["samples_left_out"] == 1
    assert joined.attrs["until"] == ""
    lost = {"samples_left_out": 3, "runs_failed": 4, "first_failure": "calm: no spend"}
    joined = join([first, result("two").assign_attrs(lost)])
    assert joined.attrs["samples_left_out"] == 3
    assert (joined.attrs["runs_failed"], joined.attrs["first_failure"]) == (4, "calm: no spend")
    joined = join([first, second.assign_attrs(until="Stopped after 1 of 2 samples")])
    assert joined.attrs["samples_left_out"] == 0
    assert joined.attrs["until"] == "Stopped after 1 of 2 samples"
    turned = result("two").isel(sample=[1, 0])
    assert join([first, turned])["draw"].values.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (result("two").assign_attrs(seed=2), "these results have seeds 1 and 2; use one"),
        (
            result("two").assign_coords(draw=("sample", [7, 8])),
            "these results have no draw and replicate in common",
        ),
        (
            result("two").rename(host_exposure="bloc_index"),
            "these results store no outcome in common",
        ),
    ],
)
def test_results_that_do_not_fit_are_refused(other: xr.Dataset, message: str) -> None:
    with pytest.raises(ResultError) as caught:
        join([result(), other])
    assert str(caught.value) == f"compare: {message}"


def test_no_result_at_all_is_refused() -> None:
    with pytest.raises(ResultError, match="no result given"):
        join([])
