"""What ``run`` and ``sweep`` have in common: from a request to a result folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from sim.config import Configured
from sim.errors import ConfigError, ResultError
from sim.levers import Lever, Range
from sim.params import registry
from sim.verbs import Options

if TYPE_CHECKING:
    import xarray as xr

    from sim.sweeps.model import Model
    from sim.sweeps.plan import Plan
    from sim.sweeps.request import Request


def launch(request: Request, configured: Configured, options: Options) -> int:
    """Do a request, or only say what it would do; return the exit status."""
    show_notes(configured)
    if options.dry_run:
        print("\n".join(plan_lines(request)))
        return 0
    from sim.sweeps.execute import run_sweep
    from sim.sweeps.progress import usual_progress

    return conclude(run_sweep(request, usual_progress()))


def without_ranges(levers: Mapping[str, Lever]) -> Mapping[str, Lever]:
    """Return levers, unless one has a range, which only a sweep can sample.

    Raises
    ------
    ConfigError
        With the lever.
    """
    for name, given in levers.items():
        if isinstance(given, Range):
            raise ConfigError(f"levers.{name}: a range is for a sweep; give one value here")
    return levers


def show_notes(configured: Configured) -> None:
    """Print what the user should know of the settings, beside the results."""
    for note in configured.notes:
        print(f"note: {note}", file=sys.stderr)


def show_configuration(configured: Configured) -> int:
    """Print the composed configuration, with where each value came from."""
    import yaml

    groups = {parameter.group for parameter in registry().values()}
    in_order = sorted(configured.values.items(), key=lambda item: item[0] in groups)
    text = yaml.safe_dump(dict(in_order), sort_keys=False)
    print(text)
    print("# where the settings, and the parameters that are held, came from")
    for key, place in configured.provenance.items():
        print(f"#   {key}: {place}")
    return 0


def conclude(folder: Path) -> int:
    """Print the table, then draw and write the report, and end with where the results are."""
    from sim.sweeps.manifest import read_manifest, until_words

    failed = failures(folder)
    try:
        _present(folder)
    except ResultError as problem:
        if not failed:
            raise
        print(f"faultlines: {problem}", file=sys.stderr)
    if failed:
        print(failed)
    if enough := until_words(read_manifest(folder)):
        print(enough)
    print(f"Results: {folder}")
    return 1 if failed else 0


def _present(folder: Path) -> None:
    from sim.analysis.finish import finish
    from sim.sweeps.load import load

    ds = load(folder)
    show_table([ds])
    finish(ds, folder, say)


def say(line: str) -> None:
    """Tell somebody who waits what is being done, apart from what was asked for."""
    print(line, file=sys.stderr, flush=True)


def failures(folder: Path) -> str:
    """Return how many runs of a result failed or are missing, or nothing if all are done."""
    from sim.sweeps.failures import read_failures
    from sim.sweeps.manifest import read_manifest

    counts = read_manifest(folder)["counts"]
    if not counts["failed"] and not counts["missing"]:
        return ""
    told = []
    if counts["failed"]:
        first = read_failures(folder)[0]
        told.append(f"{counts['failed']} of {counts['runs']} runs failed and are left out")
        told.append(f"the first: {first.name}: {first.error}")
    if counts["missing"]:
        told.append(f"{counts['missing']} of {counts['runs']} runs are not done")
    return f"{'; '.join(told)}; faultlines status {quote(str(folder))} says more"


def show_table(results: Sequence[xr.Dataset], year: int = 2030, against: str = "baseline") -> None:
    """Print the table of one result, or of several side by side, if there is anything in it."""
    from sim.analysis.compare import compare
    from sim.analysis.headline import HEADLINES, headlines_of
    from sim.analysis.table import table

    bases = [name for ds in results for name in ds.attrs["baselines"].values()]
    if against == "baseline" and all(name in (None, "") for name in bases):
        return
    if any(not headlines_of(ds) for ds in results):
        needed = ", ".join(dict.fromkeys(headline.needs for headline in HEADLINES))
        print(f"No table: this result stores none of the outcomes in it ({needed})\n", flush=True)
        return
    print(f"{table(compare(results, against), year)}\n", flush=True)


def plan_lines(request: Request) -> list[str]:
    """Return what a request would do, in words, with how long it takes and how large it gets."""
    from sim.sweeps.folder import choose_folder
    from sim.sweeps.opening import open_model
    from sim.sweeps.plan import make_plan
    from sim.sweeps.until import check_until, until_line

    model = open_model(request)
    plan = make_plan(request, model)
    check_until(plan)
    return [
        _runs_line(plan),
        *(
            f"  {case.label}" + (f" against {case.baseline}" if case.baseline else "")
            for case in plan.cases
        ),
        *([plan.told] if plan.told else []),
        _varies_line(plan),
        *until_line(plan),
        *(f"note: {note}" for note in plan.notes),
        *_cost_lines(plan, model),
        f"would write to {choose_folder(plan)}; nothing was written",
    ]


def _runs_line(plan: Plan) -> str:
    """Return how many runs there are, and what they are made of."""
    scenarios = len({case.card.name for case in plan.cases})
    worlds = counted(scenarios, "scenario")
    if scenarios < len(plan.cases):
        worlds = f"{len(plan.cases)} policy worlds ({worlds} under their lever settings)"
    return f"{counted(plan.runs, 'run')}: {worlds} x {counted(len(plan.samples), 'sample')}"


def _varies_line(plan: Plan) -> str:
    """Return what differs between samples, and which parameters are held."""
    request, told = plan.request, plan.design.told
    held = ", ".join(f"{key}={value:g}" for key, value in request.overrides.items()) or "none"
    levers = len(next(iter(plan.design.settings), {}))
    varied = [
        *([counted(len(plan.design.values), "parameter")] if plan.design.values else []),
        *([counted(levers, "lever")] if levers else []),
    ]
    if not varied:
        return f"samples differ by chance alone; held: {held}"
    made = "keyed draws" if told["method"] == "draws" else f"design {told['method']}"
    made = f"draws from {told['posterior']}" if "posterior" in told else made
    chances = len({sample.replicate for sample in plan.samples})
    return (
        f"samples: {made}, {counted(told['rows'], 'setting')} of {' and '.join(varied)}, "
        f"{counted(chances, 'draw')} of chance; held: {held}"
    )


def counted(number: int, thing: str) -> str:
    """Return a number of things in words, ``1 run`` or ``1,200 runs``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _cost_lines(plan: Plan, model: Model) -> list[str]:
    from sim.sweeps.estimate import measure

    model.prepare(say)
    measured = measure(plan, model)
    if measured is None:
        return ["time and disk: not known, the run that was tried failed"]
    workers, who = _shared_by(plan, model)
    return measured.lines(plan.runs, workers, who)


