"""What is scored: observed figures, events and brackets, each beside its predictions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sim.world import Floats


class Figure(NamedTuple):
    """One observed number beside what the model and its rivals say.

    Attributes
    ----------
    table, line
        Where it stands.
    what
        In words, such as ``"Huawei, telecom_equipment, world, 2019"``.
    groups
        What it belongs to, by which scores are told apart: ``market``, ``place``,
        ``publisher``, ``generation``, ``region``.
    cluster
        Figures of one cluster err together: the vendor, the country.
    unit
        ``"share"``, or what else the number counts.
    observed, error
        The number, and its standard deviation around what the model means by it.
    model
        By variant of the model, axis (sample,); NaN where it has no value.
    rivals
        By name; NaN where one has none to give.
    seed
        The model starts from it: shown, never scored.
    window
        The side of the end of the fitted record on which its year lies
        (:mod:`sim.validation.windows`).
    """

    table: str
    line: int
    what: str
    groups: Mapping[str, str]
    cluster: str
    unit: str
    observed: float
    error: float
    model: Mapping[str, Floats]
    rivals: Mapping[str, float]
    seed: bool = False
    window: str = ""


class Event(NamedTuple):
    """Something that happened, or did not, beside the chances given to it.

    Attributes
    ----------
    happened, when
        1 or 0; and when (a year with its quarter as a fraction), infinite if it did not.
    model, rivals
        Chances, by variant of the model and by rival; NaN where there is none to give.
    window
        As of :class:`Figure`.
    runs
        By variant: of how many runs its chance is the count.
    """

    table: str
    what: str
    groups: Mapping[str, str]
    cluster: str
    happened: float
    when: float
    model: Mapping[str, float]
    rivals: Mapping[str, float]
    window: str = ""
    runs: Mapping[str, int] = MappingProxyType({})


class Bracket(NamedTuple):
    """What a study found, from its least to its most, beside the model's own range.

    Attributes
    ----------
    low, high
        Infinite where the study gives no bound: "at least", "up to".
    model
        By variant, axis (sample,).
    """

    table: str
    line: int
    what: str
    unit: str
    low: float
    high: float
    quality: str
    model: Mapping[str, Floats]
