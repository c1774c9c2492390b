"""Whether Chinese vendors supply an operator: pages beside the model's chance and rivals'.

What a row means, and what it cannot mean, is said in :mod:`sim.validation.suppliers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.pieces import in_pieces
from sim.build import build_world
from sim.data.load import load_tables
from sim.initial import LAST_CONTRACT_YEAR
from sim.terms import CLASSES, LAST_YEAR, LEGACY_RAN, RAN_5G, REGIONS
from sim.validation.baselines.contracts import RIVALS, Places, known_of
from sim.validation.evidence import Event
from sim.validation.outside import OutsideError
from sim.validation.rows import Row, Sieve
from sim.validation.scores import chance_at_risk
from sim.validation.suppliers import AWARDED, INSTALLED, Finding, findings
from sim.world import Floats

TABLE: Final = "operator_vendors"
A_SUPPLIER: Final = 0.05
"""Share from which on somebody counts as a supplier (judgement): above the trace of its country
that every operator starts with."""
OUTCOMES: Final = {AWARDED: "operator_award", INSTALLED: "operator_kit_usd_m"}
_NAMES: Final = {LEGACY_RAN: "2G-4G RAN", RAN_5G: "5G RAN"}
_GENERATIONS: Final = {LEGACY_RAN: "2G-4G", RAN_5G: "5G"}


def contract_events(
    rows: Iterable[Row],
    runs: Mapping[str, xr.Dataset],
    cut_off: int | None,
    sieve: Sieve,
    known: Iterable[Row] = (),
) -> list[Event]:
    """Return whether Chinese vendors supply each operator that pages tell of.

    Parameters
    ----------
    rows
        Of ``operator_vendors``.
    runs
        By variant, a result with one scenario that keeps every quarter of ``operator_award``
        and ``operator_kit_usd_m``.
    cut_off
        What was found in earlier years is what rivals know, and is not returned. None: all is
        returned, and a rival knows what was found before each, and elsewhere in its year.
    sieve
        Gets rows from which nothing follows, and those up to 2016: the model starts from them.
    known
        Further rows, which rivals may know.

    Returns
    -------
    list of Event
        One for each operator, class, year and question: who gets new orders, whose kit stands.
        Groups: ``status``, ``generation``, ``class``, ``region``, ``place`` and ``evidence``.
        A chance is NaN where its outcome is not stored.
    """
    rows = list(rows)
    found = findings([row for row in rows if not _dropped(row, sieve)], sieve)
    # Rivals may know what seeds the model, and only that: it is no news to the sieve.
    history = findings([*known, *(row for row in rows if _is_seed(row))], Sieve())
    asked = [each for each in found if cut_off is None or each.year >= cut_off]
    places = known_places()
    counted = {name: chances(ds, asked) for name, ds in runs.items()}
    return [
        Event(
            table=TABLE,
            what=_words(each),
            groups=_groups(each, places),
            cluster=places.country[each.operator],
            happened=float(each.present),
            when=float(each.year) if each.present else float("inf"),
            model={name: float(chance[row]) for name, (chance, _) in counted.items()},
            rivals={
                name: rival(known_of([*history, *found], each, cut_off, places), each, places)
                for name, rival in RIVALS.items()
            },
            runs={name: int(runs[row]) for name, (_, runs) in counted.items()},
        )
        for row, each in enumerate(asked)
    ]


def chances(ds: xr.Dataset, asked: Sequence[Finding]) -> tuple[Floats, Floats]:
    """Return the model's chance that a Chinese vendor supplies, and of how many samples.

    Both with axis (finding,); the chance is NaN where too few samples count.

    The part of the samples in which Chinese vendors have more than :data:`A_SUPPLIER` of the
    operator's contract, or of its kit, of the class at the end of the year. A sample in which
    there is none by then is judged by the first there is: 5G is ordered before it is launched,
    which the model has in one. One in which there never is any does not count.
    """
    found, runs = np.full(len(asked), np.nan), np.zeros(len(asked))
    for question, outcome in OUTCOMES.items():
        places = [place for place, each in enumerate(asked) if each.question == question]
        if outcome not in ds or not places:
            continue
        some = [asked[place] for place in places]

        def supplied(
            piece: xr.Dataset, outcome: str = outcome, some: Sequence[Finding] = some
        ) -> xr.DataArray:
            return xr.concat([_share(piece, outcome, each) for each in some], "finding")

        shares = in_pieces(ds, [outcome], supplied).transpose("finding", "sample").values
        runs[places] = (~np.isnan(shares)).sum(axis=1)
        count = (shares > A_SUPPLIER).sum(axis=1).astype(np.float64)
        found[places] = chance_at_risk(count, runs[places])
    return found, runs


def _share(piece: xr.Dataset, outcome: str, asked: Finding) -> xr.DataArray:
    """Return the Chinese share from the end of a year on, the first there is, axis (sample,)."""
    here = {"operator": asked.operator, "class": CLASSES[asked.kit]}
    kit = piece[outcome].isel(scenario=0, drop=True).sel(here, drop=True)
    kit = kit.sel(quarter=piece["quarter"] >= f"{asked.year}Q4").astype(np.float64)
    total = kit.sum("vendor")
    chinese = kit.isel(vendor=piece["chinese"].values.astype(bool)).sum("vendor")
    share = chinese / total.where(total > 0)
    first = share.notnull().argmax("quarter")
    return share.isel(quarter=first).drop_vars("quarter")


def _dropped(row: Row, sieve: Sieve) -> bool:
    """Return whether a row is of no year that can be asked about; the sieve then gets it."""
    if _is_seed(row):
        sieve.drop(row, f"of a year to {LAST_CONTRACT_YEAR}: the model starts from it")
        return True
    if _year(row) > LAST_YEAR:
        sieve.drop(row, f"of a year after {LAST_YEAR}, the last that is simulated")
        return True
    return False


def _is_seed(row: Row) -> bool:
    return 0 < _year(row) <= LAST_CONTRACT_YEAR


def _year(row: Row) -> int:
    """Return the year of a row; 0 where it has none, which is told of where rows are read."""
    try:
        return row.year()
    except OutsideError:
        return 0


@cache
def known_places() -> Places:
    """Return what rivals know of places, from the tables of the package."""
    world, names = build_world(load_tables())
    chinese = world.seed_share[:, :, world.vendors.chinese].sum(axis=2)
    return Places(
        country={
            operator: names.countries[index]
            for operator, index in zip(names.operators, world.operators.country, strict=True)
        },
        region={
            code: REGIONS[index]
            for code, index in zip(names.countries, world.countries.region, strict=True)
        },
        seed_share=dict(zip(names.countries, chinese.tolist(), strict=True)),
    )


def _words(asked: Finding) -> str:
    kit = _NAMES.get(asked.kit, CLASSES[asked.kit])
    return f"a Chinese vendor {asked.question}: {asked.operator}, {kit}, {asked.year}"


def _groups(asked: Finding, places: Places) -> dict[str, str]:
    country = places.country[asked.operator]
    return {
        "status": asked.question,
        "generation": _GENERATIONS.get(asked.kit, "any"),
        "class": CLASSES[asked.kit],
        "region": places.region[country],
        "place": country,
        "evidence": asked.evidence,
    }
