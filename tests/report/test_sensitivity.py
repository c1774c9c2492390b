"""The report of a sensitivity analysis, and its words."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest

from sim.analysis.sensitivity.experiment import CHANGE
from sim.analysis.sensitivity.table import table
from sim.analysis.sensitivity.words import answer, notes, over_time
from sim.report.sensitivity import build_sensitivity
from tests.analysis.sensitivity.made import made_finding

TITLE = "<b>What</b> the US did"


@pytest.fixture
def finding(made):
    ds = made(samples=1)
    titles = {**ds.attrs["titles"], "us_action": TITLE}
    return made_finding(ds.assign_attrs(ds.attrs | {"titles": titles}))


def test_the_report_begins_with_the_answer_and_trusts_no_title(finding, tmp_path):
    text = build_sensitivity(finding, tmp_path).read_text(encoding="utf-8")
    assert TITLE not in text
    first = html.escape(answer(finding, finding.main))
    assert text.index("Uncalibrated") < text.index(first) < text.index("By measure, 2030")
    assert html.escape(f"What “{TITLE}” against “No US action” changes in troop-weighted exposure "
                       "of US-base hosts, 2030: does not vary.") in text  # fmt: skip
    assert "nan" not in text.split("<main>")[1].split("<script")[0].lower().split()
    names = {file.stem for file in (tmp_path / "figures").glob("*.png")}
    assert {"total_orders_change", "total_orders_level"} < names
    assert len(names) == 6


def test_the_answer_names_what_is_ahead_and_when(finding):
    told = answer(finding, finding.main)
    assert told.startswith(f"In 2030, what “{TITLE}” against “No US action” changes in ")
    assert "depends most on “Quality gained by spending more on R&D than others” (rd_gain)" in told
    assert ", ahead of “Effect of an alliance with the USA" in told
    assert over_time(finding, finding.main).endswith(
        "is that of “Effect of an alliance with the USA once a campaign is on” (b_ally) in 2018 to "
        "2026; “Quality gained by spending more on R&D than others” (rd_gain) in 2027 to 2035."
    )


def test_what_is_not_told_apart_is_not_ranked(finding):
    close = replace(finding, year=2026)
    told = answer(close, close.main)
    assert "(b_ally), total order" in told
    assert "(rd_gain), total order" in told
    assert told.endswith("which so few points do not tell apart.")


def test_what_does_not_vary_has_no_drivers(finding):
    last = finding.of_kind(CHANGE)[-1]
    assert answer(finding, last).endswith("does not vary with any of the parameters.")
    assert over_time(finding, last) == ""
    early = replace(finding, year=2016)
    assert "It does not vary in 2016." in table(early)
    assert "nan" not in table(early).lower()


def test_the_notes_say_what_was_kept_and_what_chance_does(finding):
    kept, chance = notes(finding)
    assert kept.startswith("The screening is of all 8 uncertain parameters. The indices are of the "
                           "7 that it leaves: they have 100% of the Morris total")  # fmt: skip
    assert "the same 2 draws of chance, which are averaged. In 2030, chance has 0% of" in chance
    left = replace(finding, screened=replace(finding.screened, whole=17))
    assert "3 of 20 trajectories are left out" in [*notes(left)][1]


def test_with_one_replicate_chance_is_not_known(made):
    found = made_finding(made(samples=1), keep=8, replicates=1)
    kept, chance = notes(found)
    assert kept == "All 8 uncertain parameters are in the screening and in the indices."
    assert "how much another would change is not known (replicates=2 tells)" in chance


def test_the_table_fits_a_terminal(finding):
    lines = table(finding).splitlines()
    assert max(map(len, lines)) <= 100
    (row,) = [line for line in lines if line.startswith("vendor.rd_gain ")]
    assert row.split()[-1] == "2035"
