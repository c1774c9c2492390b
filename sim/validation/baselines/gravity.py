"""A logit of a share on what is known of countries: the field's usual cross-section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from scipy.special import expit, logit

from sim.validation.target import Target
from sim.world import Floats

#: Weight of a coefficient's square, covariates scaled (judgement): few countries have figures.
_RIDGE: Final = 1.0
#: Shares of none and of all count as these.
_LEAST: Final = 0.02
_FEWEST: Final = 5


def gravity(others: Sequence[Target], asked: Target, covariates: Mapping[str, Floats]) -> float:
    """Return the share that a ridge regression of the logit gives a country.

    Parameters
    ----------
    others
        The same share in other countries.
    asked
        The target, of one country.
    covariates
        By country, axis (covariate,), scaled.

    Returns
    -------
    float
        NaN with fewer than five other countries.
    """
    known = [each for each in others if each.countries[0] in covariates]
    if len(known) < _FEWEST or asked.countries[0] not in covariates:
        return float("nan")
    x = np.array([covariates[each.countries[0]] for each in known])
    y = logit(np.clip([each.value for each in known], _LEAST, 1.0 - _LEAST))
    middle = x.mean(axis=0)
    centred = x - middle
    square = centred.T @ centred + _RIDGE * np.eye(x.shape[1])
    slopes = np.linalg.solve(square, centred.T @ (y - y.mean()))
    return float(expit(y.mean() + (covariates[asked.countries[0]] - middle) @ slopes))
