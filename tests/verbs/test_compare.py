"""The verb ``compare``: one result, several, one outcome, and what is never written over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sim
from sim import cli

OUTCOMES = ("exposure", "host_exposure", "level")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three results: as drawn, one parameter held, another seed."""
    place = tmp_path_factory.mktemp("compare")
    for name, settings in {"drawn": {}, "held": {"b_ally": 0.2}, "other": {"seed": 2}}.items():
        sim.sweep(["pressure"], draws=4, outcomes=OUTCOMES, out=place / name, **settings)
    return place


@pytest.fixture
def here(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("drawn", "held", "other"):
        (tmp_path / name).symlink_to(results / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["compare", *words]) == 0
    return " ".join(capsys.readouterr().out.split())


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["compare", *words]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    return captured.err.strip().removeprefix("faultlines: ")


def test_several_say_what_differs_and_what_that_changes(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "drawn", "held", "out=both")
    assert re.match(
        r"1 parameter differs: government\.b_ally is drawn from posterior\.csv: 0\.\d+ to 0\.\d+ "
        r"in drawn and 0\.2 in held\. All results share draws and chance: 4 paired runs",
        out,
    )
    assert "What each scenario changes by 2030" in out
    assert "What is not as in drawn by 2030: mean [range] of the difference to drawn" in out
    assert "against the same in drawn" in out
    assert out.endswith("Results: both")
    assert {file.name for file in Path("both").iterdir()} == {
        "compare.json", "differences.csv", "figures", "report.html", "summary.csv",
    }  # fmt: skip
    told = json.loads(Path("both/compare.json").read_text(encoding="utf-8"))
    assert told["labels"] == ["drawn", "held"]
    page = Path("both/report.html").read_text(encoding="utf-8")
    assert page.index("What differs between these results") < page.index("The answer")
    assert said(capsys, "drawn", "held", "out=both").endswith("Results: both")
    message = "both: compares other results; choose another out="
    assert refused(capsys, "drawn", "other", "out=both") == message


def test_a_result_beside_itself_differs_in_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "drawn", "drawn", "against=first", "--dry-run")
    assert out.startswith("Nothing differs in the configuration of these results.")
    row = out.split("against the same in drawn 1 ")[1]
    assert row.startswith("baseline (drawn 2) 0 [0 0] 0 [0 0]")


def test_results_without_a_policy_have_no_baseline_but_a_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, peers in (("with", True), ("without", False)):
        sim.sweep(["baseline"], draws=2, outcomes=OUTCOMES, out=name, peers=peers)
    out = said(capsys, "with", "without", "out=both")
    assert out.startswith("1 mechanism is off in without only: peers.")
    assert "What each scenario changes" not in out
    assert "against the same in with baseline (without)" in out
    assert Path("both/differences.csv").exists()


def test_one_outcome_is_shown_by_what_it_is_split_by(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "drawn", "outcome=exposure", "by=region", "year=2025", "top=2", "--dry-run")
    assert out.startswith(
        "Exposure (points) by region, 2025: mean [range] of the difference to the"
    )
    assert "Shown: the 2 largest of 8" in out
    assert "Results:" not in out
    out = said(capsys, "drawn", "held", "outcome=level", "--dry-run")
    assert "Level of restriction (level 0-4) by country, 2030" in out
    assert "of the difference to drawn" in out
    out = said(capsys, "drawn", "held", "outcome=level", "against=baseline", "--dry-run")
    assert "of the difference to the baseline" in out


def test_results_without_pairs_are_compared_and_said_to_be(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "drawn", "other", "against=first", "--dry-run")
    assert out.startswith("The seed is 1 in drawn and 2 in other.")
    assert "Not all results share draws and chance (seeds 1 and 2)" in out
    assert "The runs of these results do not share draws or chance (seeds 1 and 2)" in out
    assert "What each scenario changes" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("by=region",), "by: 'region' splits an outcome; name one: outcome=exposure"),
        (("outcome=exposre",), "did you mean 'exposure'?"),
        (("outcome=exposure", "by=vendor"), "but by: world, group, region, country"),
        (("outcome=exposure", "year=2050"), "year: 2050 is not between 2014 and 2035"),
        (("against=frist",), "did you mean 'first'?"),
        (("against=first",), "against=first needs several results, and this is one"),
        (("top=0",), "top"),
        (("out=drawn",), "drawn: is a result itself; choose another out="),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    assert message in refused(capsys, "drawn", *words)


def test_nothing_else_is_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/report.html").write_text("mine", encoding="utf-8")
    message = "mine: holds other files; choose another out="
    assert refused(capsys, "drawn", "held", "out=mine") == message
    assert Path("mine/report.html").read_text(encoding="utf-8") == "mine"
