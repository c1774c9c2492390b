"""Stopping when there are enough runs: where it stops follows from the request alone."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError
from sim.sweeps import until
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.ledger import read_ledger
from sim.sweeps.load import load
from sim.sweeps.manifest import read_manifest, until_words
from sim.sweeps.precision import shares_watched
from sim.sweeps.progress import Lines
from sim.sweeps.request import Request
from sim.sweeps.rerun import remembered
from sim.sweeps.survey import Tally, survey
from sim.verbs.launch import failures
from sim.verbs.status import describe
from tests.sweeps.fakes import Interrupted, open_failing, open_small, open_stopping, read_block

OUTCOMES = ("sales_usd_m", "host_exposure")
AT_36, AT_81, NEVER = 3e-5, 2e-5, 1e-6
STOPPED = (
    "Stopped after 36 of 100 samples: the headline shares of 2030 are known to ±1.5e-05 points"
)


def ask(out: Path, width: float = AT_36, **changes: Any) -> Request:
    settings = {"draws": 100, "outcomes": OUTCOMES, "out": out, "until_width": width} | changes
    return Request(("press",), **settings)


def told(request: Request, opener: Any = open_small, block: int = 16) -> list[str]:
    text = io.StringIO()
    run_sweep(request, Lines(text), open_model=opener, block=block)
    return text.getvalue().splitlines()


def files(folder: Path) -> dict[str, bytes]:
    paths = (file for file in (folder / STORE).rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in paths}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("until") / "out"
    return run_sweep(ask(out, executor="serial"), open_model=open_small)


def test_it_stops_and_says_why_and_what_was_not_needed_is_not_missing(tmp_path: Path) -> None:
    lines = told(ask(tmp_path / "out"))
    assert lines[0] == (
        "Stops once the headline shares of 2030 are known to ±1.5e-05 points; these runs are the "
        "most that are made"
    )
    assert lines[1] == "200 runs"
    assert lines[-1] == STOPPED
    manifest = read_manifest(tmp_path / "out")
    assert {name: manifest["until"][name] for name in ("samples", "of", "enough", "year")} == {
        "samples": 36,
        "of": 100,
        "enough": True,
        "year": 2030,
    }
    counts = manifest["counts"]
    assert (counts["failed"], counts["missing"]) == (0, 0)
    assert counts["done"] + counts["not_needed"] == counts["runs"] == 200
    assert failures(tmp_path / "out") == ""
    ds = load(tmp_path / "out")
    assert (ds.sizes["sample"], ds.attrs["samples_left_out"]) == (36, 0)
    assert ds["draw"].values.tolist() == list(range(36))
    assert ds.attrs["until"] == STOPPED


def test_what_is_stored_is_what_an_unlimited_sweep_stores(tmp_path: Path, reference: Path) -> None:
    whole = run_sweep(ask(tmp_path / "whole", 0.0), open_model=open_small)
    for first in (0, 100):
        runs = range(first, first + 36)
        some, all_ = (read_block(f / STORE, runs, OUTCOMES) for f in (reference, whole))
        assert all(some[name].tobytes() == all_[name].tobytes() for name in OUTCOMES)
    assert read_manifest(whole)["until"] is None
    assert read_manifest(whole)["identity"] == read_manifest(reference)["identity"]


@pytest.mark.parametrize(
    "how", [{"workers": 3}, {"executor": "processes", "workers": 2}, {"workers": 1}]
)
def test_the_store_is_the_same_whoever_does_the_runs(
    tmp_path: Path, reference: Path, how: dict[str, Any]
) -> None:
    assert files(run_sweep(ask(tmp_path / "out", **how), open_model=open_small)) == files(reference)


@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed")
def test_the_store_is_the_same_with_dask(tmp_path: Path, reference: Path) -> None:
    request = ask(tmp_path / "out", executor="dask", workers=2)
    assert files(run_sweep(request, open_model=open_small)) == files(reference)


@pytest.mark.parametrize("block", [1, 7, 64])
def test_it_stops_at_the_same_sample_whatever_the_blocks(
    tmp_path: Path, reference: Path, block: int
) -> None:
    folder = run_sweep(ask(tmp_path / "out"), open_model=open_small, block=block)
    assert read_manifest(folder)["until"] == read_manifest(reference)["until"]
    assert load(folder).equals(load(reference))


@pytest.mark.parametrize("blocks", [1, 3, 5])
def test_killed_and_launched_again_it_is_the_same(
    tmp_path: Path, reference: Path, blocks: int
) -> None:
    request = ask(tmp_path / "out", workers=1)
    with pytest.raises(Interrupted):
        run_sweep(request, open_model=open_stopping(tmp_path / "calls", blocks))
    assert read_manifest(tmp_path / "out")["until"] is None
    assert read_manifest(tmp_path / "out")["counts"]["not_needed"] == 0
    assert files(run_sweep(request, open_model=open_small)) == files(reference)
    assert read_manifest(tmp_path / "out")["until"] == read_manifest(reference)["until"]


def test_the_same_again_does_nothing_and_touches_nothing(tmp_path: Path) -> None:
    told(ask(tmp_path / "out"))
    before = {f: f.read_bytes() for f in (tmp_path / "out").rglob("*") if f.is_file()}
    done = read_manifest(tmp_path / "out")["counts"]["done"]
    again = told(ask(tmp_path / "out"), open_failing(*range(100)))
    assert again == [f"Nothing new: {done} of 200 runs are done and no more are needed"]
    assert {f: f.read_bytes() for f in (tmp_path / "out").rglob("*") if f.is_file()} == before


def test_a_smaller_width_goes_on_and_none_at_all_does_the_rest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told(ask(out))
    assert told(ask(out, AT_81))[-1].startswith("Stopped after 81 of 100 samples: ")
    assert load(out).sizes["sample"] == 81
    assert read_manifest(out)["request"]["until_width"] == AT_81
    assert told(ask(out, NEVER))[-1] == (
        "All 100 samples were called for: the headline shares of 2030 are known to ±7.9e-06 "
        "points only, and ±5e-07 was asked for"
    )
    assert load(out).sizes["sample"] == 100
    assert told(ask(out, 0.0)) == ["All 200 runs already done; nothing new"]
    manifest = read_manifest(out)
    assert (manifest["until"], manifest["request"]["until_width"]) == (None, 0.0)


def test_with_a_wider_one_fewer_are_looked_at_and_none_is_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told(ask(out, 0.0))
    ledger = read_ledger(out / LEDGER)
    assert told(ask(out)) == ["All 200 runs already done; nothing new"]
    assert load(out).sizes["sample"] == 36
    assert read_manifest(out)["until"]["samples"] == 36
    assert read_ledger(out / LEDGER) == ledger
    told(ask(out, 0.0))
    assert load(out).sizes["sample"] == 100


def test_a_launch_killed_before_its_manifest_was_closed_is_put_right(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told(ask(out))
    file = out / "manifest.json"
    right = json.loads(file.read_text("utf-8"))
    stale = {"runs": 200, "done": 0, "failed": 0, "missing": 200, "not_needed": 0}
    file.write_text(json.dumps(right | {"until": None, "counts": stale}), encoding="utf-8")
    assert told(ask(out))[0].startswith("Nothing new")
    now = read_manifest(out)
    assert (now["until"], now["counts"]) == (right["until"], right["counts"])


def test_failed_runs_are_left_out_and_counted_apart(tmp_path: Path) -> None:
    folder = run_sweep(ask(tmp_path / "out"), open_model=open_failing(3, 30))
    counts = read_manifest(folder)["counts"]
    assert (counts["failed"], counts["missing"]) == (4, 0)
    ds = load(folder)
    assert ds.sizes["sample"] == read_manifest(folder)["until"]["samples"] - 2
    assert ds.attrs["samples_left_out"] == 2
    assert "4 of 200 runs failed" in failures(folder)


def test_a_stop_for_failures_is_no_stop_for_precision(tmp_path: Path) -> None:
    request = ask(tmp_path / "out", stop_after=1, workers=1)
    lines = told(request, open_failing(3))
    assert lines[-1].startswith("Stopped, as on_error asks; ")
    assert read_manifest(tmp_path / "out")["until"] is None


def test_asked_for_again_from_its_manifest_it_stops_at_the_same(
    tmp_path: Path, reference: Path
) -> None:
    with remembered(reference) as request:
        again = run_sweep(replace(request, out=tmp_path / "again"), open_model=open_small)
    assert files(again) == files(reference)


def test_replicates_of_a_draw_stay_together(tmp_path: Path) -> None:
    folder = run_sweep(ask(tmp_path / "out", 0.01, draws=12, replicates=10), open_model=open_small)
    assert read_manifest(folder)["until"]["samples"] == 20
    assert load(folder).sizes["sample"] == 20


def test_status_tells_what_was_not_needed(reference: Path) -> None:
    found = survey(reference)
    assert (found.missing, found.not_needed) == (0, found.runs - sum(t.done for t in found.tallies))
    assert found.tallies[0] == Tally("calm", 52, 0, 0, 48)
    lines = list(describe(found))
    assert ["done", "failed", "missing", "not", "needed"] in [line.split() for line in lines]
    assert STOPPED in lines
    assert lines[-2:] == [
        "All that is needed is done",
        "For more, launch the same with a smaller until.width, or without it",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"outcomes": ("level",)},
            "until.width: there is nothing to watch; it needs a scenario with a baseline, and one "
            "of the outcomes sales_usd_m, host_exposure",
        ),
        (
            {"design": "lhs"},
            "until.width: goes with design=draws, of which any number can be made; design=lhs is "
            "one whole",
        ),
        ({"until_width": -1.0}, "until.width: -1.0 is not a number of points from 0 to 100"),
        ({"until_width": float("nan")}, "until.width: nan is not a number of points from 0 to 100"),
        ({"until_width": True}, "until.width: True is not a number of points from 0 to 100"),
        ({"until_year": 2050}, "until.year: 2050 is not one of 2014 to 2035"),
    ],
)
def test_mistakes_are_one_line(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        run_sweep(ask(tmp_path / "out", **changes), open_model=open_small)
    assert str(caught.value) == message
    assert not (tmp_path / "out").exists()


def test_a_scenario_without_a_baseline_has_nothing_to_watch(tmp_path: Path) -> None:
    request = replace(ask(tmp_path / "out"), scenarios=("calm",))
    with pytest.raises(ConfigError, match="there is nothing to watch"):
        run_sweep(request, open_model=open_small)


def test_the_outcomes_watched_are_those_of_the_shares() -> None:
    assert set(until.WATCHED) == {share.needs for share in shares_watched()}


class Heard(Lines):
    """Remembers what it is told of the shares."""

    def __init__(self) -> None:
        super().__init__(io.StringIO())
        self.heard: list[tuple[float, int]] = []

    def known(self, error: float, samples: int) -> None:
        self.heard.append((error, samples))


@pytest.mark.parametrize("width", [0.0, AT_81])
def test_the_error_so_far_is_told_while_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: float
) -> None:
    for name in ("_FIRST_LOOK_S", "_BETWEEN_LOOKS_S"):
        monkeypatch.setattr(until, name, 0.0)
    monkeypatch.setattr(until, "_PART", 1e9)
    heard = Heard()
    run_sweep(ask(tmp_path / "out", width, workers=1), heard, open_model=open_small)
    samples = [number for _, number in heard.heard]
    assert samples == sorted(samples)
    assert (min(samples), max(samples)) == (16, 81 if width else 100)
    assert all(0 < error < 1 for error, _ in heard.heard)


def test_nobody_looks_where_there_is_nothing_to_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(until, "_FIRST_LOOK_S", 0.0)
    heard = Heard()
    request = ask(tmp_path / "out", 0.0, outcomes=("level",))
    run_sweep(request, heard, open_model=open_small)
    assert heard.heard == []


def test_words_for_an_error_that_is_not_known() -> None:
    ended = {"width": 1.0, "year": 2030, "error": None, "enough": False, "samples": 8, "of": 8}
    assert until_words({"until": ended}) == (
        "All 8 samples were called for: the headline shares of 2030 are not known, and ±0.5 was "
        "asked for"
    )
    assert until_words({"until": {**ended, "error": 0.4, "enough": True}}) == (
        "All 8 samples were called for: the headline shares of 2030 are known to ±0.4 points"
    )
    assert until_words({}) == until_words({"until": None}) == ""
