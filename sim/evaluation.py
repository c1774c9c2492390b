"""One call of the model as a plain function of numbers, for libraries that drive models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.errors import ConfigError, nearest
from sim.folders import posterior_named
from sim.sweeps.request import LeverValue, Request, check_whole

if TYPE_CHECKING:
    import xarray as xr

    from sim.sweeps.model import Model

LEVERS: Final = "levers."
CHANGE: Final = "_change"


def evaluate(
    parameters: Mapping[str, float | bool | str],
    *,
    scenario: str = "us_action",
    year: int = 2030,
    replicates: int = 1,
    seed: int = 1,
    model: str | Path = "posterior",
) -> dict[str, float]:
    """Play a scenario beside its baseline and return the headline measures of one year.

    The same arguments give the same numbers. What is not given stays at the mean of the
    posterior, and calls with the same seed meet the same chance, so that differences between
    two calls come from what was changed.

    Parameters
    ----------
    parameters
        Parameter -> value, by key (``government.b_ally``) or by name (``b_ally``), and lever
        -> value (``levers.aid.budget_usd_m``), as on the command line.
    scenario
        Its name.
    year
        Of the measures, 2014 to 2035.
    replicates
        Draws of chance, over which the measures are averaged.
    seed
        Of chance, 0 to 2^63-1.
    model
        As for :func:`sim.run`: with ``"default"`` what is not given stays at its start value.

    Returns
    -------
    dict
        Measure -> number, shares as 0-1: ``huawei_world_share`` (of world spend),
        ``chinese_share_outside_china``, ``allied_restricting`` (governments at no new kit or
        above), ``host_exposure`` (of US-base hosts); each again with ``_change`` added, less
        that of the baseline; and ``delay_quarters`` (of 5G outside China, against the
        baseline). A scenario without a baseline has the first four alone.

    Raises
    ------
    ConfigError
        If a parameter or lever does not exist, or a value cannot be: not a finite number, a
        share that is not between 0 and 1, a switch that is neither 0 nor 1. A value that can be
        but lies outside the parameter's range is played as it is, as on the command line.
    ResultError
        If the run fails.

    Examples
    --------
    >>> import sim
    >>> found = sim.evaluate({"b_ally": 0.2, "levers.campaign.strength": 1.0}, scenario="pressure")
    >>> sorted(found)[:3]
    ['allied_restricting', 'allied_restricting_change', 'chinese_share_outside_china']
    """
    from sim.analysis.headline import HEADLINES
    from sim.sweeps.memory import run_in_memory

    check_whole("replicates", replicates, 1)
    overrides, levers = _sorted_out(parameters)
    request = Request(
        scenarios=(scenario,),
        draws=replicates,
        parameters="fixed",
        posterior=posterior_named(model),
        overrides=overrides,
        levers=levers,
        seed=seed,
        outcomes=tuple({headline.needs: None for headline in HEADLINES}),
        verb="run",
    )
    found = run_in_memory(request, open_model=_opened)
    _check_year(year, found)
    return _measures(found, scenario, year)


def _sorted_out(
    given: Mapping[str, float | bool | str],
) -> tuple[dict[str, float | bool], dict[str, LeverValue]]:
    """Return parameters by full key, and levers without their prefix."""
    from sim.params import registry

    if not isinstance(given, Mapping):
        raise ConfigError(
            f"evaluate: {given!r} is not a mapping of parameters to values, such as "
            "{'b_ally': 0.2}; {} leaves all at their defaults"
        )
    keys = {parameter.name: key for key, parameter in registry().items()}
    overrides: dict[str, float | bool] = {}
    levers: dict[str, LeverValue] = {}
    for name, value in given.items():
        key = keys.get(name, name)
        if name.startswith(LEVERS):
            levers[name.removeprefix(LEVERS)] = value
        elif key not in registry():
            hint = nearest(name, [*keys, *registry()])
            raise ConfigError(
                f"evaluate: {name!r} is not a parameter, nor a lever, which begins {LEVERS!r}{hint}"
            )
        elif isinstance(value, str):
            raise ConfigError(f"evaluate: {name}: {value!r} is not a number")
        elif key in overrides:
            raise ConfigError(f"evaluate: {key} is given twice, by name and by key")
        else:
            overrides[key] = value
    return overrides, levers


def _check_year(year: int, found: xr.Dataset) -> None:
    first, last = int(found["year"].values[0]), int(found["year"].values[-1])
    if year not in range(first, last + 1):
        raise ConfigError(f"year: {year!r} is not one of {first} to {last}")


def _measures(found: xr.Dataset, scenario: str, year: int) -> dict[str, float]:
    """Return the measures of a scenario, and what of them it changes."""
    from sim.analysis.headline import HEADLINES
    from sim.analysis.pairs import baseline_of, minus_baseline

    paired = baseline_of(found, scenario) is not None
    measures: dict[str, float] = {}
    for headline in HEADLINES:
        if headline.is_difference and not paired:
            continue
        values = headline.function(found)
        here = {"scenario": scenario, "year": year}
        measures[headline.name] = float(values.sel(here).mean())
        if paired and not headline.is_difference:
            change = minus_baseline(found, values)
            measures[headline.name + CHANGE] = float(change.sel(here).mean())
    return measures


@cache
def _model(place: tuple[Path, ...]) -> Model:
    """Return the model with the shipped tables and the scenarios of some folders, opened once."""
    from sim.sweeps.opening import open_model

    found = open_model(Request(scenarios=("baseline",), scenario_folders=place))
    # What the files say would be read again for every call, and nobody looks at it.
    return replace(found, texts=lambda _: {})


def _opened(request: Request) -> Model:
    from sim.folders import search_path

    return _model(tuple(search_path("scenarios")))
