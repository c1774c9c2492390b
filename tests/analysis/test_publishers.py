"""A house is one publisher, whatever it published and when."""

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.publishers import publisher_of
from sim.validation.baselines.shares import persistence, trend
from sim.validation.fitted import fitted, shares_to_2020
from sim.validation.rows import Sieve
from sim.validation.shares import WORLD, share_targets
from tests.validation.small import table


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        ("Dell'Oro preliminary FY2019 via WGP", "Dell'Oro"),
        ("derived from Dell\u2019Oro growth rates", "Dell'Oro"),
        ("IHS Markit via Capacity", "IHS"),
        ("Somebody via a page", "Somebody"),
        ("Somebody 2022 via a page of 2023-01-05", "Somebody"),
        ("", ""),
    ],
)
def test_publisher_is_read_from_the_source(source: str, publisher: str) -> None:
    assert publisher_of(source) == publisher


@pytest.mark.parametrize(
    "date",
    [
        "2022", "2022-03", "2022-03-04", "2022/03/04", "04/03/2022", "4.3.2022", "Mar 2022",
        "March 2022", "Sept. 2022", "4 March 2022", "March 4, 2022", "May 4th 2022", "2022 May",
        "Jun/Jul 2020", "Mar-2022", "Aug-Sep 2013", "Q3 2022", "3Q 2022", "3Q22", "Q3 '22",
        "2022Q3", "2022-Q3", "2022 H1", "H1 2023", "1H23", "1-3Q 2020", "FY2019", "FY 2019", "FY19",
        "2021-2022", "2021/22", "2024-09/10",
    ],
)  # fmt: skip
def test_dates_fall_away(date: str) -> None:
    for source in (f"Panelco {date}", f"Panelco, {date}", f"{date} Panelco", f"Panelco ({date})",
                   f"Panelco {date} annual report", f"Panelco annual report {date}",
                   f"Panelco report for {date}"):  # fmt: skip
        assert publisher_of(source) == "Panelco", source


@pytest.mark.parametrize(
    "work",
    [
        "report", "Annual Report", "annual reports", "quarterly report", "press release",
        "estimate", "estimates", "preliminary estimates", "data", "survey", "research note",
        "summary", "annual results", "data, as of", "report, p. 12", "survey, table 3",
        "report, pp. 4-6",
    ],
)  # fmt: skip
def test_what_was_published_falls_away_at_the_end(work: str) -> None:
    assert publisher_of(f"Panelco 2022 {work}") == publisher_of(f"Panelco {work}") == "Panelco"
    assert publisher_of(f"Panelco Research 2022-03 ({work})") == "Panelco Research"


@pytest.mark.parametrize(
    "house",
    [
        "Associated Press", "Light Reading", "ABC Research", "Marketing Week", "Mayfair Partners",
        "Data Bridge", "3GPP", "Tom's Hardware", "C114/Caixin", "World Bank", "Report Linker",
        "Augustus & Co", "TrendForce", "S&P Global", "Dong-A", "pakistanaffairs.pk",
    ],
)  # fmt: skip
def test_names_of_houses_stay_whole(house: str) -> None:
    assert publisher_of(house) == house
    assert publisher_of(f"{house} 2022") == house


def test_what_follows_the_house_is_no_part_of_its_name() -> None:
    for more in ("; Other House 2021", " https://a.b/c?d=2", " (copy 34.80.245.248/2020-06-23/)",
                 " 'A title'", " \u201cA title\u201d https://a.b"):  # fmt: skip
        assert publisher_of(f"Panelco 2022-03{more}") == "Panelco"


def test_nothing_is_stripped_to_an_empty_name() -> None:
    assert publisher_of("2022-03") == "2022-03"
    assert publisher_of("2022 annual report") == publisher_of("2023 annual report")
    assert publisher_of("2022 annual report") == "annual report"
    assert publisher_of("press release") == "press release"
    assert publisher_of("Q3 2022 data") == "data"
    assert publisher_of("(Panelco 2022)") == "Panelco"
    assert publisher_of("https://a.b/2022") != ""


def test_a_publishers_years_are_one_series(tmp_path: Path) -> None:
    rows = [
        {"market": "ran", "scope": "world", "year": year, "vendor": "Huawei", "share": share,
         "metric": "revenue", "source": source}
        for year, share, source in (
            (2021, 0.30, "Panelco 2022-03 annual report"),
            (2022, 0.28, "Panelco 2023 annual report"),
            (2023, 0.20, "Panelco survey, Q1 2024"),
        )
    ]  # fmt: skip
    first, second, third = share_targets(table(tmp_path, WORLD, rows), Sieve())
    assert {each.publisher for each in (first, second, third)} == {"Panelco"}
    assert persistence([first, second], third) == 0.28
    assert trend([first, second], third) == pytest.approx(0.26)


def test_whom_the_model_is_fitted_to_stays_as_it_was() -> None:
    known = shares_to_2020()
    used = [known[place].publisher for place in np.flatnonzero(fitted(known))]
    assert {name: used.count(name) for name in used} == {"Dell'Oro": 41, "Strand Consult": 2}
    assert len(known) == 139
