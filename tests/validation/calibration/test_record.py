"""Nothing after 2020 is fitted, nothing that the model starts from, and nothing twice."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.data.schema import FOLDER
from sim.validation.calibration.record import Record, record
from sim.validation.calibration.window import Window, window
from sim.validation.fitted import FITTED, rows_to_2020
from sim.validation.rows import Sieve
from sim.validation.shares import COUNTRY, share_targets

TABLES = ("vendor_share_global", "vendor_share_country", "policy_events")
LATER = {
    "vendor_share_global": {"market": "ran", "scope": "world", "year": "2021",
                            "vendor": "Huawei", "share": "0.9", "source": "Dell'Oro"},
    "vendor_share_country": {"iso3": "DEU", "year": "2023", "generation": "4g",
                             "vendor": "Huawei", "share": "0.9", "basis": "sites"},
    "policy_events": {"date": "2023-01-01", "actor_iso3": "DEU", "instrument": "ban",
                      "layer": "ran", "scope": "5g", "stringency": "1", "status": "enacted"},
}  # fmt: skip


@pytest.fixture(scope="module")
def over() -> Window:
    return window()


@pytest.fixture(scope="module")
def known(over: Window) -> Record:
    return record(over.world, over.names)


def test_nothing_after_2020_is_on_record(known: Record) -> None:
    assert max(target.year for target in known.targets) == 2020
    acted = known.panel.when[np.isfinite(known.panel.when)]
    assert acted.max() <= 2020


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_later_years_change_nothing(
    table: str, over: Window, known: Record, tmp_path: Path
) -> None:
    for name in TABLES:
        shutil.copy(FOLDER / f"{name}.csv", tmp_path)
    file = tmp_path / f"{table}.csv"
    columns = file.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    with file.open("a", encoding="utf-8") as handle:
        handle.write(",".join(LATER[table].get(name, "") for name in columns) + "\n")
    again = record(over.world, over.names, folder=tmp_path)
    assert again.hash == known.hash
    assert again.targets == known.targets


def test_what_the_model_starts_from_is_never_on_record(known: Record) -> None:
    told = share_targets(rows_to_2020(FOLDER, COUNTRY), Sieve())
    assert any(target.seed for target in told)
    assert not any(target.seed for target in known.targets)


def test_what_is_fitted_is_of_the_world_and_of_one_publisher_each(known: Record) -> None:
    used = [each for each, yes in zip(known.targets, known.used, strict=True) if yes]
    assert {each.market for each in used} == set(FITTED)
    kinds = {(each.place, each.what): each.publisher for each in used}
    assert all(kinds[each.place, each.what] == each.publisher for each in used)


@pytest.mark.parametrize(
    "more",
    [
        {"note": "derived: 40% in 1Q22 minus 4 points gained since 2020"},
        {"note": "derived by chaining from 2021"},
    ],
)
def test_what_was_worked_back_from_later_years_is_not_on_record(
    more: dict[str, str], over: Window, known: Record, tmp_path: Path
) -> None:
    for name in TABLES:
        shutil.copy(FOLDER / f"{name}.csv", tmp_path)
    row = {**LATER["vendor_share_global"], "year": "2020", "quality": "D", **more}
    file = tmp_path / "vendor_share_global.csv"
    columns = file.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    with file.open("a", encoding="utf-8") as handle:
        handle.write(",".join(row.get(name, "") for name in columns) + "\n")
    assert record(over.world, over.names, folder=tmp_path).hash == known.hash


def test_a_sum_is_fitted_unless_a_part_of_it_is(known: Record) -> None:
    told = [
        (each.market, each.place, each.seller, bool(yes))
        for each, yes in zip(known.targets, known.used, strict=True)
    ]
    europe = [row[2:] for row in told if row[0] == "4g_ran_installed"]
    assert sorted(europe) == [("Huawei", True), ("ZTE", True), ("chinese", False)]
    china = {row[2:] for row in told if row[:2] == ("ran", "china")}
    assert china == {("Huawei", True), ("Ericsson+Nokia", True)}


def test_a_country_has_acted_from_its_year_on(known: Record) -> None:
    place = known.panel.countries.index("GBR")
    assert known.acted_by(2019)[place] == 0
    assert known.acted_by(2020)[place] == 1


def test_the_coding_is_part_of_the_hash(over: Window, known: Record) -> None:
    assert record(over.world, over.names, "de facto").hash != known.hash
