"""Writes the files that are made from the registries: ``python -m sim.reference``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from sim.folders import shipped
from sim.params import Parameter, registry

MODEL_FILE: Final = "model/default.yaml"
_HEADER: Final = """\
# @package _global_
# Every parameter of the model at its start value (written from sim/params.csv).
#
# In a copy of your own, made by "faultlines init", change a number here: it is then held at that
# value in every run. For one launch a word does the same: government.b_ally=0.3. What is not held
# is, with
#   model=posterior  (the usual) drawn from posterior.csv: sets of numbers that agree with the
#                    record to 2020; where nothing is drawn, all stand at its means
#   model=best       at those means, in every run
#   model=default    drawn from the ranges below; where nothing is drawn, at the values below
# To keep several sets, write files beside this one with what differs,
#
#   # @package _global_
#   defaults: [posterior]
#   government:
#     b_ally: 0.3
#
# and choose one with model=NAME.

posterior: null  # no posterior: ranges and start values
"""


def model_yaml() -> str:
    """Return the text of ``configs/model/default.yaml``."""
    blocks = [_HEADER]
    for group, parameters in groupby(registry().values(), key=lambda p: p.group):
        blocks.append("\n".join([f"{group}:", *(_line(parameter) for parameter in parameters)]))
    return "\n".join(blocks) + "\n"


def _line(parameter: Parameter) -> str:
    if parameter.is_switch:
        value = "true" if parameter.default else "false"
        return f"  {parameter.name}: {value}  # {parameter.meaning} ({parameter.rule})"
    limits = f"{parameter.low:g} to {parameter.high:g}"
    extent = "held" if parameter.low == parameter.high else limits
    note = f"{extent}, {parameter.unit}: {parameter.meaning} ({parameter.rule})"
    return f"  {parameter.name}: {parameter.default!r}  # {note}"


def write(folder: Path | None = None) -> Path:
    """Write the file and return its path; default: in the shipped ``configs/``."""
    file = (folder or shipped("configs")) / MODEL_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(model_yaml(), encoding="utf-8")
    return file


if __name__ == "__main__":
    print(write())
