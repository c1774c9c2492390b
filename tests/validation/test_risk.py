"""Who could come to restrict in some years, who could not, and of whom nothing is said."""

import pytest

from sim.sweeps.model import Model
from sim.sweeps.opening import open_model
from sim.sweeps.request import Request
from sim.terms import NO_NEW_KIT
from sim.validation.risk import NoCase, Unnamed, at_risk, no_cases, unnamed

YEARS = (2021, 2025)


@pytest.fixture(scope="module")
def model() -> Model:
    return open_model(Request(("us_action",)))


def test_who_acted_before_or_elsewhere_is_no_case_and_all_others_are(model: Model) -> None:
    own = {"DEU": (2022, 3)}
    known = {**own, "AUS": (2018, 3), "SWE": (2023, 4)}
    asked = at_risk(own, known, model.world, model.names, YEARS, NO_NEW_KIT)
    left = no_cases(own, known, model.world, model.names, YEARS, NO_NEW_KIT)
    assert {code for code, acted in zip(asked.countries, asked.acted, strict=True) if acted} == {
        "DEU"
    }
    told = {each.reason: each.countries for each in left}
    assert told["at that level before"] == ("AUS",)
    assert told["at that level by the record of the program alone, not by the table"] == ("SWE",)
    decide = int(model.world.countries.decides.sum())
    assert len(asked.countries) + sum(len(each.countries) for each in left) == decide


def test_who_acts_later_by_the_program_alone_is_a_case_until_then(model: Model) -> None:
    asked = at_risk({}, {"SWE": (2023, 4)}, model.world, model.names, (2021, 2022), NO_NEW_KIT)
    assert "SWE" in asked.countries


def test_whose_row_cannot_be_read_is_no_case_unless_another_row_can(model: Model) -> None:
    own, unread = {"DEU": (2022, 3)}, ("DEU", "ESP")
    more = (model.world, model.names, YEARS, NO_NEW_KIT, unread)
    assert "ESP" not in at_risk(own, {}, *more).countries
    assert "DEU" in at_risk(own, {}, *more).countries
    assert NoCase(2021, 2025, "with a row that cannot be read", ("ESP",)) in no_cases(
        own, {}, *more
    )


def test_who_acted_before_by_the_table_is_no_case_though_the_program_knows_of_nothing(
    model: Model,
) -> None:
    own = {"PER": (2019, 2)}
    left = no_cases(own, {}, model.world, model.names, YEARS, NO_NEW_KIT)
    assert NoCase(2021, 2025, "at that level before", ("PER",)) in left


def test_governments_that_a_table_never_names_are_counted_once() -> None:
    assert unnamed(["DEU", "PER", "KEN", "PER"], {"DEU"}) == [Unnamed(("PER", "KEN"), 3)]
    assert unnamed(["DEU"], {"DEU", "PER"}) == unnamed([], set()) == []
