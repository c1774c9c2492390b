"""From longitude and latitude to the plane of the map."""

from __future__ import annotations

import numpy as np

from sim.world import Floats

#: Polynomial of the Equal Earth projection (Savric, Patterson, Jenny 2018).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(degrees: Floats) -> Floats:
    """Project points with the Equal Earth projection, which keeps areas in proportion.

    Parameters
    ----------
    degrees
        Longitude and latitude in degrees, (point, 2).

    Returns
    -------
    Floats
        Abscissa and ordinate on a sphere of radius 1, (point, 2).

    Examples
    --------
    >>> equal_earth(np.array([[0.0, 0.0], [180.0, 0.0]])).round(3).tolist()
    [[0.0, 0.0], [2.707, 0.0]]
    """
    longitude, latitude = np.radians(degrees).T
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    square = theta**2
    slope = _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)
    x = 2 * longitude * np.cos(theta) / (np.sqrt(3) * slope)
    y = theta * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))
    return np.column_stack([x, y])
