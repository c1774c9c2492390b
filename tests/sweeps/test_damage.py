"""Damage to a store is never read as a number: it is refused, named, and done again when asked."""

from __future__ import annotations

import errno
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.analysis.quantiles import spread
from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.ledger import read_ledger
from sim.sweeps.load import load
from sim.sweeps.manifest import read_manifest, write_manifest
from sim.sweeps.progress import Lines
from sim.sweeps.request import Request
from sim.sweeps.survey import survey
from sim.sweeps.verify import wrong_blocks
from tests.sweeps.fakes import Interrupted, open_failing, open_small, open_stopping, read_block

OUTCOMES = ("exposure", "level")


def ask(out: Path, **changes: Any) -> Request:
    settings: dict[str, Any] = {"draws": 5, "outcomes": OUTCOMES, "workers": 1} | changes
    return Request(("press",), out=out, **settings)


def arrays(folder: Path) -> dict[str, bytes]:
    return {k: v.tobytes() for k, v in read_block(folder / STORE, range(10), OUTCOMES).items()}


def again(request: Request, opener: Any = open_small) -> list[str]:
    """Launch a request and return what it says."""
    text = io.StringIO()
    run_sweep(request, Lines(text), open_model=opener, block=4)
    return text.getvalue().splitlines()


def scribble(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place : place + 4] = b"xxxx"
    file.write_bytes(bytes(data))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return run_sweep(ask(tmp_path / "out"), open_model=open_small, block=4)


def test_a_missing_file_is_refused_and_done_again(folder: Path, tmp_path: Path) -> None:
    before, counter = arrays(folder), tmp_path / "calls"
    (folder / STORE / "level" / "c.1.0.0").unlink()
    for read in (load, lambda result: spread(result, "exposure")):
        with pytest.raises(ResultError) as caught:
            read(folder)
        assert str(caught.value) == (
            f"{folder}: files of block 1 are missing from its store; launch the same request "
            "again: it is done again"
        )
    assert again(ask(folder), open_stopping(counter, 99)) == [
        f"{folder}: block 1: files are missing; 4 runs are done again",
        "10 runs, 6 already done",
        "10 of 10 runs",
    ]
    assert counter.read_text(encoding="utf-8") == "xx"  # block 1 straddles two scenarios
    assert arrays(folder) == before
    assert load(folder).sizes["sample"] == 5
    assert again(ask(folder)) == ["All 10 runs already done; nothing new"]


def test_what_is_forgotten_is_missing_until_it_is_done(folder: Path, tmp_path: Path) -> None:
    before = arrays(folder)
    (folder / STORE / "level" / "c.1.0.0").unlink()
    with pytest.raises(Interrupted):
        again(ask(folder), open_stopping(tmp_path / "calls", 0))
    assert sorted(read_ledger(folder / LEDGER)) == [0, 2]
    assert survey(folder).missing == read_manifest(folder)["counts"]["missing"] == 4
    assert load(folder).sizes["sample"] == 1  # all others have a run in that block
    again(ask(folder))
    assert arrays(folder) == before


def test_a_block_all_of_which_failed_needs_no_files(tmp_path: Path) -> None:
    request = ask(tmp_path / "out")
    out = run_sweep(request, open_model=open_failing(0, 1, 2, 3), block=4)
    assert not (out / STORE / "level" / "c.0.0.0").exists()
    assert load(out).sizes["sample"] == 1
    (line,) = again(request)
    assert line.startswith("Nothing new: 2 of 10 runs are done and 8 failed")


@pytest.mark.parametrize(
    "lose",
    [
        lambda store: shutil.rmtree(store),
        lambda store: shutil.rmtree(store / "level"),
        lambda store: (store / "level" / "zarr.json").write_text('{"cut', encoding="utf-8"),
    ],
    ids=["all", "an outcome", "a layout"],
)
def test_without_its_store_everything_is_done_again(
    folder: Path, lose: Callable[[Path], None]
) -> None:
    before = arrays(folder)
    lose(folder / STORE)
    assert again(ask(folder)) == [
        f"{folder}: blocks 0, 1, 2: the store is not whole; 10 runs are done again",
        "10 runs",
        "10 of 10 runs",
    ]
    assert arrays(folder) == before


@pytest.mark.parametrize("place", [0, 4, 12, 20])
def test_damaged_bytes_are_one_line(folder: Path, place: int) -> None:
    file = folder / STORE / "exposure" / "c.0.0.0"
    scribble(file, place)
    with pytest.raises(ResultError) as caught:
        _ = load(folder)["exposure"].values
    assert str(caught.value) == (
        f"{file}: is damaged; faultlines status {folder} verify=true finds all damage, and "
        "launching the same request with retry=damaged mends it"
    )
    assert len(list(wrong_blocks(survey(folder)))) == 1


@pytest.mark.parametrize("read", [lambda f: load(f)["level"].values, lambda f: spread(f, "level")])
def test_a_file_cut_short_is_named(folder: Path, read: Callable[[Path], Any]) -> None:
    file = folder / STORE / "level" / "c.2.0.0"
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(ResultError) as caught:
        read(folder)
    assert str(caught.value).startswith(f"{file}: is damaged; faultlines status {folder} ver")


