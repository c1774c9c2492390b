"""Each command loads what it needs and nothing else, so that it starts at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request
from sim.verbs import VERBS
from sim.verbs.listing import KINDS
from tests.sweeps.fakes import open_failing

HEAVY = (
    "hydra", "llvmlite", "matplotlib", "mesa", "networkx", "numba", "numcodecs", "numpy",
    "omegaconf", "pandas", "PIL", "pyarrow", "rich", "SALib", "scipy", "xarray", "zarr",
)  # fmt: skip
LOADED = f"sorted(set({HEAVY}) & set(sys.modules))"
UNTIL_THE_TABLE = f"""
import sys
from sim import cli
from sim.verbs import launch

shown = launch.show_table

def show_and_stop(*results):
    shown(*results)
    sys.exit(" ".join({LOADED}))

launch.show_table = show_and_stop
cli.main(sys.argv[1:])
"""


def done(code: str, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def loaded(words: tuple[str, ...], folder: Path) -> list[str]:
    code = f"import sys; from sim import cli; cli.main(sys.argv[1:]); sys.exit(repr({LOADED}))"
    last = done(code, *words, folder=folder).stderr.splitlines()[-1]
    assert last.startswith("["), last
    return [name.strip("' ") for name in last.strip("[]").split(",") if name]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--help",),
        ("--version",),
        *((verb, "--help") for verb in VERBS),
        ("list",),
        *(("list", kind) for kind in KINDS),
        ("list", "trade"),
        ("init", "--dry-run"),
    ],
    ids=" ".join,
)
def test_help_and_lists_load_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(words, tmp_path) == []


@pytest.mark.parametrize(
    "words",
    [
        ("lst",),
        ("list", "scenarois"),
        ("run", "--dryrun"),
        ("run", "replicats=3"),
        ("run", "one", "two"),
        ("sweep", "+seed=1"),
        ("facts", "us_action"),
        ("init", "here"),
        ("export",),
        ("export", "gone"),
    ],
    ids=" ".join,
)
def test_a_typing_error_is_told_before_anything_is_loaded(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    assert loaded(words, tmp_path) == []


def test_a_missing_result_is_told_before_results_are_read(tmp_path: Path) -> None:
    for words in (("compare", "gone"), ("export", "gone", "to=parquet")):
        assert not {"numpy", "pandas", "xarray", "zarr"} & set(loaded(words, tmp_path))


def test_the_status_of_a_result_opens_no_store(tmp_path: Path) -> None:
    request = Request(("press",), draws=2, outcomes=("level",), out=tmp_path / "out")
    run_sweep(request, open_model=open_failing(1))
    assert set(loaded(("status", "out"), tmp_path)) <= {"hydra", "omegaconf"}
    assert set(loaded(("status", "gone"), tmp_path)) <= {"hydra", "omegaconf"}


def test_a_run_loads_nothing_to_draw_with_before_its_table(tmp_path: Path) -> None:
    run = done(UNTIL_THE_TABLE, "run", "pressure", "replicates=1", folder=tmp_path)
    assert "What each scenario changes by 2030" in run.stdout
    names = run.stderr.splitlines()[-1].split()
    assert {"numba", "xarray", "zarr"} <= set(names)
    assert not {"matplotlib", "mesa", "networkx", "PIL", "rich"} & set(names)
