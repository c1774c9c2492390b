"""Shares on record: which rows they come from, and the sums that fitting must keep."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.data.groups import region_index
from sim.data.load import Tables, load_tables, table_path
from sim.fit import Blocks, scale_blocks
from sim.recorded_shares import RAN, country_figures, held_blocks, on_record, radio_figures
from sim.seed import regional_seed
from sim.terms import MARKETS
from sim.world import Floats
from tests.real import country, groups, tables, vendor

BACKCAST = 0.88
CHINESE = [vendor(name) for name in ("huawei", "zte", "other_cn")]


@cache
def seed() -> Floats:
    return regional_seed(tables(), region_index(groups()))


@cache
def blocks() -> Blocks:
    return held_blocks(tables(), seed())


def row_of(iso3: str, market: int = RAN) -> int:
    return country(iso3) * len(MARKETS) + market


def sums(iso3: str, found: Blocks | None = None) -> dict[str, float]:
    """Return what each vendor's block must add up to, by vendor."""
    held, row = found or blocks(), row_of(iso3)
    names = tables()["vendors"].text("vendor")
    return {name: float(held.total[row, held.of_vendor[row, vendor(name)]]) for name in names}


def changed(folder: Path, edit: str) -> Tables:
    """Return the tables with one more row of shares."""
    path = folder / "shares.csv"
    text = table_path("vendor_share_country").read_text(encoding="utf-8")
    path.write_text(f"{text}{edit}\n", encoding="utf-8")
    return load_tables({"vendor_share_country": path})


def test_only_rows_that_are_marked_are_figures(tmp_path: Path) -> None:
    row = "NGA,2020,4g,,{},0.5,RAN,made up,,A,{}"
    assert "NGA" not in country_figures(changed(tmp_path, row.format("Huawei", 0)))
    marked = changed(tmp_path, row.format("Nokia(NSN)", 1))
    assert country_figures(marked)["NGA"] == {"nokia": 0.5}
    assert on_record(marked).sum() == on_record(tables()).sum() + 1
    assert on_record(marked)[country("NGA")]


def test_figures_of_one_country_stand_together() -> None:
    korea = {"samsung": 0.4, "nokia": 0.2, "ericsson": 0.2, "huawei": 0.1}
    assert country_figures(tables())["KOR"] == korea
    assert country_figures(tables())["DEU"] == {"chinese": 0.57}


def test_a_country_without_a_figure_and_other_markets_are_one_block() -> None:
    rows = [row_of("NGA"), *(row_of("DEU", market) for market in range(1, len(MARKETS)))]
    for row in rows:
        assert set(blocks().of_vendor[row]) == {0}
        assert blocks().total[row].tolist() == [1.0, *[0.0] * (blocks().total.shape[1] - 1)]


def test_a_figure_of_all_chinese_vendors_is_cast_back_and_parts_the_market_in_two() -> None:
    held = sums("DEU")
    assert len({int(blocks().of_vendor[row_of("DEU"), place]) for place in CHINESE}) == 1
    for name, total in held.items():
        ours = name in ("huawei", "zte", "other_cn")
        assert total == pytest.approx(BACKCAST * 0.57 if ours else 1 - BACKCAST * 0.57)


def test_a_named_vendor_has_a_block_of_its_own_and_the_rest_keeps_its_proportions() -> None:
    """Huawei has 13 % of Japan, cast back; of other Chinese vendors it has as many as the seed."""
    row, own = seed()[country("JPN"), RAN], BACKCAST * 0.13
    every = own * row[CHINESE].sum() / row[vendor("huawei")]
    held = sums("JPN")
    assert held["huawei"] == pytest.approx(own)
    assert held["zte"] == held["other_cn"] == pytest.approx(every - own)
    assert held["nokia"] == pytest.approx(0.48 * (1 - every) / (1 - 0.13))
    assert held["ericsson"] == pytest.approx(1 - every - held["nokia"])


def test_who_sells_there_and_has_no_figure_may_be_nobody() -> None:
    """All who sell radio in Korea are named or Chinese: they take what casting back leaves."""
    held = sums("KOR")
    named = ("samsung", "nokia", "ericsson")
    assert sum(held[name] for name in named) + held["huawei"] + held["zte"] == pytest.approx(1.0)
    assert held["samsung"] / held["nokia"] == pytest.approx(2.0)


def test_what_is_scaled_to_the_blocks_is_a_whole_market() -> None:
    flat = seed().reshape(-1, seed().shape[2])
    shares = scale_blocks(flat, blocks())
    assert shares.sum(axis=1) == pytest.approx(1.0)
    assert shares.min() >= 0.0


def test_the_chinese_share_on_record_is_that_of_the_blocks() -> None:
    found = radio_figures(tables(), blocks())
    assert np.isnan(found[~on_record(tables())]).all()
    shares = scale_blocks(seed().reshape(-1, seed().shape[2]), blocks())
    for iso3 in ("DEU", "JPN", "KOR", "BRA"):
        chinese = shares[row_of(iso3)][CHINESE].sum()
        assert found[country(iso3)] == pytest.approx(chinese), iso3
