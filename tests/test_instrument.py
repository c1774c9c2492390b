from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.instrument import Instrument, Part, change, new_instrument
from sim.kinds import LAST_QUARTER
from sim.plain import Section, parse
from sim.terms import quarter_index

STARTS = quarter_index("2026Q1")


def entry(text: str) -> Section:
    return parse(text or "{}", "scenarios/x.yaml")


def made(name: str, text: str) -> Instrument:
    return new_instrument(name, entry(text), STARTS)


def span(instrument: Instrument) -> list[tuple[int, int]]:
    return [(part.first, part.last) for part in instrument.parts]


def test_dates_left_out_run_from_the_start_to_the_end() -> None:
    aid = made("aid", "budget_usd_m: 300")
    assert aid.parts == (Part(STARTS, LAST_QUARTER, {"budget_usd_m": 300.0}),)


def test_a_type_gives_a_name_of_ones_own() -> None:
    assert made("more", "type: aid\nbudget_usd_m: 3").kind == "aid"


def test_a_campaign_is_at_full_strength_at_once_unless_told() -> None:
    part = made("campaign", "from: 2027Q1").parts[0]
    assert part.values == {
        "peak": quarter_index("2027Q1"),
        "hold_until": LAST_QUARTER,
        "floor": 0.45,
        "half_life_quarters": 4.0,
        "strength": 1.0,
    }


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "aid",
            "from: 2026Q1\nbudgt_usd_m: 3",
            "scenarios/x.yaml, line 2: 'budgt_usd_m' is not a key of instrument 'aid' "
            "(allowed: from, until, budget_usd_m); did you mean 'budget_usd_m'?",
        ),
        (
            "aid",
            "from: 2026Q1",
            "scenarios/x.yaml, line 1: instrument 'aid' needs 'budget_usd_m' "
            "(USD million a quarter)",
        ),
        (
            "swap",
            "type: swap_suport",
            "scenarios/x.yaml, line 1: 'swap_suport' is not a type of instrument (allowed: "
            "campaign, aid, swap_support, export_control, duty, finance, retaliation, "
            "export_bar, law, usa_law, scares, incidents, toolbox); "
            "did you mean 'swap_support'?",
        ),
        (
            "swap_support",
            "countries: DEU\nshare: 1.2",
            "scenarios/x.yaml, line 2, share: 1.2 is not a number between 0 and 1",
        ),
        (
            "aid",
            "budget_usd_m: 3\nfrom: 2018-01",
            "scenarios/x.yaml, line 2, from: '2018-01' is not a quarter; write it like 2018Q3",
        ),
        (
            "aid",
            "budget_usd_m: 3\nuntil: 2020Q1",
            "scenarios/x.yaml, line 2: instrument 'aid' would begin in 2026Q1 and end in 2020Q1",
        ),
        (
            "campaign",
            "peak: 2020Q1",
            "scenarios/x.yaml, line 1: instrument 'campaign' would peak in 2020Q1, before it "
            "begins in 2026Q1",
        ),
    ],
)
def test_mistakes_are_told_with_file_and_line(name: str, text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        made(name, text)
    assert str(caught.value) == message


TWO = Instrument(
    "export_control",
    "export_control",
    (Part(10, 14, {"dose": 0.6}), Part(15, LAST_QUARTER, {"dose": 1.0})),
    {},
)


def test_a_change_of_dose_holds_for_all_parts() -> None:
    doses = [part.values["dose"] for part in change(TWO, entry("dose: 0.5")).parts]
    assert doses == [0.5, 0.5]


def test_from_moves_the_whole_and_leaves_the_end() -> None:
    later = change(TWO, entry("from: 2019Q1"))
    assert span(later) == [(20, 24), (25, LAST_QUARTER)]


def test_until_ends_it_and_drops_what_comes_later() -> None:
    assert span(change(TWO, entry("until: 2020Q4"))) == [(10, 14), (15, 27)]
    assert span(change(TWO, entry("until: 2017Q1"))) == [(10, 12)]


def test_until_can_prolong_the_last_part() -> None:
    short = change(TWO, entry("until: 2020Q4"))
    assert span(change(short, entry("until: 2030Q4"))) == [(10, 14), (15, 67)]


def test_moving_a_campaign_moves_its_peak() -> None:
    campaign = made("campaign", "from: 2026Q1\npeak: 2027Q1\nhold_until: 2028Q4")
    part = change(campaign, entry("from: 2026Q3")).parts[0]
    assert part.first == STARTS + 2
    assert part.values["peak"] == quarter_index("2027Q3")
    assert part.values["hold_until"] == quarter_index("2029Q2")
