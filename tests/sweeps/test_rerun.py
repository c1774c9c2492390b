"""Asked for again from the manifest: the same request, and what has changed since, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError, ResultError
from sim.sweeps.asked import HOW
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import STORE
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from sim.sweeps.rerun import changes, remembered
from sim.sweeps.store import read_block
from tests.sweeps.fakes import open_small

OUTCOMES = ("exposure", "level")
SETTINGS: dict[str, Any] = {
    "draws": 3,
    "outcomes": OUTCOMES,
    "overrides": {"government.b_ally": 0.2},
    "levers": {"campaign.strength": (1, 2)},
    "provenance": {"seed": "default"},
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text("a,b\n", encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path, table: Path) -> Path:
    request = Request(("pay",), out=tmp_path / "out", data={"operators": table}, **SETTINGS)
    return run_sweep(request, open_model=open_small)


def changed(folder: Path, tables: dict[str, Path] | None = None) -> list[str]:
    with remembered(folder, tables) as request:
        return changes(folder, make_plan(request, open_small(request)))


def edit(folder: Path, **values: Any) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(manifest | values), encoding="utf-8")


def test_the_request_comes_back_and_gives_the_same_bytes(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with remembered(folder) as told:
        asked = Request(("pay",), **SETTINGS)
        kept = {name: getattr(asked, name) for name in vars(asked).keys() - HOW}
        assert {name: getattr(told, name) for name in kept} == kept
        assert told.provenance == {"seed": "default", "rerun": str(folder)}
        again = run_sweep(replace(told, out=Path("again")), open_model=open_small, block=2)
    assert again == Path("again")
    first, second = (read_block(f / STORE, range(15), OUTCOMES) for f in (folder, again))
    assert all(first[name].tobytes() == second[name].tobytes() for name in OUTCOMES)


def test_if_nothing_has_changed_the_same_bytes_are_promised(folder: Path) -> None:
    assert changed(folder) == [
        f"Model code and data are those of {folder}: the same bytes are to be expected"
    ]


def test_what_has_changed_is_said_line_by_line(
    folder: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    hashes, versions = manifest["hashes"], manifest["versions"]
    monkeypatch.setattr("sim.sweeps.fingerprint.of_code", lambda: "c0de")
    monkeypatch.setattr("sim.sweeps.fingerprint.of_facts", lambda facts: "fac7")
    monkeypatch.setattr("sim.__version__", "9.9")
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    table.write_text("other\n", encoding="utf-8")
    *lines, content, verdict = changed(folder)
    assert lines == [
        "faultlines: 0.1.0, now 9.9",
        f"python: {versions['python']}, now 3.99.0",
        f"model code: {hashes['code']}, now c0de",
        f"facts of the world: {hashes['data']}, now fac7",
    ]
    before = hashes["tables"]["operators"]
    assert content.startswith(f"content of data.operators ({table}): {before}, now ")
    assert verdict == f"Model code or data differ from those of {folder}: results may differ"


def test_a_library_alone_changes_no_identity(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    now = manifest["versions"]["numpy"]
    edit(folder, versions=manifest["versions"] | {"numpy": "1.0"})
    assert changed(folder)[0] == f"numpy: 1.0, now {now}"


def test_a_manifest_that_asks_for_something_else_is_noticed(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    edit(folder, request=manifest["request"] | {"seed": 3})
    assert changed(folder) == [
        f"{folder}/manifest.json was changed: this is not what its result was made from"
    ]


def test_a_table_that_is_gone_is_one_line_and_may_be_elsewhere(
    tmp_path: Path, folder: Path, table: Path
) -> None:
    moved = table.rename(tmp_path / "moved.csv")
    with pytest.raises(ConfigError) as caught, remembered(folder):
        pass
    assert str(caught.value) == (
        f"data.operators: {table} is no longer there, and {folder} was made with it; say "
        "data.operators=FILE if it has moved"
    )
    assert len(changed(folder, {"operators": moved})) == 1


def test_scenario_files_stand_while_they_are_used(folder: Path) -> None:
    edit(folder, scenario_files={"mine": "title: Mine\n"})
    with remembered(folder) as request:
        (place,) = request.scenario_folders
        assert (place / "mine.yaml").read_text(encoding="utf-8") == "title: Mine\n"
    assert not place.exists()


@pytest.mark.parametrize("name", ["../out", "a/b", "a\\b", ".hidden", "..", "", "a\x00"])
def test_the_name_of_a_scenario_is_no_path(folder: Path, name: str) -> None:
    edit(folder, scenario_files={name: "title: Mine\n"})
    with pytest.raises(ResultError) as caught, remembered(folder):
        pass
    assert str(caught.value) == f"{folder}/manifest.json: {name!r} is not the name of a scenario"


@pytest.mark.parametrize("files", [["mine"], {"mine": 3}])
def test_scenario_files_that_are_no_texts_are_refused(folder: Path, files: Any) -> None:
    edit(folder, scenario_files=files)
    with pytest.raises(ResultError) as caught, remembered(folder):
        pass
    assert str(caught.value) == (
        f"{folder}/manifest.json: scenario_files is not whole; the file was changed"
    )
