"""The four parts of the question, answered for the main scenario."""

import re

from sim.plots.headlines import headline_values
from sim.report.comparison import changes_by
from sim.report.opening import answers


def told(ds, scenario="us_action") -> dict[str, str]:
    rows = changes_by(ds, scenario)
    return dict(answers(ds, scenario, headline_values(ds), rows))


def test_each_part_has_a_sentence_with_its_range(made):
    found = told(made(samples=12))
    assert list(found) == [
        "Who stops buying?",
        "Who gains?",
        "What does it cost?",
        "Who stays exposed?",
    ]
    assert re.match(r"Huawei.s share of the world market is \d", found["Who stops buying?"])
    assert re.search(r"Ericsson: \d\.\d points higher \[", found["Who gains?"])
    assert found["Who gains?"].endswith("Clearly lower: Huawei.")
    assert re.match(
        r"All that is paid for networks from 2014 through 2030 ", found["What does it cost?"]
    )
    assert "% (baseline " in found["Who stays exposed?"]
    assert found["Who stays exposed?"].startswith("Mean exposure, weighted by people, is then ")
    assert all(sentence.endswith(".") for sentence in found.values())


def test_nothing_is_claimed_where_nothing_changes(made):
    ds = made(samples=12)
    at = [ds.get_index("scenario").get_loc(name) for name in ("us_action", "baseline")]
    for name in ds.data_vars:
        ds[name][at[0]] = ds[name][at[1]].values
    found = told(ds)
    assert found["Who stops buying?"].startswith("No clear change in Huawei")
    assert found["Who gains?"] == "No vendor clearly gains a share of new spend."
    assert "does not change" in found["What does it cost?"]


def test_parts_that_are_not_stored_are_left_out(made):
    ds = made(samples=12)[["sales_usd_m"]].assign_attrs(made(samples=12).attrs)
    assert list(told(ds)) == ["Who stops buying?", "Who gains?"]
