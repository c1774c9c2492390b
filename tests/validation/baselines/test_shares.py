"""Plain rivals for shares: they see what went before, and other countries, and no more."""

import math

import numpy as np
import pytest

from sim.validation.baselines.gravity import gravity
from sim.validation.baselines.shares import (
    known_of,
    last_of_anybody,
    last_radio_share,
    mean_of_others,
    mean_of_region,
    persistence,
    share_rivals,
    trend,
)
from sim.validation.sellers import Sellers
from sim.validation.target import Target, What
from tests.validation.test_observe import target

WHOLE = tuple(f"C{i:02}" for i in range(20))


def of_world(year: int, value: float, **more: object) -> Target:
    return target(place="world", countries=WHOLE, year=year, value=value, **more)


def of_country(code: str, value: float, year: int = 2020, **more: object) -> Target:
    return target(place=code, countries=(code,), year=year, value=value, **more)


SERIES = [of_world(2017, 0.20), of_world(2018, 0.22), of_world(2019, 0.26)]


def test_the_last_figure_of_the_same_series() -> None:
    asked = of_world(2020, 0.9)
    assert persistence(SERIES, asked) == 0.26
    assert math.isnan(persistence(SERIES, asked._replace(publisher="Omdia")))
    assert math.isnan(persistence(SERIES, asked._replace(operator="deu-vodafone")))


def test_whole_years_come_before_quarters() -> None:
    quarter = of_world(2019, 0.5, quarters=(4, 4))
    assert persistence([*SERIES, quarter], of_world(2020, 0.9)) == 0.26


def test_the_last_figure_of_anybody_is_of_any_publisher_and_market() -> None:
    asked = of_world(2022, 0.9, publisher="Panelco", market="radio_access")
    assert math.isnan(persistence(SERIES, asked))
    assert last_of_anybody(SERIES, asked) == 0.26
    later = of_world(2020, 0.31, publisher="Omdia", market="mobile_infrastructure")
    assert last_of_anybody([later, *SERIES], asked) == 0.31
    assert math.isnan(last_of_anybody([], asked))


def test_the_last_figure_of_anybody_is_of_the_same_share_alone() -> None:
    asked = of_world(2022, 0.9, publisher="Panelco")
    core = What(("core",), installed=True)
    others = [
        of_world(2021, 0.5, sellers=Sellers(("zte",))),
        of_world(2021, 0.5, sellers=asked.sellers._replace(largest=1)),
        of_world(2021, 0.5, operator="deu-vodafone"),
        of_world(2021, 0.5, what=core),
        of_world(2021, 0.5, what=asked.what._replace(installed=not asked.what.installed)),
        of_country("DEU", 0.5, 2021),
    ]
    assert math.isnan(last_of_anybody(others, asked))
    assert last_of_anybody([*others, *SERIES], asked) == 0.26


def test_the_last_figure_of_anybody_takes_whole_years_and_the_mean_of_one_time() -> None:
    asked = of_world(2022, 0.9, publisher="Panelco")
    quarter = of_world(2021, 0.5, quarters=(4, 4))
    two = [*SERIES, of_world(2019, 0.30, publisher="Omdia"), quarter]
    assert last_of_anybody(two, asked) == pytest.approx(0.28)
    assert last_of_anybody([quarter], asked) == 0.5


def test_sums_of_the_same_sellers_are_the_same_in_any_order() -> None:
    known = of_world(2019, 0.4, sellers=Sellers(("ericsson", "nokia")))
    asked = of_world(2022, 0.9, sellers=Sellers(("nokia", "ericsson")))
    assert last_of_anybody([known], asked) == 0.4


@pytest.mark.parametrize("cut_off", [None, 2021])
@pytest.mark.parametrize("asked", [of_world(2021, 0.9), of_country("DEU", 0.9, 2021)])
def test_nobody_ever_tells_the_last_figure_of_anybody_what_is_asked(
    asked: Target, cut_off: int | None
) -> None:
    told_elsewhere = [
        asked,
        asked._replace(publisher="Omdia", market="radio_access"),
        asked._replace(publisher="Omdia", quarters=(1, 2)),
        asked._replace(year=2022, publisher="Omdia"),
    ]
    before = asked._replace(year=2020, value=0.25, publisher="IHS")
    neighbour = of_country("FRA", 0.7, 2021)
    for known, value in ((told_elsewhere, None), ([before, *told_elsewhere, neighbour], 0.25)):
        found = last_of_anybody(known_of(known, asked, cut_off), asked)
        assert math.isnan(found) if value is None else found == value


