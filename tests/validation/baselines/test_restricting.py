"""Plain rivals for who restricts: their chances can be worked out by hand."""

import numpy as np
import pytest

from sim.validation.baselines.panel import GROUPS, Panel
from sim.validation.baselines.restricting import RIVALS, left_out


def panel(
    group: list[int], when: list[float], covariate: list[float] | None = None, last: int = 2020
) -> Panel:
    count = len(group)
    x = np.zeros((count, 1)) if covariate is None else np.array(covariate)[:, None]
    codes = tuple(f"C{i:02}" for i in range(count))
    return Panel(codes, np.array(group), x, np.array(when), 2014, last)


NEVER = np.inf
# Two of four Five Eyes acted in 2018 and 2020, none of six others; so three years at risk.
KNOWN = panel([0] * 4 + [3] * 6, [2018, 2020, NEVER, NEVER, *[NEVER] * 6])


def test_nobody_acts_but_nothing_is_impossible() -> None:
    assert RIVALS["nobody acts"](KNOWN, KNOWN) == pytest.approx(np.full(10, 0.5 / 11))


def test_the_base_rate_is_acts_over_years_at_risk() -> None:
    # 1 + 3 + 3 + 3 years of the Five Eyes and 18 of the others, by Jeffreys' rule.
    hazard = 2.5 / (28 + 1)
    assert RIVALS["base rate"](KNOWN, KNOWN) == pytest.approx(np.full(10, 1 - (1 - hazard) ** 3))


def test_each_group_has_its_own_rate() -> None:
    found = RIVALS["base rate by group"](KNOWN, KNOWN)
    assert found[:4] == pytest.approx(np.full(4, 1 - (1 - 2.5 / 11) ** 3))
    assert found[4:] == pytest.approx(np.full(6, 1 - (1 - 0.5 / 19) ** 3))


def test_five_eyes_and_rivals_against_the_rest() -> None:
    assert GROUPS[:2] == ("Five Eyes", "rivals of China")
    known = panel([0, 1, 2, 3], [2019, NEVER, NEVER, NEVER])
    found = RIVALS["Five Eyes or rivalry"](known, known)
    assert found[0] == found[1] > found[2] == found[3]


def test_the_hazard_model_follows_its_covariate() -> None:
    known = panel([3] * 8, [2018, 2018, 2019, *[NEVER] * 5], [2, 1.5, 1, 0, 0, -1, -1, -2])
    found = RIVALS["hazard model"](known, known)
    assert np.all(np.diff(found) <= 0)
    assert found[0] > 0.5 > 0.1 > found[-1]


def test_without_a_covariate_the_hazard_model_is_the_base_rate_of_the_years() -> None:
    # The likelihood of a hazard that is the same for all: acts over years, here 2 of 28.
    found = RIVALS["hazard model"](KNOWN, KNOWN)
    assert found == pytest.approx(np.full(10, 1 - (1 - 2 / 28) ** 3), rel=1e-3)


@pytest.mark.parametrize("name", RIVALS)
def test_later_years_have_their_own_length(name: str) -> None:
    asked = KNOWN._replace(first=2021, last=2025, when=np.full(10, NEVER))
    three, five = RIVALS[name](KNOWN, KNOWN), RIVALS[name](KNOWN, asked)
    assert np.all((five > three) | (name == "nobody acts"))
    assert np.all((five > 0) & (five < 1))


@pytest.mark.parametrize("name", RIVALS)
def test_a_country_that_is_left_out_teaches_nothing_about_itself(name: str) -> None:
    other = KNOWN._replace(when=np.where(np.arange(10) == 4, 2019.0, KNOWN.when))
    assert left_out(RIVALS[name], KNOWN)[4] == pytest.approx(left_out(RIVALS[name], other)[4])
    assert left_out(RIVALS[name], KNOWN)[5] <= left_out(RIVALS[name], other)[5]
