"""Titles tell scenarios apart."""

from __future__ import annotations

from sim.report.report import build_report
from sim.report.titles import told_apart


def test_a_title_of_two_scenarios_says_which_it_is(made) -> None:
    ds = made(samples=1)
    ds.attrs["titles"] |= {"stop": "Twice", "eu_law": "Twice"}
    found = told_apart(ds).attrs["titles"]
    assert (found["stop"], found["eu_law"]) == ("Twice, stop", "Twice, eu_law")
    assert found["us_action"] == "What the US did"
    assert ds.attrs["titles"]["stop"] == "Twice"


def test_settings_of_a_lever_are_told_apart_in_a_report(made, tmp_path) -> None:
    ds = made(names=("baseline", "pressure", "us_action"), samples=12)[["host_exposure"]]
    names = ["baseline", "aid budget=50", "aid budget=150"]
    ds = ds.assign_coords(scenario=names)
    ds.attrs |= {
        "baselines": dict.fromkeys(names, "baseline"),
        "titles": {"baseline": "Calm", **dict.fromkeys(names[1:], "Aid")},
        "families": dict.fromkeys(names, "past"),
    }
    text = build_report(ds, tmp_path).read_text(encoding="utf-8")
    assert "Aid, budget=50</strong>" in text
    assert "Aid, budget=150</strong>" in text
