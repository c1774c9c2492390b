"""What a validation keeps of its runs: what figures are measured on, and a folder's print of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.errors import ResultError
from sim.terms import CLASSES, quarter_index
from sim.validation.kept import Asked, keep_print, masks, print_of
from sim.validation.rows import Row, Sieve
from sim.validation.shares import COUNTRY, WORLD, share_targets
from tests.real import built

W, N = built()


def kept(table: str, sizes_until: int = 0, **cells: str) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    targets = share_targets([Row(table, 2, cells)] if cells else [], Sieve())
    return dict(masks(Asked(targets, sizes_until=sizes_until), W, N))


def test_a_share_of_installed_kit_keeps_its_country_and_year() -> None:
    found = kept(COUNTRY, iso3="DEU", year="2022", generation="4g", vendor="chinese",
                 share="0.6", basis="RAN sites")  # fmt: skip
    quarters, places, classes = np.nonzero(found["country_kit_usd_m"])
    assert {N.countries[place] for place in places} == {"DEU"}
    assert set(quarters) <= set(range(quarter_index("2022Q1"), quarter_index("2022Q4") + 1))
    assert len(set(classes)) == len(CLASSES)
    assert not any(mask.any() for name, mask in found.items() if name != "country_kit_usd_m")


def test_a_share_of_the_world_keeps_no_country() -> None:
    found = kept(WORLD, market="ran", scope="world", year="2020", vendor="Huawei", share="0.33")
    assert not found["operator_kit_usd_m"].any()
    assert not found["country_kit_usd_m"].any()


def test_the_size_of_a_market_keeps_what_all_countries_buy_until_then() -> None:
    found = kept(WORLD, sizes_until=2023)
    bought = found["new_kit_usd_m"]
    assert bought[: quarter_index("2023Q4") + 1].all()
    assert not bought[quarter_index("2024Q1") :].any()


def test_a_folder_of_other_figures_is_not_gone_on_with(tmp_path: Path) -> None:
    one, other = kept(WORLD, sizes_until=2023), kept(WORLD, sizes_until=2024)
    assert print_of([one]) != print_of([other])
    keep_print(tmp_path, ["drawn"], print_of([one]))
    assert (tmp_path / "drawn").is_dir()
    keep_print(tmp_path, ["drawn"], print_of([one]))
    with pytest.raises(ResultError, match="choose another out="):
        keep_print(tmp_path, ["drawn"], print_of([other]))
