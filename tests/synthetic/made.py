"""Made-up worlds for tests, each made once."""

from __future__ import annotations

from functools import cache

from sim.synthetic.size import WorldSize
from sim.synthetic.world import MadeUp, make_up
from tests.real import built, tables


@cache
def made_up(
    operators: int | None = None,
    countries: int | None = None,
    vendors: int | None = None,
    seed: int = 1,
) -> MadeUp:
    return make_up(*built(), tables(), WorldSize(operators, countries, vendors), seed)
