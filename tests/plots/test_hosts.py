import numpy as np
import pytest

from sim.plots.hosts import NAMED_HOSTS, host_arrows, troop_weighted


def test_troop_weighted_mean_by_hand(made):
    ds = made(samples=1)
    exposure = ds["exposure"].isel(scenario=0, sample=0, quarter=0) * 0.0
    exposure.loc["DEU"], exposure.loc["JPN"], exposure.loc["FRA"] = 1.0, 0.5, 1.0
    # DEU 37,000; JPN 50,000; all hosts 133,400; France is no host: (37,000 + 25,000) / 133,400.
    assert float(troop_weighted(ds, exposure)) == pytest.approx(62_000 / 133_400)


def test_hosts_without_a_value_do_not_pull_the_mean_down(made):
    ds = made(samples=1)
    exposure = ds["exposure"].isel(scenario=0, sample=0, quarter=0) * np.nan
    exposure.loc["DEU"] = 0.4
    assert float(troop_weighted(ds, exposure)) == pytest.approx(0.4)


def test_hosts_are_ranked_by_2018_and_the_mean_comes_last(made):
    ds = made(samples=2)
    for place, code in enumerate(NAMED_HOSTS):
        ds["base_traffic_exposure"].loc[{"country": code}] = 0.1 * (place + 1)
    axes = host_arrows(ds, "us_action").axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[:-1] == [f"Land {code}" for code in reversed(NAMED_HOSTS)]
    assert labels[-1].startswith("All 6 US-base hosts")
    assert axes.get_xlabel() == "Exposure of US-base traffic (%)"


def test_arrows_point_where_exposure_goes(made):
    ds = made(samples=2)
    ds["base_traffic_exposure"][:] = 0.30
    late = ds["year"].values >= 2025
    at = ds.get_index("scenario").get_loc("us_action")
    ds["base_traffic_exposure"][at, :, late] = 0.20
    axes = host_arrows(ds, "us_action").axes[0]
    markers = [line.get_marker() for line in axes.lines]
    # Six rows: the scenario falls by 10 points; the baseline stays and gets a dot.
    assert markers.count("<") == 6
    assert markers.count("o") == 6
    ends = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "<"]
    assert ends == pytest.approx([20.0] * 6)


def test_title_gives_the_paired_difference_of_all_hosts(made):
    ds = made(samples=12)
    ds["base_traffic_exposure"][:] = 0.30
    at = ds.get_index("scenario").get_loc("us_action")
    ds["base_traffic_exposure"][at] = 0.25
    title = host_arrows(ds, "us_action").texts[0].get_text().replace("\n", " ")
    assert "over all hosts, is 5.0 points lower" in title


def test_a_scenario_without_a_baseline_has_one_arrow_a_host(made):
    ds = made(names=("baseline",), samples=2)
    ds["base_traffic_exposure"][:] = 0.30
    figure = host_arrows(ds, "baseline")
    title = figure.texts[0].get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")
    assert "is 30 %" in title
    assert len(figure.legends[0].get_texts()) == 2
