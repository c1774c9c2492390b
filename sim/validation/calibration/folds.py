"""Cross-validation from the same runs: what is left out is predicted from what is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from sim.terms import FIRST_YEAR, REGIONS
from sim.validation.baselines.panel import GROUPS, Bools, Panel
from sim.validation.baselines.restricting import RIVALS, left_out
from sim.validation.baselines.shares import known_of, persistence
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.chances import Chances, chances
from sim.validation.calibration.likelihood import Likelihood, likelihood
from sim.validation.calibration.posterior import Weights, resampled, weights
from sim.validation.calibration.record import Record
from sim.validation.calibration.window import LAST
from sim.validation.scores import (
    Score,
    auc,
    brier,
    coverage,
    log_score,
    mean_of_known,
    place_in_range,
    rmse,
    scored,
    tells,
)
from sim.world import Floats

MODEL: Final = "model"
PRIOR: Final = "model, not calibrated"
YEARS: Final = (2019, 2020)
FITTED: Final = "shares that are fitted"
NEVER: Final = "shares that never are"
INSIDE: Final = "inside a region"
STARTED: Final = f"{INSIDE}, of countries whose share the model starts from"
NOT_STARTED: Final = f"{INSIDE}, of other countries"
WHOLE: Final = f"{NOT_STARTED}, published as all or nothing"
PART: Final = f"{NOT_STARTED}, published as a part"
KNOWN: Final = "last figure known"
PERSISTENCE: Final = "last figure again"
RMSE: Final = "RMSE"
_SAMPLES: Final = 2000
_PARTS: Final = (0.5, 0.9)
_MEASURES: Final = {"Brier score": brier, "log score": log_score, "AUC": auc}


class FoldScore(NamedTuple):
    """One score of what was left out.

    Attributes
    ----------
    coding
        Which decisions count, of those that are told and of those that are predicted.
    left_out
        What each fold leaves out: a country, a year, a region.
    of
        What is predicted: who restricts, shares that are fitted otherwise, shares that never are.
    among
        Which countries, or which figures.
    """

    coding: str
    left_out: str
    of: str
    among: str
    predictor: str
    measure: str
    score: Score
    against: str = ""
    """A rival: the score is the predictor's less the rival's, both of the same countries."""


class Fold(NamedTuple):
    """How much the posterior of one fold rests on.

    Attributes
    ----------
    coding, left_out
        As of its scores.
    name
        The country, the year or the region.
    power
        Of the likelihood; below 1 where too few draws would count.
    effective
        Draws that count.
    """

    coding: str
    left_out: str
    name: str
    power: float
    effective: float


class Scene(NamedTuple):
    """What all folds share.

    Attributes
    ----------
    told
        The likelihood by the year to which decisions count.
    model
        The chances that countries restrict by the end of 2020.
    density
        Logarithm of how much more often draws were drawn than the ranges would, axis (draw,).
    region
        Region of each country of the panel, by position in :data:`sim.terms.REGIONS`.
    places
        Regions that each target's countries lie in, axes (target, region).
    started
        Whether the model starts from a published share of a target's country, axis (target,).
    """

    bank: Bank
    record: Record
    told: dict[int, Likelihood]
    model: Chances
    density: Floats
    region: np.ndarray
    places: Bools
    started: Bools

    def weights(self, figures: Bools, countries: Bools, until: int = LAST) -> Weights:
        """Return the weights that some figures (target,) and decisions of countries give."""
        told, kept = self.told[until], figures[self.record.used]
        shares = told.of_shares(self.record.observed[self.record.used], kept)
        acts = told.of_acts(self.record.acted_by(until))[:, countries].sum(axis=1)
        return weights(shares + acts, self.density)

    def everything(self) -> Weights:
        """Return the weights that all of the record gives."""
        return self.weights(self.record.used, np.ones(len(self.region), dtype=bool))


def scene(
    bank: Bank,
    on_record: Record,
    density: Floats,
    region_of: dict[str, int],
    started: Collection[str],
) -> Scene:
    """Return what all folds share.

    Parameters
    ----------
    bank, on_record
        Runs, and what they are held against.
    density
        As in :class:`Scene`.
    region_of
        Region of each country, by position in :data:`sim.terms.REGIONS`.
    started
        Countries of which a published share is where the model starts.
    """
    told = {}
    for year in (YEARS[0] - 1, *YEARS):
        count = bank.acts(on_record.least, year).sum(axis=1)
        model = chances(bank.points, count, bank.replicates)
        told[year] = likelihood(bank, on_record, model, year)
    places = np.zeros((len(on_record.targets), len(REGIONS)), dtype=bool)
    for row, target in enumerate(on_record.targets):
        places[row, [region_of[code] for code in target.countries]] = True
    region = np.array([region_of[code] for code in on_record.panel.countries])
    known = np.array([not {*started}.isdisjoint(each.countries) for each in on_record.targets])
    return Scene(bank, on_record, told, model, density, region, places, known)


def cross_validated(on: Scene) -> tuple[list[FoldScore], list[Fold]]:
    """Return the scores of all folds: by country, by year and by region; and the folds."""
    scores: list[FoldScore] = []
    folds: list[Fold] = []
    for each in (*_by_country(on), *_by_year(on), *_by_region(on)):
        if isinstance(each, Fold):
            folds.append(each._replace(coding=on.record.coding))
        else:
            scores.append(each._replace(coding=on.record.coding))
    return scores, folds


def _fold(left: str, name: str, found: Weights) -> Fold:
    return Fold("", left, name, found.power, found.effective)


def _by_country(on: Scene) -> Iterator[FoldScore | Fold]:
    """Yield who restricts, each country told from all others."""
    panel = on.record.panel
    told, used = on.told[LAST], on.record.used[on.record.used]
    acts = told.of_acts(on.record.acted_by(LAST))
    whole = told.of_shares(on.record.observed[on.record.used], used) + acts.sum(axis=1)
    found = np.empty(len(panel.countries))
    for place in range(len(found)):
        others = weights(whole - acts[:, place], on.density)
        yield _fold("a country", panel.countries[place], others)
        found[place] = others.share @ told.restricts[:, place]
    said = {MODEL: found, PRIOR: _prior(on)}
    said |= {name: left_out(rival, panel) for name, rival in RIVALS.items()}
    yield from _act_scores("a country", panel, said)


def _prior(on: Scene) -> Floats:
    share = np.exp(-on.density) / np.exp(-on.density).sum()
    return np.asarray(share @ on.told[LAST].restricts)


def _by_year(on: Scene) -> Iterator[FoldScore | Fold]:
    """Yield shares of a year told from other years, and decisions told from those before."""
    said: list[_Said] = []
    everybody = np.ones(len(on.region), dtype=bool)
    for year in YEARS:
        this = np.array([target.year == year for target in on.record.targets])
        found = on.weights(on.record.used & ~this, everybody, year - 1)
        yield _fold("a year", str(year), found)
        which = this & on.record.used
        said.append(_said(on, found.share, which, last=_last_figures(on.record, which)))
        yield from _acts_of_year(on, year)
    yield from _coverages("a year", FITTED, "2019 and 2020", said)
    yield from _errors("a year", "2019 and 2020", said)


def _last_figures(record: Record, which: Bools) -> Floats:
    """Return the publisher's figure of an earlier year for each target; NaN where it has none."""
    return np.array(
        [
            persistence(known_of(record.targets, record.targets[row], None), record.targets[row])
            for row in np.flatnonzero(which)
        ]
    )


