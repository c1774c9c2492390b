from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numba
import numpy as np
import pytest
from numba.core.errors import NumbaError

from sim import compiled
from sim.compiled import jit, lean, sized


@jit
def _reciprocal(x: float) -> float:
    return 1.0 / x


def test_compiled_code_divides_like_ieee() -> None:
    assert _reciprocal(4.0) == 0.25
    assert _reciprocal(0.0) == float("inf")


@lean
def _halve(row: np.ndarray) -> float:
    for i in range(row.size):
        row[i] *= 0.5
    return row[0]


@lean
def _zeros(size: int) -> float:
    return np.zeros(size)[0]


@lean
def _one_more(row: np.ndarray) -> float:
    more = row + 1.0
    return more[0]


@lean
def _copied(row: np.ndarray) -> float:
    return row.copy()[0]


def test_lean_code_works_on_arrays_it_is_given() -> None:
    row = np.array([3.0, 8.0])
    assert _halve(row) == 1.5
    assert row.tolist() == [1.5, 4.0]


@pytest.mark.parametrize(
    ("function", "argument"), [(_zeros, 3), (_one_more, np.ones(3)), (_copied, np.ones(3))]
)
def test_a_lean_function_that_makes_an_array_does_not_compile(
    function: Callable[..., float], argument: object
) -> None:
    # which of the two it says depends on what has been compiled before
    with pytest.raises(NumbaError, match=r"No implementation of function|NRT required"):
        function(argument)


@lean
def _sum_of_six(table: np.ndarray) -> float:
    total, view = 0.0, sized(table, (3, 2))
    for i in range(view.shape[0]):
        total += view[i, 0] - view[i, 1]
        view[i, 1] = 9.0
    return total


def test_a_view_of_known_size_is_the_same_memory_in_order() -> None:
    table = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    assert _sum_of_six(table) == -54.0
    assert table[:, 1].tolist() == [9.0] * 3
    flat = np.arange(6.0)
    assert _sum_of_six(flat) == -3.0


def test_compiled_code_is_kept_under_a_name_of_its_sources() -> None:
    assert compiled.source_hash() in str(numba.config.CACHE_DIR)
    assert len(compiled.source_hash()) == 20


def test_the_name_depends_on_every_rule_and_on_what_rules_share() -> None:
    names = {path.name for path in compiled.compiled_sources()}
    assert {"tenders.py", "awards.py", "choice.py", "quarter.py", "compiled.py"} <= names
    assert {"elementary.py", "streams.py", "state.py", "facts.py", "terms.py"} <= names


def test_every_module_that_a_rule_imports_counts() -> None:
    counted = {path.stem for path in compiled.compiled_sources()} | {"rules"}
    for path in compiled.compiled_sources():
        if path.parent.name != "rules":
            continue
        for line in path.read_text().splitlines():
            if line.startswith(("from sim.", "from sim import")):
                module = line.split()[1] if "from sim." in line else "sim." + line.split()[-1]
                assert module.split(".")[-1] in counted, f"{path.name}: {line}"


def test_an_edit_gives_another_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rule = tmp_path / "rule.py"
    monkeypatch.setattr(compiled, "compiled_sources", lambda: [rule])
    rule.write_text("a = 1\n")
    before = compiled.source_hash.__wrapped__()
    rule.write_text("a = 2\n")
    assert compiled.source_hash.__wrapped__() != before


def test_users_choose_where_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLINES_CACHE", "/elsewhere")
    assert compiled.cache_root() == Path("/elsewhere")
    monkeypatch.delenv("FAULTLINES_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/home-cache")
    assert compiled.cache_root() == Path("/home-cache/faultlines")


def test_only_the_newest_versions_are_kept(tmp_path: Path) -> None:
    for age in range(10):
        folder = tmp_path / f"compiled-{age}"
        folder.mkdir()
        (folder / "rule.nbi").write_text("")
        os.utime(folder, (1000 + age, 1000 + age))
    (tmp_path / "compiled-gone").symlink_to(tmp_path / "nowhere")  # as if just removed
    compiled._forget_old_versions(tmp_path)
    kept = {path.parent.name for path in tmp_path.rglob("*.nbi")}
    assert kept == {f"compiled-{age}" for age in range(2, 10)}


@pytest.mark.parametrize(
    ("what", "other"),
    [("_SIM", Path("/another/checkout/sim")), ("get_host_cpu_name", lambda: "z80")],
)
def test_checkouts_and_processors_do_not_take_each_others_code_for_theirs(
    monkeypatch: pytest.MonkeyPatch, what: str, other: object
) -> None:
    sources = compiled.compiled_sources()
    monkeypatch.setattr(compiled, "compiled_sources", lambda: sources)
    before = compiled.source_hash.__wrapped__()
    assert before == compiled.source_hash()
    monkeypatch.setattr(compiled, what, other)
    assert compiled.source_hash.__wrapped__() != before


def test_where_code_cannot_be_kept_the_variable_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = subprocess.run(
        [sys.executable, "-m", "sim", "run", "pressure"],
        cwd=tmp_path,
        env=os.environ | {"FAULTLINES_CACHE": str(tmp_path / "file")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr == (
        f"faultlines: {tmp_path}/file: compiled code cannot be kept there (Not a directory); set "
        "FAULTLINES_CACHE to a folder that can be written\n"
    )


def test_numba_without_compiling_is_refused(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "sim", "run", "pressure"],
        cwd=tmp_path,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr == (
        "faultlines: NUMBA_DISABLE_JIT is set, but rules run as compiled code only; unset it\n"
    )
