"""Countries whose published share the model starts from, left out of its start one by one."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr

from sim.data.load import table_path
from sim.sweeps.request import Request
from sim.validation.evidence import Figure
from sim.validation.observe import observe
from sim.validation.shares import COUNTRY
from sim.validation.target import Target
from sim.validation.variants import SCENARIO

FOLDER: Final = "left_out"
OF: Final = "countries left out of the start"
REGION: Final = "left out in"
_SEED: Final = "seed_input"
_OUTCOMES: Final = ("country_kit_usd_m", "installed_usd_m")


def countries_left_out(targets: Sequence[Target]) -> list[str]:
    """Return the countries of which some target is where the model starts from."""
    return list(dict.fromkeys(target.place for target in targets if target.seed))


def without(country: str, asked: Request, draws: int, folder: Path) -> Request:
    """Return the request in which the model does not know a country's published share.

    Parameters
    ----------
    country
        ISO code.
    asked
        What all requests of a launch have in common.
    draws
        Runs: chance alone varies.
    folder
        Where its runs are kept, and the table without its rows, which :func:`write_table` writes.
    """
    return replace(
        asked,
        scenarios=(SCENARIO,),
        outcomes=_OUTCOMES,
        every=4,
        draws=1,
        replicates=draws,
        parameters="fixed",
        data={**asked.data, COUNTRY: _table(country, folder)},
        out=folder / FOLDER / country / "runs",
    )


def _table(country: str, folder: Path) -> Path:
    return folder / FOLDER / country / f"{COUNTRY}.csv"


def write_table(country: str, folder: Path, source: Path | None = None) -> None:
    """Write the table of published shares in which the model starts from none of a country.

    Parameters
    ----------
    country
        ISO code.
    folder
        Of the launch.
    source
        The table that the model reads in place of the package's own, if any.
    """
    file = _table(country, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    with (source or table_path(COUNTRY)).open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = [*reader]
        columns = list(reader.fieldnames or ())
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            seed = "0" if row["iso3"] == country else row[_SEED]
            writer.writerow({**row, _SEED: seed})


def without_their_seed(
    figures: Sequence[Figure],
    targets: Sequence[Target],
    runs: Mapping[str, xr.Dataset],
    variant: str,
) -> list[Figure]:
    """Return the figures of seeds, as the model has them where it did not know them.

    Parameters
    ----------
    figures, targets
        One of each, in the same order.
    runs
        By country: the result of :func:`without`, one scenario.
    variant
        What the model is called there: chance varies, as in that variant.
    """
    found = []
    for figure, target in zip(figures, targets, strict=True):
        if target.seed and target.place in runs:
            (values,) = observe(runs[target.place], [target])
            none = np.full_like(values, np.nan)
            model = {name: values if name == variant else none for name in figure.model}
            groups = {"of": OF, REGION: figure.groups["region"]}
            found.append(figure._replace(model=model, groups=groups, seed=False))
    return found
