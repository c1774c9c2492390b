"""Plain rivals for shares: they see what went before, and other countries, and no more."""

import math

import numpy as np
import pytest

from sim.validation.baselines.gravity import gravity
from sim.validation.baselines.shares import (
    known_of,
    last_radio_share,
    mean_of_others,
    mean_of_region,
    persistence,
    trend,
)
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
