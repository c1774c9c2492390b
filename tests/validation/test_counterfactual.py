"""A law in one place and the same world without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.engine import simulate
from sim.sweeps.request import Request
from sim.terms import CAP, NO_NEW_KIT, NONE, REMOVAL, quarter_index
from sim.validation.counterfactual import SCENARIO, Law, Play, drawn, law_doses, player
from sim.validation.tracks import CHINESE, Track
from tests.real import built, country, tables

BEGINS = quarter_index("2019Q1")
DEU = Law(("DEU",), REMOVAL, 2019, 3.0)
REQUEST = Request(("us_action",), draws=2)
DRAWS = drawn(REQUEST)


@pytest.fixture(scope="module")
def play() -> Play:
    return player({"m": DRAWS})


def same(one: Track, other: Track, quarters: slice) -> bool:
    return all(
        np.array_equal(a[:, quarters], b[:, quarters])
        for a, b in zip(one[:-1], other[:-1], strict=True)
    )


def test_nothing_differs_before_the_law_and_something_after(play: Play) -> None:
    pair = play(DEU, NONE)["m"]
    assert pair.begins == BEGINS
    assert same(pair.under, pair.without, slice(0, BEGINS))
    assert not same(pair.under, pair.without, slice(BEGINS, None))
    assert np.array_equal(pair.under.chinese_kit_usd_m, pair.without.chinese_kit_usd_m)


def test_a_removal_empties_the_place_by_its_deadline_and_costs(play: Play) -> None:
    pair = play(DEU, NONE)["m"]
    kit = pair.under.standing_usd_m[:, :, CHINESE]
    assert (kit[:, BEGINS - 1] > 0).all()
    assert (kit[:, BEGINS + 24] < 0.01 * kit[:, BEGINS - 1]).all()
    assert (pair.without.standing_usd_m[:, BEGINS + 24, CHINESE] > kit[:, BEGINS + 24]).all()
    assert (pair.under.paid_usd_m - pair.without.paid_usd_m)[:, BEGINS : BEGINS + 12].sum() > 0


def test_governments_of_the_place_make_no_law_themselves() -> None:
    """Australia comes to remove Chinese kit in all of these; held, it goes on buying it."""
    law = Law(("AUS",), NONE, 2019, 1.0)
    track = player({"m": drawn(replace(REQUEST, draws=4))})(law, NONE)["m"].without
    bought = track.radio_bought_usd_m[:, quarter_index("2035Q4"), CHINESE]
    decided = sim.run(replicates=4, parameters="drawn", outcomes=["level"])
    assert (decided["level"].sel(scenario=SCENARIO, country="AUS")[:, -1] == REMOVAL).all()
    assert (bought > 0).all()


def test_a_law_is_played_once_and_without_one_there_is_no_deadline(play: Play) -> None:
    first, again = play(DEU, NONE)["m"], play(DEU._replace(years=5.0), NONE)["m"]
    assert first.without is again.without
    assert first.under is not again.under
    assert play(DEU, NONE)["m"].under is first.under
    ban = DEU._replace(level=NO_NEW_KIT)
    assert play(ban, NONE)["m"].under is play(ban._replace(years=9.0), NONE)["m"].under


def test_a_law_may_be_compared_with_another(play: Play) -> None:
    pair = play(DEU, CAP)["m"]
    assert pair.under is play(DEU, NONE)["m"].under
    assert pair.without is play(DEU._replace(level=CAP), NONE)["m"].under


def test_doses_are_those_of_the_scenario_and_the_law() -> None:
    names = built()[1]
    plain = law_doses(DEU._replace(level=NONE), SCENARIO, names, tables())
    doses = law_doses(DEU, SCENARIO, names, tables())
    here = country("DEU")
    assert (doses.imposed_level[:BEGINS, here] == plain.imposed_level[:BEGINS, here]).all()
    assert (doses.imposed_level[BEGINS:, here] == REMOVAL).all()
    assert (doses.imposed_deadline[BEGINS:, here] == BEGINS + 12).all()
    elsewhere = np.arange(len(names.countries)) != here
    assert np.array_equal(doses.imposed_level[:, elsewhere], plain.imposed_level[:, elsewhere])
    assert np.array_equal(doses.campaign, plain.campaign)


def test_what_is_taken_down_is_what_the_engine_records(play: Play) -> None:
    world, names = built()
    two = ("AUT", "DEU")
    inside = np.isin(names.countries, two)
    facts = world.countries._replace(decides=world.countries.decides & ~inside)
    law = Law(two, NO_NEW_KIT, 2019, 1.0)
    doses = law_doses(law, SCENARIO, names, tables())
    stored = ["coverage", "new_kit_usd_m", "country_kit_usd_m", "operator_kit_usd_m"]
    kept = simulate(
        world._replace(countries=facts), doses, DRAWS.parameters, DRAWS.replicates, 1, stored
    )
    pair = play(law, NONE)["m"]
    track, chinese = pair.under, world.vendors.chinese
    bought = kept["new_kit_usd_m"][:, :, inside, :2].sum(axis=(2, 3))
    assert track.radio_bought_usd_m[..., CHINESE] == pytest.approx(
        bought[..., chinese].sum(axis=-1), rel=1e-5, abs=1e-6
    )
    stock = kept["country_kit_usd_m"][:, :, inside]
    assert track.young_usd_m + track.old_usd_m == pytest.approx(
        stock[:, :, :, :2].sum(axis=(2, 3, 4)), rel=1e-5
    )
    people = world.countries.population_m[inside]
    coverage = (kept["coverage"][:, :, inside] * people.T).sum(axis=2) / people.sum(axis=0)
    assert track.coverage == pytest.approx(coverage, rel=1e-5, abs=1e-7)
    owners = inside[world.operators.country]
    assert pair.operators == tuple(np.array(names.operators)[owners])
    kit = kept["operator_kit_usd_m"][:, BEGINS - 1, owners][..., chinese].sum(axis=-1)
    assert track.chinese_kit_usd_m == pytest.approx(kit, rel=1e-5, abs=1e-6)


def test_samples_are_those_of_a_sweep() -> None:
    swept = sim.run(replicates=2, parameters="drawn", model="default", outcomes=["level"])
    lives = swept["drawn"].sel(parameter="operator.life").values
    assert DRAWS.parameters["life"] == pytest.approx(lives)
    assert list(DRAWS.replicates) == swept["replicate"].values.tolist()
