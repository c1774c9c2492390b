"""Whose kit each operator runs in 2014: known contracts, then a keyed draw, then raking."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr, ndtri

from sim.data.covariates import codes
from sim.data.load import Tables
from sim.errors import DataError
from sim.operator_facts import operator_ids, operator_rows, stream_ids
from sim.rake import rake
from sim.spend import initial_value
from sim.streams import INITIAL_KIT, uniform_table
from sim.terms import MARKETS
from sim.world import InitialKit, Operators, World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

LAST_CONTRACT_YEAR: Final = 2016
WORST_MISS: Final = 1e-9
DRAWS_PER_KEY: Final = 4
KEPT_DRAWS: Final = 256
SMALLEST: Final = 2.0**-54


def known_contracts(tables: Tables) -> Floats:
    """Return the mix of vendors with a contract up to 2016, (operator, market, vendor).

    Vendors under contract for the same layer share it equally. Rows that say ``excluded``
    or ``replaced`` are not kit.
    """
    vendors = tables["vendors"].text("vendor")
    ids = operator_ids(tables)
    table = tables["operator_vendors"]
    standing = np.array([s in ("installed", "awarded") for s in table.text("status")])
    early = table.number("year") <= LAST_CONTRACT_YEAR
    result = np.zeros((len(ids), len(MARKETS), len(vendors)))
    for row in np.flatnonzero(standing & early):
        vendor = table.text("vendor")[row]
        if vendor in vendors:
            operator = ids.index(table.text("operator_id")[row])
            market = MARKETS.index(table.text("layer")[row])
            result[operator, market, vendors.index(vendor)] = 1.0
    total = result.sum(axis=2, keepdims=True)
    return np.asarray(np.divide(result, total, out=result, where=total > 0.0))


def absent_from_operator(tables: Tables) -> Bools:
    """Return which vendors are known to be absent from an operator, (operator, vendor)."""
    vendors = tables["vendors"].text("vendor")
    ids = operator_ids(tables)
    rows = tables["start_absences"]
    result = np.zeros((len(ids), len(vendors)), dtype=np.bool_)
    for operator, vendor in zip(rows.text("operator_id"), rows.text("vendor"), strict=True):
        if operator:
            result[ids.index(operator), vendors.index(vendor)] = True
    return result


def prepare(operators: Operators, start: Ints, target: Floats, tables: Tables) -> InitialKit:
    """Return what the draw of initial kit needs; call it once, then :func:`draw` often.

    Parameters
    ----------
    operators : Operators
    start : int (country + 1,)
        First operator of each country.
    target : float (country, market, vendor)
        Shares of 2014.
    tables : Tables
    """
    names = tables["operators"].text("group")
    groups = [names[row] for row in operator_rows(tables)]
    absent = absent_from_operator(tables)
    return InitialKit(
        own_key=operators.stream_id,
        group_key=stream_ids([f"group {name}" for name in groups]),
        in_group=np.array([name != "" for name in groups]),
        country=operators.country,
        weight=operators.share,
        start=start,
        target=target,
        contract=known_contracts(tables),
        possible=(target[operators.country] > 0.0) & ~absent[:, None, :],
        concentration=initial_value(tables, "concentration"),
        group_correlation=initial_value(tables, "group_correlation"),
        contract_weight=initial_value(tables, "contract_weight"),
        trace_share=initial_value(tables, "trace_share"),
        countries=codes(tables),
    )


def _normals(kit: InitialKit, keys: Keys, seed: int, replicate: int) -> Floats:
    """Return keyed standard normal numbers, shape (operator, market, vendor)."""
    shape = kit.contract.shape
    blocks = -(-shape[1] * shape[2] // DRAWS_PER_KEY)
    tables = [uniform_table(seed, replicate, INITIAL_KIT, block, keys) for block in range(blocks)]
    uniform = np.concatenate(tables, axis=1)[:, : shape[1] * shape[2]]
    return np.asarray(ndtri(np.clip(uniform, SMALLEST, None)).reshape(shape))


def uniforms_with_groups(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return keyed uniform numbers, correlated inside a group, (operator, market, vendor).

    Each is uniform by itself; two operators of a group correlate as ``group_correlation``.
    """
    own = _normals(kit, kit.own_key, seed, replicate)
    shared = _normals(kit, kit.group_key, seed, replicate)
    part = np.where(kit.in_group, kit.group_correlation, 0.0)[:, None, None]
    return np.asarray(ndtr(np.sqrt(part) * shared + np.sqrt(1.0 - part) * own))


def raw_shares(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return the shares before raking, shape (operator, market, vendor), adding up to 1.

    A Dirichlet draw around the country (by inverse distribution of gamma), a known contract
    over it, and a trace of the country's mix under both.
    """
    around = kit.target[kit.country]
    uniform = uniforms_with_groups(kit, seed, replicate)
    gamma = np.zeros_like(around)
    possible = kit.possible
    gamma[possible] = gammaincinv(kit.concentration * around[possible], uniform[possible])
    drawn = _parts(np.where(possible, gamma + np.finfo(float).tiny, 0.0))
    known = _parts(kit.contract * possible)
    weight = kit.contract_weight * (known.sum(axis=2, keepdims=True) > 0.0)
    mix = weight * known + (1.0 - weight) * drawn
    return np.asarray((1.0 - kit.trace_share) * mix + kit.trace_share * _parts(around * possible))


def _parts(values: Floats) -> Floats:
    total = values.sum(axis=2, keepdims=True)
    return np.asarray(np.divide(values, total, out=np.zeros_like(values), where=total > 0.0))


@lru_cache(maxsize=KEPT_DRAWS)
def draw(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return vendor shares of each operator's kit, shape (operator, market, vendor).

    They add up to 1 by operator and, weighted by operators, to the country's shares. Recent
    draws are kept, because every scenario of a sweep starts from the same ones; the array
    cannot be written to.

    Raises
    ------
    DataError
        If the operators of a country cannot hold its shares because vendors are absent.
    """
    shares = raw_shares(kit, seed, replicate)
    miss = rake(shares, kit.weight, kit.start, kit.target)
    if miss.max() > WORST_MISS:
        country, market = np.unravel_index(int(np.argmax(miss)), miss.shape)
        raise DataError(
            f"start_absences.csv: the operators of {kit.countries[country]} cannot hold the "
            f"country's {MARKETS[market]} shares; an absent vendor has too large a share"
        )
    shares.flags.writeable = False
    return shares


def operator_shares(world: World, seed: int, replicate: int) -> Floats:
    """Return the initial kit of one replicate, shape (operator, market, vendor).

    The same seed and replicate give the same shares; see :func:`draw`.
    """
    return draw(world.initial_kit, seed, replicate)
