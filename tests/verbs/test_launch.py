from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import xarray as xr

from sim import cli
from sim.config import configure
from sim.scenario import list_scenarios
from sim.sweeps.ledger import Entry, Ledger
from sim.sweeps.request import Request
from sim.verbs import ablate, run, sweep


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_is_one_draw_and_many_replicates() -> None:
    request = run.request_of(configure("run", ["scenario=stop", "seed=4", "out=here"]))
    assert request.scenarios == ("stop",)
    assert (request.draws, request.replicates, request.parameters) == (1, 100, "fixed")
    assert (request.seed, request.out, request.verb) == (4, Path("here"), "run")


def test_a_drawn_run_has_a_draw_for_every_replicate() -> None:
    request = run.request_of(configure("run", ["parameters=drawn", "replicates=7"]))
    assert (request.draws, request.replicates) == (7, 1)


def test_a_sweep_takes_all_scenarios_levers_and_what_is_held(elsewhere: Path) -> None:
    words = [
        "levers.aid.budget_usd_m=[0,150]",
        "mechanism.peers=off",
        "data.operators=my.csv",
        "executor.workers=2",
    ]
    request = sweep.request_of(configure("sweep", words))
    assert set(request.scenarios) == {card.name for card in list_scenarios()}
    assert request.levers == {"aid.budget_usd_m": (0, 150)}
    assert request.overrides == {"mechanism.peers": False}
    assert request.data == {"operators": elsewhere / "my.csv"}
    assert (request.draws, request.workers, request.verb) == (64, 2, "sweep")
    assert request.provenance["executor.workers"] == "executor.workers=2"


@pytest.mark.parametrize("verb", ["run", "sweep", "ablate"])
def test_what_is_damaged_is_done_again_if_asked(verb: str) -> None:
    make = {"run": run, "sweep": sweep, "ablate": ablate}[verb].request_of
    request = make(configure(verb, ["retry=damaged"]))
    assert (request.retry_failed, request.retry_damaged) == (False, True)


@pytest.mark.parametrize(
    ("words", "retry", "most"),
    [
        ([], False, 0),
        (["on_error=stop"], False, 1),
        (["on_error.after=20", "retry=failed"], True, 20),
    ],
)
@pytest.mark.parametrize("verb", ["run", "sweep", "ablate"])
def test_what_is_done_about_failures(verb: str, words: list[str], retry: bool, most: int) -> None:
    make = {"run": run, "sweep": sweep, "ablate": ablate}[verb].request_of
    request = make(configure(verb, words))
    assert (request.retry_failed, request.stop_after) == (retry, most)


def test_scenarios_named_twice_count_once() -> None:
    request = sweep.request_of(configure("sweep", ["scenarios=[stop,stop,pay]"]))
    assert request.scenarios == ("stop", "pay")


