from __future__ import annotations

import pytest

from sim import terms


def test_words_and_indices_agree() -> None:
    assert terms.CLASSES[terms.RAN_5G] == "ran_5g"
    assert terms.CLASSES[terms.TRANSPORT] == "transport"
    assert terms.LEVELS[terms.CAP] == "cap"
    assert terms.LEVELS[terms.REMOVAL] == "removal"
    assert terms.COMPONENTS[terms.CHINA_FOUNDRY] == "china_foundry"
    assert terms.COSTS[terms.RETALIATION] == "retaliation"
    assert terms.REGIONS[terms.CHINA_REGION] == "China"
    assert [terms.MARKETS[m] for m in terms.MARKET_OF_CLASS] == [
        "ran",
        "ran",
        "core",
        "transport",
    ]
    assert set(terms.COST_BEARER) == set(terms.COSTS)


def test_there_are_22_years_of_quarters() -> None:
    assert terms.QUARTERS == 88
    assert terms.quarter_label(terms.QUARTERS - 1) == "2035Q4"


@pytest.mark.parametrize(
    ("label", "index"), [("2013Q4", -1), ("2014Q1", 0), ("2019Q2", 21), ("2036Q1", 88)]
)
def test_labels_and_indices_are_two_ways_of_saying_the_same(label: str, index: int) -> None:
    assert terms.quarter_index(label) == index
    assert terms.quarter_label(index) == label


@pytest.mark.parametrize("label", ["2019", "2019Q5", "2019Q0", "Q1 2019", "2019Q11", "19Q1", ""])
def test_anything_else_is_refused_with_an_example(label: str) -> None:
    with pytest.raises(ValueError, match="is not a quarter; write it like 2018Q3"):
        terms.quarter_index(label)
