"""Chunks: written by hand, read back by the store's library to the bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.sweeps.chunks import (
    DamagedChunk,
    clear_unfinished,
    empty_block,
    read_chunks,
    sync_block,
    unfinished,
    write_block,
)
from sim.sweeps.labels import labels
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from sim.sweeps.store import allocate
from tests.sweeps.fakes import open_small, read_block, small_names, small_world

OUTCOMES = ("exposure", "level", "sales_usd_m", "host_exposure")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of six runs, four a block."""
    request = Request(("press",), draws=3, outcomes=OUTCOMES)
    plan = make_plan(request, open_small(request), block=4)
    allocate(
        tmp_path / "store", plan, labels(small_world(), small_names(), plan.request.outcomes), {}
    )
    return tmp_path / "store"


def some_runs(runs: int) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(3)
    shapes = {"exposure": (88, 5), "sales_usd_m": (88, 8, 4, 3), "host_exposure": (88,)}
    return {
        "level": chance.integers(0, 5, (runs, 88, 5), dtype=np.int8),
        **{name: chance.random((runs, *s), dtype=np.float32) for name, s in shapes.items()},
    }


@pytest.mark.parametrize(("block", "runs"), [(0, range(4)), (1, range(4, 6))])
def test_a_block_is_read_back_as_written_and_leaves_the_others_alone(
    store: Path, block: int, runs: range
) -> None:
    written = some_runs(len(runs))
    write_block(store, block, written, 4)
    found = read_block(store, runs, OUTCOMES)
    for name, array in written.items():
        assert np.array_equal(found[name], array)
        assert found[name].dtype == array.dtype
    others = read_block(store, range(4, 6) if block == 0 else range(4), OUTCOMES)
    assert np.isnan(others["exposure"]).all()
    assert (others["level"] == -1).all()


def test_arrays_laid_out_otherwise_are_written_all_the_same(store: Path) -> None:
    turned = np.arange(4 * 88 * 5, dtype=np.float32).reshape(5, 88, 4).T
    write_block(store, 0, {"exposure": turned}, 4)
    assert np.array_equal(read_block(store, range(4), ("exposure",))["exposure"], turned)
    other_end = turned.astype(turned.dtype.newbyteorder(">"))
    write_block(store, 0, {"exposure": other_end}, 4)
    assert np.array_equal(read_block(store, range(4), ("exposure",))["exposure"], turned)


def test_each_block_is_one_file_of_its_own(store: Path) -> None:
    write_block(store, 1, {"exposure": np.ones((2, 88, 5), dtype=np.float32)}, 4)
    chunks = [p.relative_to(store).as_posix() for p in store.glob("exposure/c*")]
    assert chunks == ["exposure/c.1.0.0"]
    sync_block(store, 1, OUTCOMES)


@pytest.mark.parametrize(("block", "runs"), [(0, 4), (1, 2)])
def test_files_are_read_without_the_library_too(store: Path, block: int, runs: int) -> None:
    written = some_runs(runs)
    write_block(store, block, written, 4)
    found = read_chunks(store, block, runs, OUTCOMES)
    for name, array in written.items():
        assert np.array_equal(found[name], array)
        assert found[name].dtype == array.dtype


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "level cannot be read"),
        (b"", "level has another size than it should"),
        (b"\x02\x01", "level has another size than it should"),
    ],
)
def test_a_damaged_file_is_named(store: Path, content: bytes | None, why: str) -> None:
    write_block(store, 0, some_runs(4), 4)
    file = store / "level" / "c.0.0.0"
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(DamagedChunk) as caught:
        read_chunks(store, 0, 4, OUTCOMES)
    assert str(caught.value) == why


def test_a_block_that_cannot_be_unpacked_is_named(store: Path) -> None:
    write_block(store, 0, some_runs(4), 4)
    file = store / "exposure" / "c.0.0.0"
    data = file.read_bytes()
    file.write_bytes(data[:16] + b"\xff" * (len(data) - 16))
    with pytest.raises(DamagedChunk, match="exposure cannot be unpacked"):
        read_chunks(store, 0, 4, ("exposure",))


def test_runs_that_are_done_stand_until_the_new_chunk_is_whole(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = some_runs(4), {"level": np.ones((4, 88, 5), dtype=np.int8)}
    write_block(store, 0, before, 4)

    def full(file: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("sim.sweeps.chunks._sync_file", full)
        with pytest.raises(OSError, match="No space left"):
            write_block(store, 0, after, 4)
    assert np.array_equal(read_chunks(store, 0, 4, ("level",))["level"], before["level"])
    write_block(store, 0, after, 4)
    assert (read_block(store, range(4), ("level",))["level"] == 1).all()
    clear_unfinished(store)
    assert [file.name for file in (store / "level").glob("c*")] == ["c.0.0.0"]


def test_an_empty_block_takes_shape_and_type_from_one_run() -> None:
    block = empty_block(3, {"level": np.ones((1, 2), dtype=np.int8)})
    assert block["level"].tolist() == [[-1, -1]] * 3
    assert block["level"].dtype == np.int8


def test_what_a_kill_left_unfinished_is_removed_and_nothing_else(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "level").mkdir(parents=True)
    chunk = store / "level" / "c.0.0.0"
    kept = (chunk, tmp_path / "manifest.json")
    left = (unfinished(chunk), unfinished(chunk), unfinished(tmp_path / "mark"))
    assert len(set(left)) == 3
    for file in (*kept, *left):
        file.touch()
    clear_unfinished(store)
    assert all(file.exists() for file in kept)
    assert not any(file.exists() for file in left)
