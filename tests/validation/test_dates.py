"""Dates are read in one way or not at all."""

import pytest

from sim.validation.dates import quarter_of
from sim.validation.outside import OutsideError


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2023", (2023, 3)),
        ("2023-03", (2023, 1)),
        ("2023-04", (2023, 2)),
        ("2023-03-31", (2023, 1)),
        ("2024-02-29", (2024, 1)),
        ("2023-12-31", (2023, 4)),
        ("2023Q1", (2023, 1)),
        ("2023-Q4", (2023, 4)),
    ],
)
def test_days_months_quarters_and_years(text: str, when: tuple[int, int]) -> None:
    assert quarter_of(text) == when


@pytest.mark.parametrize(
    "text",
    [
        "15/03/2023", "03/04/2023", "2023-04-31", "2023-02-29", "2023-00", "2023-13", "2023-13-01",
        "2023-03-00", "2023Q5", "2023-3-15", "20230315", "2023-03-15T00:00", "March 2023", "23",
    ],
)  # fmt: skip
def test_what_is_no_day_or_could_be_another_is_said_with_what_is_allowed(text: str) -> None:
    with pytest.raises(OutsideError) as caught:
        quarter_of(text)
    assert str(caught.value) == (
        f"a date that cannot be read ({text}): write 2023-03-15, 2023-03, 2023Q1 or 2023"
    )


def test_a_blank_is_called_one() -> None:
    with pytest.raises(OutsideError, match=r"^a date that cannot be read \(blank\): write 2023-"):
        quarter_of("")
