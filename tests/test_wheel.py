"""The folders are found in a wheel as well as in a checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "", "PYTHONPATH": str(path)} if path else None
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def web_files(root: Path) -> set[str]:
    found = {file.name for file in (root / "sim" / "report" / "web").iterdir()}
    assert {"page.css", "start.js"} <= found
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of what git keeps of the program, so that building leaves nothing here."""
    copy = tmp_path / "source"
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listing.stdout.splitlines():
        if name.startswith(("sim/", "configs/", "scenarios/")) or "/" not in name:
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    return copy


def test_a_wheel_lists_the_shipped_scenarios(source: Path, tmp_path: Path) -> None:
    words = ("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", "..", ".")
    built = run(*words, cwd=source)
    assert built.returncode == 0, built.stderr
    inside = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("faultlines-*.whl"))) as wheel:
        wheel.extractall(inside)
    assert web_files(inside) == web_files(ROOT)
    listed = run("-m", "sim", "list", "scenarios", cwd=tmp_path, path=inside)
    assert listed.stdout.startswith("scenarios (14)"), listed.stderr
    composed = run("-m", "sim", "run", "--cfg", cwd=tmp_path, path=inside)
    assert "scenario: us_action" in composed.stdout, composed.stderr
    assert not (tmp_path / "configs").exists()


def test_an_editable_install_uses_the_folders_of_the_checkout(source: Path, tmp_path: Path) -> None:
    build = "from setuptools.build_meta import build_editable; build_editable('..')"
    built = run("-c", build, cwd=source)
    assert built.returncode == 0, built.stderr
    inside = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("faultlines-*.whl"))) as wheel:
        wheel.extractall(inside)
    show = (
        f"import site; site.addsitedir({str(inside)!r}); "
        "from sim.folders import shipped; print(shipped('configs'))"
    )
    shown = run("-S", "-P", "-c", show, cwd=tmp_path)
    assert shown.stdout.strip() == str(source / "configs"), shown.stderr
