"""Cross-validation from the same runs: what is left out is predicted from what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from sim.terms import FIRST_YEAR, REGIONS
from sim.validation.baselines.panel import GROUPS, Bools, Panel
from sim.validation.baselines.restricting import RIVALS, left_out
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.chances import Chances, chances
from sim.validation.calibration.likelihood import Likelihood, likelihood
from sim.validation.calibration.posterior import Weights, resampled, weights
from sim.validation.calibration.record import Record
from sim.validation.calibration.window import LAST
from sim.validation.scores import Score, auc, brier, coverage, log_score, place_in_range, scored
from sim.world import Floats

MODEL: Final = "model"
PRIOR: Final = "model, not calibrated"
YEARS: Final = (2019, 2020)
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
    """

    bank: Bank
    record: Record
    told: dict[int, Likelihood]
    model: Chances
    density: Floats
    region: np.ndarray
    places: Bools

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
) -> Scene:
    """Return what all folds share."""
    told = {}
    for year in (YEARS[0] - 1, *YEARS):
        count = bank.acts(on_record.least, year).sum(axis=1)
        model = chances(bank.points, count, bank.replicates)
        told[year] = likelihood(bank, on_record, model, year)
    places = np.zeros((len(on_record.targets), len(REGIONS)), dtype=bool)
    for row, target in enumerate(on_record.targets):
        places[row, [region_of[code] for code in target.countries]] = True
    region = np.array([region_of[code] for code in on_record.panel.countries])
    return Scene(bank, on_record, told, model, density, region, places)


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
    places: list[Floats] = []
    everybody = np.ones(len(on.region), dtype=bool)
    for year in YEARS:
        this = np.array([target.year == year for target in on.record.targets])
        found = on.weights(on.record.used & ~this, everybody, year - 1)
        yield _fold("a year", str(year), found)
        places.append(_places(on, found.share, this & on.record.used))
        yield from _acts_of_year(on, year)
    yield from _coverages("a year", "shares that are fitted", "2019 and 2020", places)


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
    fitted, looked_at = [], []
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
        fitted.append(_places(on, share, alone & on.record.used))
        looked_at.append(_places(on, share, alone & ~on.record.used))
    yield from _act_scores("a region", panel, {MODEL: model, **rivals})
    yield from _coverages("a region", "shares that are fitted", "inside a region", fitted)
    yield from _coverages("a region", "shares that never are", "inside a region", looked_at)


def _places(on: Scene, share: Floats, which: Bools) -> Floats:
    """Return which part of the prediction lies below each published share, axis (target,)."""
    chosen = resampled(share, _SAMPLES, 1)
    replicate = np.arange(_SAMPLES) % on.bank.replicates
    samples = on.bank.shares[chosen, replicate][:, which]
    there = np.isfinite(samples).all(axis=0)
    observed, error = on.record.observed[which][there], on.record.error[which][there]
    return place_in_range(observed, samples[:, there].T, error)


def _coverages(left: str, of: str, among: str, places: Sequence[Floats]) -> Iterator[FoldScore]:
    whole = np.concatenate(places)
    for part in _PARTS:
        score = scored(lambda p, w, part=part: coverage(p, w, part), whole)
        yield FoldScore("", left, of, among, MODEL, f"coverage of the {part:.0%} range", score)


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
