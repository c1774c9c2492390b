"""The verb ``explain``: the order of a quarter, or why somebody did what they did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sim.cmdline import split
from sim.config import Configured, configure
from sim.errors import ConfigError, nearest
from sim.settings import Explain
from sim.sweeps.request import Request
from sim.terms import QUARTERS, quarter_index, quarter_label
from sim.verbs import Options
from sim.verbs.asking import request_for
from sim.verbs.launch import show_configuration, without_ranges

if TYPE_CHECKING:
    from sim.explain.moment import Moment
    from sim.world import Names


def main(words: list[str], options: Options) -> int:
    """Explain a quarter of the model, or of one actor; return the exit status.

    Raises
    ------
    FaultlinesError
        If what was asked is wrong.
    """
    plain, pairs = split(words)
    configured = configure("explain", pairs)
    if options.cfg:
        return show_configuration(configured)
    if not plain:
        from sim.explain.order import explain_order

        print("\n".join(explain_order()))
        return 0
    if len(plain) not in (2, 3):
        raise ConfigError(
            "explain: name who and when, and at most one scenario or result, such as "
            "'explain DEU 2020Q3 us_action'; a scenario of a result is scenario=NAME"
        )
    who, when = plain[0], _quarter(plain[1])
    request, sample = request_of(configured, plain[2] if len(plain) == 3 else None)
    if options.dry_run:
        print(f"would play sample {sample} of {request.scenarios[0]}; nothing is ever written")
        return 0
    from sim.explain.moment import open_moment

    moment = open_moment(request, sample, when)
    name, told = _actor(who, moment.names)
    print("\n".join(line.rstrip() for line in told(moment, name)))
    return 0


def request_of(configured: Configured, world: str | None) -> tuple[Request, int]:
    """Return the request of which one run is played, and which of its samples.

    Parameters
    ----------
    configured : Configured
    world : str or None
        A scenario or a result folder; None: the scenario of the settings.

    Raises
    ------
    FaultlinesError
        If there is no such scenario, or the result has fewer samples.
    """
    settings = cast(Explain, configured.settings)
    if world is not None and Path(world).is_dir():
        from sim.explain.again import request_again

        scenario = settings.scenario if "scenario" in _given(configured, Path(world)) else None
        return request_again(Path(world), scenario, settings.sample), settings.sample
    if world is not None and len(Path(world).parts) > 1 and not world.endswith((".yaml", ".yml")):
        raise ConfigError(f"explain: there is no result folder {world}")
    drawn = settings.mode == "drawn"
    request = request_for(
        configured,
        [world or settings.scenario],
        "explain",
        draws=settings.sample + 1 if drawn else 1,
        replicates=1 if drawn else settings.sample + 1,
        levers=without_ranges(settings.levers),
    )
    return request, settings.sample


def _given(configured: Configured, folder: Path) -> set[str]:
    """Return which settings were given as words; a played result allows two of them."""
    given = {key for key, place in configured.provenance.items() if place.startswith(f"{key}=")}
    for key in sorted(given - {"scenario", "sample"}):
        raise ConfigError(
            f"explain: {key} is as it was in {folder}; with a result only scenario and sample can "
            "be chosen"
        )
    return given


def _quarter(word: str) -> int:
    try:
        found = quarter_index(word)
    except ValueError as problem:
        raise ConfigError(f"explain: {problem}") from None
    if not 0 <= found < QUARTERS:
        last = quarter_label(QUARTERS - 1)
        raise ConfigError(f"explain: {word} is not between {quarter_label(0)} and {last}")
    return found


def _actor(who: str, names: Names) -> tuple[str, Callable[[Moment, str], list[str]]]:
    """Return the actor as the model names it, and who explains it."""
    from sim.explain.government import explain_government
    from sim.explain.operator import explain_operator
    from sim.explain.vendor import explain_vendor

    country = dict(zip(map(str.lower, names.country_names), names.countries, strict=True))
    if who.upper() in names.countries or who.lower() in country:
        return country.get(who.lower(), who.upper()), explain_government
    if who.lower() in names.operators:
        return who.lower(), explain_operator
    if who.lower() in names.vendors:
        return who.lower(), explain_vendor
    known = [*names.countries, *names.country_names, *names.operators, *names.vendors]
    raise ConfigError(
        f"explain: {who!r} is not a country (DEU), an operator (deu-telekom) or a vendor (huawei)"
        f"{nearest(who, known)}"
    )
