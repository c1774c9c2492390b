"""The ODD page says what the program does."""

from __future__ import annotations

from sim import outcomes, params
from sim.pages import DOCS
from sim.schedule import SCHEDULE
from tests.real import built

PAGE = (DOCS / "odd.md").read_text(encoding="utf-8")


def test_every_stage_parameter_and_outcome_has_its_line() -> None:
    for stage in SCHEDULE:
        assert f"| {stage.name} | {stage.sentence} |" in PAGE
    for name in (*params.registry(), *outcomes.registry()):
        assert PAGE.count(f"\n| `{name}` |") == 1


def test_its_numbers_are_the_worlds() -> None:
    world, names = built()
    deciding = int(world.countries.decides.sum())
    assert f"{len(names.countries)} countries, of which {deciding} decide" in PAGE
    assert f"| Operator | {len(names.operators)} |" in PAGE
