"""What is played ends in 2020, and is the same as in a longer run until then.

Not of these years, and not tested here: many sizes of operators, whose subscribers were counted
later (``operators.csv``, ``subscriber_year``).
"""

import numpy as np

from sim.build import build_world
from sim.data.load import load_tables
from sim.engine import simulate
from sim.params import sample
from sim.scenario import compile_scenario, load_scenario
from sim.terms import QUARTERS
from sim.validation.calibration.window import QUARTERS_PLAYED, SCENARIO, window

OUTCOMES = ("level", "sales_usd_m", "country_kit_usd_m")


def test_the_window_ends_in_2020() -> None:
    over = window()
    assert len(over.doses.campaign) == QUARTERS_PLAYED == 28
    assert over.years == range(2014, 2021)


def test_nothing_of_later_years_is_left_in_what_is_played() -> None:
    over = window()
    for facts in (over.doses, over.world.countries):
        assert all(QUARTERS not in values.shape for values in facts)


def test_a_short_run_is_the_start_of_a_long_one() -> None:
    over, tables = window(), load_tables()
    world, names = build_world(tables)
    doses = compile_scenario(load_scenario(SCENARIO), names, tables)
    parameters = sample(range(2), 1)
    whole = simulate(world, doses, parameters, (4, 5), 1, OUTCOMES)
    short = simulate(over.world, over.doses, parameters, (4, 5), 1, OUTCOMES)
    for name in OUTCOMES:
        np.testing.assert_array_equal(short[name], whole[name][:, :QUARTERS_PLAYED])
