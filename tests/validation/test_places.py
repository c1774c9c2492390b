"""Published places, and the countries that they hold."""

import csv
from pathlib import Path

import pytest

from sim.validation import places
from sim.validation.outside import OutsideError
from sim.validation.places import country, place, place_called


def test_a_country_is_itself_and_the_world_is_all() -> None:
    assert place("deu") == ("DEU",)
    assert len(place("World")) == 198


def test_the_world_without_china_and_china_are_the_world() -> None:
    china, rest = place("china"), place("world_ex_china")
    assert set(china) == {"CHN", "HKG", "MAC"}
    assert {*china, *rest} == set(place("world"))
    assert not set(china) & set(rest)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("EUR", "Europe"),
        ("LAM", "Latin America"),
        ("MEA", "middle_east_africa"),
        ("APAC", "asia-pacific"),
    ],
)
def test_short_names_and_long_ones_mean_the_same(name: str, group: str) -> None:
    assert place(name) == place(group)


def test_europe_is_what_publishers_count() -> None:
    europe = place("EUR")
    assert {"GBR", "CHE", "NOR", "DEU"} <= set(europe)
    assert not {"RUS", "TUR", "UKR"} & set(europe)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UK", "GBR"), ("gb", "GBR"), ("United Kingdom", "GBR"), ("South Korea", "KOR"),
        ("Korea, Rep.", "KOR"), ("Czech Republic", "CZE"), ("Czechia", "CZE"), ("Turkey", "TUR"),
        ("U.S.", "USA"), ("Côte d'Ivoire", "CIV"), ("Cote d\u2019Ivoire", "CIV"), ("XK", "XKX"),
    ],
)  # fmt: skip
def test_countries_by_short_codes_and_names(name: str, code: str) -> None:
    assert country(name) == code
    assert place(name) == (code,)


def test_every_country_has_a_code_of_two_letters_of_its_own() -> None:
    with Path(places.__file__).with_name("countries.csv").open(encoding="utf-8") as handle:
        rows = [*csv.DictReader(handle)]
    assert {row["iso3"] for row in rows} == set(place("world"))
    assert len({row["iso2"] for row in rows}) == len(rows)
    assert {country(row["iso2"]) for row in rows} == set(place("world"))


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("World", "world", "Global"), "world"),
        (("outside China", "world ex China", "world_ex_china", "World (excl. China)"),
         "world_ex_china"),
        (("EUR", "Europe"), "europe"),
        (("DEU", "de", "Germany"), "DEU"),
    ],
)  # fmt: skip
def test_a_place_is_called_the_same_however_it_is_spelt(
    names: tuple[str, ...], called: str
) -> None:
    assert {place_called(name) for name in names} == {called}


def test_china_is_a_country_and_what_publishers_count() -> None:
    assert country("China") == "CHN"
    assert len(place("China")) == 3
    assert place("CHN") == ("CHN",)


def test_a_place_that_is_not_in_the_model_is_said() -> None:
    with pytest.raises(OutsideError, match=r"a place that the model does not know \(FRO\)"):
        place("FRO")