def _acts_of_year(on: Scene, year: int) -> Iterator[FoldScore | Fold]:
    before = np.array([target.year < year for target in on.record.targets])
    panel = on.record.panel
    still = panel.when >= year
    found = on.weights(on.record.used & before, np.ones(len(still), dtype=bool), year - 1)
    yield _fold(f"{year} and later", str(year), found)
    by_then, earlier = on.told[year].restricts, on.told[year - 1].restricts
    each = np.clip((by_then - earlier) / (1.0 - earlier), 1e-4, 1.0 - 1e-4)
    whole = panel._replace(first=FIRST_YEAR, last=year - 1, when=_until(panel.when, year - 1))
    asked = panel.of(still)._replace(first=year, last=year, when=_until(panel.when[still], year))
    said = {MODEL: (found.share @ each)[still]}
    said |= {name: rival(whole, asked) for name, rival in RIVALS.items()}
    yield from _act_scores(f"{year} and later", asked, said)


def _until(when: Floats, year: int) -> Floats:
    return np.where(when <= year, when, np.inf)


def _by_region(on: Scene) -> Iterator[FoldScore | Fold]:
    """Yield what is told of a region from the world and the other regions.

    Sums that hold a part of it, such as the world without China, are left out as well.
    """
    panel, whole = on.record.panel, on.places.all(axis=1)
    model = np.empty(len(panel.countries))
    rivals = {name: np.empty(len(model)) for name in RIVALS}
    said: dict[tuple[str, str], list[_Said]] = {}
    for region, region_name in enumerate(REGIONS):
        inside = on.region == region
        out = on.places[:, region] & ~whole
        rest = on.weights(on.record.used & ~out, ~inside)
        yield _fold("a region", region_name, rest)
        share = rest.share
        model[inside] = share @ on.told[LAST].restricts[:, inside]
        for name, rival in RIVALS.items():
            rivals[name][inside] = rival(panel.of(~inside), panel.of(inside))
        alone = out & (on.places.sum(axis=1) == 1)
        for of, among, which in _inside(on, alone):
            said.setdefault((of, among), []).append(_said(on, share, which))
    yield from _act_scores("a region", panel, {MODEL: model, **rivals})
    for (of, among), some in said.items():
        yield from _coverages("a region", of, among, some)


