"""Tables that nobody has seen are read as far as they can be."""

from pathlib import Path

import pytest

from sim.errors import DataError
from sim.validation.outside import OutsideError
from sim.validation.rows import Row, Sieve, read_rows


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


def test_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "market_size.csv").write_bytes(b"market,scope,year,usd_bn\nran,\xff,2020,1\n")
    with pytest.raises(DataError, match=r"market_size.csv: not UTF-8 text \(byte 29\)"):
        read_rows(tmp_path, "market_size")


@pytest.mark.parametrize("cell", ["abc", "1,5", "12%"])
def test_what_is_no_number_is_said(cell: str) -> None:
    with pytest.raises(OutsideError, match="is not a number"):
        Row("market_size", 2, {"usd_bn": cell}).number("usd_bn")


@pytest.mark.parametrize("cells", [{"year": "20"}, {"year": ""}, {"date": "May 2020"}])
def test_what_has_no_year_is_said(cells: dict[str, str]) -> None:
    with pytest.raises(OutsideError, match="no year"):
        Row("market_size", 2, cells).year()


def test_a_date_has_a_year() -> None:
    assert Row("policy_events", 2, {"date": "2024-03-01"}).year() == 2024


def test_what_is_left_out_is_counted_by_its_reason() -> None:
    sieve = Sieve()
    for line, reason in ((2, "blank"), (3, "blank"), (4, "wrong")):
        sieve.drop(Row("market_size", line, {"market": "ran"}), reason)
    assert sieve.counts() == {("market_size", "blank"): 2, ("market_size", "wrong"): 1}
    assert sieve.left_out[0].what == "ran"
