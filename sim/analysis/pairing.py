"""Which runs of several results are pairs: played with the same draw and the same chance.

What a run is made of tells when two are. Its chance is found by the seed, the replicate and who
draws (:mod:`sim.streams`): never by the draw, the policy, the number of runs or the parameters.
The value of a parameter in a draw is found by the seed and the draw's number: holding one
parameter, or more draws, leaves the others where they are as long as draws are keyed
(``design=draws``); a Latin hypercube of other factors is another one. So two results have pairs

- if they have one seed, and the world is the same; and
- in samples of the same draw and replicate. Where all parameters are held
  (``parameters=fixed``) each replicate stands for every draw that meets it, because held
  parameters are the same in all; and
- if what varies in both has the same values there. The values are looked at, not the design:
  1024 Sobol points begin with the 512 of a smaller request, and another version of the program
  may draw otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.sweeps.factors import LEVERS
from sim.sweeps.request import DRAWS

Places = NDArray[np.int64]

#: Stands for every draw, where nothing but chance differs between samples.
_ANY: Final = -1


class Pairing(NamedTuple):
    """How the samples of several results lie side by side.

    Attributes
    ----------
    places
        Of each result, which of its samples are looked at, in order; all of one length.
    groups
        Of each result, a number: those of the same number are pairs, sample by sample.
    why
        What keeps results from being pairs; empty: all are.
    """

    places: tuple[Places, ...]
    groups: tuple[int, ...]
    why: str


def pairing(results: Sequence[xr.Dataset]) -> Pairing:
    """Return how the samples of results lie side by side, in pairs wherever that is possible.

    Results without pairs lie side by side by position, as far as the shortest goes.
    """
    groups: list[list[int]] = []
    reasons: list[str] = []
    for i, ds in enumerate(results):
        for group in groups:
            why = _why_not([results[j] for j in group], ds)
            if not why:
                group.append(i)
                break
            reasons.append(why)
        else:
            groups.append([i])
    number = {i: n for n, group in enumerate(groups) for i in group}
    found: dict[int, Places] = {}
    for group in groups:
        found |= zip(group, shared_places([results[i] for i in group]), strict=True)
    least = min(map(len, found.values()))
    order = range(len(results))
    places = tuple(found[i][:least] for i in order)
    why = "; ".join(dict.fromkeys(reasons)) if len(groups) > 1 else ""
    return Pairing(places, tuple(number[i] for i in order), why)


def shared_places(results: Sequence[xr.Dataset]) -> list[Places]:
    """Return where each result has the samples that all have, in the order of the first.

    All parameters held stands for any draw, so that the order is that of the first where they
    are not.
    """
    tables = [_table(ds) for ds in results]
    varied = [i for i, ds in enumerate(results) if not is_held(ds)]
    leader = results[varied[0] if varied else 0]
    rows = [[_find(table, sample) for table in tables] for sample in samples(leader)]
    shared = [row for row in rows if None not in row]
    columns = np.array(shared, dtype=np.int64).reshape(-1, len(results)).T
    return list(columns)


def samples(ds: xr.Dataset) -> list[tuple[int, int]]:
    """Return draw and replicate of each sample."""
    return list(zip(ds["draw"].values.tolist(), ds["replicate"].values.tolist(), strict=True))


def is_held(ds: xr.Dataset) -> bool:
    """Return whether nothing but chance differs between the samples of a result."""
    varies = "drawn" in ds.coords or bool(_sampled(ds))
    one = len(set(ds["draw"].values.tolist())) == 1
    return not varies and one and ds.attrs.get("parameters") == "fixed"


def _table(ds: xr.Dataset) -> dict[tuple[int, int], int]:
    held = is_held(ds)
    return {(_ANY if held else draw, chance): i for i, (draw, chance) in enumerate(samples(ds))}


def _find(table: Mapping[tuple[int, int], int], sample: tuple[int, int]) -> int | None:
    place = table.get(sample)
    return table.get((_ANY, sample[1])) if place is None else place


def _why_not(group: Sequence[xr.Dataset], ds: xr.Dataset) -> str:
    """Return why a result has no pairs with all of a group; empty: it has."""
    seeds = sorted({str(each.attrs.get("seed")) for each in (group[0], ds)})
    if len(seeds) > 1:
        return f"seeds {' and '.join(seeds)}"
    if not shared_places([*group, ds])[0].size:
        return "no draw and replicate in common"
    reasons = (_other_draws(each, ds) for each in group)
    return next(filter(None, reasons), "")


def _other_draws(one: xr.Dataset, two: xr.Dataset) -> str:
    """Return what has other values in the same draws of two results; empty: nothing has."""
    if is_held(one) or is_held(two):
        return ""
    first, second = shared_places([one, two])
    mine, other = _values(one, first), _values(two, second)
    common = [key for key in mine if key in other and _alike(one, two, key)]
    if different := [key for key in common if not np.array_equal(mine[key], other[key])]:
        return f"the same draws have other values of {different[0]}"
    designs = [ds.attrs.get("design", {}) for ds in (one, two)]
    if common or len({told.get("points", DRAWS) for told in designs}) == 1:
        return ""
    return f"designs {' and '.join(str(told.get('method', DRAWS)) for told in designs)}"


def _values(ds: xr.Dataset, places: Places) -> dict[str, NDArray[Any]]:
    """Return the values of what varies in some samples, by parameter and lever."""
    found = {name: ds[name].values[places] for name in _sampled(ds)}
    if "drawn" in ds.coords:
        drawn = ds["drawn"].transpose("sample", "parameter").values[places]
        found |= dict(zip(map(str, ds["parameter"].values), drawn.T, strict=True))
    return found


def _sampled(ds: xr.Dataset) -> list[str]:
    """Return the levers of which each sample has a setting of its own."""
    names = (str(name) for name in ds.coords)
    return [name for name in names if name.startswith(LEVERS) and ds[name].dims == ("sample",)]


def _alike(one: xr.Dataset, two: xr.Dataset, key: str) -> bool:
    """Return whether something is drawn from the same range in two results."""
    first, second = (_bounds(ds).get(key) for ds in (one, two))
    return first == second


def _bounds(ds: xr.Dataset) -> dict[str, Any]:
    told = ds.attrs.get("design", {})
    return dict(zip(told.get("names", ()), told.get("bounds", ()), strict=False))
