"""Published places, and the countries that they hold."""

import pytest

from sim.validation.outside import OutsideError
from sim.validation.places import place


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


def test_a_place_that_is_not_in_the_model_is_said() -> None:
    with pytest.raises(OutsideError, match=r"a place that the model does not know \(FRO\)"):
        place("FRO")
