"""Years and their parts as tables write them."""

import pytest

from sim.validation.outside import OutsideError
from sim.validation.periods import WHOLE_YEAR, Period, period, quarters


@pytest.mark.parametrize(
    ("year", "part", "wanted"),
    [
        ("2022", "", WHOLE_YEAR), ("2022.0", "", WHOLE_YEAR), ("FY2022", "", WHOLE_YEAR),
        ("FY 2022", "", WHOLE_YEAR), ("2022", "FY", WHOLE_YEAR), ("H1 2022", "", (1, 2)),
        ("2022H1", "", (1, 2)), ("2022-H2", "", (3, 4)), ("2H2022", "", (3, 4)),
        ("9M 2022", "", (1, 3)), ("2022", "9m", (1, 3)), ("2022", "1Q-3Q", (1, 3)),
        ("2022", "Q1 - Q3", (1, 3)), ("2022", "1\u20133Q", (1, 3)), ("2022Q3", "", (3, 3)),
        ("2022 Q3", "Q3", (3, 3)), ("Q4/2022", "", (4, 4)), ("FY2022", "Q3", (3, 3)),
        ("2022", "2022Q3", (3, 3)),
    ],
)  # fmt: skip
def test_a_year_and_its_part(year: str, part: str, wanted: tuple[int, int]) -> None:
    assert period(year, part) == Period(2022, wanted)


@pytest.mark.parametrize("year", ["", "20", "2022/23", "2021-2022", "about 2022", "20222"])
def test_what_is_no_one_year_is_said(year: str) -> None:
    with pytest.raises(OutsideError) as caught:
        period(year)
    assert str(caught.value) == f"no year ({year or 'blank'})"


def test_two_parts_that_differ_are_said() -> None:
    with pytest.raises(OutsideError, match=r"two parts of a year \(H1 2022 and Q3\)"):
        period("H1 2022", "Q3")


@pytest.mark.parametrize("text", ["spring", "3Q-1Q", "5Q", "0"])
def test_what_is_no_part_of_a_year_is_said(text: str) -> None:
    with pytest.raises(OutsideError, match="a part of a year that cannot be read"):
        quarters(text)
