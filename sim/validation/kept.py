"""What a validation keeps of its runs: what some figure is measured on, and no more.

Whole outcomes of every country and operator would take 12 MB a run. A run is played in the same
way whatever is kept of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.errors import ResultError
from sim.instruments import Instruments
from sim.sweeps.fingerprint import of_arrays
from sim.sweeps.model import Model, Simulate
from sim.sweeps.opening import open_model
from sim.sweeps.request import Request
from sim.terms import CLASSES, QUARTERS, REGIONS, quarter_index
from sim.validation.contracts import OUTCOMES as OF_CONTRACTS
from sim.validation.observe import place_of
from sim.validation.sizes import BOUGHT
from sim.validation.suppliers import Finding
from sim.validation.target import Target
from sim.world import Names, World

FILE: Final = "kept.txt"
_AXES: Final = {
    "new_kit_usd_m": "country",
    "country_kit_usd_m": "country",
    "operator_kit_usd_m": "operator",
    "operator_award": "operator",
}
"""Outcomes that are kept in part, and their axis of places; others are small."""

Masks = Mapping[str, NDArray[np.bool_]]
"""What is kept of each outcome, axes (quarter, place, class)."""


class Asked(NamedTuple):
    """What a validation measures on its runs.

    Attributes
    ----------
    targets, findings
        Shares and contracts.
    sizes_until
        Last year of which the size of a market is asked; 0: none.
    """

    targets: Sequence[Target]
    findings: Sequence[Finding] = ()
    sizes_until: int = 0


def masks(asked: Asked, world: World, names: Names) -> Masks:
    """Return what some figures are measured on, by outcome."""
    axes = {"country": names.countries, "operator": names.operators}
    found = {
        outcome: np.zeros((QUARTERS, len(axes[axis]), len(CLASSES)), dtype=np.bool_)
        for outcome, axis in _AXES.items()
    }
    of_country = np.array(REGIONS)[world.countries.region]
    where = xr.Dataset(
        coords={
            "country": list(names.countries), "country_region": ("country", of_country),
        }
    )  # fmt: skip
    for target in asked.targets:
        outcome, labels = place_of(where, target)
        if outcome in found:
            (places,) = labels.values()
            inside = np.isin(axes[_AXES[outcome]], places)
            first, last = (quarter_index(f"{target.year}Q{part}") for part in target.quarters)
            found[outcome][max(first, 0) : max(last + 1, 0), inside] = True
    for each in asked.findings:
        mask = found[OF_CONTRACTS[each.question]]
        # Later quarters too: who has no contract yet is judged by the first.
        first = max(quarter_index(f"{each.year}Q4"), 0)
        mask[first:, names.operators.index(each.operator), each.kit] = True
    if asked.sizes_until:
        found[BOUGHT][: quarter_index(f"{asked.sizes_until}Q4") + 1] = True
    return found


@dataclass(frozen=True)
class Opener:
    """Opens the model for a validation: a scenario without its baseline, and kept in part."""

    masks: Masks

    def __call__(self, request: Request) -> Model:
        """Return the model for a request."""
        whole = open_model(request)
        return replace(
            whole,
            card=lambda name: replace(whole.card(name), baseline=None),
            simulate=_InPart(whole.simulate, self.masks),
        )


@dataclass(frozen=True)
class _InPart:
    """The engine, of whose outcomes only some is passed on; the rest is missing."""

    simulate: Simulate
    masks: Masks

    def __call__(
        self,
        world: World,
        instruments: Instruments,
        parameters: NDArray[np.void],
        replicates: Sequence[int],
        seed: int,
        outcomes: Sequence[str],
        debug: Names | None = None,
    ) -> dict[str, NDArray[Any]]:
        """Return each outcome with axes (run, its own axes)."""
        found = self.simulate(world, instruments, parameters, replicates, seed, outcomes, debug)
        return {
            name: np.where(self.masks[name][None, ..., None], values, np.float32(np.nan))
            if name in self.masks
            else values
            for name, values in found.items()
        }


def print_of(parts: Iterable[Masks]) -> str:
    """Return the fingerprint of what is kept."""
    return of_arrays(
        {f"{place} {name}": mask for place, part in enumerate(parts) for name, mask in part.items()}
    )


def keep_print(folder: Path, names: Iterable[str], told: str) -> None:
    """Write what a folder keeps, or see that it is what is asked.

    Folders of the requests are made first: by them a launch that was killed is known again.

    Raises
    ------
    ResultError
        If its runs were kept for other figures.
    """
    file = folder / FILE
    if not file.exists():
        for name in names:
            (folder / name).mkdir(parents=True, exist_ok=True)
        file.write_text(f"{told}\n", encoding="utf-8")
    elif file.read_text(encoding="utf-8").strip() != told:
        raise ResultError(
            f"{folder}: keeps of its runs what other figures, or figures of other years, are "
            "measured on; choose another out="
        )
