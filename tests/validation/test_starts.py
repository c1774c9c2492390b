"""Which published shares the model starts from."""

from pathlib import Path

from sim.data.load import table_path
from sim.validation.left_out import write_table
from sim.validation.rows import Row, read_rows
from sim.validation.starts import TABLE, start_in, starts_model

OWN = "iso3,year,generation,operator,vendor,share,seed_input\n"


def of(**cells: str) -> Row:
    plain = {"iso3": "NGA", "year": "2023", "generation": "4g", "vendor": "Huawei", "share": "0.6"}
    return Row(TABLE, 2, {**plain, **cells})


def test_the_programs_own_seeds_are_what_it_starts_from() -> None:
    rows = read_rows(table_path(TABLE).parent, TABLE)
    starts = [row for row in rows if starts_model(row, start_in())]
    assert [row.line for row in starts] == [
        row.line for row in rows if row.text("seed_input") == "1"
    ]


def test_a_row_that_says_so_itself_is_no_seed() -> None:
    assert not starts_model(of(seed_input="1"), start_in())
    assert not starts_model(of(seed_input="1", share="half"), start_in())


def test_a_table_of_ones_own_may_be_what_the_model_starts_from(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"{OWN}NGA,2023,4g,,Huawei,0.6,1\nKEN,2023,4g,,Huawei,0.6,0\n")
    start = start_in(file)
    assert starts_model(of(iso3="Nigeria", generation="4G LTE", share="60%"), start)
    assert not starts_model(of(iso3="KEN"), start)
    assert not starts_model(of(year="2024"), start)


def test_a_country_is_left_out_of_the_table_that_the_model_starts_from(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"{OWN}NGA,2023,4g,,Huawei,0.6,1\nKEN,2023,4g,,Huawei,0.6,1\n")
    write_table("NGA", tmp_path, file)
    (written,) = tmp_path.rglob(f"{TABLE}.csv")
    assert written.read_text() == f"{OWN}NGA,2023,4g,,Huawei,0.6,0\nKEN,2023,4g,,Huawei,0.6,1\n"
