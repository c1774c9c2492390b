from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.outcomes import registry
from sim.recorder import Recorder
from sim.terms import CLASSES, COMPONENTS, COSTS, REGIONS, TAIWAN_FOUNDRY, US_CHIPS
from tests.runs import AAA, BBB, OUTCOMES, block, pressing
from tests.worlds import small_world

SIZES = {
    "quarter": 3,
    "region": len(REGIONS),
    "class": len(CLASSES),
    "vendor": 8,
    "country": 7,
    "operator": len(small_world().operators.share),
    "component": len(COMPONENTS),
    "cost": len(COSTS),
}
CHINESE = slice(0, 3)


@pytest.fixture(scope="module")
def played() -> tuple[Any, dict[str, np.ndarray]]:
    b = block(pressing(1), 0, replicates=2)
    recorder = Recorder(OUTCOMES, b, 3)
    for quarter in range(3):
        b.step()
        recorder.record(quarter)
    return b, recorder.results


@pytest.mark.parametrize("name", OUTCOMES)
def test_shape_and_type_follow_the_registry(name: str, played: Any) -> None:
    got, outcome = played[1][name], registry()[name]
    assert got.shape == (2, *(SIZES[d] for d in outcome.dims))
    assert got.dtype == np.dtype(outcome.dtype)


def test_regions_are_sums_over_countries(played: Any) -> None:
    b, results = played
    for name, table in (("sales_usd_m", "bought"), ("installed_usd_m", "installed")):
        values = getattr(b.state, table)
        europe = b.facts.countries["region"] == 2
        assert europe.sum() == 2
        got = results[name][:, 2, 2]
        assert got == pytest.approx(values[:, europe].sum(axis=1), rel=1e-6)
        assert results[name][:, 2].sum() == pytest.approx(values.sum(), rel=1e-5)
    cost = results["cost_usd_m"][:, 2].sum(axis=1)
    assert cost == pytest.approx(b.state.costs.sum(axis=1), rel=1e-5)


def test_shares_and_states_of_countries_are_those_of_the_last_quarter(played: Any) -> None:
    b, results = played
    installed = b.state.installed.sum(axis=2)
    share = installed[..., CHINESE].sum(axis=-1) / installed.sum(axis=-1)
    assert results["chinese_share_installed"][:, 2] == pytest.approx(share, abs=1e-6)
    huawei = installed[..., 0] / installed.sum(axis=-1)
    assert results["huawei_share_installed"][:, 2] == pytest.approx(huawei, abs=1e-6)
    assert 0.0 < huawei.min() < huawei.max() < 1.0
    for name in ("level", "resolve", "suspicion", "campaign", "coverage"):
        assert results[name][:, 2] == pytest.approx(b.state.governments[name], abs=1e-6)
    assert results["campaign"][:, 0].max() == 0.0
    assert results["campaign"][:, 2, AAA].min() > 0.0


def test_chinese_radio_and_core_kit_leaves_transport_out(played: Any) -> None:
    b, results = played
    kit = b.state.installed[:, :, :3, CHINESE].sum(axis=(2, 3))
    assert results["chinese_ran_core_usd_m"][:, 2] == pytest.approx(kit, rel=1e-6)


def test_kit_and_awards_by_class_are_those_of_the_last_quarter(played: Any) -> None:
    b, results = played
    kit = b.state.young + b.state.old
    assert results["operator_kit_usd_m"][:, 2] == pytest.approx(kit, rel=1e-6)
    assert results["operator_award"][:, 2] == pytest.approx(b.state.award, abs=1e-6)
    assert results["country_kit_usd_m"][:, 2] == pytest.approx(b.state.installed, rel=1e-6)
    assert results["new_kit_usd_m"][:, 2] == pytest.approx(b.state.bought, rel=1e-6)
    by_country = np.zeros_like(b.state.installed)
    for place, country in enumerate(b.facts.operators["country"]):
        by_country[:, country] += kit[:, place]
    assert by_country == pytest.approx(b.state.installed, rel=1e-6)


def test_what_does_not_exist_is_missing_and_not_zero(played: Any) -> None:
    results = played[1]
    assert np.isnan(results["chinese_share_5g"]).all()  # before any launch
    base = results["base_traffic_exposure"]
    assert np.isfinite(base[:, :, AAA]).all()
    assert np.isnan(base[:, :, BBB]).all()
    # one host only: its exposure less the 30 % with their own network
    assert results["host_exposure"] == pytest.approx(0.7 * results["exposure"][:, :, AAA])


def test_a_country_without_kit_has_no_share_of_it(played: Any) -> None:
    b, _ = played
    empty = b.state.installed[:, BBB].copy()
    b.state.installed[:, BBB] = 0.0
    recorder = Recorder(["huawei_share_installed"], b, 1)
    recorder.record(0)
    b.state.installed[:, BBB] = empty
    missing = np.isnan(recorder.results["huawei_share_installed"][:, 0])
    assert missing.all(axis=0).tolist() == [c == BBB for c in range(missing.shape[1])]
    assert missing.sum() == 2


def test_components_and_vendors_are_read_from_their_own_columns(played: Any) -> None:
    b, results = played
    b.state.vendors["inventory"][0, 4] = np.arange(6.0)
    recorder = Recorder(["stock_us_chips", "stock_foundry"], b, 1)
    recorder.record(0)
    assert recorder.results["stock_us_chips"][0, 0, 4] == US_CHIPS
    assert recorder.results["stock_foundry"][0, 0, 4] == TAIWAN_FOUNDRY
    assert results["china_manufacturing"][0, 0, 0] == pytest.approx(0.98)


def test_measuring_changes_nothing_and_can_be_left_out(played: Any) -> None:
    one, other = block(pressing(1), 6), block(pressing(1), 0)
    recorder = Recorder(OUTCOMES, other, 6)
    for quarter in range(6):
        other.step()
        recorder.record(quarter)
    for name in ("young", "old", "award", "price", "costs"):
        assert np.array_equal(getattr(one.state, name), getattr(other.state, name))
    assert one.state.governments.tobytes() == other.state.governments.tobytes()
    some = Recorder(["price"], other, 1)
    some.record(0)
    assert list(some.results) == ["price"]
