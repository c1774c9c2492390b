"""Whose kit each operator runs in 2014: known contracts, then a keyed draw, then raking."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from sim.country_shares import country_shares
from sim.data.covariates import codes
from sim.data.load import Tables
from sim.errors import DataError
from sim.gamma import start_table
from sim.kept import Kept
from sim.operator_facts import operator_ids, operator_rows, stream_ids
from sim.rake import rake
from sim.spend import initial_value
from sim.terms import MARKETS
from sim.vendor_mix import draw_mixes
from sim.world import InitialKit, KitBlocks, KitOwners, KitSources, KitWeights, Operators, World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

LAST_CONTRACT_YEAR: Final = 2016
WORST_MISS: Final = 1e-9
KEPT_BYTES: Final = 64 * 2**20


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


def prepare(
    operators: Operators, start: Ints, target: Floats, together: KitBlocks, tables: Tables
) -> InitialKit:
    """Return what the draw of initial kit needs; call it once, then :func:`draw` often.

    Parameters
    ----------
    operators : Operators
    start : int (country + 1,)
        First operator of each country.
    target : float (country, market, vendor)
        Shares of 2014.
    together : KitBlocks
        Which countries keep their shares together.
    tables : Tables
    """
    names = tables["operators"].text("group")
    groups = [names[row] for row in operator_rows(tables)]
    tie, contract, absent = ties(known_contracts(tables), absent_from_operator(tables))
    concentration = initial_value(tables, "concentration")
    return InitialKit(
        owners=owners(
            operators.stream_id,
            stream_ids([f"group {name}" for name in groups]),
            np.array([name != "" for name in groups]),
            operators.country,
            tie,
        ),
        sources=sources(target, concentration, contract, absent),
        weights=KitWeights(
            group_correlation=initial_value(tables, "group_correlation"),
            contract_weight=initial_value(tables, "contract_weight"),
            trace_share=initial_value(tables, "trace_share"),
        ),
        blocks=together,
        share=operators.share,
        start=start,
        concentration=concentration,
        countries=codes(tables),
    )


def ties(contract: Floats, absent: Bools) -> tuple[Ints, Floats, Bools]:
    """Return the distinct ties of operators: index by operator, contracts and absences by tie.

    Nearly all operators have the same: none that is known.
    """
    count = len(contract)
    table = np.concatenate([contract.reshape(count, -1), absent], axis=1)
    distinct, tie = np.unique(table, axis=0, return_inverse=True)
    by_tie = distinct[:, : -absent.shape[1]].reshape(-1, *contract.shape[1:])
    none_of = distinct[:, -absent.shape[1] :] > 0.0
    return tie.reshape(-1), np.ascontiguousarray(by_tie), np.ascontiguousarray(none_of)


def owners(own_key: Keys, group_key: Keys, in_group: Bools, country: Ints, tie: Ints) -> KitOwners:
    """Return what the draw knows of operators, with the order in which it visits them.

    Groups come in the order of their first operators, so that memory is read in order too.
    """
    _, first, group = np.unique(group_key, return_index=True, return_inverse=True)
    order = np.argsort(first[group], kind="stable")
    return KitOwners(order, own_key, group_key, in_group, country, tie)


def sources(target: Floats, concentration: float, contract: Floats, absent: Bools) -> KitSources:
    """Return what the draw knows of countries and of ties."""
    target = np.ascontiguousarray(target)
    shape = concentration * target
    return KitSources(target, shape, gammaln(shape + 1.0), contract, absent)


def possible(kit: InitialKit) -> Bools:
    """Return which vendors can sell to an operator, shape (operator, market, vendor)."""
    sold = kit.sources.target[kit.owners.country] > 0.0
    return np.asarray(sold & ~kit.sources.absent[kit.owners.tie][:, None, :])


def raw_shares(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return the shares before raking, shape (operator, market, vendor), adding up to 1.

    A Dirichlet draw around the country (by inverse distribution of gamma), a known contract
    over it, and a trace of the country's mix under both.
    """
    shares = np.empty((len(kit.share), *kit.sources.target.shape[1:]))
    table = start_table(kit.concentration)
    draw_mixes(seed, replicate, kit.owners, kit.sources, kit.weights, table, shares)
    return shares


def draw(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return vendor shares of each operator's kit, shape (operator, market, vendor).

    They add up to 1 by operator and, weighted by operators, to the country's shares where they
    are on record; weighted by spend, the others add up to the shares of their region. The array
    cannot be written to.

    Raises
    ------
    DataError
        If the operators of a country cannot hold its shares because vendors are absent.
    """
    shares = raw_shares(kit, seed, replicate)
    target = country_shares(shares, kit.share, kit.start, kit.blocks)
    miss = rake(shares, kit.share, kit.start, target)
    if miss.max() > WORST_MISS:
        country, market = np.unravel_index(int(np.argmax(miss)), miss.shape)
        raise DataError(
            f"start_absences.csv: the operators of {kit.countries[country]} cannot hold the "
            f"country's {MARKETS[market]} shares; an absent vendor has too large a share"
        )
    shares.flags.writeable = False
    return shares


_kept: Kept[tuple[InitialKit, int, int]] = Kept(KEPT_BYTES)


def operator_shares(world: World, seed: int, replicate: int) -> Floats:
    """Return the initial kit of one replicate, shape (operator, market, vendor).

    The same seed and replicate give the same shares; see :func:`draw`. Recent ones are kept,
    because every scenario of a sweep starts from the same.
    """
    kit = world.initial_kit
    return _kept.get((kit, seed, replicate), lambda: draw(kit, seed, replicate))
