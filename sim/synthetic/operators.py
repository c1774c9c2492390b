"""Made-up operators: each is a piece of a real one, with its ties."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from sim.errors import ConfigError
from sim.initial import owners
from sim.operator_facts import largest_two, starts
from sim.synthetic.countries import Chosen
from sim.synthetic.draws import OPERATOR_SHARE, Keys, in_proportion, joined, uneven
from sim.synthetic.size import LEAST
from sim.world import Countries, Ints, KitOwners, Operators, World

#: How far a piece may lie from an equal part of its operator.
SHARE_SPREAD: Final = 0.2


class Pieces(NamedTuple):
    """The operators of a made-up world, in the order of its axis. Axis (operator,)."""

    parent: Ints  #: index of the real operator of which it is a piece
    country: Ints  #: index of its made-up country
    piece: Ints  #: which piece of that operator in that country, from 0
    first: Ints  #: index of piece 0


def split(world: World, chosen: Chosen, count: int | None) -> Pieces:
    """Return so many operators: those of every country's model, cut into pieces.

    Countries keep their parts of the number, and inside a country every operator has as many
    pieces as any other, or one more, the largest first.

    Parameters
    ----------
    count
        None: every operator of the model is one piece.

    Raises
    ------
    ConfigError
        If there are fewer than the models of the countries have.
    """
    first = world.countries.operator_start
    by_country = np.diff(first)[chosen.model]
    least = int(by_country.sum())
    if count is not None and count < least:
        raise ConfigError(
            f"world.operators: {count:,} are too few for {len(chosen.codes):,} countries, whose "
            f"models have {least:,}; give as many, or fewer countries (world.countries, "
            f"{LEAST['countries']} at least)"
        )
    parent = np.repeat(first[chosen.model], by_country) + _counted(by_country)
    country = np.repeat(np.arange(by_country.size), by_country)
    wanted = in_proportion(by_country, count or least)[country]
    rank = _rank(world.operators)[parent]
    pieces = wanted // by_country[country] + (rank < wanted % by_country[country])
    piece = _counted(pieces)
    return Pieces(
        np.repeat(parent, pieces),
        np.repeat(country, pieces),
        piece,
        np.arange(piece.size) - piece,
    )


def with_facts(
    world: World, countries: Countries, pieces: Pieces, seed: int
) -> tuple[Countries, Operators]:
    """Return the facts of made-up operators, and of their countries with them."""
    key = joined(
        joined(countries.stream_id[pieces.country], world.operators.stream_id[pieces.parent]),
        pieces.piece.astype(np.uint64),
    )
    part = uneven(seed, OPERATOR_SHARE, key, SHARE_SPREAD)
    whole = np.bincount(pieces.first, weights=part, minlength=part.size)[pieces.first]
    share = world.operators.share[pieces.parent] * part / whole
    made = Operators(
        stream_id=key,
        country=pieces.country,
        share=share,
        spend_usd_m=countries.spend_usd_m[pieces.country] * share[:, None],
        state_china=world.operators.state_china[pieces.parent],
        top50=world.operators.top50[pieces.parent],
    )
    count = len(countries.stream_id)
    return (
        countries._replace(
            operator_start=starts(made.country, count),
            largest_two=largest_two(made.country, share, count),
        ),
        made,
    )


def owners_of(world: World, chosen: Chosen, pieces: Pieces, made: Operators) -> KitOwners:
    """Return what the draw of kit knows of made-up operators: ties and groups of the real ones.

    A group of operators has one made-up group for every copy and piece, of as many members.
    """
    real = world.initial_kit.owners
    which = joined(chosen.copy.astype(np.uint64)[pieces.country], pieces.piece.astype(np.uint64))
    group: Keys = joined(real.group_key[pieces.parent], which)
    return owners(
        made.stream_id, group, real.in_group[pieces.parent], made.country, real.tie[pieces.parent]
    )


def operator_names(codes: tuple[str, ...], country: Ints) -> tuple[str, ...]:
    """Return the identifiers of made-up operators, such as ``deu-x1`` or ``x017-x1``."""
    stems = [f"{code.lower()}-x" for code in codes]
    place = _counted(np.bincount(country, minlength=len(codes))) + 1
    pairs = zip(country.tolist(), place.tolist(), strict=True)
    return tuple([f"{stems[c]}{number}" for c, number in pairs])


def _counted(counts: Ints) -> Ints:
    """Return 0, 1, 2, ... up to each count in turn."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def _rank(operators: Operators) -> Ints:
    """Return each operator's place in its country by share, 0 for the largest."""
    order = np.lexsort((-operators.share, operators.country))
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = _counted(np.bincount(operators.country))
    return rank
