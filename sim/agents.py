"""One run as a Mesa model: agents are live views of the engine's tables.

Stepping the model is stepping the engine, to the bit. Sweeps do not come here.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.build import build_world
from sim.data.load import load_tables
from sim.engine import Block
from sim.params import Value, fixed
from sim.scenario import compile_scenario, load_scenario
from sim.terms import COMPONENTS, quarter_label


class Actor(mesa.Agent):  # type: ignore[misc]
    """An actor of the model; its attributes are the fields of its record in the engine.

    Parameters
    ----------
    model : FaultlinesModel
    name : str
        ISO code of a country, identifier of an operator, word of a vendor or component.
    record : structured scalar, optional
        What can be read and set as attributes, such as ``level`` of a government.
    """

    def __init__(self, model: FaultlinesModel, name: str, record: Any = None) -> None:
        super().__init__(model)
        self.name = name
        self._record = record

    def __getattr__(self, field: str) -> Any:
        """Return a field of the actor's record."""
        record = self.__dict__.get("_record")
        if record is None or field not in (record.dtype.names or ()):
            raise AttributeError(f"{type(self).__name__} has no attribute {field!r}")
        return record[field]

    def __setattr__(self, field: str, value: Any) -> None:
        """Set a field of the actor's record in the engine, or an attribute of the agent."""
        record = self.__dict__.get("_record")
        if record is not None and field in (record.dtype.names or ()):
            record[field] = value
        else:
            super().__setattr__(field, value)


class Government(Actor):
    """A government: ``level``, ``resolve``, ``suspicion``, ``campaign``, ``deadline``, ..."""


class Vendor(Actor):
    """A vendor: ``quality``, ``capacity``, ``inventory``, ``china_share``, ``fill``, ..."""


class Operator(Actor):
    """An operator: ``share``, ``young`` and ``old`` kit, ``award`` (class, vendor), ``backlog``."""

    def __init__(self, model: FaultlinesModel, name: str, position: int) -> None:
        super().__init__(model, name, model.block.facts.operators[position])
        state = model.block.state
        self.young, self.old = state.young[0, position], state.old[0, position]
        self.award, self.backlog = state.award[0, position], state.backlog[0, position]

    @property
    def kit(self) -> NDArray[np.float64]:
        """All installed kit, young and old, (class, vendor) in USD million; set those instead."""
        whole: NDArray[np.float64] = self.young + self.old
        return whole


class Supplier(Actor):
    """A supplier of components: ``denied`` (vendor,), what export control keeps from whom."""

    def __init__(self, model: FaultlinesModel, name: str, position: int) -> None:
        super().__init__(model, name)
        self.denied = model.block.state.vendors["denied"][0, :, position]


class FaultlinesModel(mesa.Model):  # type: ignore[misc]
    """One simulated history, quarter by quarter.

    Parameters
    ----------
    scenario : str
        Name of a scenario, such as ``us_action``.
    seed, replicate : int
        Which draw of chance.
    parameters : mapping, optional
        Parameter key -> value, such as ``{"operator.lock_in": 2.5}``.

    Examples
    --------
    >>> model = FaultlinesModel("us_action", seed=1)
    >>> model.step()
    >>> model.quarter
    '2014Q1'
    >>> {g.name for g in model.governments.select(lambda g: g.level >= 3)}
    {'TWN'}
    """

    def __init__(
        self,
        scenario: str = "us_action",
        seed: int = 1,
        replicate: int = 0,
        parameters: dict[str, Value] | None = None,
    ) -> None:
        super().__init__(rng=seed)
        tables = load_tables()
        world, names = build_world(tables)
        instruments = compile_scenario(load_scenario(scenario), names, tables, {})
        self.block = Block(world, instruments, fixed(parameters), [replicate], seed)
        state = self.block.state
        for name, record in zip(names.countries, state.governments[0], strict=True):
            Government(self, name, record)
        for name, record in zip(names.vendors, state.vendors[0], strict=True):
            Vendor(self, name, record)
        for position, name in enumerate(names.operators):
            Operator(self, name, position)
        for position, name in enumerate(COMPONENTS):
            Supplier(self, name, position)

    @property
    def governments(self) -> Any:
        """The governments, as a Mesa ``AgentSet``."""
        return self.agents_by_type[Government]

    @property
    def quarter(self) -> str:
        """The quarter that was played last."""
        return quarter_label(self.block.quarter - 1)

    def step(self) -> None:
        """Play a quarter."""
        self.block.step()
