"""The report of a validation."""

import html

import numpy as np

from sim.report.validation import build_validation, pictures
from sim.validation.rows import LeftOut
from tests.validation.test_table import figure, verdict


def test_the_report_has_scores_figures_and_what_was_left_out(made, tmp_path):
    ds = made(samples=2)
    out = [LeftOut("vendor_share_global", line, "<b>", "no <i>figure</i>") for line in (3, 8)]
    found = verdict(left_out=out)
    path = build_validation(found, {"default": ds, "drawn": ds}, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "Uncalibrated" in text
    assert "on later years this tests numbers, not rules" in text
    told = "vendor_share_global: 2 rows: no <i>figure</i>. Lines 3, 8 (<b>)."
    assert html.escape(told) in text
    assert "<i>figure" not in text
    names = {file.stem for file in (tmp_path / "figures").glob("*.png")}
    assert names == {
        "ran_world_dell_oro_bought", "who_no_new_kit_or_above_de_jure", "studies_in_months"
    }  # fmt: skip


def test_titles_count_what_lies_in_the_range(made):
    wide = {"default": np.array([0.1, 0.3]), "drawn": np.array([0.1, 0.3])}
    some = [figure(f"v{i}", value, 0.2, 0.2)._replace(model=wide) for i, value in
            enumerate((0.2, 0.25, 0.5))]  # fmt: skip
    (shares, *_) = pictures(verdict(figures=some), made(samples=1), "drawn")
    title = shares.draw().texts[0].get_text().replace("\n", " ")
    assert title.startswith("2 of 3 figures lie in the model's range: ran, world, Dell'Oro")


def test_few_figures_and_seeds_have_no_figure_of_their_own(made):
    some = [figure("v", 0.2, 0.2, 0.2), figure("w", 0.2, 0.2, 0.2)]
    seeds = [figure(f"s{i}", 0.2, 0.2, 0.2)._replace(seed=True) for i in range(5)]
    found = pictures(verdict(figures=[*some, *seeds]), made(samples=1), "drawn")
    assert not [picture for picture in found if picture.name.startswith("ran")]
