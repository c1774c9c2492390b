"""The verb ``facts``: the model beside what is known in words of the years to 2020."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sim.cmdline import pairs_alone
from sim.config import Configured, configure
from sim.errors import ConfigError
from sim.settings import Facts
from sim.sweeps.request import Request
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import failures, plan_lines, say, show_configuration, show_notes
from sim.verbs.together import going_on_in, placed, played

if TYPE_CHECKING:
    import xarray as xr


def main(words: list[str], options: Options) -> int:
    """Play the facts' scenarios and hold the facts beside them; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    pairs = pairs_alone("facts", words)
    if made_up := [pair for pair in pairs if pair.startswith("world.")]:
        raise ConfigError(
            f"facts: {made_up[0]} is not possible; only the real world has a record to be held "
            "beside"
        )
    configured = configure("facts", pairs)
    if options.cfg:
        return show_configuration(configured)
    show_notes(configured)
    folder, requests = placed(requests_of(configured))
    if options.dry_run:
        print("\n".join(line for each in requests.values() for line in plan_lines(each)))
        return 0
    with going_on_in(folder):
        folders = played(requests)
    present({name: _loaded(path) for name, path in folders.items()}, folder)
    failed = [line for line in map(failures, folders.values()) if line]
    print("\n".join([*failed, f"Results: {folder}"]))
    return 1 if failed else 0


def requests_of(configured: Configured) -> dict[str, Request]:
    """Return the two requests: chance alone at the central parameters, and draws of them."""
    from sim.analysis.stylised.fact import LAW, SCENARIO
    from sim.analysis.stylised.registry import OUTCOMES
    from sim.analysis.stylised.table import DEFAULT, DRAWS

    settings = cast(Facts, configured.settings)
    chance = request_for(
        configured,
        [SCENARIO, LAW],
        "facts",
        draws=1,
        replicates=settings.replicates,
        parameters="fixed",
        outcomes=OUTCOMES,
    )
    drawn = replace(chance, draws=settings.draws, replicates=1, parameters="drawn")
    return {DEFAULT: chance, DRAWS: drawn}


def present(sets: Mapping[str, xr.Dataset], folder: Path) -> None:
    """Print the table of two played sets of runs, and write the findings and the report."""
    from sim.analysis.finish import DRAWING
    from sim.analysis.record import FILE as RECORD
    from sim.analysis.record import compare_with_record, write_record
    from sim.analysis.stylised.findings import FILE, findings, write_findings
    from sim.analysis.stylised.table import DRAWS, table
    from sim.report.facts import build_facts

    found = findings(sets)
    print(f"{table(found, sets)}\n", flush=True)
    say(DRAWING)
    write_findings(found, folder / FILE)
    write_record(compare_with_record(sets[DRAWS]), folder / RECORD)
    build_facts(found, sets, folder)


def _loaded(folder: Path) -> xr.Dataset:
    from sim.sweeps.load import load

    return load(folder)
