from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ConfigError, ScenarioError
from sim.folders import shipped
from sim.instruments import Instruments
from sim.scenario import compile_scenario, load_scenario
from sim.terms import DENIED, QUARTERS, quarter_index
from sim.world import Names
from tests.real import built, country, groups, tables, vendor
from tests.synthetic.made import made_up

HEAD = """\
title: A title
question: A question?
family: past
baseline: baseline
starts: 2014Q1
instruments:
"""


def doses(tmp_path: Path, text: str, levers: dict[str, Any] | None = None) -> Instruments:
    folder = tmp_path / "scenarios"
    folder.mkdir(exist_ok=True)
    (folder / "mine.yaml").write_text(HEAD + text, encoding="utf-8")
    scenario = load_scenario("mine", (folder, shipped("scenarios")))
    return compile_scenario(scenario, built()[1], tables(), levers)


def at(array: np.ndarray, quarter: str) -> Any:
    return array[quarter_index(quarter)]


@pytest.mark.rule("U1")
def test_a_campaign_rises_holds_and_fades(tmp_path: Path) -> None:
    text = "  campaign: {from: 2018Q2, peak: 2019Q1, hold_until: 2020Q4}\n"
    got = doses(tmp_path, text)
    for quarter, value in {
        "2018Q1": 0.0,
        "2018Q2": 0.25,
        "2018Q4": 0.75,
        "2019Q1": 1.0,
        "2020Q4": 1.0,
        "2021Q4": 0.45 + 0.55 / 2,
        "2022Q4": 0.45 + 0.55 / 4,
    }.items():
        assert at(got.campaign, quarter) == pytest.approx(value), quarter
    assert got.campaign_active.tolist() == [q >= 17 for q in range(QUARTERS)]


def test_the_stronger_of_two_campaigns_counts(tmp_path: Path) -> None:
    text = (
        "  campaign: {strength: 0.5, until: 2020Q4}\n"
        "  second: {type: campaign, from: 2020Q1, strength: 0.3}\n"
    )
    got = doses(tmp_path, text)
    assert [float(at(got.campaign, q)) for q in ("2019Q4", "2020Q4", "2021Q1")] == [0.5, 0.5, 0.3]


def test_money_of_the_later_instrument_counts(tmp_path: Path) -> None:
    text = (
        "  aid: {budget_usd_m: 150}\n"
        "  more: {type: aid, from: 2020Q1, until: 2020Q4, budget_usd_m: 20}\n"
    )
    got = doses(tmp_path, text)
    assert [float(at(got.aid_usd_m, q)) for q in ("2019Q4", "2020Q1", "2021Q1")] == [150, 20, 150]
    assert set(got.finance_usd_m) == {500.0}


@pytest.mark.rule("U3")
def test_controls_fall_on_the_vendors_named(tmp_path: Path) -> None:
    text = (
        "  part: {type: export_control, vendors: [huawei], dose: 0.6}\n"
        "  all: {type: export_control, from: 2020Q1, until: 2020Q1, parts: foreign}\n"
    )
    got = doses(tmp_path, text)
    chinese = [vendor(name) for name in ("huawei", "zte", "other_cn")]
    chips, foreign = DENIED.index("chips"), DENIED.index("foreign")
    assert at(got.control, "2019Q4")[chinese, chips].tolist() == [0.6, 0.0, 0.0]
    assert at(got.control, "2019Q4").sum() == 0.6
    assert at(got.control, "2020Q1")[chinese, foreign].tolist() == [1.0] * 3
    assert at(got.control, "2020Q1").sum() == 3.6  # each control at its own dose
    assert not at(got.control, "2020Q2")[:, foreign].any()


@pytest.mark.rule("W1")
def test_duties_are_levels_or_the_rule(tmp_path: Path) -> None:
    text = (
        "  duty: {from: 2018Q1, us: 0.1, china: 0.05}\n"
        "  up: {type: duty, from: 2019Q1, us: 0.25}\n"
        "  follow: {type: duty, from: 2020Q1, china: rule}\n"
    )
    got = doses(tmp_path, text)
    assert [float(at(got.duty_us, q)) for q in ("2017Q4", "2018Q1", "2020Q1")] == [0, 0.1, 0.25]
    assert float(at(got.duty_cn, "2019Q4")) == 0.05
    assert np.isnan(at(got.duty_cn, "2020Q1"))


