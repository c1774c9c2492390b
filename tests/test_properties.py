"""Whatever the parameters, the scenario and the world: nothing crashes, no invariant breaks."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.engine import Block
from sim.instruments import Instruments
from sim.params import fixed, switches, uncertain_parameters
from sim.terms import QUARTERS
from sim.world import Names, World
from tests.worlds import COUNTRIES, VENDORS, quiet, small_world

EXAMPLES = 60
N, V = len(COUNTRIES), len(VENDORS)
PART = st.floats(0.0, 1.0)
QUARTER = st.integers(0, QUARTERS - 1)


@st.composite
def parameters(draw: st.DrawFn) -> np.ndarray:
    """Draw every uncertain parameter inside its range, edges included, and some switches off."""
    free = uncertain_parameters()
    places = draw(st.lists(PART, min_size=len(free), max_size=len(free)))
    values = {p.key: p.low + (p.high - p.low) * u for p, u in zip(free, places, strict=True)}
    off = draw(st.sets(st.sampled_from(sorted(switches())), max_size=5))
    turned = {switches()[name].key: not switches()[name].default for name in off}
    return fixed({**values, **turned})


@st.composite
def dose(draw: st.DrawFn, most: float) -> np.ndarray:
    """Draw a dose that starts, and may end, at some quarter."""
    values, first, last = np.zeros(QUARTERS), draw(QUARTER), draw(QUARTER)
    values[first : max(first, last) + 1] = most * draw(PART)
    return values


@st.composite
def duty(draw: st.DrawFn) -> np.ndarray:
    """Draw a recorded duty that ends, after which duties answer each other."""
    values = draw(dose(1.0))
    values[draw(QUARTER) :] = np.nan
    return values


@st.composite
def scenarios(draw: st.DrawFn) -> Instruments:
    """Draw what everybody does, all instruments at once."""
    calm = quiet(small_world())
    control = np.zeros((QUARTERS, V, 3))
    for v in draw(st.sets(st.integers(0, V - 1), max_size=3)):
        for _ in range(draw(st.integers(1, 2))):
            parts = draw(st.integers(0, 2))
            control[draw(QUARTER) :, v, parts] = draw(st.sampled_from([0.1, 0.6, 1.0]))
    level = np.full((QUARTERS, N), -1, np.int64)
    deadline = np.full((QUARTERS, N), -1, np.int64)
    for c in draw(st.sets(st.integers(0, N - 1), max_size=4)):
        first = draw(QUARTER)
        level[first:, c] = draw(st.integers(0, 4))
        deadline[first:, c] = draw(st.integers(-1, QUARTERS + 20))
    campaign = draw(dose(1.0))
    return calm._replace(
        campaign=campaign,
        campaign_active=np.maximum.accumulate(campaign > 0),
        aid_usd_m=draw(dose(5000.0)),
        swap_paid_by_state=np.repeat(draw(dose(1.0))[:, None], N, axis=1),
        control=control,
        finance_usd_m=draw(dose(5000.0)),
        retaliation=draw(dose(5.0)),
        home_vendor_punished=np.full(QUARTERS, draw(st.booleans())),
        export_bar=draw(dose(1.0)),
        duty_us=draw(duty()),
        duty_cn=draw(duty()),
        usa_level=np.sort(np.array(draw(st.lists(st.integers(0, 4), min_size=88, max_size=88)))),
        imposed_level=level,
        imposed_deadline=deadline,
        toolbox=np.full(QUARTERS, draw(st.booleans())),
        scare=draw(dose(1.0)),
        scare_rate_factor=draw(dose(1.0)),
        incident=np.repeat(draw(dose(1.0))[:, None], N, axis=1),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a small world of unlike countries."""

    def each(kind: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(kind, min_size=N, max_size=N)))

    world = small_world(draw(st.floats(0.01, 0.99)), draw(st.integers(1, 3)))
    countries = world.countries._replace(
        ally=each(st.sampled_from([0.0, 0.5, 1.0])),
        five_eyes=each(st.sampled_from([0.0, 1.0])),
        base_index=each(PART),
        trade_exposure=each(PART),
        rivalry=each(PART),
        values_distance=each(PART),
        income=each(st.integers(0, 3)).astype(np.int64),
        low_income=each(PART),
        launch_quarter=each(st.integers(0, QUARTERS + 5)).astype(np.int64),
        start_level=np.where(world.countries.decides, each(st.integers(0, 1)), 0).astype(np.int64),
        gdp_usd_m=np.repeat(each(st.floats(0.0, 1e6))[:, None], QUARTERS, axis=1),
        population_m=np.repeat(each(st.floats(0.0, 1500.0))[:, None], QUARTERS, axis=1),
    )
    return world._replace(countries=countries)


class Case:
    """A block to be played; it stays short where a failing one is printed."""

    def __init__(self, world: World, doses: Instruments, row: np.ndarray, seed: int) -> None:
        operators = tuple(f"operator {i}" for i in range(len(world.operators.share)))
        names = Names(COUNTRIES, COUNTRIES, operators, VENDORS, VENDORS)
        self.block = Block(world, doses, row, [0], seed, debug=names)
        self.told = f"seed {seed}, launches {world.countries.launch_quarter.tolist()}"

    def __repr__(self) -> str:
        return self.told


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a world, a scenario, parameters and a seed."""
    return Case(draw(worlds()), draw(scenarios()), draw(parameters()), draw(st.integers(0, 2**32)))


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
)
@given(case=cases())
def test_nothing_breaks(case: Case) -> None:
    for _ in range(QUARTERS):
        case.block.step()
