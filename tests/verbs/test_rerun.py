"""``run rerun=RESULT``: the real model, from elsewhere, with a scenario that is no longer there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sim import cli
from sim.sweeps.manifest import read_manifest

MINE = """\
title: <script>alert(1)</script>
question: Mine?
family: future
baseline: stop
starts: 2030Q1
instruments:
  my_law:
    type: law
    countries: [ITA]
    level: no new kit
"""
OUTCOMES = "outcomes=[level,host_exposure,coverage,sales_usd_m]"


def stored(folder: Path) -> dict[str, bytes]:
    """Return every file of a store: outcomes and labels."""
    store = folder / "store"
    return {str(f.relative_to(store)): f.read_bytes() for f in store.rglob("*") if f.is_file()}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sim.verbs.launch._present", lambda folder: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_another_folder_and_without_its_scenario(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = elsewhere / "first"
    (first / "scenarios").mkdir(parents=True)
    (first / "scenarios" / "mine.yaml").write_text(MINE, encoding="utf-8")
    monkeypatch.chdir(first)
    words = ["levers.my_law.level=[cap,removal]", "government.b_ally=0.3", "draws=2", OUTCOMES]
    assert cli.main(["sweep", "mine", *words, "out=mine"]) == 0
    shutil.rmtree(first / "scenarios")
    kept = read_manifest(first / "mine")["scenario_files"]
    assert kept["mine"] == MINE
    assert {"baseline", "stop"} < kept.keys()
    second = elsewhere / "second"
    second.mkdir()
    monkeypatch.chdir(second)
    capsys.readouterr()
    assert cli.main(["run", f"rerun={first / 'mine'}", "executor.workers=1"]) == 0
    out, err = capsys.readouterr()
    assert out == "Results: results/mine-rerun\n"
    assert err.splitlines()[0] == (
        f"Model code and data are those of {first / 'mine'}: the same bytes are to be expected"
    )
    assert stored(Path("results/mine-rerun")) == stored(first / "mine")
    again = read_manifest(Path("results/mine-rerun"))
    assert again["verb"] == "sweep"
    assert again["provenance"]["rerun"] == str(first / "mine")
    assert again["provenance"]["draws"] == "draws=2"


def test_an_ablation_is_gone_on_with_from_its_manifest(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["mechanisms=[peers]", "draws=2", "outcomes=[level]", "out=whole"]
    assert cli.main(["ablate", "pressure", *words]) == 0
    before = stored(Path("whole"))
    shutil.copytree("whole", "part")
    Path("part/ledger.jsonl").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["run", "rerun=part", "out=part"]) == 0
    assert capsys.readouterr().out == "Results: part\n"
    assert stored(Path("part")) == before


def test_a_dry_run_says_what_has_changed_and_writes_nothing(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", "pressure", "replicates=1", "outcomes=[level]", "out=first"]) == 0
    file = Path("first/manifest.json")
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["versions"]["numpy"] = "1.0"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["run", "rerun=first", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("numpy: 1.0, now ")
    assert out.splitlines()[-1] == "would write to results/first-rerun; nothing was written"
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["rerun=gone"], "gone: no such result"),
        (
            ["rerun=first", "seed=3"],
            "run: seed is as it was in first; with rerun= only out, resume, retry, data, executor, "
            "on_error can be given",
        ),
        (
            ["stop", "rerun=first"],
            "run: scenario is as it was in first; with rerun= only out, resume, retry, data, "
            "executor, on_error can be given",
        ),
        (["rerun=first"], "first: not a result folder (it has no manifest.json)"),
    ],
)
def test_mistakes_are_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    if "gone" not in words[0]:
        Path("first").mkdir()
    assert cli.main(["run", *words]) == 2
    assert capsys.readouterr().err == f"faultlines: {line}\n"
