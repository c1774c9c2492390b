"""The whole page, and writing it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sim.pages import DOCS
from sim.pages.evidence import (
    answer,
    bars,
    beliefs,
    decisions,
    facts,
    failures,
    ranges,
    rules,
    shares,
)
from sim.pages.evidence.drawing import write_charts
from sim.pages.evidence.inputs import Inputs, read_inputs
from sim.pages.evidence.rules import write_ablations
from sim.pages.markdown import table
from sim.validation.calibration.ablation import RUNS, Ablated, ablations
from sim.validation.calibration.record import record
from sim.validation.calibration.window import window

FILE: Final = "evidence.md"
FOLDER: Final = "evidence"
_HEAD: Final = """\
# Evidence: how wrong the model is

This page is written by the program from results, and so is every number in it; \
`python -m sim.pages.evidence CALIBRATION VALIDATION FACTS` writes it anew. Errors of shares are \
in percentage points. Brackets hold the 5 to 95 % range.
"""
_SECTIONS: Final = (answer, bars, shares, decisions, ranges, beliefs, facts, rules, failures)


def page(inputs: Inputs) -> str:
    """Return the text of the page."""
    parts = [_HEAD, *(part for each in _SECTIONS for part in each.section(inputs))]
    return "\n".join([*parts, *_origin(inputs)])


def _origin(inputs: Inputs) -> Iterator[str]:
    """Yield what the page was written from."""
    made = inputs.calibration["provenance"]
    years = inputs.validation["years"]
    yield "## What this page is written from\n"
    rows = [
        ("Model", f"Faultlines {made['faultlines']}, code `{made['code']}`"),
        ("Figures and decisions that were fitted", f"`{made['targets']}`, to {made['until']}"),
        ("Coding of decisions", f"{made['coding']}"),
        ("Calibration", f"{_waves(inputs)}; {made['replicates']} runs a draw; seed {made['seed']}"),
        ("Posterior", f"{made['rows']} rows; fingerprint `{inputs.posterior.hash}`"),
        ("Validation", f"figures of {years['from']} to {years['until']}{_runs(inputs)}"),
        (
            "Ablations",
            f"{RUNS} runs a mechanism, to {made['until']}; [table](evidence/{rules.FILE})",
        ),
    ]
    yield table(("", ""), rows)
    words = (f"*{name}*: {meaning}" for name, meaning in inputs.validation["model"].items())
    yield f"Variants of the model: {'; '.join(words)}.\n"
    yield (
        "`faultlines calibrate`, `faultlines validate` and `faultlines facts` make the three "
        "results; their reports and tables hold every figure one by one.\n"
    )


def _runs(inputs: Inputs) -> str:
    """Return how many runs chances were counted over, at most; what none shows is no nought."""
    found = [int(runs) for event in inputs.validation["events"] for runs in event["runs"].values()]
    return f"; {max(found)} runs a variant" if found else ""


def _waves(inputs: Inputs) -> str:
    waves = inputs.calibration["waves"]
    draws = sum(wave["draws"] for wave in waves)
    return f"{len(waves)} wave{'s' * (len(waves) > 1)}, {draws} draws"


def turned(inputs: Inputs) -> list[Ablated]:
    """Turn each mechanism at the means of the posterior; about a minute on two cores."""
    over = window()
    on_record = record(over.world, over.names, inputs.coding)
    workers = os.cpu_count() or 1
    return ablations(inputs.posterior.centre(), over, on_record, RUNS, workers=workers)


def write(calibration: Path, validation: Path, facts_of: Path, docs: Path = DOCS) -> Path:
    """Write the page, its figures and its table, and return the page.

    Parameters
    ----------
    calibration, validation, facts_of
        Folders of ``faultlines calibrate``, ``validate`` and ``facts``.
    docs
        Where the page is written; its figures stand in a folder below.

    Raises
    ------
    FaultlinesError
        If a folder is no such result.
    """
    inputs = read_inputs(calibration, validation, facts_of)
    inputs = inputs._replace(ablated=turned(inputs))
    return write_page(inputs, docs)


def write_page(inputs: Inputs, docs: Path) -> Path:
    """Write the page, its figures and its table from what was read; return the page."""
    write_charts(inputs, docs / FOLDER)
    write_ablations(inputs.ablated, docs / FOLDER)
    file = docs / FILE
    file.write_text(page(inputs), encoding="utf-8", newline="\n")
    return file
