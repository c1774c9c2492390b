"""The rules the project sets itself: sizes, words for everything, nothing of one machine."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = (".ci", "benchmarks", "configs", "docs", "scenarios", "sim", "tests")
HEAVY = ("numpy", "scipy", "matplotlib", "numba", "xarray", "pandas", "mesa")
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
MAKE = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def python_files(*folders: str) -> list[Path]:
    found = sorted(file for name in folders for file in (ROOT / name).rglob("*.py"))
    assert found, f"no Python files in {folders}"
    return found


def text_files() -> Iterator[tuple[Path, str]]:
    inside = [file for name in FOLDERS for file in (ROOT / name).rglob("*")]
    for file in [*ROOT.iterdir(), *inside]:
        if file.is_file() and "__pycache__" not in file.parts:
            text = file.read_bytes().decode("utf-8", errors="ignore")
            yield file.relative_to(ROOT), text


def long_functions(text: str, limit: int) -> list[str]:
    """Name the functions with more lines than the limit."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, FUNCTION)]
    return [node.name for node in nodes if node.end_lineno - node.lineno + 1 > limit]


def undocumented(text: str) -> list[str]:
    """Name the public functions, methods and classes without a docstring."""

    def inside(body: list[ast.stmt], prefix: str) -> Iterator[str]:
        for node in body:
            if not isinstance(node, (*FUNCTION, ast.ClassDef)) or node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None:
                yield prefix + node.name
            if isinstance(node, ast.ClassDef):
                yield from inside(node.body, f"{prefix}{node.name}.")

    tree = ast.parse(text)
    module = [] if ast.get_docstring(tree) else ["the module"]
    return module + list(inside(tree.body, ""))


def test_long_functions_are_found() -> None:
    text = "def short():\n    return 1\n\n\ndef long():\n    a = 1\n    return a\n"
    assert long_functions(text, 2) == ["long"]
    assert long_functions(text, 3) == []


def test_missing_docstrings_are_found() -> None:
    text = '"""M."""\ndef f(): ...\ndef _g(): ...\nclass C:\n  """C."""\n  def m(self): ...\n'
    assert undocumented(text) == ["f", "C.m"]
    assert undocumented("x = 1\n") == ["the module"]


def test_no_file_is_over_500_lines() -> None:
    lines = {
        file: len(file.read_text("utf-8").splitlines()) for file in python_files("sim", "tests")
    }
    assert {str(file): n for file, n in lines.items() if n > 500} == {}


def test_no_function_is_over_80_lines() -> None:
    found = {str(f): long_functions(f.read_text("utf-8"), 80) for f in python_files("sim", "tests")}
    assert {file: names for file, names in found.items() if names} == {}


def test_everything_public_is_documented() -> None:
    found = {str(f): undocumented(f.read_text("utf-8")) for f in python_files("sim")}
    assert {file: names for file, names in found.items() if names} == {}


def test_packages_are_those_of_the_folders() -> None:
    setuptools = PROJECT["tool"]["setuptools"]
    mapped = setuptools["package-dir"]
    expected = {".".join(f.relative_to(ROOT).parent.parts) for f in ROOT.glob("sim/**/__init__.py")}
    for package, folder in mapped.items():
        files = (ROOT / folder).rglob("*.yaml")
        below = {file.relative_to(ROOT / folder).parent.parts for file in files}
        assert below, f"{folder} holds no YAML file"
        expected |= {".".join((package, *parts)) for parts in below}
    assert set(setuptools["packages"]) == expected


def test_everything_required_is_pinned_for_this_python() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    assert all([s.operator for s in pin.specifier] == ["=="] for pin in pins)
    here = [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]
    versions = {canonicalize_name(p.name): next(iter(p.specifier)).version for p in here}
    assert len(versions) == len(here), "a package is pinned twice"
    project = PROJECT["project"]
    words = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    for wanted in map(Requirement, words + PROJECT["build-system"]["requires"]):
        assert versions[canonicalize_name(wanted.name)] in wanted.specifier


def test_no_file_names_a_package_index() -> None:
    words = [f"index{dash}url" for dash in "-_"] + ["find" + "-links", "trusted" + "-host"]
    found = [(str(f), word) for f, text in text_files() for word in words if word in text]
    assert found == []


def test_no_file_names_a_home_folder() -> None:
    home = re.compile(r"(?<![\w.])/(?:home|Users)/\w+|(?<![\w.])/root/\w|[A-Z]:\\\\?Users\\")
    assert home.search('open("/home' + '/somebody/table.csv")')
    assert not home.search("results/home/page and https://example.org/Users/list")
    assert [(str(file), m[0]) for file, text in text_files() for m in home.finditer(text)] == []


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, sim, sim.cli; print(*sorted(set(sys.argv[1:]) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Use the Makefile in another folder, untouched by a ``make`` that runs these tests."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))
    }
    command = ["make", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def plan_of_test(folder: Path, python: str, version: str) -> subprocess.CompletedProcess[str]:
    """Ask what ``make test`` would do with a Python that calls itself so."""
    fake = folder / python
    fake.write_text(f"#!/bin/sh\necho {version}\n")
    fake.chmod(0o755)
    return make(folder, "--dry-run", "test", f"PYTHON=./{python}")


@MAKE
@pytest.mark.parametrize("version", ["2.7.18", "3.9.2", "3.10.13"])
def test_an_old_python_gets_one_clear_line(tmp_path: Path, version: str) -> None:
    done = plan_of_test(tmp_path, "old", version)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"Faultlines needs Python 3.11 or newer and ./old is {version}" in line
    assert done.stdout == ""


@MAKE
@pytest.mark.parametrize("version", ["3.11.0", "3.13.0", "3.14.1"])
def test_an_environment_of_another_python_is_built_anew(tmp_path: Path, version: str) -> None:
    (tmp_path / ".venv").mkdir()
    stamp = tmp_path / ".venv" / "made-by"
    stamp.write_text(f"Python 3.12.1 in {tmp_path}\n")
    assert "venv --clear" in plan_of_test(tmp_path, "other", version).stdout
    stamp.write_text(f"Python {version} in {tmp_path}\n")
    assert "venv --clear" not in plan_of_test(tmp_path, "other", version).stdout


@MAKE
def test_clean_leaves_results_and_sources(tmp_path: Path) -> None:
    gone = (".venv/bin/python", "build/x", "sim/__pycache__/x.pyc", "tests/a/__pycache__/x.pyc")
    kept = ("results/sweep/report.html", "sim/x.py")
    for name in (*gone, *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    done = make(tmp_path, "clean")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [name for name in gone if (tmp_path / name).parent.exists()] == []
    assert all((tmp_path / name).exists() for name in kept)
