"""Loading: what is right is read as it stands, what is wrong is named in one line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.data.load import load_tables, table_path
from sim.errors import DataError
from tests.real import tables

Edit = Callable[[str], str]


def changed(folder: Path, name: str, edit: Edit) -> Path:
    """Write a changed copy of a shipped table and return its path."""
    path = folder / "mine.csv"
    text = table_path(name).read_text(encoding="utf-8")
    new = edit(text)
    assert new != text, "the edit must change the table"
    path.write_text(new, encoding="utf-8")
    return path


def message(folder: Path, name: str, edit: Edit) -> str:
    """Return the error that a changed table gives, with the folder cut out of it."""
    path = changed(folder, name, edit)
    with pytest.raises(DataError) as caught:
        load_tables({name: path})
    text = str(caught.value)
    assert "\n" not in text
    return text.replace(str(path), "mine.csv")


def test_counts_of_rows() -> None:
    assert len(tables()["countries"]) == 198
    assert len(tables()["operators"]) == 593
    assert len(tables()["vendors"]) == 8


def test_namibia_is_a_country_and_not_a_missing_value() -> None:
    assert "NAM" in tables()["countries"].text("iso3")
    assert "Namibia" in tables()["countries"].text("name")


def test_a_blank_is_missing_and_not_zero() -> None:
    years = tables()["country_year"]
    gdp = years.number("gdp_usd")
    north_korea = np.array([iso3 == "PRK" for iso3 in years.text("iso3")])
    assert np.isnan(gdp[north_korea]).all()
    assert not (gdp == 0.0).any()


def test_no_figure_that_was_only_recalled() -> None:
    for name in ("vendor_share_global", "vendor_share_country", "vendor_financials"):
        assert set(tables()[name].text("quality")) <= {"A", "B", "C", "D"}


@pytest.mark.parametrize(
    "name",
    ["vendor_share_global", "vendor_share_country", "vendor_financials", "market_size"],
)
def test_no_observed_figure_after_2020(name: str) -> None:
    assert tables()[name].number("year").max() <= 2020


def test_only_the_two_powers_move_after_2020() -> None:
    events = tables()["policy_events"]
    late = {
        actor
        for actor, date in zip(events.text("actor_iso3"), events.text("date"), strict=True)
        if date >= "2021"
    }
    assert late == {"USA", "CHN"}


def test_market_shares_add_up_to_one() -> None:
    table = tables()["operators"]
    sums: dict[str, float] = {}
    for iso3, share in zip(table.text("iso3"), table.number("market_share"), strict=True):
        sums[iso3] = sums.get(iso3, 0.0) + float(share)
    assert max(abs(total - 1.0) for total in sums.values()) < 1e-12


def test_shares_within_a_thousandth_are_normalised(tmp_path: Path) -> None:
    path = changed(tmp_path, "operators", lambda t: t.replace(",0.5491,", ",0.5496,", 1))
    table = load_tables({"operators": path})["operators"]
    china = [iso3 == "CHN" for iso3 in table.text("iso3")]
    assert table.number("market_share")[china].sum() == pytest.approx(1.0, abs=1e-15)
    assert table.number("market_share")[china].max() == pytest.approx(0.5496 / 1.0005)


def test_loading_is_fast() -> None:
    load_tables()
    best = min(_seconds() for _ in range(3))
    assert best < 1.0


def _seconds() -> float:
    start = time.perf_counter()
    load_tables()
    return time.perf_counter() - start


def test_share_above_one(tmp_path: Path) -> None:
    text = message(tmp_path, "operators", lambda t: t.replace(",0.5491,", ",1.2,", 1))
    assert text == f"mine.csv, line {_line('operators', ',0.5491,')}, market_share: " + (
        "1.2 is not between 0 and 1"
    )


def _line(name: str, piece: str) -> int:
    lines = table_path(name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if piece in line)


def test_a_user_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = changed(tmp_path, "operators", lambda t: t.replace(",0.5491,", ",much,", 1))
    with pytest.raises(DataError) as caught:
        load_tables({"operators": path})
    assert str(caught.value).startswith(f"{path}, line ")
    assert str(caught.value).endswith("market_share: 'much' is not a number")


def test_shares_that_do_not_add_up(tmp_path: Path) -> None:
    text = message(tmp_path, "operators", lambda t: t.replace(",0.5491,", ",0.6491,", 1))
    assert text.endswith("market_share: the values of CHN add up to 1.1, not 1")


def test_unknown_country(tmp_path: Path) -> None:
    text = message(tmp_path, "operators", lambda t: t.replace("chn-mobile,CHN", "chn-mobile,CHM"))
    assert "iso3: 'CHM' is not in column iso3 of countries.csv; did you mean" in text


def test_duplicate_key(tmp_path: Path) -> None:
    text = message(tmp_path, "operators", lambda t: t.replace("chn-telecom,", "chn-mobile,"))
    first = _line("operators", "chn-mobile,")
    assert text.endswith(f"operator_id: 'chn-mobile' is already in line {first}")


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "nothing.csv"
    with pytest.raises(DataError, match=r"nothing\.csv: there is no such file"):
        load_tables({"operators": path})


def test_misspelt_column(tmp_path: Path) -> None:
    text = message(tmp_path, "operators", lambda t: t.replace("market_share", "marketshare", 1))
    assert text == ("mine.csv, header: unknown column 'marketshare'; did you mean 'market_share'?")


def test_missing_column(tmp_path: Path) -> None:
    text = message(tmp_path, "start_laws", lambda t: t.replace(",source", "", 1))
    assert text == "mine.csv, header: column 'source' is missing"


def test_column_twice(tmp_path: Path) -> None:
    text = message(tmp_path, "start_laws", lambda t: t.replace("level", "iso3", 1))
    assert text == "mine.csv, header: column 'iso3' is there twice"


def test_short_line(tmp_path: Path) -> None:
    text = message(tmp_path, "start_laws", lambda t: t + "JPN,1\n")
    assert text == "mine.csv, line 5: 2 cells where 4 are needed"


def test_blank_where_a_value_is_needed(tmp_path: Path) -> None:
    text = message(tmp_path, "start_laws", lambda t: t + "JPN,,,known\n")
    assert text == "mine.csv, line 5, level: is blank; a value is needed"


def test_word_that_is_not_allowed(tmp_path: Path) -> None:
    text = message(tmp_path, "countries", lambda t: t.replace(",Low income", ",Low incom", 1))
    assert "income_group: 'Low incom' is not one of Low income, Lower middle income" in text
    assert text.endswith("did you mean 'Low income'?")


def test_quarter_written_wrongly(tmp_path: Path) -> None:
    text = message(tmp_path, "country_model", lambda t: t.replace("2019Q2", "2019-Q2", 1))
    assert text.endswith("launch_5g: '2019-Q2' is not a quarter; write it like 2018Q3")


def test_date_written_wrongly(tmp_path: Path) -> None:
    text = message(tmp_path, "policy_events", lambda t: t.replace("2004-12,", "12/2004,", 1))
    assert "date: '12/2004' is not a date; write it like 2019-05-16 or 2019-05" in text


def test_country_without_an_operator(tmp_path: Path) -> None:
    def without_nauru(text: str) -> str:
        return "".join(x for x in text.splitlines(True) if ",NRU," not in x)

    text = message(tmp_path, "operators", without_nauru)
    assert text == "mine.csv, iso3: no row for country 'NRU'"


def test_reference_to_an_operator_that_is_gone(tmp_path: Path) -> None:
    def renamed(text: str) -> str:
        return text.replace("are-du,", "are-dubai,", 1)

    text = message(tmp_path, "operators", renamed)
    assert text.startswith("operator_vendors.csv, line 2, operator_id: 'are-du' is not in column")


def test_unknown_table() -> None:
    with pytest.raises(DataError, match=r"no table 'operator' to replace; did you mean 'operators"):
        load_tables({"operator": Path("x.csv")})


def test_asking_for_an_unknown_table() -> None:
    with pytest.raises(KeyError, match="did you mean 'countries'"):
        tables()["countrys"]


def test_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"iso3,level\n\xff\xfe")
    with pytest.raises(DataError, match="not UTF-8 text"):
        load_tables({"start_laws": path})


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("")
    with pytest.raises(DataError, match="the file is empty"):
        load_tables({"start_laws": path})


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("source,level,iso3,barred_market\nx,1,JPN,core\n")
    table = load_tables({"start_laws": path})["start_laws"]
    assert table.text("iso3") == ("JPN",)
    assert table.number("level").tolist() == [1.0]


def test_rows_are_words_and_numbers() -> None:
    first = next(tables()["start_laws"].rows())
    assert (first["iso3"], first["level"], first["barred_market"]) == ("AUS", 1.0, "")


def test_asking_for_the_wrong_kind_of_column() -> None:
    with pytest.raises(TypeError, match="holds words"):
        tables()["start_laws"].number("iso3")
    with pytest.raises(TypeError, match="holds numbers"):
        tables()["start_laws"].text("level")
