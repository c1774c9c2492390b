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


def test_one_result_says_whose_its_scenarios_are() -> None:
    one = join([result()])
    assert one["result"].values.tolist() == ["one"] * 3
    assert one["policy"].values.tolist() == one["scenario"].values.tolist()
    assert join([one]) is one
    assert join({"A": one})["result"].values.tolist() == ["A"] * 3


def test_each_result_can_be_taken_out_again() -> None:
    joined = join({"A": result(effect=0.1), "B": result(effect=0.2)})
    mine = joined.sel(scenario=joined["result"] == "B")
    assert mine["policy"].values.tolist() == ["calm", "press", "pay"]
    np.testing.assert_array_equal(
        mine["host_exposure"].values, result(effect=0.2)["host_exposure"].values
    )
    assert joined.attrs["titles"]["press (B)"] == "Pressure (B)"
    assert set(joined.attrs["configurations"]) == {"A", "B"}
    with pytest.raises(ResultError, match="is several results already; name them all at once"):
        join([joined, result()])


def test_titles_that_are_alike_say_whose_they_are() -> None:
    first, second = result().isel(scenario=[0, 1]), result("two").isel(scenario=[2])
    second = second.assign_attrs(titles={"pay": "Pressure"})
    joined = join([first, second])
    assert joined["scenario"].values.tolist() == ["calm", "press", "pay"]
    titles = joined.attrs["titles"]
    assert (titles["press"], titles["pay"]) == ("Pressure (one)", "Pressure (two)")
    assert titles["calm"] == "Calm"


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
    with pytest.raises(ResultError, match="follows from the seed, and these have seeds 1 and 2;"):
        join([made_up, made_up.assign_attrs(seed=2)])


def test_other_countries_or_periods_are_refused() -> None:
    other = result("two").assign_coords(country=["CHN", "DEU", "EGY", "NAM", "FRA"])
    with pytest.raises(ResultError, match=r"differ in their axis country \(FRA, USA\)$"):
        join([result(), other])
    yearly = result("two").assign_coords(quarters=("quarter", [4] * QUARTERS))
    with pytest.raises(ResultError, match=r"keep different periods \(every=1 and every=4\)"):
        join([result(), yearly])


def test_results_without_pairs_lie_side_by_side_by_position() -> None:
    longer = result("two").isel(sample=[0, 1, 1]).assign_attrs(seed=2)
    joined = join([result("one"), longer])
    assert joined.sizes["sample"] == 2
    assert (joined.attrs["paired"], joined.attrs["pairing"]) == (False, "seeds 1 and 2")
    assert joined.attrs["left_aside"] == "two has 3 samples, of which 2 are looked at"
    assert joined.attrs["seed"] == "1 and 2"
    assert joined["chance"].values.tolist() == [0, 0, 0, 1, 1, 1]
    assert "own_draw" not in joined.coords


def test_without_pairs_each_result_keeps_its_own_draws() -> None:
    other = result("two").assign_coords(draw=("sample", [7, 8]))
    joined = join([result("one"), other])
    assert joined.attrs["pairing"] == "no draw and replicate in common"
    assert joined["own_draw"].values.tolist() == [[0, 1]] * 3 + [[7, 8]] * 3
    assert joined["own_replicate"].values.tolist() == [[0, 1]] * 6


def test_one_that_holds_all_parameters_takes_the_draws_of_those_beside_it() -> None:
    fixed = result("fixed").assign_attrs(parameters="fixed")
    fixed = fixed.assign_coords(draw=("sample", [0, 0]))
    joined = join([fixed, result("drawn"), result("other").assign_attrs(seed=2).isel(sample=[0])])
    assert joined["chance"].values.tolist() == [0] * 6 + [1] * 3
    assert "own_draw" not in joined.coords
    longer = result("other").assign_attrs(seed=2).assign_coords(draw=("sample", [4, 5]))
    joined = join([fixed, result("drawn"), longer])
    assert joined["own_draw"].values.tolist() == [[0, 1]] * 6 + [[4, 5]] * 3


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
    assert joined.attrs["samples_left_out"] == 0
    assert joined.attrs["left_aside"] == "one has 2 samples, of which 1 are looked at"
    assert joined.attrs["until"] == ""
    both = [one.assign_attrs(samples_left_out=n) for n, one in ((1, first), (2, result("two")))]
    assert join(both).attrs["samples_left_out"] == 2
    lost = {"samples_left_out": 3, "runs_failed": 4, "first_failure": "calm: no spend"}
    joined = join([first, result("two").assign_attrs(lost)])
    assert joined.attrs["samples_left_out"] == 3
    assert (joined.attrs["runs_failed"], joined.attrs["first_failure"]) == (4, "calm: no spend")
    joined = join([first, second.assign_attrs(until="Stopped after 1 of 2 samples")])
    assert joined.attrs["samples_left_out"] == 0
    assert joined.attrs["until"] == "Stopped after 1 of 2 samples"
    turned = result("two").isel(sample=[1, 0])
    assert join([first, turned])["draw"].values.tolist() == [0, 1]


def test_results_without_an_outcome_in_common_are_refused() -> None:
    with pytest.raises(ResultError, match=r"^compare: these results store no outcome in common$"):
        join([result(), result("two").rename(host_exposure="bloc_index")])


def test_no_result_at_all_is_refused() -> None:
    with pytest.raises(ResultError, match="no result given"):
        join([])