def test_laws_fall_on_countries_and_groups_with_a_deadline(tmp_path: Path) -> None:
    text = (
        "  eu: {type: law, countries: eu27, level: no new kit, from: 2020Q1}\n"
        "  german: {type: law, countries: DEU, level: removal, from: 2021Q1, years: 2.5}\n"
    )
    got = doses(tmp_path, text)
    assert (at(got.imposed_level, "2020Q1") == 3).sum() == 27
    germany = country("DEU")
    assert at(got.imposed_level, "2021Q1")[germany] == 4
    assert at(got.imposed_deadline, "2021Q1")[germany] == quarter_index("2021Q1") + 10
    assert at(got.imposed_deadline, "2020Q4").max() == -1
    assert at(got.imposed_level, "2019Q4").max() == -1


def test_a_law_for_a_group_leaves_out_who_takes_no_decisions(tmp_path: Path) -> None:
    got = doses(tmp_path, "  all: {type: law, countries: world, level: cap}\n")
    assert (got.imposed_level[0] == 2).sum() == len(groups()["decides"].members)
    assert got.imposed_level[0, country("USA")] == -1


@pytest.mark.rule("C2")
def test_retaliation_can_be_certain_or_off(tmp_path: Path) -> None:
    usual = doses(tmp_path, "")
    assert set(usual.retaliation) == {1.0}
    assert usual.home_vendor_punished.all()
    certain = doses(tmp_path, "  retaliation: {every: true, home_vendors: off}\n")
    assert (certain.retaliation * 0.2 >= 1.0).all()
    assert not certain.home_vendor_punished.any()
    off = doses(tmp_path, "  retaliation: off\n")
    assert set(off.retaliation) == {0.0}


@pytest.mark.rule("T1")
def test_scares_are_dated_and_their_rate_changes(tmp_path: Path) -> None:
    got = doses(tmp_path, "")
    dated = {q: float(at(got.scare, q)) for q in ("2018Q4", "2019Q1", "2020Q3", "2020Q4")}
    assert dated == {"2018Q4": 1.0, "2019Q1": 0.7, "2020Q3": 0.7, "2020Q4": 0.0}
    assert (got.scare > 0).sum() == 5
    factors = {q: float(at(got.scare_rate_factor, q)) for q in ("2017Q4", "2018Q1", "2021Q1")}
    assert factors == {"2017Q4": 0.3, "2018Q1": 0.0, "2021Q1": 1.0}
    calm = doses(tmp_path, "  scares: off\n")
    assert calm.scare.sum() + calm.scare_rate_factor.sum() == 0.0


@pytest.mark.rule("T1")
def test_incidents_come_from_their_table(tmp_path: Path) -> None:
    got = doses(tmp_path, "  incidents: {strength: 2}\n")
    table = tables()["incidents"]
    assert got.incident.sum() == pytest.approx(2 * table.number("size").sum())
    assert at(got.incident, "2018Q4")[country("CAN")] == 2.0


@pytest.mark.rule("G3")
def test_the_toolbox_is_open_for_eight_quarters(tmp_path: Path) -> None:
    got = doses(tmp_path, "")
    assert got.toolbox.nonzero()[0].tolist() == list(range(24, 32))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "  a: {type: law, level: cap, countries: [GER]}\n",
            "scenarios/mine.yaml, line 7: 'GER' is neither a country code such as DEU nor a group "
            "(groups: world, allies, ",
        ),
        (
            "  a: {type: law, level: cap, countries: USA}\n",
            "scenarios/mine.yaml, line 7: USA takes no decisions in the model",
        ),
        (
            "  a: {type: export_control, vendors: huawey}\n",
            "scenarios/mine.yaml, line 7: 'huawey' is not a vendor (allowed: huawei, zte, ",
        ),
    ],
)
def test_unknown_names_are_told_with_the_place(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        doses(tmp_path, text)
    assert str(caught.value).startswith(expected)


def test_the_nearest_group_or_vendor_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="did you mean 'hosts'"):
        doses(tmp_path, "  a: {type: law, level: cap, countries: host}\n")
    with pytest.raises(ScenarioError, match="did you mean 'huawei'"):
        doses(tmp_path, "  a: {type: export_control, vendors: huawey}\n")


