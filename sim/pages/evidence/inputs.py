"""What the page is written from: three result folders, read with one line for what is wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import sim.data
from sim.errors import ResultError
from sim.sweeps.posterior import Posterior, read_posterior
from sim.validation.calibration.ablation import Ablated

Tree = Mapping[str, Any]
"""Part of a JSON file."""
Row = Mapping[str, str]

CALIBRATION: Final = "calibration.json"
POSTERIOR: Final = "posterior.csv"
VALIDATION: Final = "validation.json"
FACTS: Final = "facts.csv"
RECORD: Final = "record.csv"
_COUNTRIES: Final = "countries.csv"
_OPERATORS: Final = "operators.csv"


class Inputs(NamedTuple):
    """Everything that the page says comes from here.

    Attributes
    ----------
    calibration
        What ``faultlines calibrate`` wrote.
    posterior
        The sample that came of it.
    validation
        What ``faultlines validate`` wrote.
    facts, record
        The rows of what ``faultlines facts`` wrote.
    ablated
        Each mechanism turned, on the record to 2020.
    """

    calibration: Tree
    posterior: Posterior
    validation: Tree
    facts: Sequence[Row]
    record: Sequence[Row]
    ablated: Sequence[Ablated] = ()

    @property
    def variant(self) -> str:
        """The variant of the model that users play: the last that was scored."""
        return str(list(self.validation["model"])[-1])

    @property
    def coding(self) -> str:
        """Which decisions were fitted."""
        return str(self.calibration["provenance"]["coding"])


def read_inputs(calibration: Path, validation: Path, facts: Path) -> Inputs:
    """Read the results of three verbs.

    Parameters
    ----------
    calibration, validation, facts
        Their folders.

    Raises
    ------
    FaultlinesError
        If one of them lacks a file, or a file cannot be read.
    """
    told = _tree(calibration, CALIBRATION, "calibrate")
    if "folds" not in told:
        raise ResultError(
            f"{calibration / CALIBRATION}: is of an older version and lacks what folds rest on; "
            "run faultlines calibrate again"
        )
    return Inputs(
        calibration=told,
        posterior=read_posterior(_there(calibration, POSTERIOR, "calibrate")),
        validation=_tree(validation, VALIDATION, "validate"),
        facts=_rows(facts, FACTS, "facts"),
        record=_rows(facts, RECORD, "facts"),
    )


def _there(folder: Path, name: str, verb: str) -> Path:
    file = folder / name
    if not file.is_file():
        raise ResultError(f"{folder}: holds no {name}; is it a result of faultlines {verb}?")
    return file


def _tree(folder: Path, name: str, verb: str) -> Tree:
    file = _there(folder, name, verb)
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as reason:
        raise ResultError(f"{file}: is not JSON ({reason})") from None
    if not isinstance(found, dict):
        raise ResultError(f"{file}: is not what faultlines {verb} writes")
    return found


def _rows(folder: Path, name: str, verb: str) -> list[Row]:
    with _there(folder, name, verb).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def operators_counted_after(year: int) -> tuple[int, int]:
    """Return of how many operators subscribers were counted after a year, and how many there are.

    Examples
    --------
    >>> some, whole = operators_counted_after(2020)
    >>> 0 < some < whole
    True
    """
    file = Path(sim.data.__file__).with_name(_OPERATORS)
    with file.open(encoding="utf-8", newline="") as handle:
        years = [row["subscriber_year"] for row in csv.DictReader(handle)]
    return sum(bool(each) and int(each) > year for each in years), len(years)


@cache
def country_names() -> Mapping[str, str]:
    """Return the names of countries by their ISO codes.

    Examples
    --------
    >>> country_names()["DEU"]
    'Germany'
    """
    file = Path(sim.data.__file__).with_name(_COUNTRIES)
    with file.open(encoding="utf-8", newline="") as handle:
        return {row["iso3"]: row["name"] for row in csv.DictReader(handle)}
