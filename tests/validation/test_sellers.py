"""Published names of vendors, and what the model counts for them."""

import pytest

from sim.validation.outside import OutsideError
from sim.validation.sellers import sellers


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Huawei", {"huawei"}),
        (" huawei ", {"huawei"}),
        ("CICT/Datang", {"other_cn"}),
        ("chinese", {"huawei", "zte", "other_cn"}),
        ("Ericsson+Nokia", {"ericsson", "nokia"}),
        ("Huawei + ZTE", {"huawei", "zte"}),
        (
            "top5_Huawei_Nokia_Ericsson_Cisco_ZTE",
            {"huawei", "nokia", "ericsson", "cisco", "zte"},
        ),
    ],
)
def test_names_and_sums(name: str, wanted: set[str]) -> None:
    found = sellers(name)
    assert set(found.names) == wanted
    assert found.largest == 0


def test_the_largest_are_of_those_with_names_of_their_own() -> None:
    found = sellers("top5")
    assert sellers("Top 5 vendors") == found
    assert found.largest == 5
    assert len(found.names) == 6
    assert "other_west" not in found.names


def test_chinese_and_others_are_everybody() -> None:
    both = {*sellers("chinese").names, *sellers("non-chinese").names}
    assert len(both) == 8


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Nokia(NSN)", "a part of what the model counts as one (Nokia with Alcatel-Lucent)"),
        ("NEC+Fujitsu", "a part of what the model counts as one (other Western and Japanese)"),
        ("Huawei+NEC", "a part of what the model counts as one (other Western and Japanese)"),
        ("others", "a remainder, whose members differ from table to table"),
        ("Nortel", "a vendor that the model does not know (Nortel)"),
        ("", "a vendor that the model does not know (no name)"),
        ("top9", "the 9 largest vendors, of which the model names six"),
    ],
)
def test_what_the_model_has_no_vendor_for_is_said(name: str, why: str) -> None:
    with pytest.raises(OutsideError) as caught:
        sellers(name)
    assert str(caught.value) == why
