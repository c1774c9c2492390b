"""Verifying: a byte, a line or a run that is not what it should be is found and named."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultError
from sim.sweeps import fingerprint
from sim.sweeps.chunks import read_chunks, write_block
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.request import Request
from sim.sweeps.survey import survey
from sim.sweeps.verify import wrong_blocks, wrong_runs
from tests.sweeps.fakes import arithmetic, open_failing, open_small

OUTCOMES = ("exposure", "level")
ALL = 99


def ask(out: Path, **changes: Any) -> Request:
    settings: dict[str, Any] = {"draws": 5, "outcomes": OUTCOMES, "workers": 1} | changes
    return Request(("press",), out=out, **settings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return run_sweep(ask(tmp_path / "out"), open_model=open_failing(3), block=4)


def blocks(folder: Path) -> list[str]:
    return list(wrong_blocks(survey(folder)))


def runs(folder: Path, most: int = ALL, open_model: Any = open_small) -> tuple[str, ...]:
    return wrong_runs(survey(folder), most, open_model=open_model).faults


def test_a_result_with_failures_is_whole(folder: Path) -> None:
    assert blocks(folder) == []
    checked = wrong_runs(survey(folder), ALL, open_model=open_small)
    assert (checked.runs, checked.faults) == (8, ())
    assert checked.changed == (
        f"Model code and data are those of {folder}: the same bytes are to be expected",
    )


def test_so_is_one_of_which_all_failed(tmp_path: Path) -> None:
    folder = run_sweep(ask(tmp_path / "out"), open_model=open_failing(0, 1, 2, 3, 4), block=4)
    assert blocks(folder) == []
    assert wrong_runs(survey(folder), ALL, open_model=open_small).runs == 0


@pytest.mark.parametrize("place", [0, 4, 12, 40, -30, -1])
def test_a_flipped_byte_is_found(folder: Path, place: int) -> None:
    chunk = folder / STORE / "exposure" / "c.1.0.0"
    data = bytearray(chunk.read_bytes())
    data[place] ^= 0xFF
    chunk.write_bytes(bytes(data))
    (line,) = blocks(folder)
    assert line.startswith("block 1 (runs 4 to 7): ")


def test_a_chunk_that_is_gone_cut_or_of_another_outcome_is_found(folder: Path) -> None:
    store = folder / STORE
    (store / "exposure" / "c.0.0.0").unlink()
    cut = store / "exposure" / "c.1.0.0"
    cut.write_bytes(cut.read_bytes()[:-3])
    (store / "level" / "c.2.0.0").write_bytes((store / "exposure" / "c.2.0.0").read_bytes())
    assert blocks(folder) == [
        "block 0 (runs 0 to 3): exposure cannot be read",
        "block 1 (runs 4 to 7): exposure has another size than it should",
        "block 2 (runs 8 to 9): level has another size than it should",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"hash": "', '"hash": "0'), ('"failed": {}', '"failed": {"5": "ValueError: no"}')],
)
def test_a_changed_line_of_the_ledger_is_found(folder: Path, old: str, new: str) -> None:
    ledger = folder / LEDGER
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [line.replace(old, new) if '"block": 1,' in line else line for line in lines]
    assert changed != lines
    ledger.write_text("".join(changed), encoding="utf-8")
    assert blocks(folder) == ["block 1 (runs 4 to 7): what is on disk is not what the ledger says"]


def test_a_run_of_other_code_is_found(folder: Path) -> None:
    """Its chunk and its ledger agree; only the model gives other bytes."""
    store, ledger = folder / STORE, folder / LEDGER
    arrays = read_chunks(store, 1, 4, OUTCOMES)
    arrays["exposure"][2] += np.float32(0.5)
    write_block(store, 1, arrays, 4)
    lines = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line["block"] == 1:
            line["hash"] = fingerprint.of_arrays(arrays)
    ledger.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert blocks(folder) == []
    assert runs(folder) == (
        "run 6 (press, draw 1, replicate 1; block 1): simulated again it differs in exposure",
    )


def test_a_store_laid_out_for_other_runs_is_found(tmp_path: Path, folder: Path) -> None:
    other = run_sweep(ask(tmp_path / "other", seed=2), open_model=open_small, block=4)
    for name in (STORE, LEDGER):
        (folder / name).rename(tmp_path / f"old-{name}")
        (other / name).rename(folder / name)
    assert blocks(folder) == []
    first, *others = runs(folder)
    assert first == (
        "run 0 (calm, draw 0, replicate 0; block 0): the store holds 10 runs of other code, data "
        "or settings"
    )
    assert len(others) == 10


def test_what_fails_now_and_what_cannot_be_read_is_named(folder: Path) -> None:
    (folder / STORE / "level" / "c.2.0.0").unlink()
    assert runs(folder, open_model=open_failing(1)) == (
        "run 1 (calm, draw 1, replicate 1; block 0): simulated again it fails "
        "(ZeroDivisionError: no spend in region 3)",
        "run 6 (press, draw 1, replicate 1; block 1): simulated again it fails "
        "(ZeroDivisionError: no spend in region 3)",
        "run 9 (press, draw 4, replicate 4; block 2): level cannot be read",
    )


def test_other_code_is_said_and_its_bytes_are_compared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.sweeps.fingerprint.of_code", lambda: "0123456789abcdef")

    def louder(*args: Any) -> dict[str, Any]:
        return {name: values + 1 for name, values in arithmetic(*args).items()}

    opener = partial(open_small, simulate=louder)
    checked = wrong_runs(survey(folder), 2, open_model=opener)
    assert checked.changed[0].endswith(", now 0123456789abcdef")
    assert checked.changed[-1] == (
        f"Model code or data differ from those of {folder}: results may differ"
    )
    assert len(checked.faults) == 2


def test_which_runs_are_looked_at_follows_from_the_seed(folder: Path) -> None:
    seen: list[tuple[int, ...]] = []

    def notes(*args: Any) -> dict[str, Any]:
        seen.append(tuple(args[3]))
        return arithmetic(*args)

    opener = partial(open_small, simulate=notes)
    assert wrong_runs(survey(folder), 3, open_model=opener).runs == 3
    assert wrong_runs(survey(folder), 3, open_model=opener).runs == 3
    assert seen[:3] == seen[3:]


def test_another_number_of_runs_cannot_be_compared(folder: Path) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["request"]["draws"] = 6
    file.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        runs(folder)
    assert str(caught.value) == (
        f"{folder}: asked for again it is 12 runs and not 10; nothing can be compared"
    )
