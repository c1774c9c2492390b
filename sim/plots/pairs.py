"""Which scenario is held against which, and what both are called."""

from __future__ import annotations

from collections.abc import Sequence

import xarray as xr

from sim.analysis.pairs import are_pairs, baseline_of, held_beside
from sim.analysis.pairs import compared as with_baseline
from sim.analysis.sides import another_policy, results_in
from sim.plots.style import RANGE
from sim.plots.words import counted, quoted
from sim.terms import RULE_PARTS

_MAIN_SCENARIO = "us_action"
_FAMILIES = {"past": "Past scenarios", "future": "Future scenarios"}


def scenarios(ds: xr.Dataset) -> list[str]:
    """Return the names of the scenarios in a result."""
    return [str(name) for name in ds["scenario"].values]


def compared(ds: xr.Dataset, family: str | None = None) -> list[str]:
    """Return the scenarios that have a baseline in a result, all or those of one family.

    Parameters
    ----------
    ds
        A result.
    family
        ``"past"``, ``"future"``, a part of the model for an ablation, or None for all.
    """
    families = ds.attrs.get("families", {})
    names = with_baseline(ds)
    return [name for name in names if family in (None, families.get(name, "past"))]


def headings(ds: xr.Dataset) -> dict[str, str]:
    """Return the heading of every family that has a scenario with a baseline, in order."""
    words = {**_FAMILIES, **{part: part for part in RULE_PARTS.values()}}
    return {family: heading for family, heading in words.items() if compared(ds, family)}


def is_ablation(ds: xr.Dataset) -> bool:
    """Return whether a result turns mechanisms off rather than comparing policies."""
    return bool(ds.attrs.get("turned"))


def told_against(ds: xr.Dataset) -> str:
    """Return what everything in a result is measured against, for a sentence."""
    if is_ablation(ds):
        return "the whole model"
    if label := held_beside(ds):
        return f"the same policy in {quoted(label)}" if _same_policies(ds) else base_words(ds)
    return "each scenario\N{RIGHT SINGLE QUOTATION MARK}s baseline"


def _same_policies(ds: xr.Dataset) -> bool:
    """Return whether what is held side by side is one policy in two results."""
    return not any(another_policy(ds, name, str(baseline_of(ds, name))) for name in compared(ds))


def base_words(ds: xr.Dataset) -> str:
    """Return what a scenario is held against, for a sentence: the baseline, or another result."""
    label = held_beside(ds)
    return quoted(label) if label else "the baseline"


def base_label(ds: xr.Dataset) -> str:
    """Return what a scenario is held against, for a legend."""
    return held_beside(ds) or "baseline"


def pairs_in(ds: xr.Dataset) -> str:
    """Return what a range of differences is over, such as ``64 paired runs``."""
    count = ds.sizes["sample"]
    if all(are_pairs(ds, name, str(baseline_of(ds, name))) for name in compared(ds)):
        return counted(count, "paired run")
    return f"{counted(count, 'run')} on either side, which are no pairs"


def main_scenario(ds: xr.Dataset) -> str:
    """Return the scenario that figures show.

    The one that was asked for; of many US action, else the first with a baseline. Of several
    results it is that of the first which has one; where results are held side by side, that of
    the first beside which it stands.
    """
    names = _by_policy(ds)
    asked = [name for name in _asked(ds) if name in names]
    wanted = asked if len(asked) == 1 else [_MAIN_SCENARIO]
    main = [names[name] for name in wanted if name in names]
    return [*main, *_first_compared(ds), *scenarios(ds)][0]


def _by_policy(ds: xr.Dataset) -> dict[str, str]:
    """Return the first scenario of each policy; of results side by side, those with a partner."""
    among = _first_compared(ds) if held_beside(ds) else scenarios(ds)
    if "policy" not in ds.coords:
        return {name: name for name in among}
    return {str(ds["policy"].sel(scenario=name).item()): name for name in among[::-1]}


def _first_compared(ds: xr.Dataset) -> list[str]:
    """Return the scenarios with a baseline; what is one in its own result comes last."""
    own = ds.attrs.get("own_baselines", {})
    return sorted(compared(ds), key=lambda name: bool(own) and own.get(name, name) == name)


def _asked(ds: xr.Dataset) -> list[str]:
    """Return the scenarios that the first of the results was asked for."""
    manifests = list(ds.attrs.get("configurations", {}).values())
    return list(map(str, manifests[0].get("scenarios", []))) if manifests else []


def asked_alone(ds: xr.Dataset) -> str | None:
    """Return the only scenario that was asked for, or that has a baseline; None if there are more.

    What it builds on may stand beside it; of several results no request is the only one.
    """
    names, main = compared(ds), main_scenario(ds)
    one = len(results_in(ds)) == 1 and len(_asked(ds)) == 1
    alone = len(names) == 1 or (one and main in names)
    return main if alone and not is_ablation(ds) else None


def main_pair(ds: xr.Dataset) -> xr.Dataset:
    """Return the main scenario of a result and its baseline alone."""
    name = main_scenario(ds)
    baseline = baseline_of(ds, name)
    names = [name, baseline] if baseline else [name]
    return ds if ds.sizes["scenario"] == len(names) else ds.sel(scenario=names)


def title_of(ds: xr.Dataset, scenario: str) -> str:
    """Return the title of a scenario, or its name if it has none."""
    return str(ds.attrs.get("titles", {}).get(scenario) or scenario)


def pair_words(ds: xr.Dataset, scenario: str) -> str:
    """Return ``title against baseline``, or the title alone."""
    baseline = baseline_of(ds, scenario)
    against = f" against {quoted(title_of(ds, baseline))}" if baseline else ""
    return f"{quoted(title_of(ds, scenario))}{against}"


def told_alone(ds: xr.Dataset, names: Sequence[str]) -> str:
    """Return of what scenario the title speaks and against what, a sentence, where one is shown."""
    return f"{pair_words(ds, names[0])}. " if len(names) == 1 else ""


def runs_in(ds: xr.Dataset) -> str:
    """Return how many runs each scenario has, such as ``64 runs``."""
    return counted(ds.sizes["sample"], "run")


def titled(ds: xr.Dataset, names: Sequence[str]) -> str:
    """Return of which scenario the title speaks, in a sentence, where several are shown."""
    return f"The title is of {quoted(title_of(ds, names[0]))}." if len(names) > 1 else ""


def spread_in(ds: xr.Dataset) -> str:
    """Return what lines and bands show: mean and range of the runs, or the only run."""
    if ds.sizes["sample"] < 2:
        return "the one run that there is"
    return f"mean and {RANGE} of {runs_in(ds)}"


def range_in(ds: xr.Dataset) -> str:
    """Return what pale bars beside a mean show: the range of the runs, if there are several."""
    return f"pale bars: {RANGE} of {runs_in(ds)}" if ds.sizes["sample"] > 1 else "of one run"
