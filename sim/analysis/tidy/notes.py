"""What a reader of exported files must know: origin, units, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import xarray as xr

from sim.analysis.standing import standing
from sim.analysis.years import quarters_kept_as_one
from sim.outcomes import PERIODS

README: Final = "README.txt"


def notes_of(ds: xr.Dataset) -> dict[str, str]:
    """Return what stands in the head of every file that can hold it, in words."""
    attrs = ds.attrs
    every = quarters_kept_as_one(ds)
    left_out = attrs["samples_left_out"]
    labelled = ", labelled by its last quarter" if every > 1 else ""
    return {
        "source": f"Faultlines, result {attrs['name']} (identity {attrs['identity']})",
        "seed": str(attrs["seed"]),
        "calibration": standing(attrs),
        "world": attrs["synthetic"] or "the real one",
        **({"samples": attrs["until"]} if attrs.get("until") else {}),
        "samples_left_out": f"{left_out}, because a run failed or is missing"
        if left_out
        else "none",
        **({"left_aside": attrs["left_aside"]} if attrs.get("left_aside") else {}),
        **({"no_pairs": _no_pairs(attrs)} if attrs.get("pairing") else {}),
        "period": f"one {PERIODS[every]}{labelled}; flows are sums over it, "
        "anything else is the value at its end",
    }


def _no_pairs(attrs: Mapping[str, Any]) -> str:
    return (
        f"the runs of these results do not all share draws or chance ({attrs['pairing']}); those "
        "of one result do"
    )


def readme(
    notes: Mapping[str, str], columns: Mapping[str, Mapping[str, str]], how: str
) -> Iterator[str]:
    """Yield the lines of the read-me of an export.

    Parameters
    ----------
    columns
        Outcome -> its label, units and definition.
    how
        What a row or an array is.
    """
    yield from (f"{name.replace('_', ' ')}: {text}" for name, text in notes.items())
    yield ""
    yield how
    yield "A run is one scenario under one draw of the uncertain parameters and one replicate of"
    yield "chance; runs of the same draw and replicate can be compared scenario by scenario."
    yield "An empty cell (NaN): there is nothing to take a share of."
    yield ""
    for name, told in columns.items():
        yield f"{name} ({told['units']}): {told['label']}. {told['definition']}"
