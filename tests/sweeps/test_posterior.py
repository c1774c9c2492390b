"""Draws from a posterior: which rows, in which order, and what stands where nothing is drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import cli
from sim.config import configure
from sim.errors import ConfigError, DataError
from sim.folders import posterior_file, posterior_named
from sim.params import registry, uncertain_parameters
from sim.sweeps.asked import file_hash
from sim.sweeps.design import make_design
from sim.sweeps.manifest import read_manifest
from sim.sweeps.posterior import FEW, read_posterior
from sim.sweeps.request import Request
from sim.validation.calibration.record import record
from sim.validation.calibration.window import window

KEY, OTHER = "government.b_ally", "government.b_base"
ROWS = ((0.2, 0.1), (0.3, 0.2), (0.4, 0.3), (0.5, 0.4), (0.6, 0.5))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a posterior in which two parameters go together, the others at their start values."""
    rest = {p.key: p.default for p in uncertain_parameters() if p.key not in (KEY, OTHER)}
    rows = [{KEY: a, OTHER: b, **rest} for a, b in ROWS]
    return write(tmp_path / "own.csv", rows)


def write(file: Path, rows: Sequence[Mapping[str, float]]) -> Path:
    lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def request_(own: Path) -> Request:
    return Request(("us_action",), draws=12, posterior=str(own))


def test_rows_are_drawn_together_each_once_before_any_again(request_: Request) -> None:
    values = make_design(request_).values
    pairs = list(zip(values[KEY].tolist(), values[OTHER].tolist(), strict=True))
    assert sorted(pairs[:5]) == sorted(pairs[5:10]) == sorted(ROWS)
    assert pairs[:5] != pairs[5:10]


def test_the_first_draws_are_the_same_however_many_follow(request_: Request) -> None:
    few = make_design(replace(request_, draws=3)).values
    many = make_design(request_).values
    assert all(np.array_equal(few[key], many[key][:3]) for key in few)


def test_the_seed_chooses_the_order(request_: Request) -> None:
    one, two = (make_design(replace(request_, seed=seed)).values[KEY] for seed in (1, 2))
    assert not np.array_equal(one, two)


def test_one_that_lacks_a_column_is_refused_in_one_line(tmp_path: Path) -> None:
    keys = sorted(p.key for p in uncertain_parameters())
    file = write(tmp_path / "p.csv", [{key: registry()[key].default for key in keys[1:]}])
    with pytest.raises(DataError) as caught:
        read_posterior(file)
    assert str(caught.value).startswith(f"p.csv, header: lacks {keys[0]}; a posterior has")
    assert "design=p.csv" in str(caught.value)
    with pytest.raises(DataError, match=rf"lacks {keys[0]}, {keys[1]}, {keys[2]} and 2 more; "):
        read_posterior(write(file, [{key: registry()[key].default for key in keys[5:]}]))


def test_one_of_very_few_rows_has_a_note(own: Path, request_: Request) -> None:
    (note,) = make_design(request_).notes
    assert note.startswith("own.csv: 5 rows only")
    rows = [{p.key: p.default for p in uncertain_parameters()}] * FEW
    assert read_posterior(write(own, rows)).notes == ()
    (one,) = read_posterior(write(own, rows[:1])).notes
    assert one.startswith("own.csv: 1 row only")


def test_where_nothing_is_drawn_all_stand_at_its_means(request_: Request) -> None:
    design = make_design(replace(request_, parameters="fixed"))
    row = design.parameters({OTHER: 1.0})[0]
    assert row["b_ally"] == pytest.approx(0.4)
    assert row["b_base"] == 1.0
    assert row["b_values"] == registry()["government.b_values"].default
    assert design.is_calibrated


def test_what_is_not_named_stands_at_its_mean(request_: Request) -> None:
    design = make_design(replace(request_, vary=(KEY,)))
    assert list(design.values) == [KEY]
    assert design.parameters({})["b_base"] == pytest.approx(0.3)


@pytest.mark.parametrize("design", ["lhs", "morris"])
def test_other_designs_take_ranges_and_say_so(request_: Request, design: str) -> None:
    made = make_design(replace(request_, design=design, draws=4))
    assert made.values[KEY].max() > 0.6
    assert not made.is_calibrated
    assert made.notes[1:] == (
        f"design={design} takes parameters from their ranges, not from own.csv",
    )


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("operator.nothing", "'operator.nothing' is neither a parameter nor a lever"),
        ("levers.aid.fees", "'levers.aid.fees' is a lever"),
        ("mechanism.peers", "'mechanism.peers' is a parameter without a range"),
    ],
)
def test_other_columns_are_refused(tmp_path: Path, header: str, message: str) -> None:
    file = tmp_path / "p.csv"
    file.write_text(f"{header}\n1\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_posterior(file)


def test_the_shipped_one_has_every_uncertain_parameter_inside_its_range() -> None:
    file = posterior_file("posterior.csv")
    assert file is not None
    found = read_posterior(file)
    assert found.values.keys() == {p.key for p in uncertain_parameters()}
    assert found.rows >= 256
    assert found.notes == ()


def test_the_shipped_best_holds_its_means() -> None:
    file = posterior_file("posterior.csv")
    assert file is not None
    means = read_posterior(file).centre()
    held = configure("run", ["model=best"]).held
    assert held == pytest.approx({key: means[key] for key in held}, rel=1e-4, abs=1e-6)
    assert held.keys() == means.keys()


def test_models_by_name(own: Path) -> None:
    assert posterior_named("posterior") == str(posterior_file("posterior.csv"))
    assert posterior_named("default") == ""
    assert posterior_named(own) == str(own)
    with pytest.raises(ConfigError, match="did you mean 'posterior'"):
        posterior_named("posteriors")


def test_a_model_of_a_library_moves_the_outcome() -> None:
    fitted, start = (sim.run("baseline", 4, model=m, outcomes=["exposure"]) for m in
                     ("posterior", "default"))  # fmt: skip
    assert not fitted.attrs["uncalibrated"]
    assert start.attrs["uncalibrated"]
    assert not np.array_equal(fitted["exposure"], start["exposure"])


def test_a_sweep_keeps_the_posterior_and_can_be_asked_again(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["sweep", "baseline", "draws=3", "outcomes=[level]", "posterior=own.csv"]
    assert cli.main([*words, "out=first"]) == 0
    manifest = read_manifest(Path("first"))
    assert manifest["uncalibrated"] is False
    assert manifest["values"][KEY] == {"posterior": "own.csv", "low": 0.22, "high": 0.58}
    own.unlink()
    assert cli.main(["run", "rerun=first", "out=second"]) == 0
    again = sim.load("second")
    assert np.array_equal(sim.load("first")["drawn"], again["drawn"])
    capsys.readouterr()
    assert cli.main([*words, "out=third"]) == 2
    assert "own.csv: there is no such file" in capsys.readouterr().err


def test_the_shipped_one_says_where_it_is_from() -> None:
    file = posterior_file("posterior.csv")
    assert file is not None
    told = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert told["table"] == file_hash(file)
    assert told["rows"] == read_posterior(file).rows
    assert told["until"] == 2020
    over = window()
    assert told["targets"] == record(over.world, over.names, told["coding"]).hash
