"""The verb ``validate``: the model and its rivals scored on observed figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from sim.cmdline import pairs_alone
from sim.config import Configured, configure
from sim.errors import ConfigError
from sim.settings import Validate
from sim.terms import LAST_YEAR
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import cost_in_sum, failures, say, show_configuration, show_notes
from sim.verbs.together import going_on_in, placed, played

if TYPE_CHECKING:
    import xarray as xr

    from sim.sweeps.request import Request
    from sim.validation.kept import Opener
    from sim.validation.starts import Start

SCORING: Final = "Scoring ..."
#: Runs of each law that studies ask about, at most.
_PLAYED: Final = 32


def main(words: list[str], options: Options) -> int:
    """Play the variants of the model and score them; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    pairs = pairs_alone("validate", words)
    configured = configure("validate", pairs)
    if options.cfg:
        return show_configuration(configured)
    show_notes(configured)
    settings = cast(Validate, configured.settings)
    _check(settings)
    launch = _placed(configured)
    if options.dry_run:
        print("\n".join(_would_do(launch)))
        return 0
    from sim.validation.kept import keep_print
    from sim.validation.left_out import write_table
    from sim.validation.shares import COUNTRY

    keep_print(launch.folder, launch.variants, launch.told)
    with going_on_in(launch.folder):
        whole = played(launch.variants, launch.opens)
        for country in launch.without_seed:
            write_table(country, launch.folder, settings.data.get(COUNTRY))
        seedless = played(launch.without_seed, launch.opens_seedless)
    _score(settings, launch, _loaded(whole), _loaded(seedless))
    failed = [line for line in map(failures, [*whole.values(), *seedless.values()]) if line]
    print("\n".join([*failed, f"Results: {launch.folder}"]))
    return 1 if failed else 0


def _check(settings: Validate) -> None:
    if settings.first > settings.until:
        raise ConfigError(f"from: {settings.first} is after until={settings.until}")
    if settings.targets is not None and not settings.targets.is_dir():
        raise ConfigError(f"targets: {settings.targets} is not a folder")
    if settings.until > LAST_YEAR:
        raise ConfigError(f"until: {settings.until} is after {LAST_YEAR}, the last year simulated")
    from sim.data.schema import FOLDER
    from sim.validation.given import check_given, reading_of
    from sim.validation.remarks import remarks
    from sim.validation.rows import Sieve
    from sim.validation.scores import FEWEST_RUNS
    from sim.validation.windows import Years

    folder, years = settings.targets or FOLDER, Years(settings.first, settings.until)
    check_given(folder, years)
    if settings.draws < FEWEST_RUNS:
        say(
            f"draws={settings.draws}: who restricts or supplies takes {FEWEST_RUNS} or more to say."
        )
    for remark in remarks(reading_of(folder, years, Sieve())):
        say(remark)


def _start(settings: Validate) -> Start:
    """Return the published shares that the model starts from."""
    from sim.validation.shares import COUNTRY
    from sim.validation.starts import start_in

    return start_in(settings.data.get(COUNTRY))


class _Launch(NamedTuple):
    """What is played, and where to.

    Attributes
    ----------
    variants, without_seed
        Requests by variant of the model, and by country whose published share it does not know.
    opens, opens_seedless
        What opens the model for either.
    told
        Fingerprint of what is kept of the runs.
    """

    folder: Path
    variants: dict[str, Request]
    without_seed: dict[str, Request]
    opens: Opener
    opens_seedless: Opener
    told: str


def _placed(configured: Configured) -> _Launch:
    from sim.data.schema import FOLDER
    from sim.sweeps.opening import open_model
    from sim.validation.kept import Asked, Opener, masks, print_of
    from sim.validation.left_out import countries_left_out, without
    from sim.validation.variants import SCENARIO, variants
    from sim.validation.verdict import asked_of
    from sim.validation.windows import Years

    settings = cast(Validate, configured.settings)
    request = request_for(configured, [SCENARIO], "validate")
    years = Years(settings.first, settings.until)
    measured = asked_of(settings.targets or FOLDER, years, _start(settings))
    seeds = [target for target in measured.targets if target.seed]
    model = open_model(request)
    parts = [masks(each, model.world, model.names) for each in (measured, Asked(seeds))]
    opens, told = Opener(parts[0]), print_of(parts)
    folder, requests = placed(variants(request, settings.draws), opens, told)
    seedless = {
        code: without(code, request, settings.draws, folder) for code in countries_left_out(seeds)
    }
    return _Launch(folder, requests, seedless, opens, Opener(parts[1]), told)


def _would_do(launch: _Launch) -> Iterator[str]:
    """Yield what a validation would do, how long it takes and how large it gets, in sum."""
    from sim.validation.shares import COUNTRY
    from sim.validation.variants import WORDS

    draws = {name: each.draws * each.replicates for name, each in launch.variants.items()}
    for name, runs in draws.items():
        yield f"{runs:,} runs: {name}: {WORDS[name]}"
    seedless = launch.without_seed
    if seedless:
        runs = next(iter(draws.values()))
        yield f"and {runs:,} runs of each without {', '.join(seedless)}"
    usual = [*launch.variants.values()][-1]
    parts = [(usual, launch.opens, sum(draws.values()))]
    if seedless:
        one = next(iter(seedless.values()))
        count = len(seedless) * one.draws * one.replicates
        data = {name: file for name, file in one.data.items() if name != COUNTRY}
        parts.append((replace(one, data=data), launch.opens_seedless, count))
    yield from cost_in_sum(parts)
    yield f"would write to {launch.folder}; nothing was written"


def _loaded(folders: dict[str, Path]) -> dict[str, xr.Dataset]:
    from sim.sweeps.load import load
    from sim.validation.variants import SCENARIO

    return {name: load(folder).sel(scenario=[SCENARIO]) for name, folder in folders.items()}


def _score(
    settings: Validate,
    launch: _Launch,
    runs: dict[str, xr.Dataset],
    left_out: dict[str, xr.Dataset],
) -> None:
    """Print the table of the scores and write all of them."""
    from sim.analysis.finish import DRAWING
    from sim.data.schema import FOLDER
    from sim.report.validation import build_validation
    from sim.sweeps.opening import open_model
    from sim.sweeps.request import Request
    from sim.validation.counterfactual import drawn, player
    from sim.validation.output import write_verdict
    from sim.validation.table import table
    from sim.validation.variants import SCENARIO, WORDS
    from sim.validation.verdict import verdict
    from sim.validation.windows import Years

    say(SCORING)
    model = open_model(Request((SCENARIO,)))
    years = Years(settings.first, settings.until)
    usual, request = [*launch.variants.items()][-1]
    play = player({usual: drawn(replace(request, draws=min(settings.draws, _PLAYED)))})
    asked, start = settings.targets or FOLDER, _start(settings)
    found = verdict(asked, years, runs, left_out, play, model, start)
    print(f"{table(found)}\n", flush=True)
    write_verdict(found, {name: WORDS[name] for name in runs}, launch.folder)
    say(DRAWING)
    build_validation(found, runs, launch.folder)
