"""A calibration on the terminal: what was fitted, how well, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor, log10
from pathlib import Path
from shlex import quote
from textwrap import wrap
from typing import Final

from sim.terms import LEVELS
from sim.validation.calibration.calibrate import POSTERIOR, Calibration
from sim.validation.calibration.fit import errors
from sim.validation.calibration.folds import MODEL, PRIOR, FoldScore
from sim.validation.calibration.output import BEST, PROVENANCE, distinct
from sim.validation.calibration.posterior import Belief, told_of
from sim.validation.calibration.recovery import FIT
from sim.validation.calibration.space import FREE
from sim.validation.calibration.start import Start
from sim.validation.calibration.window import LAST
from sim.validation.summary import WIDTH

_NOTHING: Final = "nothing beyond chance"
_PLACE: Final = 44
_NAME: Final = 27
_RANGE: Final = 19
_BRIER: Final = "Brier score"
_COVERED: Final = "coverage of the 90% range"


def table(found: Calibration, folder: Path) -> str:
    """Return what came of a calibration as text of at most 114 columns.

    Parameters
    ----------
    folder
        Where it was written.
    """
    lines = [
        *_fitted(found),
        "",
        *_errors(found),
        "",
        *_parameters(found),
        "",
        *_predicted(found),
        "",
        *_made_up(found),
        "",
        *_kept(found, folder),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False)


def _fitted(found: Calibration) -> Iterator[str]:
    record, panel = found.record, found.record.panel
    runs = sum(wave.bank.draws for wave in found.waves) * found.asked.replicates
    yield from _wrapped(
        f"Calibrated on the record to {LAST}: {int(record.used.sum())} published shares of "
        f"vendors, and which of {len(panel.countries)} governments came to "
        f"{LEVELS[record.least]!r} or above ({record.coding}): {int(panel.acted.sum())} did. "
        f"Nothing after {LAST}Q4 is played or looked at. {runs:,} runs."
    )
    left_out = [line for wave in found.waves for line in wave.bank.left_out]
    if left_out:
        are = "draw is" if len(left_out) == 1 else "draws are"
        yield f"{len(left_out)} {are} left out, because a run failed; the first: {left_out[0]}"


def _errors(found: Calibration) -> Iterator[str]:
    yield "How far the model's mean lies from what was published (points, root mean square)"
    yield f"{'':<{_PLACE}}{'figures':>9}{'before':>9}{'after':>9}"
    for each in errors(found.fits):
        name = f"{each.market}, {each.place}".replace("_", " ")
        yield f"{name:<{_PLACE}}{each.figures:>9}{each.before:>9.1f}{each.after:>9.1f}"


def _parameters(found: Calibration) -> Iterator[str]:
    draws = found.weights.effective
    yield (
        "What the record says of the parameters that calibration is about (5 to 95 %; sd: standard "
        "deviation before)"
    )
    yield f"{'':<{_NAME}}{'before':<{_RANGE}}{'after':<{_RANGE}}"
    named = told_of(found.beliefs, draws)
    for key in FREE:
        belief = found.beliefs[key]
        ranges = _ranges(belief.prior, belief.posterior)
        yield f"{key:<{_NAME}}{ranges}{_said(belief) if key in named else _NOTHING}"
    others = [key for key in found.beliefs if key not in FREE]
    told = [key for key in others if key in named]
    yield from _wrapped(
        f"Of the {len(others)} other uncertain parameters it says something of "
        f"{', '.join(told) or 'none'}."
    )
    if found.starts:
        yield from _wrapped(_hazard(found.starts))
    if found.weights.power < 1.0:
        yield from _wrapped(
            f"What is on record was given {_part(found.weights.power)} of its weight, so that "
            f"{draws:.0f} draws still count: these ranges are wider than the record's own. "
            "More draws would help."
        )


def _part(power: float) -> str:
    return f"{100 * power:.0f} %" if power >= 0.01 else "less than 1 %"


def _said(belief: Belief) -> str:
    way = "higher" if belief.moved > 0 else "lower"
    width = "narrower" if belief.narrowed > 0 else "wider"
    return f"{100 * abs(belief.narrowed):.0f} % {width}, mean {abs(belief.moved):.1f} sd {way}"


def _hazard(starts: Mapping[str, Start]) -> str:
    said = [f"{key} {each.estimate:.2f} ± {each.error:.2f}" for key, each in starts.items()]
    return (
        "For comparison, a plain hazard model of the same decisions, in the model's terms: "
        f"{', '.join(said)}."
    )


def _ranges(*found: tuple[float, ...]) -> str:
    """Return ranges, to a tenth of the order of size of the first."""
    digits = max(0, 1 - floor(log10(found[0][-1] - found[0][0])))
    words = (f"{each[0]:.{digits}f} to {each[-1]:.{digits}f}" for each in found)
    return "".join(f"{word:<{_RANGE}}" for word in words)


def _predicted(found: Calibration) -> Iterator[str]:
    yield "Left out and predicted from the rest"
    own = [each for each in found.scores if each.coding == found.record.coding]
    for left in ("a country", "a region"):
        brier = {
            each.predictor: each.score.value
            for each in own
            if (each.left_out, each.measure, each.among) == (left, _BRIER, "all countries")
            and not each.against
        }
        rivals = {name: value for name, value in brier.items() if name not in (MODEL, PRIOR)}
        best = min(rivals, key=lambda name: rivals[name])
        before = f"{brier[PRIOR]:.4f} before, " if PRIOR in brier else ""
        yield from _wrapped(
            f"  who restricts, {left} at a time: Brier score {brier[MODEL]:.4f}, {before}"
            f"{rivals[best]:.4f} of the best plain rival ({best}); lower is better"
            f"{_less(own, left, best)}",
            "    ",
        )
    for each in own:
        if each.measure == _COVERED and each.score.figures:
            yield from _wrapped(f"  {_inside(each)}", "    ")


def _less(own: list[FoldScore], left: str, rival: str) -> str:
    """Return the difference of Brier scores on the same countries, with its interval."""
    wanted = (left, _BRIER, "all countries", rival)
    for each in own:
        if (each.left_out, each.measure, each.among, each.against) == wanted:
            value, low, high = (f"{part:+.4f}" for part in each.score[:3])
            return f"; model less rival {value} [{low} to {high}] over samples of countries"
    return ""


def _made_up(found: Calibration) -> Iterator[str]:
    """Yield what came back from made-up records, beside the control."""
    yield "Made-up records, at full weight: of how many parameters the truth's ranks are even"
    for wave, told in found.recovered.items():
        count = len(told.parameters)
        even, control = (
            count - len([key for key in odd if key != FIT])
            for odd in (told.uneven, told.control_uneven)
        )
        fit = "not even" if FIT in told.uneven else "even"
        yield from _wrapped(
            f"  {wave}: {even} of {count}, {FIT} {fit}; control, wrong on purpose: {control} of "
            f"{count} ({told.truths} records, {told.effective:.0f} draws count)",
            "    ",
        )
        if control == count:
            yield "    The control passes as well: this check cannot tell."


def _inside(each: FoldScore) -> str:
    count = round(each.score.value * each.score.figures)
    return (
        f"{each.of}, {each.left_out} at a time ({each.among}): {count} of {each.score.figures} "
        "inside the 90 % range"
    )


def _kept(found: Calibration, folder: Path) -> Iterator[str]:
    rows, draws = found.asked.rows, found.weights.effective
    yield from _wrapped(
        f"Posterior sample: {folder / POSTERIOR} ({rows} rows, {distinct(found.sample)} of them "
        f"different, of draws worth about {draws:.0f} independent ones; where it is from: "
        f"{PROVENANCE}). To sweep it:"
    )
    yield f"  faultlines sweep us_action posterior={quote(str(folder / POSTERIOR))}"
    yield from _wrapped(
        f"With {POSTERIOR} and {BEST} in ./configs/model/, model=posterior draws from it instead "
        "of from the one that came with Faultlines, and model=best plays its means:"
    )
    files = " ".join(quote(str(folder / name)) for name in (POSTERIOR, BEST))
    yield f"  mkdir -p configs/model && cp {files} configs/model/"
