"""Compiling every rule once, before a first run would have to wait for it."""

from __future__ import annotations

from collections.abc import Callable

from sim import compiled
from sim.engine import simulate
from sim.instruments import Instruments
from sim.outcomes import registry
from sim.params import fixed
from sim.world import World


def warm(world: World, instruments: Instruments, note: Callable[[str], None]) -> None:
    """Compile every rule and keep the code, unless that has been done.

    Parameters
    ----------
    world, instruments
        Any of them: code is the same for worlds of any size.
    note
        Told what takes so long.
    """
    if compiled.is_warm():
        return
    note("Compiling the rules (about a minute, once) ...")
    simulate(world, instruments, fixed(), [0], 0, tuple(registry()))
    compiled.mark_warm()


def main() -> None:
    """Compile every rule, for set-up."""
    from sim.build import build_world
    from sim.data.load import load_tables
    from sim.scenario import compile_scenario, load_scenario

    tables = load_tables()
    world, names = build_world(tables)
    warm(world, compile_scenario(load_scenario("baseline"), names, tables), print)


if __name__ == "__main__":
    main()
