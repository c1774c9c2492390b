"""A comparison is written over the same comparison, and over nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.analysis.compare_folder import MARK, compare_folder, mark
from sim.errors import ConfigError

RESULTS = [Path("one"), Path("two")]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_has_a_name_of_its_own_by_what_it_compares() -> None:
    first = compare_folder(RESULTS, None)
    assert first.parent == Path("results")
    assert first == compare_folder(RESULTS, None)
    assert first != compare_folder(RESULTS[::-1], None)
    assert not first.exists()


def test_the_same_results_may_be_compared_again_there() -> None:
    out = Path("both")
    mark(out, dict(zip("AB", RESULTS, strict=True)))
    assert compare_folder(RESULTS, out) == out
    with pytest.raises(ConfigError, match=r"^both: compares other results; choose another out=$"):
        compare_folder(RESULTS[:1], out)


def test_an_empty_folder_is_free() -> None:
    Path("empty").mkdir()
    assert compare_folder(RESULTS, Path("empty")) == Path("empty")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("thesis.txt", "mine", "holds other files"),
        (MARK, "no json", "holds other files"),
        (MARK, "[]", "compares other results"),
        ("manifest.json", "{}", "is a result itself"),
    ],
)
def test_what_is_not_ours_is_left_alone(name: str, text: str, message: str) -> None:
    Path("there").mkdir()
    Path("there", name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=f"^there: {message}; choose another out=$"):
        compare_folder(RESULTS, Path("there"))
    assert Path("there", name).read_text(encoding="utf-8") == text


def test_a_file_is_no_folder() -> None:
    Path("file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^file: is a file; choose another out=$"):
        compare_folder(RESULTS, Path("file"))
