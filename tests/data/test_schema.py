"""The schema describes every table that is shipped, and only those."""

from __future__ import annotations

from sim.data.schema import FOLDER, KINDS, schemas
from tests.real import tables

#: Read by the part of the program that draws maps, not by the model.
ELSEWHERE = {"schema", "iso_numeric"}


def test_every_described_table_is_there() -> None:
    for name in schemas():
        assert (FOLDER / f"{name}.csv").is_file()


def test_kinds_are_known() -> None:
    kinds = {column.kind for columns in schemas().values() for column in columns}
    assert kinds <= set(KINDS)


def test_references_point_to_key_columns() -> None:
    for columns in schemas().values():
        for column in columns:
            if column.reference:
                home, _, target = column.reference.partition(".")
                assert [c.name for c in schemas()[home] if c.key] == [target]


def test_header_order_is_the_order_of_the_schema() -> None:
    for name, columns in schemas().items():
        header = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [column.name for column in columns], name


def test_every_source_of_a_made_up_number_is_graded() -> None:
    for name in ("seed_region", "seed_class", "region_spend", "initial", "incidents"):
        assert set(tables()[name].text("grade")) <= {"judgement", "sourced"}


def test_ranges_hold_their_value() -> None:
    table = tables()["initial"]
    value, low, high = (table.number(name) for name in ("value", "low", "high"))
    assert ((low <= value) & (value <= high)).all()


def test_incidents_have_a_page_each() -> None:
    table = tables()["incidents"]
    assert all(source.startswith("http") for source in table.text("source"))
    assert table.number("quarter").max() <= 27
    known = set(zip(table.text("iso3"), table.number("quarter"), strict=True))
    assert {("CAN", 19.0), ("AUS", 25.0), ("AUS", 27.0), ("IND", 25.0)} <= known
