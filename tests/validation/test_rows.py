"""Tables that nobody has seen are read as far as they can be."""

from pathlib import Path

import pytest

from sim.errors import DataError
from sim.validation.outside import OutsideError
from sim.validation.rows import Row, Sieve, by_reason, read_rows


def write(folder: Path, text: str, name: str = "vendor_share_global") -> None:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_a_table_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path, "market_size") == []


def test_columns_may_be_missing_or_more(tmp_path: Path) -> None:
    write(tmp_path, "market,scope,year,vendor,share,mine\nran,world,2023,Huawei,0.3,x\n")
    (row,) = read_rows(tmp_path, "vendor_share_global")
    assert row.text("quarter") == ""
    assert row.number("share") == 0.3
    assert row.year() == 2023
    assert row.line == 2


def test_a_short_line_has_blanks(tmp_path: Path) -> None:
    write(tmp_path, "market,scope,year,vendor,share\nran,world,2023,Huawei\n")
    (row,) = read_rows(tmp_path, "vendor_share_global")
    assert row.number("share") is None


def test_a_column_that_is_needed_is_missed(tmp_path: Path) -> None:
    write(tmp_path, "market,scope,year,vendor\n")
    with pytest.raises(DataError) as caught:
        read_rows(tmp_path, "vendor_share_global")
    assert str(caught.value).endswith(
        "vendor_share_global.csv: column 'share' is missing (there: market, scope, year, vendor)"
    )


@pytest.mark.parametrize("cell", ["abc", "1,5", "12%"])
def test_what_is_no_number_is_said(cell: str) -> None:
    with pytest.raises(OutsideError, match="is not a number"):
        Row("market_size", 2, {"usd_bn": cell}).number("usd_bn")


@pytest.mark.parametrize("cells", [{"year": "20"}, {"year": ""}])
def test_what_has_no_year_is_said(cells: dict[str, str]) -> None:
    with pytest.raises(OutsideError, match="no year"):
        Row("market_size", 2, cells).year()


@pytest.mark.parametrize("date", ["May 2020", "15/03/2023"])
def test_a_date_that_starts_with_no_year_is_said_with_what_is_allowed(date: str) -> None:
    with pytest.raises(OutsideError) as caught:
        Row("policy_events", 2, {"date": date}).year()
    assert str(caught.value) == (
        f"a date that cannot be read ({date}): write 2023-03-15, 2023-03, 2023Q1 or 2023"
    )


def test_a_date_has_a_year() -> None:
    assert Row("policy_events", 2, {"date": "2024-03-01"}).year() == 2024


def test_what_is_left_out_is_told_by_its_reason() -> None:
    sieve = Sieve()
    for line, reason in ((2, "blank"), (3, "blank"), (4, "wrong")):
        sieve.drop(Row("market_size", line, {"market": "ran", "scope": "world"}), reason)
    told = by_reason(sieve.left_out)
    assert {key: [row.line for row in rows] for key, rows in told.items()} == {
        ("market_size", "blank"): [2, 3],
        ("market_size", "wrong"): [4],
    }
    assert sieve.left_out[0].what == "ran, world"


def test_a_row_is_left_out_once_and_then_has_no_reserve() -> None:
    sieve, row = Sieve(), Row("market_size", 2, {"market": "ran"})
    sieve.reserve(row, "a range")
    for reason in ("first", "second"):
        sieve.drop(row, reason)
    assert [left.reason for left in sieve.left_out] == ["first"]
    assert sieve.reserves == []


def test_rows_of_the_package_are_no_news() -> None:
    sieve, row = Sieve(), Row("market_size", 2, {"market": "ran"}, given=False)
    sieve.drop(row, "blank")
    sieve.pass_over(row, "of another kind")
    sieve.reserve(row, "a range")
    assert (sieve.left_out, sieve.other_kinds, sieve.reserves) == ([], [], [])