def test_a_scenario_given_by_its_path_keeps_a_plain_name(elsewhere: Path) -> None:
    text = "title: Mine\nquestion: Why?\nfamily: future\nbaseline: stop\nstarts: 2030Q1\n"
    folder = elsewhere / "drafts"
    folder.mkdir()
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    request = run.request_of(configure("run", ["scenario=drafts/mine.yaml"]))
    assert request.scenarios == ("mine",)
    assert request.scenario_folders[0] == folder


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    words = ["sweep", "pressure", "government.b_ally=3", "draws=8", "--dry-run"]
    assert cli.main(words) == 0
    out, err = capsys.readouterr()
    assert err == (
        "note: government.b_ally=3 lies outside its range (usually 0.1 to 1.2 resolve)\n"
    )
    lines = out.splitlines()
    assert lines[:3] == [
        "16 runs: 2 scenarios x 8 samples",
        "  baseline",
        "  pressure against baseline",
    ]
    assert lines[3] == (
        "samples: draws from posterior.csv, 8 settings of 105 parameters, 8 draws of chance; "
        "held: government.b_ally=3"
    )
    assert re.fullmatch(
        r"time: about \d+ s on \d threads?, at [\d.]+ ms a run \(measured now, on \d+ runs?\)",
        lines[4],
    )
    assert re.fullmatch(
        r"disk: about [\d.]+ MB; 10\.7 MB packed to \d\d% \(an estimate, from \d+ runs?\)", lines[5]
    )
    assert lines[6].startswith("would write to results/sweep-pressure-")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "first", "samples"),
    [
        (
            ["draws=4", "levers.aid.budget_usd_m=[0,150]"],
            "12 runs: 3 policy worlds (2 scenarios under their lever settings) x 4 samples",
            "samples: draws from posterior.csv, 4 settings of 106 parameters, 4 draws of chance; "
            "held: none",
        ),
        (
            [
                "draws=2",
                "design=morris",
                "parameters=[operator.life]",
                "levers.aid.budget_usd_m={from:0,to:500}",
            ],
            "12 runs: 2 scenarios x 6 samples",
            "samples: design morris, 6 settings of 1 parameter and 1 lever, 1 draw of chance; "
            "held: none",
        ),
        (
            ["draws=3", "parameters=fixed"],
            "6 runs: 2 scenarios x 3 samples",
            "samples differ by chance alone; held: none",
        ),
    ],
)
def test_a_dry_run_says_what_runs_are_made_of(
    words: list[str], first: str, samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["sweep", "pressure_aid", *words, "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == first
    assert samples in lines


def test_the_rows_of_a_table_are_the_draws(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "my.csv").write_text("government.b_ally\n3\n1\n", encoding="utf-8")
    assert cli.main(["sweep", "pressure", "design=my.csv", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("4 runs: 2 scenarios x 2 samples\n")
    assert "note: my.csv: 1 value lies outside the range of government.b_ally (usually" in out
    assert cli.main(["sweep", "pressure", "design=my.csv", "draws=3"]) == 2
    assert capsys.readouterr().err == (
        "faultlines: draws: the rows of my.csv are the draws; leave draws=... out\n"
    )


@pytest.mark.parametrize("verb", ["run", "ablate"])
def test_a_range_is_for_a_sweep(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    word = "levers.aid.budget_usd_m={from:0,to:500}"
    assert cli.main([verb, "pressure_aid", word]) == 2
    assert capsys.readouterr().err == (
        "faultlines: levers.aid.budget_usd_m: a range is for a sweep; give one value here\n"
    )


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ({"runs": 4, "done": 4, "failed": 0, "missing": 0}, 0),
        ({"runs": 4, "done": 3, "failed": 1, "missing": 0}, 1),
    ],
)
def test_the_status_says_whether_all_was_done(
    counts: dict[str, int],
    status: int,
    elsewhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[Request] = []

    def fake_sweep(request: Request, progress: object) -> Path:
        asked.append(request)
        folder = elsewhere / "found"
        folder.mkdir()
        manifest = {"counts": counts}
        monkeypatch.setattr("sim.sweeps.manifest.read_manifest", lambda folder: manifest)
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        with Ledger(folder / "ledger.jsonl") as ledger:
            ledger.append(Entry(0, "aa", {2: "ValueError: no"}))
        line = {"run": 2, "scenario": "pressure", "draw": 0, "replicate": 1}
        line |= {"error": "ValueError: no", "traceback": "..."}
        (folder / "failures.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
        return folder

    monkeypatch.setattr("sim.sweeps.execute.run_sweep", fake_sweep)
    monkeypatch.setattr("sim.verbs.launch._present", lambda folder: None)
    assert cli.main(["run", "pressure", "replicates=4"]) == status
    assert [request.scenarios for request in asked] == [("pressure",)]
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == f"Results: {elsewhere / 'found'}"
    failed = (
        "1 of 4 runs failed and are left out; the first: pressure, draw 0, replicate 1: "
        f"ValueError: no; faultlines status {elsewhere / 'found'} says more"
    )
    assert (failed in out.splitlines()) == (status == 1)


def test_an_ablation_leaves_out_mechanisms_that_are_held() -> None:
    request = ablate.request_of(configure("ablate", ["mechanism.peers=off", "draws=2"]))
    assert (request.verb, request.scenarios, request.draws) == ("ablate", ("us_action",), 2)
    assert "peers" not in request.ablated
    assert {"lock_in", "substitution", "alliances_act_alone"} < set(request.ablated)
    named = ablate.request_of(configure("ablate", ["mechanisms=[lock_in]"]))
    assert named.ablated == ("lock_in",)


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the report, and say on the screen when it is drawn."""

    def build_report(ds: xr.Dataset, folder: Path) -> Path:
        print("(drawn)")
        (folder / "report.html").write_text("<p>", encoding="utf-8")
        return folder / "report.html"

    monkeypatch.setattr("sim.report.report.build_report", build_report)


@pytest.mark.usefixtures("drawing")
def test_the_table_comes_first_and_where_the_results_are_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["run", "pressure", "replicates=1", "out=here"]
    assert cli.main(words) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].startswith("What each scenario changes by 2030")
    assert lines[-2:] == ["(drawn)", "Results: here"]
    assert err.splitlines()[-1] == "Drawing figures and writing the report ..."
    assert cli.main(words) == 0
    again, told = capsys.readouterr()
    assert again.splitlines() == [line for line in lines if line != "(drawn)"]
    assert told == "All 2 runs already done; nothing new\n"


@pytest.mark.usefixtures("drawing")
def test_outcomes_without_a_table_are_kept_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["run", "pressure", "replicates=1", "outcomes=[price]", "out=here"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "No table: this result stores none of the outcomes in it (sales_usd_m, level, "
        "host_exposure, coverage)",
        "",
        "(drawn)",
        "Results: here",
    ]
