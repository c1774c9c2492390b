"""The page in words: what is clear is said, what is not is not, and every text is escaped."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import sim
from sim.plots.words import MINUS
from sim.report.comparison import changes_by, comparison, largest_changes
from sim.report.report import build_report
from tests.made import made_result

PAIR = ("baseline", "pressure")


def made(seed: int = 1, less: float = 0.0, samples: int = 12) -> xr.Dataset:
    """Return a result in which hosts, and Poland, are less exposed under pressure."""
    ds = made_result(PAIR, samples=samples)
    ds["host_exposure"].loc[{"scenario": "pressure"}] -= less
    if less:
        ds["exposure"].loc[{"scenario": "pressure", "country": "POL"}] -= 0.04
    return ds.assign_attrs(seed=seed)


def text(parts: list[str]) -> str:
    """Return the words of some parts, with plain minus signs and apostrophes."""
    told = " ".join(unescape(re.sub(r"<[^>]+>", " ", " ".join(parts))).split())
    return told.replace(MINUS, "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def test_one_result_has_no_such_page() -> None:
    assert comparison(sim.load(made())) == []


def test_what_is_clear_is_said_with_its_range() -> None:
    told = text(comparison(sim.load({"A": made(), "B": made(less=0.05)})))
    assert "What that changes by 2030: B beside A" in told
    assert (
        "Under “Pressure on allies”: troop-weighted exposure of US-base hosts is 5.0 points lower "
        "[-5.0 to -5.0], in B than in A."
    ) in told
    assert "Both share draws and chance: they are held side by side run by run, 12 pairs" in told
    assert "Exposure by country: Land POL 4.0 points lower [-4.0 to -4.0] under “Pressure" in told
    assert "Difference to the same scenario in A at the end of 2030" in told
    assert "Where B differs most from A, 2030" in told
    assert "significant" not in told


def test_governments_are_counted() -> None:
    one, two = made(), made()
    two["level"].loc[{"scenario": "pressure"}] = 0
    two["level"].loc[{"scenario": "pressure", "country": ["POL", "SWE"]}] = 3
    one["level"].loc[{"scenario": "pressure"}] = 0
    told = text(comparison(sim.load({"A": one, "B": two})))
    assert (
        "2.0 more allied governments at no new kit or above [2.0 to 2.0], in B than in A." in told
    )


def test_nothing_is_claimed_of_two_that_are_the_same() -> None:
    told = text(comparison(sim.load({"A": made(), "B": made()})))
    assert "Under “No US action” and “Pressure on allies”: all of these are the same." in told
    assert "Exposure by country: all the same." in told
    assert "clear but smaller" not in told


def test_without_pairs_the_page_says_so_and_claims_less() -> None:
    one, two = made(), made(seed=2)
    wide = np.linspace(-0.2, 0.2, 12)[None, :, None]
    two["host_exposure"] = one["host_exposure"] + wide - 0.02
    paired = sim.load({"A": one, "B": two.assign_attrs(seed=1)})
    assert "no clear change in any of" in text(comparison(paired))
    told = text(comparison(sim.load({"A": one, "B": two})))
    assert "do not share draws or chance (seeds 1 and 2), so the range is wider" in told
    assert "in B than in A" not in told


def test_results_without_a_policy_in_common_are_not_held_side_by_side() -> None:
    other = made_result(("us_action", "stop"), samples=4).assign_attrs(seed=1)
    told = text(comparison(sim.load({"A": made(), "B": other})))
    assert "No scenario is in A and in another result" in told


def test_of_results_that_share_their_baseline_alone_the_scenarios_are_compared() -> None:
    other = made_result(("baseline", "us_action"), samples=12).assign_attrs(seed=1)
    other["host_exposure"] = other["host_exposure"] - 0.05
    other["host_exposure"].loc[{"scenario": "baseline"}] = made()["host_exposure"].sel(
        scenario="baseline"
    )
    both = sim.load({"A": made(), "B": other})
    told = text(comparison(both))
    assert "Under “What the US did”: " in told
    assert "in B than under “Pressure on allies” in A." in told
    assert "Difference to “Pressure on allies” in A at the end of 2030" in told
    assert "Where B differs most from “Pressure on allies” in A, 2030" in told
    assert "same scenario" not in told
    assert sim.compare(both, against="first")["baseline"].values.tolist() == ["pressure"]


@pytest.mark.parametrize("place", ["label", "title", "manifest"])
def test_every_text_is_escaped(place: str, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    one, two = made(), made(less=0.05)
    if place == "title":
        two.attrs["titles"] = {**two.attrs["titles"], "pressure": evil}
    if place == "manifest":
        one.attrs["configurations"] = {"x": {"seed": evil, "levers": {evil: evil}}}
        two.attrs["configurations"] = {"x": {"seed": 1, "cases": [{"label": evil}]}}
    both = sim.load({"A": one, evil if place == "label" else "B": two})
    opening = comparison(both)
    assert "<script" not in "".join(opening)
    assert "&lt;script&gt;" in "".join(opening)
    if place == "label":
        page = build_report(both, tmp_path, opening=opening).read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert page.index("Uncalibrated") < page.index("What differs") < page.index("The answer")


def test_where_a_scenario_changes_most() -> None:
    ds = made(less=0.05)
    told = dict(line.split(": ", 1) for line in largest_changes(ds, changes_by(ds, "pressure")))
    assert list(told) == [
        "Exposure by group, mean over people", "Exposure by region, mean over people",
        "Exposure by country",
        "Governments at no new kit or above by region", "Shares of new spend by vendor",
    ]  # fmt: skip
    assert re.match(r"Land \w{3} \d+\.\d points lower \[", told["Exposure by country"])
    assert told["Shares of new spend by vendor"].startswith("Huawei 6.")
    assert "under" not in told["Exposure by country"]


def test_only_what_is_stored_is_looked_at() -> None:
    ds = made()[["sales_usd_m"]].assign_attrs(made().attrs)
    assert [line.split(":")[0] for line in largest_changes(ds, changes_by(ds, "pressure"))] == [
        "Shares of new spend by vendor"
    ]
