"""The parts in which a reader looks up a country, or a vendor."""

from __future__ import annotations

import numpy as np

from sim.report.countries import NO_MAP, country_data, left_out, look_up, means_of
from sim.report.gains import vendor_data, who_gains
from sim.report.scales import MEASURES


def test_a_result_says_who_is_in_it(made) -> None:
    ds = made(samples=2)
    told = country_data(ds, ["baseline", "us_action", "stop"])
    assert told["years"] == list(range(2014, 2036))
    assert (told["year"], told["runs"], told["main"]) == (2030, 2, "us_action")
    assert ("DEU", "Land DEU", True) in told["countries"]
    assert ("USA", "Land USA", False) in told["countries"]
    own = [(one["name"], one["title"], one["baseline"]) for one in told["scenarios"]]
    assert own == [("baseline", "No US action", -1), ("us_action", "What the US did", 0),
                   ("stop", "The US stops", 1)]  # fmt: skip
    assert len(told["map"]["shapes"]) > 198


def test_measures_are_those_that_are_stored(made) -> None:
    def keys(ds) -> list[str]:
        told = country_data(ds, ["baseline", "us_action"])
        return [measure["key"] for measure in told["measures"]]

    ds = made(samples=2)
    assert keys(ds) == ["exposure", "change", "restricting", "median"]
    assert keys(ds[["level"]]) == ["restricting", "median"]
    assert look_up(ds[["sales_usd_m"]]) == []


def test_colours_hold_from_steps_that_rise() -> None:
    for measure in MEASURES:
        starts = [start for start, _, _ in measure.steps]
        assert starts == sorted(set(starts))
        colours = [colour for _, colour, _ in measure.steps]
        assert len(set(colours)) == len(colours)
        assert measure.unclear not in colours


def test_without_a_map_the_table_is_open(made) -> None:
    ds = made(samples=2)
    text = "".join(look_up(ds))
    assert 'id="map"' in text
    assert '<details id="ranking">' in text
    other = ds.assign_coords(country=[f"X{i}" for i in range(198)])
    text = "".join(look_up(other))
    assert 'id="map"' not in text
    assert NO_MAP in text
    assert '<details id="ranking" open>' in text


def test_scenarios_that_are_left_out_are_counted(made, monkeypatch) -> None:
    ds = made(samples=1)
    assert left_out(ds, ["baseline", "us_action"]).startswith(" 3 scenarios of 5 left out here")
    assert left_out(ds, [str(name) for name in ds["scenario"].values]) == ""
    monkeypatch.setattr("sim.report.lookup._MOST_SCENARIOS", 4)
    monkeypatch.setattr("sim.report.gains._MOST_SCENARIOS", 3)
    assert "1 scenario of 5 left out here" in "".join(look_up(ds))
    assert "2 scenarios of 5 left out here" in "".join(who_gains(ds))


def test_one_run_has_no_range(made) -> None:
    assert means_of(made(samples=1)) == "one run"
    assert means_of(made(samples=3)) == "mean [5 to 95 % of 3 runs]"


def test_vendors_keep_their_colours_and_short_names(made) -> None:
    told = vendor_data(made(samples=1), ["baseline", "us_action"])
    assert told["vendors"][0] == {"label": "Huawei", "colour": "#D55E00"}
    assert [label for _, label in told["scopes"]][:2] == ["World", "Outside China"]
    assert np.array([one["baseline"] for one in told["scenarios"]]).tolist() == [-1, 0]


def test_what_people_call_a_country_is_told_where_countries_are_real(made) -> None:
    ds = made(samples=1)
    also = country_data(ds, ["baseline"])["also"]
    assert set(also) <= set(ds["country"].values.tolist())
    assert "UK" in also["GBR"]
    words = [word.casefold() for names in also.values() for word in names]
    assert len(words) == len(set(words))
    assert country_data(ds.assign_coords(country=[f"X{i}" for i in range(198)]), [])["also"] == {}
