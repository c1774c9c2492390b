"""Published names of operators, and the model's."""

import pytest

from sim.validation.operators import operator_named, operator_of
from sim.validation.outside import OutsideError


@pytest.mark.parametrize(
    ("country", "name", "wanted"),
    [
        ("CHN", "China Mobile", "chn-mobile"),
        ("CHN", "China Telecom", "chn-telecom"),
        ("POL", "T-Mobile Polska", "pol-tmobile"),
        ("BEL", "Proximus", "bel-proximus"),
        ("gbr", "BT/EE", "gbr-ee"),
        ("ESP", "Orange", "esp-masorange"),
    ],
)
def test_names_as_publishers_write_them(country: str, name: str, wanted: str) -> None:
    assert operator_of(country, name) == wanted


@pytest.mark.parametrize(("country", "name"), [("DEU", "Viaero"), ("EUR", "Vodafone group")])
def test_an_operator_that_is_not_there_is_said(country: str, name: str) -> None:
    with pytest.raises(OutsideError, match="an operator that the model does not have"):
        operator_of(country, name)


@pytest.mark.parametrize(
    ("name", "where", "wanted"),
    [
        ("GBR-EE", "", "gbr-ee"),
        ("Vodafone UK", "", "gbr-vodafone"),
        ("Vodafone", "GBR", "gbr-vodafone"),
        ("Vodafone", "Germany", "deu-vodafone"),
        ("GBR BT/EE", "", "gbr-ee"),
        ("Vodafone (Germany)", "", "deu-vodafone"),
        ("Telstra", "", "aus-telstra"),
    ],
)
def test_operators_are_named_with_their_country_or_alone(
    name: str, where: str, wanted: str
) -> None:
    assert operator_named(name, where) == wanted


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Vodafone", r"an operator of several countries, .* \(Vodafone\)"),
        ("Freenet", r"an operator that the model does not have \(Freenet\)"),
        ("BT/EE", r"an operator that the model does not have \(BT/EE\)"),
        (" ", "an operator with no name"),
    ],
)
def test_a_name_that_is_not_enough_is_said(name: str, why: str) -> None:
    with pytest.raises(OutsideError, match=why):
        operator_named(name)
