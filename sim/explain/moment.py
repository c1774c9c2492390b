"""A moment of one run: played up to a stage of a quarter, and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.engine import Block, call
from sim.levers import Range
from sim.sweeps.cases import fitting
from sim.sweeps.design import make_design
from sim.sweeps.opening import open_model
from sim.sweeps.request import Request
from sim.synthetic.size import told
from sim.terms import quarter_label
from sim.world import Names


@dataclass
class Moment:
    """One run at one quarter.

    Attributes
    ----------
    block : Block
        Of one run.
    names : Names
    quarter : int
    told : str
        Which run this is, for the reader.
    """

    block: Block
    names: Names
    quarter: int
    told: str

    @property
    def p(self) -> Any:
        """The parameters."""
        return self.block.parameters[0]

    @property
    def tables(self) -> Mapping[str, Any]:
        """Everything that stages read and write."""
        return self.block.tables

    def play(self, first: str, last: str) -> None:
        """Play the stages of the quarter from one to another, both included."""
        names = [stage.name for stage in self.block.stages]
        for stage in self.block.stages[names.index(first) : names.index(last) + 1]:
            call(stage.function, stage.arguments, self.tables, self.quarter)


def open_moment(request: Request, sample: int, quarter: int) -> Moment:
    """Play one run of the first scenario of a request to the start of a quarter.

    Parameters
    ----------
    request : Request
        Of one scenario.
    sample : int
        Which of its samples.
    quarter : int
        Counted from 2014Q1.

    Raises
    ------
    FaultlinesError
        If the scenario, a lever or a table is wrong.
    """
    model = open_model(request)
    card = model.card(request.scenarios[0])
    levers = {key: v for key, v in request.levers.items() if not isinstance(v, tuple | Range)}
    design = make_design(request)
    point = design.samples[sample]
    if design.settings:
        levers.update(fitting(card, design.settings[point.draw]))
    doses = model.instruments(card.name, levers)
    row = design.parameters(request.overrides)[sample : sample + 1]
    block = Block(model.world, doses, row, [point.replicate], request.seed)
    for _ in range(quarter):
        block.step()
    central = request.parameters == "fixed"
    about = (
        f"One run of {card.name}: seed {request.seed}, "
        f"{'central parameters' if central else f'draw {point.draw}'}, "
        f"replicate {point.replicate}; at {quarter_label(quarter)}"
    )
    made_up = told(request.world, model.names)
    return Moment(block, model.names, quarter, f"{about}. {made_up}" if made_up else about)
