"""Which file of a folder holds each table, and which files are not read."""

from pathlib import Path

import pytest

from sim.data.schema import FOLDER
from sim.errors import DataError
from sim.validation.files import Stranger, strangers_in
from sim.validation.given import check_given, read_inside, reading_of, tables_in, unread_in
from sim.validation.remarks import remarks
from sim.validation.rows import Sieve, file_of
from sim.validation.windows import Years

LATER = Years(2021, 2025)
SIZES = "market,scope,year,usd_bn\nran,world,2022,45\n"


def holding(place: Path, *names: str) -> Path:
    """Fill a folder with files of those names, all with the same sizes."""
    for name in names:
        (place / name).write_text(SIZES, encoding="utf-8")
    return place


def told(place: Path) -> list[str]:
    return [*remarks(reading_of(place, LATER, Sieve()))]


def test_a_name_that_is_nearly_right_is_said_with_the_right_one(tmp_path: Path) -> None:
    holding(tmp_path, "market_size.csv", "vendor_shares_country.csv", "Policy-Event.TSV")
    assert told(tmp_path) == [
        "Policy-Event.TSV is not read; did you mean policy_events.csv?",
        "vendor_shares_country.csv is not read; did you mean vendor_share_country.csv?",
    ]


def test_a_workbook_is_not_read(tmp_path: Path) -> None:
    holding(tmp_path, "market_size.csv", "market_size.xlsx", "vendor_share_global.xlsx")
    assert told(tmp_path) == [
        "market_size.xlsx is not read; market_size.csv is.",
        "vendor_share_global.xlsx is not read; did you mean vendor_share_global.csv?",
    ]


def test_other_tables_are_named_together(tmp_path: Path) -> None:
    holding(tmp_path, "market_size.csv", "prices.ods")
    assert told(tmp_path) == ["prices.ods is not read."]
    holding(tmp_path, "exchange.txt", "market_size_old.csv", "picture.png", "~$prices.xlsx")
    assert told(tmp_path) == ["exchange.txt, market_size_old.csv and prices.ods are not read."]


def test_capital_letters_make_no_difference(tmp_path: Path) -> None:
    holding(tmp_path, "Market_Size.CSV")
    assert file_of(tmp_path, "market_size") == tmp_path / "Market_Size.CSV"
    assert tables_in(tmp_path) == ["market_size"]
    assert len(read_inside(tmp_path, "market_size", LATER)) == 1
    assert told(tmp_path) == []
    (tmp_path / "Market_Size.CSV").write_text("", encoding="utf-8")
    assert unread_in(tmp_path) == {"market_size": "the file is empty"}


def test_of_two_that_differ_in_capital_letters_neither_is_read(tmp_path: Path) -> None:
    holding(tmp_path, "Market_Size.csv", "MARKET_SIZE.csv")
    if len([*tmp_path.iterdir()]) < 2:
        pytest.skip("names that differ in capital letters are one file here")
    assert file_of(tmp_path, "market_size") is None
    with pytest.raises(DataError) as error:
        tables_in(tmp_path)
    assert str(error.value).endswith(
        "; MARKET_SIZE.csv is not read; did you mean market_size.csv?"
        "; Market_Size.csv is not read; did you mean market_size.csv?"
    )
    holding(tmp_path, "market_size.csv")
    assert told(tmp_path) == [
        "MARKET_SIZE.csv is not read; market_size.csv is.",
        "Market_Size.csv is not read; market_size.csv is.",
    ]


def test_a_folder_without_a_table_names_the_near_miss(tmp_path: Path) -> None:
    holding(tmp_path, "vendor_shares_country.csv", "notes.txt")
    with pytest.raises(DataError) as error:
        check_given(tmp_path, LATER)
    assert str(error.value) == (
        f"{tmp_path}: holds none of the tables that are scored (vendor_share_global.csv, "
        "vendor_share_country.csv, policy_events.csv, market_size.csv, study_results.csv, "
        "operator_vendors.csv); vendor_shares_country.csv is not read; did you mean "
        "vendor_share_country.csv?"
    )


def test_so_does_one_with_nothing_to_score(tmp_path: Path) -> None:
    holding(tmp_path, "market_size.csv", "study_result.csv")
    ending = "; study_result.csv is not read; did you mean study_results.csv?"
    with pytest.raises(DataError) as error:
        check_given(tmp_path, Years(2023, 2024))
    assert str(error.value).endswith(f"; its rows are of 2022{ending}")
    (tmp_path / "market_size.csv").write_text("", encoding="utf-8")
    with pytest.raises(DataError) as error:
        check_given(tmp_path, LATER)
    assert str(error.value).endswith(f"(market_size.csv: the file is empty){ending}")


def test_the_other_tables_of_the_package_are_no_strangers() -> None:
    assert (FOLDER / "doses.csv").exists()
    assert strangers_in(FOLDER) == []


def test_what_became_of_a_file_in_words() -> None:
    assert Stranger("prices.ods").words == "prices.ods is not read"
