from __future__ import annotations

from pathlib import Path

import pytest

from sim import cli
from sim.folders import shipped


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shipped_files() -> set[str]:
    return {
        f"{folder}/{file.relative_to(shipped(folder))}"
        for folder in ("configs", "scenarios")
        for file in shipped(folder).rglob("*.yaml")
    }


def files_here() -> set[str]:
    return {str(file.relative_to(Path.cwd())) for file in Path.cwd().rglob("*.yaml")}


def test_everything_is_copied(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init"]) == 0
    assert files_here() == shipped_files()
    count = len(shipped_files())
    assert capsys.readouterr().out == f"copied {count} files to configs/ and scenarios/\n"


def test_what_is_there_stays(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    mine = elsewhere / "scenarios" / "stop.yaml"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    assert cli.main(["init"]) == 0
    assert mine.read_text(encoding="utf-8") == "mine"
    assert "; 1 files were there already and stay as they are" in capsys.readouterr().out
    assert files_here() == shipped_files()


def test_a_dry_run_copies_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("would copy ")
    assert files_here() == set()


def test_a_folder_that_cannot_be_made(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    (elsewhere / "configs").write_text("a file", encoding="utf-8")
    assert cli.main(["init"]) == 2
    assert capsys.readouterr().err.startswith("faultlines: configs/ablate.yaml: cannot be written")
