"""Cutting rings that cross the antimeridian, so that no band runs across the map."""

from __future__ import annotations

import numpy as np

from sim.world import Floats


def unwrap(ring: Floats) -> Floats:
    """Shift longitudes by whole turns so that neighbours are less than half a turn apart.

    Parameters
    ----------
    ring
        Closed ring of longitude and latitude in degrees, (point, 2).
    """
    turns = np.cumsum(np.round(np.diff(ring[:, 0]) / 360))
    smooth = ring.copy()
    smooth[1:, 0] -= 360 * turns
    return smooth


def cut(ring: Floats) -> list[Floats]:
    """Cut a ring at the antimeridian into rings that lie within -180 to 180 degrees.

    Parameters
    ----------
    ring
        Closed ring of longitude and latitude in degrees, (point, 2). It must not enclose a pole.

    Returns
    -------
    list of Floats
        One closed ring for each side of the antimeridian that the ring reaches.
    """
    smooth = unwrap(ring)
    first = int(np.floor((smooth[:, 0].min() + 180) / 360))
    last = int(np.ceil((smooth[:, 0].max() + 180) / 360))
    pieces = []
    for turn in range(first, max(last, first + 1)):
        west, east = 360.0 * turn - 180, 360.0 * turn + 180
        piece = _keep(_keep(smooth, west, 1.0), east, -1.0)
        if len(piece) > 3:
            pieces.append(piece - [360.0 * turn, 0.0])
    return pieces


def _keep(ring: Floats, meridian: float, side: float) -> Floats:
    """Return the part of a ring on one side of a meridian (side 1: east, -1: west)."""
    inside = side * (ring[:, 0] - meridian) >= 0
    if inside.all() or not len(ring):
        return ring
    kept: list[Floats] = []
    for start, end, was, now in zip(ring[:-1], ring[1:], inside[:-1], inside[1:], strict=True):
        if was:
            kept.append(start)
        if was != now:
            share = (meridian - start[0]) / (end[0] - start[0])
            kept.append(np.array([meridian, start[1] + share * (end[1] - start[1])]))
    return np.array([*kept, kept[0]]) if kept else np.empty((0, 2))
