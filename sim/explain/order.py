"""The order of a quarter, as it is played."""

from __future__ import annotations

import re

from sim.schedule import SCHEDULE


def explain_order() -> list[str]:
    """Return a line a stage: its name, what happens, and its rules."""
    width = max(len(stage.name) for stage in SCHEDULE)
    lines = ["A quarter, stage by stage (rules in brackets):"]
    for number, stage in enumerate(SCHEDULE, start=1):
        rules = re.findall(r"\(([A-Z]\d.*?)\)", (stage.function.__doc__ or "").partition("\n")[0])
        lines.append(f"{number:>3}  {stage.name:<{width}}  {stage.sentence} ({rules[0]})")
    return [*lines, "", "faultlines explain DEU 2020Q3 says why Germany stood where it did."]