def test_a_scenario_may_not_differ_before_it_starts(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    text = HEAD.replace("2014Q1", "2020Q1") + "  aid: {from: 2019Q3, budget_usd_m: 3}\n"
    (folder / "early.yaml").write_text(text, encoding="utf-8")
    early = load_scenario("early", (folder, shipped("scenarios")))
    with pytest.raises(ScenarioError) as caught:
        compile_scenario(early, built()[1], tables())
    assert str(caught.value) == (
        "scenarios/early.yaml: aid usd m differs from the baseline 'baseline' in 2019Q3, before "
        "the scenario starts (2020Q1)"
    )


def with_levers(**levers: Any) -> Instruments:
    named = {key.replace("__", "."): value for key, value in levers.items()}
    return compile_scenario(load_scenario("us_action"), built()[1], tables(), named)


def test_levers_address_an_instrument_by_name() -> None:
    got = with_levers(aid__budget_usd_m=300, aid__from="2025Q1", campaign__floor=1)
    assert float(at(got.aid_usd_m, "2024Q4")) == 0.0
    assert float(at(got.aid_usd_m, "2025Q1")) == 300.0
    assert set(got.campaign[quarter_index("2019Q1") :]) == {1.0}


@pytest.mark.parametrize(
    ("lever", "value", "expected"),
    [
        ("ad.budget_usd_m", 3, "levers.ad.budget_usd_m: no instrument 'ad' (there are: usa_2014"),
        (
            "aid.budgt_usd_m",
            3,
            "levers.aid.budgt_usd_m: 'budgt_usd_m' is not a key of instrument 'aid' (allowed: "
            "from, until, budget_usd_m); did you mean 'budget_usd_m'?",
        ),
        ("campaign.floor", 1.2, "levers.campaign.floor: 1.2 is not a number between 0 and 1"),
        (
            "aid.from",
            "2018",
            "levers.aid.from: '2018' is not a quarter; write it like 2018Q3",
        ),
        (
            "aid.until",
            "2015Q1",
            "levers.aid.until: instrument 'aid' would begin in 2020Q4 and end in 2015Q1",
        ),
    ],
)
def test_mistakes_in_levers_name_the_word(lever: str, value: Any, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        compile_scenario(load_scenario("us_action"), built()[1], tables(), {lever: value})
    assert str(caught.value).startswith(expected)


def made_up_doses(tmp_path: Path, text: str, **size: int) -> tuple[Instruments, Names]:
    folder = tmp_path / "scenarios"
    folder.mkdir(exist_ok=True)
    (folder / "mine.yaml").write_text(HEAD + text, encoding="utf-8")
    scenario = load_scenario("mine", (folder, shipped("scenarios")))
    names = made_up(**size).names
    return compile_scenario(scenario, names, tables()), names


def test_a_group_of_a_made_up_world_holds_whose_models_are_in_it(tmp_path: Path) -> None:
    text = "  law: {countries: [eu27, X003], level: cap}\n"
    out, names = made_up_doses(tmp_path, text, countries=400)
    imposed = np.flatnonzero(out.imposed_level[-1] == 2)
    inside = {i for i, code in enumerate(names.models) if code in groups()["eu27"].members}
    assert set(imposed.tolist()) == inside | {names.countries.index("X003")}
    assert len(inside) > 50


def test_incidents_of_a_country_are_those_of_its_copies(tmp_path: Path) -> None:
    out, names = made_up_doses(tmp_path, "  incidents: {}\n", countries=400)
    hit = out.incident[quarter_index("2018Q4")] > 0
    assert {names.models[i] for i in np.flatnonzero(hit)} == {"CAN"}
    assert hit.sum() == names.models.count("CAN") > 1


def test_parts_of_a_vendor_are_meant_with_it(tmp_path: Path) -> None:
    text = "  export_control: {vendors: [chinese], dose: 1}\n"
    out, names = made_up_doses(tmp_path, text, vendors=30)
    denied = np.flatnonzero(out.control[-1].max(axis=1) > 0)
    assert [names.vendors[v] for v in denied] == ["huawei", "zte", "other_cn", *names.vendors[8:11]]


def test_real_countries_are_not_in_a_made_up_world(tmp_path: Path) -> None:
    text = "  law: {countries: [DEU], level: cap}\n"
    message = r"line 7: DEU is a real country, and those of this world are made up \(world.coun"
    with pytest.raises(ScenarioError, match=message):
        made_up_doses(tmp_path, text, countries=30)
    assert made_up_doses(tmp_path, text, operators=2000)[0].imposed_level[-1].max() == 2
