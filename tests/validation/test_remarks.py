"""What a reader is told of how tables were read."""

from sim.validation.given import Reading
from sim.validation.remarks import remarks, told_of, who_is_no_case
from sim.validation.risk import NoCase, Unnamed
from sim.validation.rows import LeftOut
from sim.validation.summary import WIDTH


def test_whole_tables_and_their_reach_are_told() -> None:
    reserve = LeftOut("vendor_share_global", 7, "Huawei", "a range")
    reading = Reading(
        unread=(("market_size", "the file is empty"),), reserves=[reserve], decisions_end=2023
    )
    assert [*remarks(reading)] == [
        "market_size.csv is left out as a whole: the file is empty.",
        "Decisions are scored to 2023, the year of the latest row of policy_events.csv: that it "
        "has no row of a later decision does not mean that there was none.",
        "vendor_share_global: 1 row scored with a reserve: a range (line 7).",
    ]
    assert [*remarks(Reading())] == []


def test_governments_that_are_no_cases_are_named() -> None:
    found = [NoCase(2021, 2025, "at that level before", ("AUS", "GBR")),
             NoCase(2014, 2020, "at that level elsewhere", tuple("ABCDEFGHI"))]  # fmt: skip
    assert [*who_is_no_case(found)] == [
        "Who comes to 'no new kit' or above, 2021 to 2025: 2 governments are no cases (AUS, GBR): "
        "at that level before.",
        "Who comes to 'no new kit' or above, 2014 to 2020: 9 governments are no cases (A, B, C, D, "
        "E, F, G, H, ...): at that level elsewhere.",
    ]


def test_governments_without_a_row_are_counted_in_one_line() -> None:
    found = [Unnamed(tuple(f"C{i}" for i in range(113)), 150), Unnamed(("PER",), 2)]
    told = [*who_is_no_case(found)]
    assert told == [
        "Decisions: policy_events.csv has no row of 113 of the 150 governments scored: they count "
        "as a no.",
        "Decisions: policy_events.csv has no row of 1 of the 2 governments scored: it counts as a "
        "no.",
    ]
    assert max(map(len, told)) <= WIDTH


def test_rows_that_are_left_out_are_named() -> None:
    why = "a part of what the model counts as one (other Western and Japanese)"
    rows = [
        LeftOut("operator_vendors", 3, "ind-airtel, Fujitsu", why),
        LeftOut("operator_vendors", 8, "usa-dish, Mavenir", why),
        LeftOut("market_size", 2, "", "no year (blank)"),
    ]
    assert [*told_of(rows)] == [
        f"operator_vendors: 2 rows: {why}. Lines 3, 8 (ind-airtel, Fujitsu; usa-dish, Mavenir).",
        "market_size: 1 row: no year (blank). Line 2.",
    ]


def test_many_are_counted() -> None:
    rows = [LeftOut("market_size", line, f"m{line}", "why") for line in range(2, 13)]
    (told,) = told_of(rows)
    assert told.endswith(
        "Lines 2, 3, 4, 5, 6, 7, 8, 9, ... (m2; m3; m4; m5; m6; m7; m8; m9; and 3 more)."
    )
