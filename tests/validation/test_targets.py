"""Decisions on somebody else are told from those on nobody knows whom."""

import pytest

from sim.validation.outside import OutsideError
from sim.validation.targets import is_on_chinese_vendors


@pytest.mark.parametrize("target", ["", "chinese_vendors", "Huawei;Zorg", "Untrusted vendors"])
def test_chinese_and_risky_vendors(target: str) -> None:
    assert is_on_chinese_vendors(target)


@pytest.mark.parametrize(
    "target",
    [
        "Ericsson", "NOKIA", "Nokia, Ericsson", "Samsung Networks", "Cisco Systems", "Kaspersky",
        "Kaspersky Lab", "open_ran", "Open RAN", "O-RAN", "Juniper", "Mavenir", "China Mobile",
        "TikTok", "RUS", "Russia", "South Korea", "USA", "Bosnia and Herzegovina", "EUU", "europe",
        "non-Chinese vendors", "Western vendors", "other Western suppliers", "Russian companies",
        "top5",
    ],
)  # fmt: skip
def test_other_vendors_things_and_countries(target: str) -> None:
    assert not is_on_chinese_vendors(target)


@pytest.mark.parametrize(
    ("target", "close"),
    [
        ("Huawie", "; did you mean 'huawei'?"),
        ("chinse vendors", "; did you mean 'chinese_vendors'?"),
        ("hi-risk vendors", "; did you mean 'high_risk_vendors'?"),
        ("Nokia; Kasperski", "; did you mean 'kaspersky'?"),
        ("xyzzy", ""),
    ],
)
def test_a_target_that_nobody_knows_is_said_with_what_is_allowed(target: str, close: str) -> None:
    with pytest.raises(OutsideError) as caught:
        is_on_chinese_vendors(target)
    assert str(caught.value) == (
        f"target {target!r} is not one of chinese_vendors, CHN, Huawei, ZTE, high_risk_vendors, "
        f"untrusted_vendors, and no other vendor or country that is known{close}"
    )
