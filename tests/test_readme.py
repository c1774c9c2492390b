"""What the README and the how-to say must work: commands, a scenario, lines of Python."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest

import sim
from sim.build import build_world
from sim.config import configure
from sim.data.load import load_tables
from sim.folders import shipped
from sim.scenario import compile_scenario, load_scenario
from sim.terms import NO_NEW_KIT, quarter_index
from sim.warm import COMPILING

ROOT = Path(__file__).resolve().parents[1]
README = "\n".join(
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/howto.md")
)


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the README written in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)


COMMANDS = [
    shlex.split(line, comments=True)[1:]
    for block in blocks("")
    for line in block.splitlines()
    if line.startswith("faultlines ")
]


def faultlines(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sim", *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_the_readme_shows_every_verb_it_should() -> None:
    assert {words[0] for words in COMMANDS} == {
        "list",
        "run",
        "sweep",
        "ablate",
        "facts",
        "explain",
        "compare",
        "export",
        "validate",
        "calibrate",
        "sensitivity",
        "plot",
        "status",
        "init",
    }


@pytest.mark.parametrize("verb", sorted({words[0] for words in COMMANDS}))
def test_its_verbs_exist(tmp_path: Path, verb: str) -> None:
    done = faultlines(tmp_path, verb, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"faultlines {verb}" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        words
        for words in COMMANDS
        if words[0]
        in ("run", "sweep", "ablate", "facts", "validate", "calibrate", "sensitivity", "explain")
        and "targets=my_figures" not in words
        and "rerun=results/FOLDER" not in words
    ],
    ids=lambda words: " ".join(words),
)
def test_its_requests_are_understood(tmp_path: Path, words: list[str]) -> None:
    done = faultlines(tmp_path, *words, "--dry-run")
    said = done.stderr.replace(f"{COMPILING}\n", "")  # once, in a checkout that is fresh
    assert (done.returncode, said) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_its_scenario_does_what_it_says(tmp_path: Path) -> None:
    (text,) = blocks("yaml")
    (tmp_path / "southern_law.yaml").write_text(text, encoding="utf-8")
    scenario = load_scenario("southern_law", [tmp_path, shipped("scenarios")])
    tables = load_tables()
    _, names = build_world(tables)
    level = compile_scenario(scenario, names, tables).imposed_level
    start = quarter_index("2027Q1")
    imposed = (level == NO_NEW_KIT).any(axis=0)
    assert [names.countries[i] for i in imposed.nonzero()[0]] == ["ESP", "ITA"]
    italy = level[:, names.countries.index("ITA")]
    assert italy[start - 1] == -1
    assert (italy[start:] == NO_NEW_KIT).all()


def test_its_makes_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make ([a-z-]+)", README, flags=re.MULTILINE))
    assert {"examples", "check-crash", "bench-sweeps"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_its_python_uses_what_the_library_offers() -> None:
    text = "\n".join(blocks("python"))
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)]
    used = {n.attr for n in nodes if isinstance(n.value, ast.Name) and n.value.id == "sim"}
    assert used == {"run", "load", "failures", "compare", "evaluate", "plot"}
    assert used <= set(sim.__all__)


def test_runs_play_means_and_sweeps_draw_as_the_readme_says() -> None:
    assert "`faultlines run` and `sim.run` play their means unless asked to draw" in README
    assert configure("run", []).values["parameters"] == "fixed"
    assert configure("sweep", []).values["parameters"] == "drawn"
    assert signature(sim.run).parameters["parameters"].default == "fixed"
