"""Titles that tell scenarios apart: a scan plays one scenario many times, under one title."""

from __future__ import annotations

from collections import Counter

import xarray as xr

from sim.plots.pairs import scenarios, title_of


def told_apart(ds: xr.Dataset) -> xr.Dataset:
    """Return a result in which titles that several scenarios have say what differs.

    Examples
    --------
    >>> names = ["calm", "aid budget=50", "aid budget=150"]
    >>> titles = {"calm": "Calm", **dict.fromkeys(names[1:], "Aid")}
    >>> ds = xr.Dataset(coords={"scenario": names}, attrs={"titles": titles})
    >>> list(told_apart(ds).attrs["titles"].values())
    ['Calm', 'Aid, budget=50', 'Aid, budget=150']
    """
    titles = {name: title_of(ds, name) for name in scenarios(ds)}
    times = Counter(titles.values())
    own = {
        name: f"{title}, {_setting(name)}" if times[title] > 1 else title
        for name, title in titles.items()
    }
    return ds.assign_attrs(titles=own)


def _setting(name: str) -> str:
    """Return what follows the scenario in the name of a case, or the whole name."""
    return name.partition(" ")[2] or name
