"""Published shares and decisions stand beside what the model and rivals say of the same."""

from __future__ import annotations

import math

import numpy as np
import pytest
import xarray as xr

from sim.terms import NO_NEW_KIT
from sim.validation.baselines.panel import Panel
from sim.validation.baselines.restricting import RIVALS
from sim.validation.evidence import Figure
from sim.validation.predicted import chances, restriction_events, share_figures, words
from sim.validation.restrictions import Restriction
from sim.validation.target import Target, What
from tests.real import built
from tests.validation.test_observe import put, target
from tests.validation.tiny import tiny

W, N = built()
WHOLE = N.countries
MAIN = "de jure"


def figures(*targets: Target, known: tuple[Target, ...] = (), cut_off: int | None = None,
            **runs: xr.Dataset) -> list[Figure]:  # fmt: skip
    return share_figures(targets, known, runs, W, N, cut_off)


def world(**more: object) -> Target:
    return target(place="world", countries=WHOLE, **more)


def test_figures_of_a_country_err_together_and_those_of_the_world_by_vendor() -> None:
    told = [
        target(),
        target(line=3, year=2019),
        target(line=4, operator="deu-vodafone"),
        world(line=5),
        world(line=6, year=2019, market="core"),
        world(line=7, seller="Ericsson"),
    ]
    clusters = [each.cluster for each in figures(*told)]
    assert clusters == ["DEU", "DEU", "DEU", "Huawei", "Huawei", "Ericsson"]


def test_each_variant_says_of_a_share_what_its_runs_have() -> None:
    many, few = tiny(), tiny()
    for ds, share in ((many, 0.8), (few, 0.1)):
        for vendor, kit in (("huawei", share), ("nokia", 1.0 - share)):
            put(ds, "sales_usd_m", kit, vendor=vendor, **{"class": "ran_5g"})
    (found, missing) = figures(target(), target(year=2025, line=3), many=many, few=few)
    assert found.model["many"] == pytest.approx([0.8, 0.8])
    assert found.model["few"] == pytest.approx([0.1, 0.1])
    assert (found.observed, found.error, found.line) == (0.3, 0.01, 2)
    assert all(np.isnan(values).all() for values in missing.model.values())


def test_rivals_are_given_what_was_known_before() -> None:
    series = tuple(world(year=year, value=0.01 * (year - 2000)) for year in range(2017, 2023))
    (own,) = figures(world(year=2021), known=series)
    (late,) = figures(world(year=2022), known=series, cut_off=2021)
    assert own.rivals["persistence"] == pytest.approx(0.20), "of 2020"
    assert late.rivals["persistence"] == pytest.approx(0.20), "not of 2021"
    (none,) = figures(world(year=2017), known=series)
    assert math.isnan(none.rivals["persistence"])


def test_a_figure_says_of_what_it_is_a_figure() -> None:
    kit = What(("core",), installed=True)
    assert words(target(what=kit, quarters=(2, 3))) == "Huawei, ran installed, DEU, 2020 Q2-3"
    (of_country, of_operator, of_world) = (
        each.groups for each in figures(target(what=kit), target(operator="deu-vodafone"), world())
    )
    assert (of_country["region"], of_country["measure"]) == ("Europe & Central Asia", "installed")
    assert (of_country["of"], of_country["generation"]) == ("a country", "core")
    assert (of_operator["of"], of_operator["generation"]) == ("an operator", "radio")
    assert (of_world["of"], of_world["region"]) == ("the world, parts", "several countries")


def played(levels: dict[str, list[int]], runs: int = 10) -> xr.Dataset:
    """Return runs in which countries stand at a level by year, from 2019; runs all alike."""
    years = (2019, 2020, 2021)
    level = np.zeros((1, runs, len(years), len(WHOLE)), dtype=np.int8)
    for code, values in levels.items():
        level[:, :, :, WHOLE.index(code)] = values
    return xr.Dataset(
        {"level": (("scenario", "sample", "quarter", "country"), level)},
        {"quarter": [f"{year}Q4" for year in years], "year": ("quarter", list(years)),
         "country": list(WHOLE)},
    )  # fmt: skip


def asked_of(*codes: str) -> Panel:
    nothing = np.zeros((len(codes), 1))
    never = np.full(len(codes), np.inf)
    return Panel(codes, np.zeros(len(codes), dtype=np.int64), nothing, never, 2020, 2021)


def test_the_chance_is_of_those_runs_in_which_it_had_not_happened_before() -> None:
    ds = played({"FRA": [0, 0, 3], "DEU": [0, 2, 2], "ITA": [0, 4, 0]})
    ds["level"][0, :4, 0, WHOLE.index("FRA")] = 3  # in 2019 already
    said, runs = chances(ds, asked_of("FRA", "DEU", "ITA"), NO_NEW_KIT)
    assert runs.tolist() == [6, 10, 10]
    assert said == pytest.approx([6.5 / 7, 0.5 / 11, 10.5 / 11])


def act(code: str, year: int, quarter: int, coding: str = MAIN) -> Restriction:
    return Restriction(code, year, quarter, NO_NEW_KIT, coding)


def test_who_acted_and_who_did_not_stand_beside_their_chances() -> None:
    found = [act("FRA", 2020, 3)]
    runs = {"m": played({"FRA": [0, 3, 3]})}
    events = restriction_events(found, found, runs, W, N, (2014, 2020), NO_NEW_KIT)
    own = {each.cluster: each for each in events if each.groups["coding"] == MAIN}
    assert (own["FRA"].happened, own["FRA"].when) == (1.0, 2020.5)
    assert (own["ITA"].happened, own["ITA"].when) == (0.0, math.inf)
    assert own["FRA"].model["m"] == pytest.approx(10.5 / 11)
    assert own["FRA"].runs == {"m": 10}
    assert not any(each.happened for each in events if each.groups["coding"] != MAIN)


def test_a_country_s_own_act_does_not_teach_rivals_of_it() -> None:
    several = [act(code, 2019, 1) for code in ("FRA", "SWE", "AUS")]
    span = (2014, 2020)
    with_it, without_it = (
        {each.cluster: each.rivals for each in
         restriction_events(some, some, {}, W, N, span, NO_NEW_KIT)
         if each.groups["coding"] == MAIN}
        for some in (several, several[1:])
    )  # fmt: skip
    for name in RIVALS:
        assert with_it["FRA"][name] == pytest.approx(without_it["FRA"][name]), name
    assert with_it["ITA"]["base rate"] > without_it["ITA"]["base rate"], "others do learn"


def test_rivals_of_later_years_learn_from_the_years_before_alone() -> None:
    before, later = [act("AUS", 2018, 3)], [act("FRA", 2021, 2), act("ITA", 2022, 1)]
    span = (2021, 2025)
    one, other = (
        [each.rivals for each in restriction_events(found, known, {}, W, N, span, NO_NEW_KIT)]
        for found, known in ((later, before), (later[:1], before))
    )
    assert one == other