def test_the_rivals_by_name() -> None:
    assert [*share_rivals({}, {})] == [
        "persistence", "trend", "anybody's last", "mean of others", "mean of region",
        "gravity", "last radio share",
    ]  # fmt: skip
    assert share_rivals({}, {})["anybody's last"](SERIES, of_world(2020, 0.9)) == 0.26


def test_the_straight_line() -> None:
    line = [of_world(2017, 0.20), of_world(2018, 0.23), of_world(2019, 0.26)]
    assert trend(line, of_world(2021, 0.9)) == pytest.approx(0.32)
    assert math.isnan(trend(line[:1], of_world(2021, 0.9)))
    down = [of_world(2018, 0.2), of_world(2019, 0.1)]
    assert trend(down, of_world(2025, 0.9)) == 0.0


OTHERS = [of_country("DEU", 0.5), of_country("FRA", 0.3), of_country("NGA", 0.9)]


def test_places_that_shut_a_vendor_out_are_no_guide_to_others() -> None:
    out = [of_country(code, 0.0, exclusion=True) for code in ("AUS", "SWE", "JPN", "CAN", "GBR")]
    asked = of_country("ITA", 0.0)
    assert mean_of_others([*OTHERS, *out], asked) == pytest.approx(1.7 / 3)
    assert math.isnan(mean_of_others(out, asked))
    covariates = {each.place: np.array([1.0]) for each in [*out, asked]}
    assert math.isnan(gravity([each for each in out if not each.exclusion], asked, covariates))


def test_the_last_radio_share_is_of_any_generation_and_else_of_the_region() -> None:
    older = What(("legacy_ran",), installed=True)
    known = [of_country("DEU", 0.6, 2018, what=older), of_country("DEU", 0.5, 2020, what=older),
             of_country("FRA", 0.3, what=older), of_country("NGA", 0.9, what=older),
             of_country("SWE", 0.0, exclusion=True),
             of_country("ITA", 0.1, what=What(("core",), installed=True))]  # fmt: skip
    regions = dict.fromkeys(("DEU", "FRA", "ITA", "SWE"), "Europe") | {"NGA": "Africa"}
    later = What(("ran_5g",), installed=False)
    assert last_radio_share(known, of_country("DEU", 0.9, 2022, what=later), regions) == 0.5
    assert last_radio_share(known, of_country("SWE", 0.9, 2022, what=later), regions) == 0.0
    found = last_radio_share(known, of_country("ITA", 0.9, 2022, what=later), regions)
    assert found == pytest.approx(0.4)
    core = What(("core",), installed=True)
    assert math.isnan(last_radio_share(known, of_country("ITA", 0.9, 2022, what=core), regions))


def test_means_over_other_countries() -> None:
    asked = of_country("ITA", 0.0)
    regions = {"DEU": "Europe", "FRA": "Europe", "ITA": "Europe", "NGA": "Africa"}
    assert mean_of_others(OTHERS, asked) == pytest.approx(1.7 / 3)
    assert mean_of_region(OTHERS, asked, regions) == pytest.approx(0.4)
    assert math.isnan(mean_of_others(OTHERS, of_world(2020, 0.5)))


def test_a_country_is_not_its_own_neighbour_and_counts_once() -> None:
    known = [*OTHERS, of_country("ITA", 1.0), of_country("DEU", 0.1, year=2015)]
    assert mean_of_others(known, of_country("ITA", 0.0)) == pytest.approx(1.7 / 3)


def test_rivals_see_the_years_before_and_other_countries_of_the_same() -> None:
    asked = of_country("ITA", 0.0)
    known = known_of([*OTHERS, asked, of_country("ITA", 0.2, year=2019)], asked, None)
    assert [(each.place, each.year) for each in known] == [
        ("DEU", 2020), ("FRA", 2020), ("NGA", 2020), ("ITA", 2019)
    ]  # fmt: skip
    assert known_of(SERIES, of_world(2019, 0.1), None) == SERIES[:2]


def test_after_a_cut_off_nothing_of_it_is_seen() -> None:
    later = [of_country("DEU", 0.1, year=2022), *OTHERS]
    assert known_of(later, of_country("ITA", 0.2, year=2023), 2021) == OTHERS


def test_gravity_follows_what_is_known_of_countries() -> None:
    codes = [f"C{i}" for i in range(8)]
    covariates = {code: np.array([float(i) - 4]) for i, code in enumerate(codes)}
    known = [of_country(code, 0.1 + 0.1 * i) for i, code in enumerate(codes[:-1])]
    covariates["HIGH"], covariates["LOW"] = np.array([4.0]), np.array([-4.0])
    high, low = (gravity(known, of_country(code, 0.5), covariates) for code in ("HIGH", "LOW"))
    assert low < 0.2 < 0.7 < high < 1
    assert math.isnan(gravity(known[:4], of_country("HIGH", 0.5), covariates))
