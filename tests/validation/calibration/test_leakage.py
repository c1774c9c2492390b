"""Nothing that a fold leaves out reaches what it predicts of it: neither the model nor rivals.

What was left out is changed, and whatever was predicted of it must stay as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit

from sim.params import draw
from sim.terms import REGIONS
from sim.validation.baselines.panel import Panel
from sim.validation.baselines.restricting import RIVALS
from sim.validation.calibration import folds
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.folds import (
    FITTED,
    INSIDE,
    MODEL,
    NOT_STARTED,
    PRIOR,
    RMSE,
    Fold,
    cross_validated,
    scene,
)
from sim.validation.calibration.folds import (
    NEVER as LOOKED_AT,
)
from sim.validation.calibration.measure import NEVER
from sim.validation.calibration.space import FREE, scaled
from sim.validation.target import Target
from sim.world import Floats
from tests.validation.calibration.made import COUNTRIES, made_bank, made_record, share_target

DRAWS, RUNS = 512, 4
POINTS = draw(range(DRAWS), 1)
#: Beside the countries that decide, one more in each region that has none of them.
MORE = ("CHN", "USA", "IND")
WORLD = (*COUNTRIES, *MORE)
REGION_OF = dict(zip(WORLD, (3, 1, 2, 3, 7, 5, 0, 6, 4), strict=True))
PACIFIC = REGIONS[3]
#: AUS and JPN share a region, in which one acted.
WHEN = np.array([2018.0, 2019.0, np.inf, np.inf, 2020.0, np.inf])
AUS, CAN, DEU, JPN, NGA, PER = range(len(COUNTRIES))

ACTS, ERRORS = "who restricts", "errors of shares"
MEASURES = ("Brier score", "coverage of the 90% range", RMSE)
AMONG = ("all countries", "2019 and 2020", INSIDE, NOT_STARTED)

Said = Mapping[tuple[str, str, str], Floats]
"""What was predicted, by what is left out, of what, and by whom."""


def share(year: int, value: float, *countries: str) -> Target:
    return share_target(year=year, value=value, place=" ".join(countries), countries=countries)


#: Shares of the world, then of a region, of countries in it, and of a sum that holds a part of it.
SHARES = (
    share(2018, 0.30, *WORLD),
    share(2019, 0.31, *WORLD),
    share(2019, 0.28, *WORLD),
    share(2020, 0.33, *WORLD),
    share(2020, 0.29, *WORLD),
    share(2016, 0.32, "AUS", "JPN"),
    share(2017, 0.27, "AUS"),
    share(2017, 0.30, "JPN"),
    share(2016, 0.31, "JPN"),
    share(2017, 0.29, "AUS", "CAN"),
)
FIRST_OF_2019, FIRST_OF_2020, OF_REGION, NEVER_FITTED, OF_SUM = 1, 3, 5, 7, 9


def acts() -> NDArray[np.int16]:
    """Return when each country acts in each run: the more, the larger a parameter of its own."""
    keys = FREE[: len(COUNTRIES)]
    known = list(POINTS)
    u = scaled(POINTS)[:, [known.index(key) for key in keys]]
    chance = np.random.default_rng(2)
    acted = chance.random((DRAWS, RUNS, len(COUNTRIES))) < expit(2.0 * u)[:, None]
    year = chance.integers(2018, 2021, size=acted.shape)
    once = np.where(acted, year, NEVER).astype(np.int16)
    return np.repeat(once[:, :, None], 3, axis=2)


BANK = made_bank(POINTS, RUNS, len(SHARES), 1)._replace(onset=acts())


def how_many(known: Panel, asked: Panel) -> Floats:
    """Predict as a rival would that took all it is given for granted."""
    return np.full(len(asked.countries), np.isfinite(known.when).mean())


def said(
    when: Sequence[float] = tuple(WHEN),
    shares: Sequence[Target] = SHARES,
    density: Floats | None = None,
    bank: Bank = BANK,
) -> tuple[Said, dict[tuple[str, str], Fold]]:
    """Return what folds predict of what they leave out, and what each rests on."""
    made = made_record(np.array([each.value for each in shares]), np.array(when))
    used = np.array([place not in (NEVER_FITTED, NEVER_FITTED + 1) for place in range(len(shares))])
    record = made._replace(targets=tuple(shares), used=used)
    with pytest.MonkeyPatch.context() as patch:
        # A score is of what was observed, if that is given at all, and then of what was predicted.
        patch.setattr(folds, "scored", lambda function, *arrays, **more: arrays[-1])
        patch.setattr(folds, "RIVALS", {**RIVALS, "how many": how_many})
        on = scene(bank, record, np.zeros(DRAWS) if density is None else density, REGION_OF, ())
        scores, rested = cross_validated(on)
    found = {
        (each.left_out, ERRORS if each.measure == RMSE else each.of, each.predictor): np.asarray(
            each.score
        )
        for each in scores
        if not each.against and each.measure in MEASURES and each.among in AMONG
    }
    return found, {(each.left_out, each.name): each for each in rested}


BASE, RESTED = said()


def acting(who: int, year: float) -> tuple[float, ...]:
    return tuple(np.where(np.arange(len(WHEN)) == who, year, WHEN).tolist())


def telling(row: int, value: float) -> list[Target]:
    return [each._replace(value=value) if row == place else each
            for place, each in enumerate(SHARES)]  # fmt: skip


def same(one: Floats, other: Floats) -> bool:
    return bool(np.allclose(one, other, rtol=1e-6, atol=0.0))


def rests_alike(one: Fold, other: Fold) -> bool:
    return same(np.array([one.power, one.effective]), np.array([other.power, other.effective]))


@pytest.mark.parametrize(("who", "year"), [(AUS, np.inf), (DEU, 2019.0), (NGA, np.inf)])
def test_a_country_is_told_without_its_own_act(who: int, year: float) -> None:
    found, rested = said(acting(who, year))
    fold = ("a country", COUNTRIES[who])
    assert rests_alike(rested[fold], RESTED[fold])
    for key in BASE:
        if key[0] == "a country":
            assert same(found[key][who], BASE[key][who]), key
    others = np.arange(len(COUNTRIES)) != who
    key = ("a country", ACTS, MODEL)
    assert not same(found[key][others], BASE[key][others]), "others do learn from it"


def of_region(found: Said, of: str, name: str = MODEL) -> Floats:
    values = found["a region", of, name]
    return values[[AUS, JPN]] if of == ACTS else values


@pytest.mark.parametrize("row", [OF_REGION, OF_REGION + 1, OF_SUM])
def test_a_region_is_told_without_its_shares_and_sums_that_hold_a_part_of_it(row: int) -> None:
    found, rested = said(shares=telling(row, 0.36))
    assert rests_alike(rested["a region", PACIFIC], RESTED["a region", PACIFIC])
    assert same(of_region(found, ACTS), of_region(BASE, ACTS))
    assert same(of_region(found, LOOKED_AT), of_region(BASE, LOOKED_AT))
    before, after = of_region(BASE, FITTED), of_region(found, FITTED)
    own = np.array([row - OF_REGION == place for place in range(len(before))])
    assert same(after[~own], before[~own])
    assert not same(after[own], before[own]) or not own.any()


@pytest.mark.parametrize(("who", "year"), [(AUS, np.inf), (JPN, 2019.0)])
def test_a_region_is_told_without_the_acts_of_its_countries(who: int, year: float) -> None:
    found, rested = said(acting(who, year))
    assert rests_alike(rested["a region", PACIFIC], RESTED["a region", PACIFIC])
    for of in (FITTED, LOOKED_AT):
        assert same(of_region(found, of), of_region(BASE, of))
    for name in (MODEL, *RIVALS, "how many"):
        assert same(of_region(found, ACTS, name), of_region(BASE, ACTS, name)), name
    outside = [CAN, DEU, NGA, PER]
    key = ("a region", ACTS, MODEL)
    assert not same(found[key][outside], BASE[key][outside]), "others do learn from it"


@pytest.mark.parametrize(("row", "year"), [(FIRST_OF_2019, 2019), (FIRST_OF_2020, 2020)])
def test_shares_of_a_year_are_told_without_those_of_the_year(row: int, year: int) -> None:
    found, rested = said(shares=telling(row, 0.37))
    assert rests_alike(rested["a year", str(year)], RESTED["a year", str(year)])
    key = ("a year", FITTED, MODEL)
    beside = row - FIRST_OF_2019 + 1
    assert same(found[key][beside], BASE[key][beside])
    assert not same(found[key][beside - 1], BASE[key][beside - 1])
    key = ("a year", ERRORS, MODEL)
    these = slice(0, 2) if year == 2019 else slice(2, 4)
    assert same(found[key][these], BASE[key][these])


@pytest.mark.parametrize(("year", "acted"), [(2019, 2019.0), (2019, 2020.0), (2020, 2020.0)])
def test_shares_of_a_year_are_told_without_acts_of_it_or_later(year: int, acted: float) -> None:
    found, rested = said(acting(DEU, acted))
    assert rests_alike(rested["a year", str(year)], RESTED["a year", str(year)])
    key, these = ("a year", FITTED, MODEL), slice(0, 2) if year == 2019 else slice(2, 4)
    assert same(found[key][these], BASE[key][these])


def later(found: Said, year: int) -> dict[str, Floats]:
    """Return what is said of who acts in a year, by who says it."""
    name = f"{year} and later"
    return {who: values for (left, _, who), values in found.items() if left == name}


@pytest.mark.parametrize(("row", "years"), [(FIRST_OF_2019, [2019]), (FIRST_OF_2020, [2019, 2020])])
def test_acts_of_a_year_are_told_without_shares_of_it_or_later(row: int, years: list[int]) -> None:
    found, rested = said(shares=telling(row, 0.37))
    for year in years:
        fold = (f"{year} and later", str(year))
        assert rests_alike(rested[fold], RESTED[fold])
        assert same(later(found, year)[MODEL], later(BASE, year)[MODEL])


@pytest.mark.parametrize(("when", "years"), [(2019.0, [2019]), (2020.0, [2019, 2020])])
@pytest.mark.parametrize("who", [DEU, NGA])
def test_acts_of_a_year_are_told_without_acts_of_it_or_later(
    who: int, when: float, years: list[int]
) -> None:
    changed = acting(who, np.inf if WHEN[who] == when else when)
    found, rested = said(changed)
    for year in years:
        fold = (f"{year} and later", str(year))
        assert rests_alike(rested[fold], RESTED[fold])
        for name, values in later(BASE, year).items():
            assert same(later(found, year)[name], values), name


def test_the_past_does_count_for_a_year() -> None:
    for changed in (said(shares=telling(0, 0.37))[0], said(acting(AUS, np.inf))[0]):
        assert not same(changed["a year", FITTED, MODEL], BASE["a year", FITTED, MODEL])
    shares = said(shares=telling(0, 0.37))[0]
    assert not same(later(shares, 2020)[MODEL], later(BASE, 2020)[MODEL])


def test_the_place_of_a_share_is_that_among_runs_with_its_error_and_no_more() -> None:
    always = np.full((DRAWS, RUNS, len(SHARES)), 0.3)
    exact = [each._replace(value=0.3 + each.error) for each in SHARES]
    found, _ = said(shares=exact, bank=BANK._replace(shares=always))
    one_error_above = 0.8413
    for key in (("a year", FITTED, MODEL), ("a region", FITTED, MODEL)):
        assert found[key] == pytest.approx(one_error_above, abs=1e-4)


def test_the_prior_takes_draws_as_the_ranges_would_have_them() -> None:
    """Half of the draws were drawn three times as often as the other, and restrict in all runs."""
    often = np.arange(DRAWS) % 2 == 0
    onset = np.where(often[:, None, None, None], 2019, NEVER).astype(np.int16)
    bank = BANK._replace(onset=np.broadcast_to(onset, BANK.onset.shape).copy())
    found, _ = said(density=np.where(often, np.log(3.0), 0.0), bank=bank)
    assert (found["a country", ACTS, PRIOR] < 0.35).all()
    assert (found["a country", ACTS, PRIOR] > 0.2).all()
