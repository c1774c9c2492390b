"""Parts of a whole as tables write them."""

import pytest

from sim.validation.amounts import amount, part
from sim.validation.outside import OutsideError


@pytest.mark.parametrize("text", ["0.31", " 31% ", "31 %", ".31"])
def test_a_part_is_plain_or_per_cent(text: str) -> None:
    assert part("share", text) == (pytest.approx(0.31), 0.0)


def test_growth_may_be_below_nought() -> None:
    assert part("growth_yoy", "-11%") == (pytest.approx(-0.11), 0.0)


@pytest.mark.parametrize("text", ["30-35", "30%-35%", "30\u201335%", "0.30 to 0.35", "0.3-0.35"])
def test_a_range_is_its_middle_and_reach(text: str) -> None:
    assert part("share", text) == (pytest.approx(0.325), pytest.approx(0.025))


def test_a_blank_is_nothing() -> None:
    assert part("share", " ") is None


def test_a_range_of_parts_is_one_in_a_column_of_per_cent_too() -> None:
    assert part("share", "0.30-0.32", in_per_cent=True) == (
        pytest.approx(0.31),
        pytest.approx(0.01),
    )


@pytest.mark.parametrize("text", ["31", "31%", "30-32"])
def test_a_column_of_per_cent_needs_no_sign(text: str) -> None:
    found = part("share", text, in_per_cent=True)
    assert found is not None
    assert found.value == pytest.approx(0.31)


def test_numbers_that_are_no_parts_may_be_ranges() -> None:
    assert amount("usd_bn", " 45-47 ") == (46.0, 1.0)
    assert amount("usd_bn", "46") == (46.0, 0.0)
    assert amount("usd_bn", "") is None


def test_a_whole_number_is_not_taken_for_per_cent() -> None:
    assert part("share", "31") == (31.0, 0.0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("~31", "share '~31' is not a number"),
        ("%", "share '%' is not a number"),
        ("17,5%", "share '17,5%' is not a number"),
        ("35-30", r"a share from more to less \(35 to 30\)"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, why: str) -> None:
    with pytest.raises(OutsideError, match=why):
        part("share", text)
