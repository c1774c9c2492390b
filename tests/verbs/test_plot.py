"""The verb ``plot``: what can be drawn, files that are the same each time, mistakes in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
import sim.errors
from sim import cli
from sim.plots.catalogue import CATALOGUE
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request

OUTCOMES = ("exposure", "level", "bloc_index")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a result with few outcomes, so that many figures cannot be drawn."""
    out = tmp_path_factory.mktemp("plot") / "tiny"
    return run_sweep(Request(("pressure",), draws=2, outcomes=OUTCOMES, every=4, out=out))


@pytest.fixture
def result(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return str(made)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["plot", *words]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    return captured.err.strip().removeprefix("faultlines: ")


def test_alone_it_lists_what_can_be_drawn_and_why_not(
    result: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["plot", result]) == 0
    can, _, cannot = capsys.readouterr().out.partition("\nWhat cannot\n")
    assert can.startswith("What can be drawn from tiny (2 scenarios, 2 samples each)\n")
    assert "  levels             How many governments restrict, and how strictly?\n" in can
    assert "  market_share       needs sales_usd_m, which the result does not store\n" in cannot
    assert "  tornado            it has 2 draws, and fewer than 10 say nothing" in cannot
    listed = [line.split()[0] for line in (can + cannot).splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(CATALOGUE)
    assert not (Path(result) / "plots").exists()


def test_figures_are_files_that_are_the_same_each_time(
    result: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["plot", result, "levels", "bloc", "to=[png,svg,pdf]", "out=here"]
    assert cli.main(words) == 0
    assert capsys.readouterr().out == (
        "  levels.png  levels.svg  levels.pdf\n  bloc.png  bloc.svg  bloc.pdf\nResults: here\n"
    )
    files = sorted(Path("here").iterdir())
    before = [file.read_bytes() for file in files]
    assert [file.suffix for file in files] == [".pdf", ".png", ".svg"] * 2
    assert before[0].startswith(b"%PDF")
    assert not any(word in text for text in before for word in (b"CreationDate", b"<dc:date>"))
    assert cli.main(words) == 0
    assert [file.read_bytes() for file in files] == before


def test_files_say_what_was_asked_for(result: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["scenarios=[pressure,baseline]", "year=2025", "out=here"]
    assert cli.main(["plot", result, "exposure", "map", *words]) == 0
    assert sorted(file.name for file in Path("here").iterdir()) == [
        "exposure-pressure+baseline-2025.png",
        "map-baseline-2025.png",
        "map-pressure-2025.png",
    ]


def test_nothing_but_its_own_figures_is_written_over(
    result: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("here").mkdir()
    Path("here/levels.png").write_bytes(b"mine")
    message = refused(capsys, result, "levels", "bloc", "out=here")
    assert message == "here/levels.png: is no figure of this command; choose another out="
    assert [file.read_bytes() for file in Path("here").iterdir()] == [b"mine"]
    Path("file").touch()
    assert refused(capsys, result, "levels", "out=file") == "file: is a file; choose another out="


def test_all_draws_what_it_can(result: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plot", result, "all", "scenarios=[baseline]", "out=here"]) == 0
    out = capsys.readouterr().out
    names = {file.name for file in Path("here").iterdir()}
    assert {"levels-baseline.png", "map-baseline.png", "exposure-baseline.png"} <= names
    assert "left out: effects: no scenario that is named has its baseline in this result" in out
    assert "left out: scenarios: a difference is between two, and 1 is named" in out


def test_results_are_joined(result: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = run_sweep(Request(("pay",), draws=2, outcomes=OUTCOMES, every=4, out=Path("other")))
    words = ["scenarios=[pay,pressure]", "out=here"]
    assert cli.main(["plot", result, str(other), "difference_map", *words]) == 0
    assert [file.name for file in Path("here").iterdir()] == ["difference_map-pay+pressure.png"]


def test_a_dry_run_writes_nothing(result: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plot", result, "levels", "out=here", "--dry-run"]) == 0
    assert capsys.readouterr().out == (
        "  levels.png\nwould be drawn in here; nothing was written\n"
    )
    assert not Path("here").exists()


def test_mistakes_are_told_in_one_line(result: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys).startswith("plot: name a result folder, such as 'plot results/")
    assert refused(capsys, result[:-1]).endswith("tin: no such result; did you mean 'tiny'?")
    assert refused(capsys, result, "levls").endswith("; did you mean 'levels'?")
    assert refused(capsys, result, "levels", "to=jpg") == (
        "to: 'jpg' is not one of: png, svg, pdf; did you mean 'png'?"
    )
    assert refused(capsys, result, "levels", "year=1999") == (
        "year: 1999 is not between 2014 and 2035"
    )
    assert refused(capsys, result, "costs") == (
        "costs: needs cost_usd_m, which the result does not store"
    )
    assert refused(capsys, result, "levels", "scenarios=[presure]").endswith(
        "; did you mean 'pressure'?"
    )


def test_the_library_draws_the_same(result: str) -> None:
    figure = sim.plot(result, "levels", scenarios="pressure", year=2025)
    assert "2025" in figure.texts[0].get_text()
    assert sim.plot(sim.load(result), "levels", scenarios=["pressure"], year=2025).texts
    with pytest.raises(sim.errors.ConfigError, match="did you mean 'levels'"):
        sim.plot(result, "lvels")
