"""Compiling every rule once, before a first run would have to wait for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sim import compiled
from sim.build import build_world
from sim.data.load import load_tables
from sim.engine import simulate
from sim.folders import shipped
from sim.outcomes import registry
from sim.params import fixed
from sim.rules.rows import MAKERS
from sim.scenario import compile_scenario, load_scenario
from sim.synthetic.size import WorldSize
from sim.synthetic.world import make_up

COMPILING: Final = "Compiling the rules (about a minute, once) ..."
ANY_VENDORS: Final = "complete-for-any-number-of-vendors"


def warm(vendors: int, note: Callable[[str], None]) -> None:
    """Compile every rule and keep the code, unless that has been done.

    Parameters
    ----------
    vendors
        How many there are: code for the real number is of its own, the other is for any number.
        Else it is the same for worlds of any size, so that a small one will do.
    note
        Told what takes so long.
    """
    if compiled.is_warm() if vendors == MAKERS else _for_any().exists():
        return
    note(COMPILING)
    tables = load_tables()
    world, names = build_world(tables)
    size = WorldSize(vendors=None if vendors == MAKERS else MAKERS + 1)
    world, names, _ = make_up(world, names, tables, size, 0)
    doses = compile_scenario(load_scenario("baseline", [shipped("scenarios")]), names, tables)
    simulate(world, doses, fixed(), [0], 0, tuple(registry()))
    if vendors == MAKERS:
        compiled.mark_warm()
    else:
        _for_any().touch()


def _for_any() -> Path:
    return compiled.cache_folder() / ANY_VENDORS


def main() -> None:
    """Compile every rule of the real world, for set-up."""
    warm(MAKERS, print)


if __name__ == "__main__":
    main()