def _inside(on: Scene, alone: Bools) -> Iterator[tuple[str, str, Bools]]:
    """Yield what is told of shares inside one region: which kind, where, and which they are.

    A fold leaves shares out of the fit, and not out of the start: where the model starts from a
    country's own share, its other figures are no test. Shares of 0 and 1 are told apart as well:
    of single operators those are reported that buy from one vendor alone.
    """
    yield FITTED, INSIDE, alone & on.record.used
    never = alone & ~on.record.used
    yield NEVER, STARTED, never & on.started
    yield NEVER, NOT_STARTED, never & ~on.started
    whole = np.isin(on.record.observed, (0.0, 1.0))
    yield NEVER, WHOLE, never & ~on.started & whole
    yield NEVER, PART, never & ~on.started & ~whole


class _Said(NamedTuple):
    """What is said of some published shares, axis (target,).

    Attributes
    ----------
    places
        Which part of the prediction lies below each.
    observed, mean, last
        The share, the prediction's mean, and what a rival says.
    clusters
        Figures of one err together.
    """

    places: Floats
    observed: Floats
    mean: Floats
    last: Floats
    clusters: list[str]


def _said(on: Scene, share: Floats, which: Bools, last: Floats | None = None) -> _Said:
    """Return what is said of some shares, where enough runs have a value to tell."""
    chosen = resampled(share, _SAMPLES, 1)
    replicate = np.arange(_SAMPLES) % on.bank.replicates
    samples = on.bank.shares[chosen, replicate][:, which].T
    there = tells(samples)
    rows = np.flatnonzero(which)[there]
    observed, error = on.record.observed[rows], on.record.error[rows]
    places = place_in_range(observed, samples[there], error)
    rival = np.full(len(rows), np.nan) if last is None else last[there]
    clusters = [on.record.targets[row].cluster for row in rows]
    return _Said(places, observed, mean_of_known(samples[there]), rival, clusters)


def _coverages(left: str, of: str, among: str, said: Sequence[_Said]) -> Iterator[FoldScore]:
    whole = np.concatenate([each.places for each in said])
    clusters = [name for each in said for name in each.clusters]
    for part in _PARTS if len(whole) else ():
        function = partial(coverage, part=part)
        score = scored(function, whole, clusters=clusters)
        yield FoldScore("", left, of, among, MODEL, f"coverage of the {part:.0%} range", score)


def _errors(left: str, among: str, said: Sequence[_Said]) -> Iterator[FoldScore]:
    """Yield the error of shares that are left out, in points, beside that of the last figure."""
    observed, own, last = (
        100.0 * np.concatenate([getattr(each, name) for each in said])
        for name in ("observed", "mean", "last")
    )
    clusters = np.array([name for each in said for name in each.clusters])
    known, all_of_them = np.isfinite(last), np.ones(len(own), dtype=bool)
    for among_told, name, values, there in (
        (among, MODEL, own, all_of_them),
        (f"{among}, {KNOWN}", MODEL, own, known),
        (f"{among}, {KNOWN}", PERSISTENCE, last, known),
    ):
        some = (observed[there], values[there])
        score = scored(rmse, *some, clusters=clusters[there].tolist())
        yield FoldScore("", left, FITTED, among_told, name, RMSE, score)


def _act_scores(left: str, panel: Panel, said: dict[str, Floats]) -> Iterator[FoldScore]:
    groups = {
        "all countries": np.ones(len(panel.countries), dtype=bool),
        "allies and rivals": panel.group < len(GROUPS) - 1,
    }
    for among, inside in groups.items():
        for name, chance in said.items():
            for measure, function in _MEASURES.items():
                score = scored(function, panel.acted[inside], chance[inside])
                yield FoldScore("", left, "who restricts", among, name, measure, score)
        for name in (name for name in said if name not in (MODEL, PRIOR)):
            for measure, function in _MEASURES.items():
                pair = (panel.acted[inside], said[MODEL][inside], said[name][inside])
                score = scored(partial(_less, function), *pair)
                yield FoldScore("", left, "who restricts", among, MODEL, measure, score, name)


def _less(
    function: Callable[..., Floats], happened: Floats, own: Floats, rival: Floats, weight: Floats
) -> Floats:
    """Return one score less another, bootstrap sample by bootstrap sample of the same countries."""
    return np.asarray(function(happened, own, weight) - function(happened, rival, weight))
