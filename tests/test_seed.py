"""Shares of 2014: seeds, figures of countries, world shares."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.build import build_world
from sim.data.groups import region_index
from sim.data.load import load_tables, table_path
from sim.errors import DataError
from sim.recorded_shares import country_figures
from sim.seed import barred_at_start, regional_seed
from tests.real import built, country, groups, tables, vendor

W = built()[0]
SHARE = W.seed_share
RAN, CORE = 0, 1
CHINESE = W.vendors.chinese

#: The bases of shares that describe installed kit, as the rule for inputs has them.
INSTALLED = {
    "RAN installed base, subscriber-weighted",
    "4G base stations",
    "radio equipment, sectors",
    "LTE equipment market",
    "network equipment",
}


def test_shares_add_up_to_one() -> None:
    assert np.abs(SHARE.sum(axis=2) - 1.0).max() < 1e-12
    assert SHARE.min() == 0.0


def test_world_shares_of_2014() -> None:
    weight = W.countries.spend_usd_m / W.countries.spend_usd_m.sum()
    world = (SHARE * weight[:, :, None]).sum(axis=(0, 1))
    expected = [0.215, 0.085, 0.03, 0.145, 0.195, 0.03, 0.08, 0.22]
    assert world == pytest.approx(expected, abs=1e-9)


def test_seed_by_hand() -> None:
    seed = regional_seed(tables(), region_index(groups()))
    africa = seed[country("NGA"), RAN]
    huawei, zte, ericsson, nokia = 0.50 * 1.2, 0.18 * 1.2, 0.13 * 1.8, 0.09 * 1.35
    total = huawei + zte + ericsson + nokia
    assert africa[vendor("huawei")] == pytest.approx(huawei / total)
    assert africa[vendor("nokia")] == pytest.approx(nokia / total)


@pytest.mark.parametrize(
    ("iso3", "figure"),
    [("DEU", 0.57), ("BEL", 1.0), ("GBR", 0.4), ("FRA", 0.25), ("POL", 0.6), ("SVK", 0.06)],
)
def test_country_figure_is_cast_back(iso3: str, figure: float) -> None:
    chinese = SHARE[country(iso3), RAN, CHINESE].sum()
    assert chinese == pytest.approx(0.88 * figure, abs=1e-9)


def test_figure_of_one_chinese_vendor() -> None:
    japan = SHARE[country("JPN"), RAN]
    assert japan[vendor("huawei")] == pytest.approx(0.88 * 0.13)
    zte = 0.05 / 0.17
    assert japan[CHINESE].sum() == pytest.approx(0.88 * 0.13 * (1 + zte))


def test_figures_of_all_vendors_fill_the_market() -> None:
    korea = SHARE[country("KOR"), RAN]
    chinese = 0.88 * 0.10 * (1 + 0.05 / 0.17)
    assert korea[CHINESE].sum() == pytest.approx(chinese)
    assert korea[vendor("samsung")] == pytest.approx(0.5 * (1 - chinese))
    assert korea[vendor("nokia")] == pytest.approx(0.25 * (1 - chinese))


def test_inputs_follow_the_written_rule() -> None:
    table = tables()["vendor_share_country"]
    codes = set(built()[1].countries)
    marked, ruled = [], []
    for row, cells in enumerate(table.rows()):
        fits = (
            cells["iso3"] in codes
            and cells["operator"] == ""
            and cells["generation"] in {"4g", "3g+4g", "all"}
            and cells["basis"] in INSTALLED
            and cells["quality"] in {"A", "B", "C"}
            and not np.isnan(float(cells["share"]))
        )
        if fits:
            ruled.append(row)
        if cells["seed_input"] == 1.0:
            marked.append(row)
    assert marked == ruled
    assert set(country_figures(tables())) == {
        *("DEU", "BEL", "CYP", "MLT", "ESP", "ITA", "GBR", "FRA", "POL", "HUN", "SVK"),
        *("JPN", "KOR", "BRA"),
    }


def test_other_markets_move_with_the_figure() -> None:
    core = SHARE[:, CORE][:, CHINESE].sum(axis=1)
    assert core[country("BEL")] > core[country("AUT")] > core[country("SVK")]


def test_start_laws_seed_zero() -> None:
    barred = barred_at_start(tables())
    assert SHARE[barred].max() == 0.0
    assert barred.sum() == 2 * 3
    assert SHARE[country("TWN"), CORE, CHINESE].sum() == 0.0
    assert SHARE[country("USA"), CORE, CHINESE].sum() == 0.0


def test_israel_has_no_huawei_or_zte() -> None:
    assert SHARE[country("ISR")][:, [vendor("huawei"), vendor("zte")]].max() == 0.0


def test_nothing_where_a_vendor_does_not_sell() -> None:
    assert SHARE[:, RAN, vendor("cisco")].max() == 0.0
    assert SHARE[:, 2, vendor("samsung")].max() == 0.0
    elsewhere = np.arange(198) != country("JPN")
    assert SHARE[elsewhere, RAN, vendor("other_west")].max() == 0.0
    assert SHARE[country("JPN"), RAN, vendor("other_west")] > 0.0


def test_kit_in_the_usa_fits_its_small_operators() -> None:
    majors = {"usa-att", "usa-dish", "usa-tmobile", "usa-verizon"}
    small = sum(
        share
        for name, share in zip(built()[1].operators, W.operators.share, strict=True)
        if name.startswith("usa-") and name not in majors
    )
    assert SHARE[country("USA")][:, CHINESE].sum(axis=1).max() < small


def test_breadth_in_2014(capsys: pytest.CaptureFixture[str]) -> None:
    spend = W.countries.spend_usd_m
    huawei = (SHARE[:, :, vendor("huawei")] * spend).sum(axis=1) / spend.sum(axis=1)
    count = int((huawei > 0.01).sum())
    print(f"countries with over 1 % Huawei kit in 2014: {count}")
    assert "2014: " in capsys.readouterr().out
    assert 170 <= count <= 198


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    """Build a world from one changed table."""
    path = folder / f"{name}.csv"
    text = table_path(name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    build_world(load_tables({name: path}))


def test_world_share_that_cannot_be_met(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"world_share_2014: samsung cannot have 0\.46"):
        replaced(tmp_path, "seed_class", "samsung,0.03", "samsung,0.83")


def test_input_without_a_share(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="seed_input: 'chinese' has no share to start from"):
        replaced(
            tmp_path, "vendor_share_country", "DEU,2020,4g,,chinese,0.57", "DEU,2020,4g,,chinese,"
        )
