"""Made-up vendors: split off those that stand for several firms each."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.errors import ConfigError
from sim.initial import sources
from sim.operator_facts import stream_ids
from sim.synthetic.draws import VENDOR_SHARE, in_proportion, uneven
from sim.world import Bools, Floats, Ints, KitSources, Names, Vendors, World

#: How far a vendor that was split off may lie from an equal part of the whole.
SHARE_SPREAD: Final = 0.4
SEVERAL: Final = "other_"
_ROUNDING: Final = 1_000_000


class Parts(NamedTuple):
    """The vendors of a made-up world, the real ones first. Axis (vendor,)."""

    model: Ints  #: index of the real vendor of which it is a part
    part: Floats  #: of that vendor's share of every market


def split(world: World, names: Names, count: int | None, seed: int) -> Parts:
    """Return so many vendors: the made-up ones are parts of "other" Chinese and Western ones.

    Either has as many as its share of the world's spend calls for.

    Raises
    ------
    ConfigError
        If there are fewer than real ones, or none of them stands for several.
    """
    real = len(names.vendors)
    if count is None or count == real:
        return Parts(np.arange(real), np.ones(real))
    if count < real:
        raise ConfigError(f"world.vendors: {count} are fewer than the {real} real ones")
    several = np.array([v for v, name in enumerate(names.vendors) if name.startswith(SEVERAL)])
    if not several.size:
        raise ConfigError(
            f"world.vendors: no vendor of vendors.csv stands for several firms ({SEVERAL}...)"
        )
    sales = (world.seed_share * world.countries.spend_usd_m[:, :, None]).sum(axis=(0, 1))[several]
    more = in_proportion(np.rint(_ROUNDING * sales / sales.sum()).astype(np.int64), count - real)
    model = np.concatenate([np.arange(real), np.repeat(several, more)])
    keys = stream_ids([f"{names.vendors[m]} part {i}" for i, m in enumerate(model)])
    part = uneven(seed, VENDOR_SHARE, keys, SHARE_SPREAD)
    return Parts(model, part / np.bincount(model, weights=part)[model])


def with_facts(vendors: Vendors, parts: Parts, home: Bools) -> Vendors:
    """Return the facts of all vendors; parts have those of the whole.

    Parameters
    ----------
    home
        Of the real vendors in the countries of this world, shape (vendor, country).
    """
    fields = vendors._replace(home=home)._asdict().items()
    return Vendors(**{name: each[parts.model] for name, each in fields})


def shared_out(by_vendor: Floats, parts: Parts) -> Floats:
    """Return shares of the last axis, (..., vendor), shared out among parts."""
    return np.ascontiguousarray(by_vendor[..., parts.model] * parts.part)


def sources_of(world: World, target: Floats, parts: Parts) -> KitSources:
    """Return what the draw of kit knows of countries and ties, by vendor of this world."""
    kit = world.initial_kit
    absent = np.ascontiguousarray(kit.sources.absent[:, parts.model])
    return sources(target, kit.concentration, shared_out(kit.sources.contract, parts), absent)


def vendor_names(names: Names, chinese: Bools, parts: Parts) -> tuple[tuple[str, ...], ...]:
    """Return the words of all vendors, and their names."""
    words, labels = list(names.vendors), list(names.vendor_names)
    for number, model in enumerate(parts.model[len(words) :].tolist(), start=1):
        kind = "Chinese" if chinese[model] else "Western"
        words.append(f"x{number:02}_{'cn' if chinese[model] else 'west'}")
        labels.append(f"Made-up {kind} vendor {number}")
    return tuple(words), tuple(labels)
