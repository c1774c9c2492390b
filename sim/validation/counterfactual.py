"""The same world with a law in one place and without: what the law alone changes there.

Governments of the place take no decisions of their own in either and stay as they were in 2014,
so that the law is compared with none rather than with what they would have done. Everybody else
acts as in the scenario, and the samples meet the same chance. China does not punish the trade of
these countries: their law is imposed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.build import build_world
from sim.data.load import Tables, load_tables
from sim.engine import Block
from sim.instrument import new_instrument
from sim.instruments import Instruments
from sim.plain import Section
from sim.scenario import compile_scenario, load_scenario
from sim.sweeps.design import make_design
from sim.sweeps.request import Request
from sim.terms import LEVELS, NONE, REMOVAL, quarter_index
from sim.validation.tracks import Track, record
from sim.world import Floats, Names, World

SCENARIO: Final = "us_action"
_TOGETHER: Final = 16
_NO_DEADLINE: Final = 1.0


class Law(NamedTuple):
    """A law in some countries.

    Attributes
    ----------
    countries
        ISO codes.
    level
        0 to 4; 0 is none.
    year
        From whose first quarter it is in force.
    years
        Time to remove what stands (removal only).
    """

    countries: tuple[str, ...]
    level: int
    year: int
    years: float


class Pair(NamedTuple):
    """A place under a law and without.

    Attributes
    ----------
    begins
        Quarter in which the law does, counted from 2014Q1.
    operators
        Of the place, by id.
    life
        Mean life of kit, quarters, axis (sample,).
    """

    under: Track
    without: Track
    begins: int
    operators: tuple[str, ...]
    life: Floats


class Draws(NamedTuple):
    """The samples of one variant of the model.

    Attributes
    ----------
    parameters
        One row a sample, as :func:`sim.params.sample` gives them.
    replicates
        Which draw of chance each lives in.
    seed
        Of everything random.
    """

    parameters: NDArray[np.void]
    replicates: Sequence[int]
    seed: int


def drawn(request: Request) -> Draws:
    """Return the samples of a request."""
    design = make_design(request)
    parameters = design.parameters(request.overrides)
    return Draws(parameters, [each.replicate for each in design.samples], request.seed)


Play = Callable[[Law, int], Mapping[str, Pair]]
"""From a law, and the level that it is compared with, to both histories by variant."""


def player(variants: Mapping[str, Draws], scenario: str = SCENARIO) -> Play:
    """Return a function that plays laws in the world of a scenario, each once.

    Parameters
    ----------
    variants
        Samples of each variant of the model.
    scenario
        What happens besides.
    """
    tables = load_tables()
    world, names = build_world(tables)

    @cache
    def track(name: str, law: Law) -> Track:
        """Return what happens in the place under a law, by the name of a variant."""
        inside = np.isin(names.countries, law.countries)
        facts = world.countries
        decided = facts._replace(decides=facts.decides & ~inside)
        doses = law_doses(law, scenario, names, tables)
        return _play(world._replace(countries=decided), doses, inside, law, variants[name])

    def play(law: Law, against: int = NONE) -> Mapping[str, Pair]:
        """Return both histories of each variant: under the law, and under the other."""
        law, other = _once(law), _once(law._replace(level=against))
        inside = np.isin(names.countries, law.countries)[world.operators.country]
        ids = tuple(np.array(names.operators)[inside].tolist())
        begins = quarter_index(f"{law.year}Q1")
        return {
            name: Pair(track(name, law), track(name, other), begins, ids, draws.parameters["life"])
            for name, draws in variants.items()
        }

    return play


def _once(law: Law) -> Law:
    """Return a law as it is played: only a removal has a deadline."""
    return law if law.level == REMOVAL else law._replace(years=_NO_DEADLINE)


def law_doses(law: Law, scenario: str, names: Names, tables: Tables) -> Instruments:
    """Return a scenario with a law beside what it holds, as dated doses."""
    base = load_scenario(scenario)
    if law.level == NONE:
        return compile_scenario(base, names, tables)
    entry = Section(f"law of {law.year}", 0)
    entry["type"], entry["level"] = "law", LEVELS[law.level]
    entry["countries"], entry["years"] = list(law.countries), law.years
    begins = quarter_index(f"{law.year}Q1")
    added = new_instrument("study_law", entry, begins)
    instruments = {**base.instruments, added.name: added}
    return compile_scenario(replace(base, instruments=instruments), names, tables)


def _play(
    world: World, doses: Instruments, inside: NDArray[np.bool_], law: Law, draws: Draws
) -> Track:
    parts = []
    for first in range(0, len(draws.replicates), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        block = Block(
            world, doses, draws.parameters[some], list(draws.replicates[some]), draws.seed
        )
        parts.append(record(block, world, inside, quarter_index(f"{law.year}Q1")))
    return Track(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))
