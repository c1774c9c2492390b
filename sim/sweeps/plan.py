"""The plan: every run of a request, its identity, and the blocks in which they are done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.errors import ConfigError
from sim.instruments import Instruments
from sim.sweeps import fingerprint
from sim.sweeps.cases import Case, cases, check_levers, fitting
from sim.sweeps.design import Design, Sample, make_design
from sim.sweeps.model import Model
from sim.sweeps.request import DRAWS, Request
from sim.sweeps.room import block_size
from sim.synthetic.size import told

BLOCK: Final = 16

Doses = Mapping[str, NDArray[Any]]


class Segment(NamedTuple):
    """Consecutive samples of one case under the same instruments."""

    case: int
    first: int
    stop: int


@dataclass(frozen=True)
class Plan:
    """Runs in order: all samples of the first case, then of the second, and so on.

    Attributes
    ----------
    design
        What every case is played with.
    instruments
        Of each case, without the levers that are sampled.
    moved
        Of each case and draw, the doses that its sampled levers change; empty: none.
    parameters
        Of each case, a structured array, axis (sample,).
    run_ids
        Fingerprint of everything that a run depends on, axis (run,).
    identity
        Fingerprint of the whole request, 8 hex digits.
    code, data
        Fingerprints of the model's code and of its facts.
    told
        What is made up of the world, in words; empty: nothing.
    block
        Runs a block.
    """

    request: Request
    cases: tuple[Case, ...]
    design: Design
    instruments: tuple[Instruments, ...]
    parameters: tuple[NDArray[np.void], ...]
    run_ids: tuple[str, ...]
    identity: str
    code: str
    data: str
    moved: tuple[tuple[Doses, ...], ...]
    told: str = ""
    block: int = BLOCK

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The samples of every case, in their order."""
        return self.design.samples

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know before runs are made."""
        return self.design.notes

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.cases) * len(self.samples)

    @property
    def blocks(self) -> int:
        """Number of blocks; the last may be shorter."""
        return -(-self.runs // self.block)

    def block_runs(self, block: int) -> range:
        """Return the runs of a block."""
        return range(block * self.block, min((block + 1) * self.block, self.runs))

    def in_turn(self) -> list[int]:
        """Return the blocks in the order to do them: the first samples of every case first.

        So what is stored when a sweep is stopped early can be compared.
        """
        size = len(self.samples)
        return sorted(range(self.blocks), key=lambda b: (b * self.block % size, b))

    def segments(self, block: int) -> Iterator[Segment]:
        """Yield the samples of a block, case by case: a block may straddle two cases.

        Where levers are sampled, each draw is a segment of its own.
        """
        size = len(self.samples)
        for (case, _), group in groupby(self.block_runs(block), self._under):
            runs = list(group)
            yield Segment(case, runs[0] % size, runs[-1] % size + 1)

    def _under(self, run: int) -> tuple[int, int]:
        """Return the case of a run, and its draw if that changes the instruments."""
        case, index = divmod(run, len(self.samples))
        return case, self.samples[index].draw if self.moved[case] else 0

    def doses(self, segment: Segment) -> Doses:
        """Return what a segment changes in the instruments of its case."""
        moved = self.moved[segment.case]
        return moved[self.samples[segment.first].draw] if moved else {}


def make_plan(request: Request, model: Model, block: int = BLOCK) -> Plan:
    """Return the plan of a request.

    Raises
    ------
    FaultlinesError
        If a scenario, a lever or a parameter is wrong, or too many runs are asked for.
    """
    worlds = cases(request, model.card)
    design = make_design(request, len(worlds))
    check_levers(next(iter(design.settings), {}), [case.card for case in worlds])
    instruments = tuple(_instruments(case, model) for case in worlds)
    policies = [
        _policies(case, whole, design, model)
        for case, whole in zip(worlds, instruments, strict=True)
    ]
    tables = _tables(request, worlds, design)
    code, data = fingerprint.of_code(), fingerprint.of_facts(model.world)
    common = [request.seed, data, code]
    run_ids = tuple(
        fingerprint.of_words([*common, policy.of(point.draw), row, point.draw, point.replicate])
        for policy, table in zip(policies, tables, strict=True)
        for row, point in zip(fingerprint.of_rows(table), design.samples, strict=True)
    )
    labels = [[case.label, case.baseline] for case in worlds]
    how = [request.every, *([] if design.told["points"] == DRAWS else [design.told["points"]])]
    identity = fingerprint.of_words([run_ids, request.outcomes, labels, request.debug, *how])[:8]
    return Plan(
        request=request,
        cases=worlds,
        design=design,
        instruments=instruments,
        moved=tuple(policy.moved for policy in policies),
        parameters=tables,
        run_ids=run_ids,
        identity=identity,
        code=code,
        data=data,
        told=told(request.world, model.names),
        block=block_size(model.world, request.outcomes, block, request.debug),
    )


def _instruments(case: Case, model: Model) -> Instruments:
    try:
        return model.instruments(case.card.name, case.levers)
    except ConfigError as problem:
        place = f"{case.place}: " if case.place else ""
        raise ConfigError(f"{place}{problem}") from None


class _Policies(NamedTuple):
    """Fingerprints of the instruments of one case, and what its draws change in them."""

    whole: str
    by_draw: tuple[str, ...] = ()
    moved: tuple[Doses, ...] = ()

    def of(self, draw: int) -> str:
        """Return the fingerprint of the instruments of a draw."""
        return self.by_draw[draw] if self.by_draw else self.whole


def _policies(case: Case, whole: Instruments, design: Design, model: Model) -> _Policies:
    prints, moved = [], []
    for draw, setting in enumerate(design.settings):
        ours = fitting(case.card, setting)
        if not ours:
            break
        try:
            doses = model.instruments(case.card.name, {**case.levers, **ours})
        except ConfigError as problem:
            raise ConfigError(f"{design.place(draw)}: {problem}") from None
        prints.append(fingerprint.of_facts(doses))
        moved.append(_differences(whole, doses))
    return _Policies(fingerprint.of_facts(whole), tuple(prints), tuple(moved))


def _differences(whole: Instruments, doses: Instruments) -> Doses:
    """Return the doses that differ: all draws' doses together would not fit into memory."""
    pairs = zip(Instruments._fields, whole, doses, strict=True)
    return {name: new for name, old, new in pairs if old.tobytes() != new.tobytes()}


def _tables(
    request: Request, worlds: Sequence[Case], design: Design
) -> tuple[NDArray[np.void], ...]:
    """Return the parameters of every case; draws are the same in all, but for what a case holds."""
    common = design.parameters(request.overrides)
    return tuple(
        design.parameters({**request.overrides, **world.overrides}) if world.overrides else common
        for world in worlds
    )
