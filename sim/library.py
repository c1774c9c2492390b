"""The library face: run, sweep, load, compare and plot, as plain functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.errors import ConfigError, nearest
from sim.folders import posterior_named
from sim.levers import Lever, LeverValue, lever
from sim.sweeps.request import Request, check_whole
from sim.synthetic.size import LEAST, WorldSize, check_size

if TYPE_CHECKING:
    import xarray as xr

    from sim.analysis.several import Results
    from sim.plots.chart import Chart
    from sim.sweeps.failures import Failure

Setting = LeverValue | Sequence[LeverValue] | Mapping[str, float | str]

__all__ = ["compare", "failures", "load", "plot", "run", "sweep"]

_MORE: Final = (
    "design",
    "second_order",
    "morris_levels",
    "scan",
    "lever_settings",
    "every",
    "executor",
    "workers",
    "scheduler",
    "stop_after",
)
"""Settings of a request that a sweep hands on as they are."""


def run(
    scenario: str = "us_action",
    replicates: int = 16,
    seed: int = 1,
    *,
    parameters: str = "fixed",
    model: str | Path = "posterior",
    levers: Mapping[str, LeverValue] | None = None,
    outcomes: Sequence[str] = ("default",),
    every: int = 1,
    world: Mapping[str, int] | None = None,
    **overrides: float | bool,
) -> xr.Dataset:
    """Simulate a scenario and its baselines in memory.

    Parameters
    ----------
    scenario
        Its name.
    replicates
        How many histories of each scenario.
    seed
        Of everything random, 0 to 2^63-1.
    parameters
        ``"fixed"``: only chance varies; ``"drawn"``: each history draws its own.
    model
        ``"posterior"``: parameters as the record to 2020 leaves them: draws from the posterior
        that came with the program, and where nothing is drawn its means. ``"default"``: the
        ranges, and where nothing is drawn the start values. Or a posterior of your own, ``.csv``.
    levers
        ``"instrument.key"`` -> value.
    outcomes
        What to keep.
    every
        How many quarters are kept as one, 1, 2 or 4; flows are added up.
    world
        ``operators``, ``countries``, ``vendors`` -> how many a made-up world has; None: the
        real one.
    **overrides
        Parameters held at a value, by name (``b_ally=0.2``). Outside its range a value is
        played as it is; one that cannot be (a share of 1.2, a switch of 3) is an error.

    Returns
    -------
    xarray.Dataset
        As :func:`load` gives it.

    Raises
    ------
    FaultlinesError
        If a name or a value is wrong.

    Examples
    --------
    >>> import sim
    >>> result = sim.run("pressure", replicates=2, b_ally=0.2)
    >>> [str(name) for name in result["scenario"].values]
    ['baseline', 'pressure']
    """
    from sim.sweeps.memory import run_in_memory

    check_whole("replicates", replicates, 1)
    request = _request(
        (scenario,),
        parameters,
        overrides,
        posterior=posterior_named(model),
        draws=replicates,
        levers=dict(levers or {}),
        seed=seed,
        outcomes=tuple(outcomes),
        every=every,
        world=_size(world or {}),
        verb="run",
    )
    return run_in_memory(request)


def sweep(
    scenarios: Sequence[str],
    draws: int = 64,
    replicates: int = 1,
    seed: int = 1,
    *,
    parameters: str | Sequence[str] = "drawn",
    model: str | Path = "posterior",
    levers: Mapping[str, Setting] | None = None,
    outcomes: Sequence[str] = ("default",),
    world: Mapping[str, int] | None = None,
    out: Path | str | None = None,
    resume: bool = True,
    retry: str | None = None,
    on_error: str | Mapping[str, Any] = "continue",
    until: Mapping[str, Any] | None = None,
    **more: Any,
) -> Path:
    """Simulate scenarios with their baselines into a result folder; do only what is missing.

    Parameters
    ----------
    scenarios, seed, model, outcomes, world
        Names; the others as for :func:`run`.
    draws, replicates
        Sets of uncertain parameters, and draws of chance for each.
    parameters
        ``"drawn"``, ``"fixed"``, or the keys of those that are drawn.
    levers
        ``"instrument.key"`` -> a value; a list, of which each is tried; or a range such as
        ``{"from": 0, "to": 500}``, from which each draw has a setting of its own.
    out, resume, retry
        The folder; None: one of its own in ``results/``. Go on where an earlier launch stopped;
        ``"failed"``: do its failed runs again too; ``"damaged"``: what no longer is as it was.
    on_error
        ``"continue"``: runs that fail are left out, :func:`failures` lists them; ``"stop"``
        after the first, ``{"after": 20}`` (or ``stop_after=20``) after so many.
    until
        ``{"width": 0.5, "year": 2030}``: end once every headline share is known so well, in points.
    **more
        Settings of :class:`~sim.sweeps.request.Request` (``design="sobol"``), and parameters
        held at a value, by name, as for :func:`run`.

    Returns
    -------
    Path
        The folder, for :func:`load`.

    Raises
    ------
    FaultlinesError
        If a name or a value is wrong, or the folder holds something else.

    Examples
    --------
    >>> import sim
    >>> folder = sim.sweep(["pressure"], draws=2, out=getfixture("tmp_path") / "tiny")
    >>> sim.load(folder)["level"].sizes["sample"]
    2
    """
    from sim.sweeps.execute import run_sweep
    from sim.ways import ways

    settings, held = _sorted_out(more)
    request = _request(
        (scenarios,) if isinstance(scenarios, str) else tuple(scenarios),
        parameters,
        held,
        posterior=posterior_named(model),
        draws=draws,
        replicates=replicates,
        seed=seed,
        levers={name: _lever(name, given) for name, given in (levers or {}).items()},
        outcomes=tuple(outcomes),
        world=_size(world or {}),
        out=None if out is None else Path(out),
        **ways(resume, retry, on_error, until, settings.pop("stop_after", 0)),
        **settings,
    )
    return run_sweep(request)


def load(path: Results) -> xr.Dataset:
    """Open a result folder, or several as one; see :func:`sim.sweeps.load.load`.

    Parameters
    ----------
    path
        A result folder (or a result that is in memory); or several, in a list or as label ->
        folder: their scenarios then stand
        on one axis, on which ``result`` and ``policy`` say whose each is and what it is called
        there (:func:`sim.analysis.join.join`). Every measure, table and figure takes either.

    Returns
    -------
    xarray.Dataset
        One result, or all of them: ``ds.sel(scenario=ds.result == "A")`` is one again.

    Raises
    ------
    ResultError
        If there is no such folder, or they do not fit together.

    Examples
    --------
    >>> import sim
    >>> place = getfixture("tmp_path")
    >>> one = sim.sweep(["baseline"], draws=2, out=place / "one")
    >>> two = sim.sweep(["baseline"], draws=2, b_ally=0.2, out=place / "two")
    >>> sim.load({"as drawn": one, "held": two})["result"].values.tolist()
    ['as drawn', 'held']
    """
    from sim.analysis.several import open_results

    return open_results(path)


def failures(path: Path | str) -> list[Failure]:
    """Return the runs of a result folder that failed, each with its error and traceback.

    Raises
    ------
    ResultError
        If there is no such result.

    Examples
    --------
    >>> import sim
    >>> folder = sim.sweep(["baseline"], draws=2, out=getfixture("tmp_path") / "tiny")
    >>> sim.failures(folder)
    []
    """
    from sim.folders import check_result
    from sim.sweeps.failures import read_failures
    from sim.sweeps.manifest import read_manifest

    check_result(Path(path))
    read_manifest(Path(path))
    return read_failures(Path(path))


def compare(
    results: Results,
    outcome: str | None = None,
    by: str | None = None,
    against: str = "baseline",
    years: Sequence[int] | None = None,
) -> xr.Dataset:
    """Compare scenarios with their baselines, or results with one another.

    Parameters
    ----------
    results
        A result or its folder; several; or label -> result.
    outcome
        Anything that is stored or derived, such as ``"exposure"``; None: the headline measures,
        see :func:`sim.analysis.compare.compare`.
    by
        What the outcome is split by, such as ``"country"``; None: not at all, or as it must be:
        costs by cost, because their lines are not to be added up.
    against
        ``"baseline"``: each scenario less its baseline; ``"first"``: the same policy in each
        other result less that in the first.
    years
        Years wanted; None: all.

    Returns
    -------
    xarray.Dataset
        ``mean``, ``low``, ``high``, ``error``, ``value``, ``baseline_value``; see
        :func:`sim.analysis.differences.differences`.

    Raises
    ------
    FaultlinesError
        If a result is not there, they do not fit together, or an outcome, a split or a year is
        not in them.

    Examples
    --------
    >>> import sim
    >>> strong, weak = sim.run("pressure", 2), sim.run("pressure", 2, b_ally=0.2)
    >>> found = sim.compare({"strong": strong, "weak": weak}, "exposure", "region", "first")
    >>> found["mean"].dims, found["against"].values.tolist()
    (('scenario', 'region', 'year'), ['baseline (strong)', 'pressure (strong)'])
    """
    from sim.analysis.compare import compare as headlines
    from sim.analysis.differences import check_years, differences
    from sim.analysis.several import open_results

    ds = open_results(results)
    if outcome is not None:
        return differences(ds, outcome, by, against, years)
    if by is not None:
        raise ConfigError(f"by: {by!r} splits an outcome; name one: outcome='exposure'")
    found = headlines(ds, against)
    return found if years is None else found.sel(year=check_years(ds, years))


def plot(
    results: Results,
    figure: str,
    *,
    scenarios: str | Sequence[str] | None = None,
    year: int = 2030,
    measure: str | None = None,
) -> Chart:
    """Draw one figure of a result; ``savefig`` writes it to a file.

    Parameters
    ----------
    results
        A result or its folder; several; or label -> result.
    figure
        Its name; ``faultlines plot RESULT`` lists them with what each answers.
    scenarios
        One or more; None: the main one beside its baseline, or all, as the figure has it. Of
        several results, a policy stands for its scenario in each beside that in the first.
    year
        The year it speaks of.
    measure
        Of the tornado: a headline measure; None: the first.

    Returns
    -------
    matplotlib.figure.Figure
        With its title, units and warning; ``marks`` says what each point means.

    Raises
    ------
    FaultlinesError
        If a name or the year is wrong, or the result does not hold what the figure needs.

    Examples
    --------
    >>> import sim
    >>> result = sim.run("pressure", replicates=2)
    >>> figure = sim.plot(result, "market_share", year=2025)
    >>> figure.savefig(getfixture("tmp_path") / "market_share.png")
    >>> figure.marks[0].text.partition(" [")[0]
    'Huawei, 2014: 23.0 %'
    """
    from sim.analysis.several import open_results
    from sim.plots.catalogue import draw

    return draw(open_results(results), figure, scenarios, year, measure)


def _request(
    scenarios: tuple[str, ...],
    parameters: str | Sequence[str],
    overrides: Mapping[str, float | bool],
    **settings: Any,
) -> Request:
    """Return a request; parameters are drawn, fixed, or those that are drawn."""
    mode, vary = (parameters, ()) if isinstance(parameters, str) else ("drawn", tuple(parameters))
    held = _by_key(overrides)
    return Request(scenarios, parameters=mode, vary=vary, overrides=held, **settings)


def _sorted_out(more: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return settings of a request, and the rest, which are parameters."""
    given = {name: value for name, value in more.items() if name in _MORE}
    return given, {name: value for name, value in more.items() if name not in _MORE}


def _size(world: Mapping[str, int]) -> WorldSize:
    """Return the size of a world, checked."""
    for name in world:
        if name not in LEAST:
            raise ConfigError(
                f"world: {name!r} is not one of: {', '.join(LEAST)}{nearest(name, LEAST)}"
            )
    try:
        return WorldSize(**{name: check_size(name, number) for name, number in world.items()})
    except ValueError as problem:
        raise ConfigError(f"world: {problem}") from None


def _lever(name: str, given: object) -> Lever:
    """Return what a lever was given, checked."""
    try:
        return lever(given)
    except ValueError as problem:
        raise ConfigError(f"levers.{name}: {problem}") from None


def _by_key(overrides: Mapping[str, float | bool]) -> dict[str, float | bool]:
    """Return overrides by the parameters' full keys."""
    from sim.params import registry

    keys = {parameter.name: key for key, parameter in registry().items()}
    known = {**keys, **{key: key for key in keys.values()}}
    for name in overrides:
        if name not in known:
            words = [*known, *signature(run).parameters, *signature(sweep).parameters, *_MORE]
            hint = nearest(name, words)
            raise ConfigError(f"{name!r} is neither an argument nor a parameter{hint}")
    return {known[name]: value for name, value in overrides.items()}
