"""The verb ``validate``: the model and its rivals scored on observed figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from sim.cmdline import pairs_alone
from sim.config import Configured, configure
from sim.errors import ConfigError
from sim.settings import Validate
from sim.terms import LAST_YEAR
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import failures, plan_lines, say, show_configuration, show_notes
from sim.verbs.together import going_on_in, placed, played

if TYPE_CHECKING:
    import xarray as xr

    from sim.sweeps.request import Request
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
    folder, requests, without_seed = _placed(configured)
    from sim.validation.left_out import write_table
    from sim.validation.shares import COUNTRY

    if options.dry_run:
        print("\n".join(line for each in requests.values() for line in plan_lines(each)))
        if without_seed:
            print(f"and {settings.draws} runs of each without {', '.join(without_seed)}")
        return 0
    with going_on_in(folder):
        whole = played(requests)
        for country in without_seed:
            write_table(country, folder, settings.data.get(COUNTRY))
        seedless = played(without_seed)
    _score(settings, requests, _loaded(whole), _loaded(seedless), folder)
    failed = [line for line in map(failures, [*whole.values(), *seedless.values()]) if line]
    print("\n".join([*failed, f"Results: {folder}"]))
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
    from sim.validation.verdict import Years

    folder, years = settings.targets or FOLDER, Years(settings.first, settings.until)
    check_given(folder, years)
    for remark in remarks(reading_of(folder, years, Sieve())):
        say(remark)


def _start(settings: Validate) -> Start:
    """Return the published shares that the model starts from."""
    from sim.validation.shares import COUNTRY
    from sim.validation.starts import start_in

    return start_in(settings.data.get(COUNTRY))


def _placed(configured: Configured) -> tuple[Path, dict[str, Request], dict[str, Request]]:
    """Return the folder of a launch, and its requests with a folder each below that one.

    First those of each variant of the model, then those in which it does not know the published
    share of a country.
    """
    from sim.data.schema import FOLDER
    from sim.validation.left_out import without
    from sim.validation.variants import SCENARIO, variants
    from sim.validation.verdict import Years, seeded

    settings = cast(Validate, configured.settings)
    asked = request_for(configured, [SCENARIO], "validate")
    folder, requests = placed(variants(asked, settings.draws))
    years = Years(settings.first, settings.until)
    countries = seeded(settings.targets or FOLDER, years, _start(settings))
    seedless = {code: without(code, asked, settings.draws, folder) for code in countries}
    return folder, requests, seedless


def _loaded(folders: dict[str, Path]) -> dict[str, xr.Dataset]:
    from sim.sweeps.load import load
    from sim.validation.variants import SCENARIO

    return {name: load(folder).sel(scenario=[SCENARIO]) for name, folder in folders.items()}


def _score(
    settings: Validate,
    requests: dict[str, Request],
    runs: dict[str, xr.Dataset],
    left_out: dict[str, xr.Dataset],
    folder: Path,
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
    from sim.validation.verdict import Years, verdict

    say(SCORING)
    model = open_model(Request((SCENARIO,)))
    years = Years(settings.first, settings.until)
    usual, request = [*requests.items()][-1]
    play = player({usual: drawn(replace(request, draws=min(settings.draws, _PLAYED)))})
    asked, start = settings.targets or FOLDER, _start(settings)
    found = verdict(asked, years, runs, left_out, play, model, start)
    print(f"{table(found)}\n", flush=True)
    write_verdict(found, {name: WORDS[name] for name in runs}, folder)
    say(DRAWING)
    build_validation(found, runs, folder)
