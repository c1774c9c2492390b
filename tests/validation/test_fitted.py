"""Which figures are fitted, and which say the same as one that is."""

import pytest

from sim.validation.fitted import fitted, once, says_nothing_new, shares_to_2020
from sim.validation.rows import Sieve
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.target import Target
from tests.validation.calibration.made import share_target
from tests.validation.small import table


def test_vintages_count_once_with_their_mean() -> None:
    told = [share_target(value=0.28), share_target(value=0.3), share_target(year=2019)]
    assert [each.value for each in once(told)] == pytest.approx([0.29, 0.3])


def test_the_publisher_whose_figures_say_most_is_fitted() -> None:
    told = [share_target(publisher="A", error=0.02), share_target(publisher="B", error=0.01)]
    assert fitted(told).tolist() == [False, True]
    many = [
        *told,
        *(share_target(publisher="A", error=0.02, year=year) for year in range(2014, 2019)),
    ]
    assert fitted(many).tolist() == [True, False, *[True] * 5]


EUROPE = {"market": "4g_ran_installed", "scope": "europe", "year": 2020}


@pytest.fixture
def told(tmp_path):  # type: ignore[no-untyped-def]
    def of(**cells: object) -> Target:
        row = {"market": "ran", "scope": "world", "year": 2019, "vendor": "Huawei",
               "share": 0.3, "source": "made up", **cells}  # fmt: skip
        (target,) = share_targets(table(tmp_path, WORLD, [row]), Sieve())
        return target

    return of


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        ({}, True),  # another publisher of what is fitted
        ({"quarter": "Q2"}, True),
        ({"vendor": "Huawei+ZTE"}, True),
        ({"year": 2021}, False),
        ({"market": "mobile_infrastructure"}, True),  # the same kit in the model's terms
        ({"market": "mobile_infrastructure", "year": 2016}, False),
        ({"market": "5g_ran", "year": 2020}, False),
        ({"scope": "AFR"}, False),
        ({"vendor": "Cisco"}, False),
        ({"scope": "CHN"}, True),
        ({**EUROPE, "vendor": "western"}, True),  # what Huawei and ZTE leave over
        ({**EUROPE, "vendor": "Nokia"}, False),
    ],
)
def test_what_tells_of_a_fitted_share_is_no_test_of_it(
    told, cells: dict[str, object], seen: bool
) -> None:  # type: ignore[no-untyped-def]
    assert says_nothing_new([told(**cells)]).tolist() == [seen]


def test_all_that_is_fitted_has_been_seen() -> None:
    known = shares_to_2020()
    assert (says_nothing_new(known) >= fitted(known)).all()
    again = [each for each, seen in zip(known, says_nothing_new(known), strict=True) if seen]
    own = [(each.table, each.seller) for each in again if each.table != WORLD]
    assert sorted(own) == [(COUNTRY, "Huawei")] * 3 + [(COUNTRY, "ZTE")]
    assert {each.place for each in again if each.table != WORLD} == {"europe", "CHN"}