@pytest.mark.parametrize("read", [lambda f: load(f)["level"].values, lambda f: spread(f, "level")])
def test_an_empty_file_is_named(folder: Path, read: Callable[[Path], Any]) -> None:
    file = folder / STORE / "level" / "c.1.0.0"
    file.write_bytes(b"")
    with pytest.raises(ResultError, match=r"c\.1\.0\.0: is damaged"):
        read(folder)


def test_what_is_damaged_is_done_again_when_asked(folder: Path) -> None:
    before = arrays(folder)
    (folder / STORE / "level" / "c.0.0.0").unlink()
    scribble(folder / STORE / "exposure" / "c.2.0.0", 0)
    assert again(replace(ask(folder), retry_damaged=True)) == [
        "Comparing what is done with ledger.jsonl ...",
        "block 0 (runs 0 to 3): level cannot be read",
        "block 2 (runs 8 to 9): exposure cannot be unpacked",
        f"{folder}: blocks 0, 2: not as they were; 6 runs are done again",
        "10 runs, 4 already done",
        "10 of 10 runs",
    ]
    assert arrays(folder) == before
    assert again(replace(ask(folder), retry_damaged=True)) == [
        "Comparing what is done with ledger.jsonl ...",
        "All 10 runs already done; nothing new",
    ]


def older(folder: Path, **versions: str) -> None:
    """Let a result be of other versions."""
    manifest = read_manifest(folder)
    manifest["versions"] |= versions
    write_manifest(folder, manifest)


def test_runs_of_other_versions_are_not_mixed(folder: Path) -> None:
    now = read_manifest(folder)["versions"]
    older(folder, numpy="1.0", numba="0.1", zarr="2")
    assert again(ask(folder)) == ["All 10 runs already done; nothing new"]
    (folder / STORE / "level" / "c.1.0.0").unlink()
    with pytest.raises(ResultError) as caught:
        again(ask(folder))
    assert str(caught.value) == (
        f"{folder}: was made with numpy 1.0, numba 0.1 and this is numpy {now['numpy']}, numba "
        f"{now['numba']}, so that runs added now might not fit; choose another folder with out=, "
        "or use numpy 1.0, numba 0.1"
    )


def test_where_nothing_stands_other_versions_do_not_matter(folder: Path) -> None:
    now = read_manifest(folder)["versions"]
    older(folder, numpy="1.0")
    shutil.rmtree(folder / STORE)
    again(ask(folder))
    assert read_manifest(folder)["versions"] == now


def test_another_number_of_draws_is_said(folder: Path) -> None:
    with pytest.raises(ResultError) as caught:
        again(replace(ask(folder), draws=6, levers={"campaign.strength": (2,)}))
    assert str(caught.value) == (
        f"{folder}: holds a result of another request (draws 5, asked 6; levers none, asked "
        "campaign.strength=2); choose another out="
    )


def test_other_facts_are_said(folder: Path) -> None:
    manifest = read_manifest(folder)
    write_manifest(folder, manifest | {"identity": "0123abcd"})
    with pytest.raises(ResultError, match=r"request \(other scenario files, facts or tables\);"):
        again(ask(folder))


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_not_promised_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuses(*_: Any, **__: Any) -> None:
        raise OSError(number, "not allowed")

    monkeypatch.setattr("sim.sweeps.execute.Ledger", refuses)
    with pytest.raises(ResultError) as caught:
        again(ask(tmp_path / "out"))
    assert str(caught.value) == (
        f"{tmp_path}/out: cannot be written (not allowed); allow writing there, or choose another "
        "folder with out="
    )


def test_the_ledger_still_only_grows(folder: Path) -> None:
    before = (folder / LEDGER).read_text(encoding="utf-8")
    (folder / STORE / "level" / "c.1.0.0").unlink()
    again(ask(folder))
    after = (folder / LEDGER).read_text(encoding="utf-8")
    assert after.startswith(before)
    told = [json.loads(line) for line in after[len(before) :].splitlines()]
    assert [(row["block"], bool(row["hash"])) for row in told] == [(1, False), (1, True)]


def test_a_label_that_is_gone_is_written_again(folder: Path) -> None:
    before = arrays(folder)
    shutil.rmtree(folder / STORE / "draw")
    with pytest.raises(ResultError) as caught:
        load(folder)
    assert str(caught.value) == (
        f"{folder}/store/draw: is missing or damaged; launching the same request with "
        "retry=damaged mends it"
    )
    assert again(ask(folder)) == ["All 10 runs already done; nothing new"]
    assert load(folder)["draw"].values.tolist() == [0, 1, 2, 3, 4]
    assert arrays(folder) == before


def test_a_label_that_is_damaged_is_mended_when_asked(folder: Path) -> None:
    (file,) = (each for each in (folder / STORE / "draw").rglob("c/*") if each.is_file())
    scribble(file, 0)
    with pytest.raises(ResultError, match=r"store/draw: is missing or damaged; launching"):
        load(folder)
    again(replace(ask(folder), retry_damaged=True))
    assert load(folder)["draw"].values.tolist() == [0, 1, 2, 3, 4]
