"""Published names of operators, and the model's."""

import pytest

from sim.validation.operators import operator_of
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
