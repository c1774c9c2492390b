from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import FaultlinesError, ResultError
from sim.folders import check_result, label, search_path, shipped

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_has_the_folders_beside_the_package() -> None:
    assert shipped("scenarios") == ROOT / "scenarios"


def test_a_wheel_has_them_inside_the_package(tmp_path: Path) -> None:
    inside = tmp_path / "sim" / "shipped" / "configs"
    inside.mkdir(parents=True)
    (tmp_path / "configs").mkdir()
    assert shipped("configs", tmp_path / "sim") == inside


def test_a_broken_installation_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultlinesError, match="configs/ is missing from this installation"):
        shipped("configs", tmp_path / "sim")


def test_the_users_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert search_path("configs") == (ROOT / "configs",)
    (tmp_path / "configs").mkdir()
    assert search_path("configs") == (tmp_path / "configs", ROOT / "configs")


def test_in_the_checkout_a_folder_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert search_path("configs") == (ROOT / "configs",)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/a/b/configs/model/default.yaml", "configs/model/default.yaml"),
        ("/a/scenarios/b/scenarios/stop.yaml", "scenarios/stop.yaml"),
        ("/elsewhere/mine.yaml", "/elsewhere/mine.yaml"),
        ("scenarios", "scenarios"),
    ],
)
def test_labels_are_short_inside_the_known_folders(path: str, shown: str) -> None:
    assert label(Path(path)) == shown


def test_a_file_is_no_result(tmp_path: Path) -> None:
    file = tmp_path / "failures.jsonl"
    file.touch()
    with pytest.raises(ResultError) as problem:
        check_result(file)
    assert str(problem.value) == f"{file}: is a file; a result is a folder"
    (tmp_path / "manifest.json").touch()
    with pytest.raises(ResultError) as problem:
        check_result(file)
    hint = f"; did you mean {str(tmp_path)!r}?"
    assert str(problem.value) == f"{file}: is a file; a result is a folder{hint}"
