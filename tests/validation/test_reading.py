"""Files as spreadsheets of all sorts save them."""

from pathlib import Path

import pytest

from sim.errors import DataError
from sim.validation.reading import BEYOND, lines_of

NEEDED = ("market", "year", "share")
PLAIN = "market,year,share,source\nran,2022,0.31,Orange Côte\nran,2023,0.3,x\n"


def read(folder: Path, content: bytes) -> list[tuple[int, dict[str, str]]]:
    file = folder / "table.csv"
    file.write_bytes(content)
    found = [*lines_of(file, NEEDED)]
    assert all(cells.pop(BEYOND) == "" for _, cells in found)
    return found


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("latin-1"),
        PLAIN.replace("market,year,share", "MARKET, Year , Share").encode(),
        PLAIN.replace(",", ";").replace("0.31", "0,31").encode(),
    ],
)
def test_all_are_the_same_table(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == [
        (2, {"market": "ran", "year": "2022", "share": "0.31", "source": "Orange Côte"}),
        (3, {"market": "ran", "year": "2023", "share": "0.3", "source": "x"}),
    ]


def test_a_comma_in_a_number_stays_where_commas_part_cells(tmp_path: Path) -> None:
    ((_, cells),) = read(tmp_path, b'market,year,share\nran,2022,"0,31"\n')
    assert cells["share"] == "0,31"


@pytest.mark.parametrize(
    ("cell", "told"),
    [("30,5-35,2 %", "30.5-35.2 %"), ("30,5 to 35", "30.5 to 35"), ("Oslo 1,2", "Oslo 1,2")],
)
def test_decimal_commas_of_ranges_are_points(tmp_path: Path, cell: str, told: str) -> None:
    ((_, cells),) = read(tmp_path, f"market;year;share\nran;2022;{cell}\n".encode())
    assert cells["share"] == told


def test_empty_lines_are_no_rows_and_short_ones_have_blanks(tmp_path: Path) -> None:
    (row,) = read(tmp_path, b"market,year,share\n\n,,\nran,2022\n")
    assert row == (4, {"market": "ran", "year": "2022", "share": ""})


def test_cells_without_a_column_are_kept_apart(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("market,year,share\nran, of sorts,2022,0.3\nran,2022,0.3,,\n")
    assert [cells[BEYOND] for _, cells in lines_of(file, NEEDED)] == ["0.3", ""]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "table.csv: the file is empty"),
        (b" \n", "table.csv: the file is empty"),
        (b"PK\x03\x04\x00\x00", "table.csv: not a table of text"),
        (b"market,share\n", r"column 'year' is missing \(there: market, share\)"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(DataError, match=why):
        read(tmp_path, content)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r": cannot be read \("):
        [*lines_of(tmp_path, NEEDED)]