def cost_in_sum(parts: Iterable[tuple[Request, Callable[[Request], Model], int]]) -> Iterator[str]:
    """Yield how long runs of several requests take, and how large they get, in sum.

    Parameters
    ----------
    parts
        One request of each kind, what opens the model for it, and how many runs there are of
        its kind; a few of each are played to measure it.
    """
    from sim.sweeps.estimate import measure, size
    from sim.sweeps.plan import make_plan
    from sim.sweeps.progress import duration

    seconds = disk = count = 0.0
    for request, opens, runs in parts:
        model = opens(request)
        model.prepare(say)
        plan = make_plan(request, model)
        measured = measure(plan, model)
        if measured is None:
            yield "time and disk: not known, a run that was tried failed"
            return
        workers, _ = _shared_by(plan, model)
        seconds += runs * measured.seconds / workers
        disk += runs * measured.packed
        count += runs
    yield f"in sum {counted(int(count), 'run')}; time: about {duration(seconds)} (measured now)"
    yield f"disk: about {size(disk)} for the runs (an estimate); figures and report come on top"


def _shared_by(plan: Plan, model: Model) -> tuple[int, str]:
    """Return over how many workers the runs are shared out, and what one of them is."""
    from sim.sweeps.room import worker_count

    request = plan.request
    if request.executor == "serial" or request.scheduler is not None:
        return 1, "worker"
    cores = os.cpu_count() or 1
    most = request.workers or worker_count(
        model.world, request.outcomes, plan.block, cores, request.debug
    )
    who = {"processes": "process", "dask": "worker"}.get(request.executor, "thread")
    return min(most, plan.blocks), who
