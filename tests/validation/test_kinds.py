"""Markets and generations go by one name, however they are spelt."""

import pytest

from sim.validation.kinds import generation_called, market_called


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("ran", "RAN", " Ran "), "ran"),
        (("5G RAN", "5g_ran", "ran_5g", "5G-RAN"), "5g_ran"),
        (("telecom equipment", "Telecoms equipment", "telecom_equipment"), "telecom_equipment"),
    ],
)
def test_markets(names: tuple[str, ...], called: str) -> None:
    assert {market_called(name) for name in names} == {called}


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("4g", "4G", "4G LTE", "LTE"), "4g"),
        (("5G", "5g SA", "5G NR", "5G RAN"), "5g"),
        (("4g+5g", "5G/4G", "4G and 5G", "4g, 5g"), "4g+5g"),
        (("2G-4G", "2g/3g/4g", "2G to 4G"), "2g+3g+4g"),
        (("all", " All ", ""), "all"),
        (("5G core",), "5g core"),
    ],
)
def test_generations(names: tuple[str, ...], called: str) -> None:
    assert {generation_called(name) for name in names} == {called}
