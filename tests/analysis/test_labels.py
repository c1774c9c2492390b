"""What results are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.analysis.labels import folder_labels, numbered


@pytest.mark.parametrize(
    ("folders", "labels"),
    [
        (["/r/one", "/r/two"], ["one", "two"]),
        (["/r/one/x", "/r/two/x", "/r/two/y"], ["one/x", "two/x", "two/y"]),
        (["/r/one", "/r/one"], ["one 1", "one 2"]),
        (["/r/one", "/r/one", "/s/one"], ["r/one 1", "r/one 2", "s/one"]),
        ([], []),
    ],
)
def test_folders_are_called_by_what_tells_them_apart(folders: list[str], labels: list[str]) -> None:
    assert folder_labels([Path(folder) for folder in folders]) == labels


def test_a_folder_here_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folder_labels([Path()]) == [tmp_path.name]


def test_numbers_do_not_make_a_name_that_is_taken() -> None:
    assert numbered(["a", "a 1", "a"]) == ["a 2", "a 1", "a 3"]
