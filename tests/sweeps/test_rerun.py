"""Asked for again from the manifest: the same request, and what has changed since, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError, ResultError
from sim.levers import Range
from sim.sweeps.asked import HOW
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import STORE
from sim.sweeps.load import load
from sim.sweeps.manifest import read_manifest
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from sim.sweeps.rerun import changes, remembered
from tests.sweeps.fakes import open_small, read_block

OUTCOMES = ("exposure", "level")
DRAWS = "government.b_ally\n0.3\n0.5\n0.7\n"
SETTINGS_OF_LEVERS = "levers.campaign.strength\n1\n2\n"
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


def test_tables_that_lay_out_a_sweep_are_kept_and_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laid_out(tmp_path)
    assert (folder / "design.csv").read_text("utf-8") == DRAWS
    assert (folder / "scan.csv").read_text("utf-8") == SETTINGS_OF_LEVERS
    assert str(tmp_path) not in json.dumps(read_manifest(folder)["request"])
    monkeypatch.chdir(tmp_path)
    assert changed(folder) == [
        f"Model code and data are those of {folder}: the same bytes are to be expected"
    ]
    with remembered(folder) as told:
        again = run_sweep(replace(told, out=Path("again")), open_model=open_small, block=3)
        assert load(again).attrs["design"]["file"] == "my draws.csv"
        assert told.title == "pay"
        assert run_sweep(replace(told, out=folder), open_model=open_small) == folder
    first, second = (read_block(f / STORE, range(18), OUTCOMES) for f in (folder, again))
    assert all(first[name].tobytes() == second[name].tobytes() for name in OUTCOMES)


def laid_out(tmp_path: Path) -> Path:
    """Make a result with a table of draws and one of lever settings, then lose both."""
    draws, settings = tmp_path / "my draws.csv", tmp_path / "settings.csv"
    draws.write_text(DRAWS, encoding="utf-8")
    settings.write_text(SETTINGS_OF_LEVERS, encoding="utf-8")
    request = Request(
        ("pay",), design=str(draws), scan=str(settings), outcomes=OUTCOMES, out=tmp_path / "laid"
    )
    folder = run_sweep(request, open_model=open_small)
    draws.unlink()
    settings.unlink()
    return folder


def test_every_design_gives_the_same_bytes_again(tmp_path: Path) -> None:
    ranges = {"campaign.strength": Range(0, 3)}
    ways: tuple[dict[str, Any], ...] = (
        {"design": "lhs", "draws": 3, "levers": ranges},
        {"design": "sobol", "draws": 4, "vary": ("government.b_ally", "government.b_base")},
        {"design": "saltelli", "draws": 2, "second_order": True, "levers": ranges},
        {"design": "morris", "draws": 2, "morris_levels": 6, "replicates": 2},
        {"draws": 2, "scan": "sobol", "lever_settings": 2, "levers": ranges},
        {"draws": 2, "scan": "zip", "levers": {"campaign.strength": (1, 2)}},
    )
    for number, how in enumerate(ways):
        ask = Request(("press",), outcomes=OUTCOMES, out=tmp_path / f"a{number}", **how)
        folder = run_sweep(ask, open_model=open_small)
        with remembered(folder) as told:
            again = run_sweep(replace(told, out=tmp_path / f"b{number}"), open_model=open_small)
        runs = range(read_manifest(folder)["counts"]["runs"])
        first, second = (read_block(f / STORE, runs, OUTCOMES) for f in (folder, again))
        assert all(first[name].tobytes() == second[name].tobytes() for name in OUTCOMES), how


def test_a_table_that_was_changed_in_the_result_is_told(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    (folder / "design.csv").write_text(DRAWS.replace("0.7", "0.8"), encoding="utf-8")
    line, verdict = changed(folder)
    assert line.startswith("content of design.csv: ")
    assert verdict.endswith("was changed: this is not what its result was made from")


def test_a_table_that_is_missing_from_the_result_is_one_line(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    (folder / "scan.csv").unlink()
    with pytest.raises(ResultError) as caught, remembered(folder):
        pass
    assert str(caught.value) == f"{folder}/scan.csv: is missing, and {folder} was made with it"


@pytest.mark.parametrize("name", ["../my.csv", "/my.csv", ".csv", "a\\b.csv"])
def test_the_name_of_a_table_is_no_path(tmp_path: Path, name: str) -> None:
    folder = laid_out(tmp_path)
    edit(folder, request=read_manifest(folder)["request"] | {"design": name})
    with pytest.raises(ResultError) as caught, remembered(folder):
        pass
    assert str(caught.value) == f"{folder}/manifest.json: {name!r} is not the name of a table"


def test_other_libraries_may_give_other_bytes(folder: Path) -> None:
    edit(folder, versions=read_manifest(folder)["versions"] | {"numpy": "1.0", "numba": "0.1"})
    *lines, last = changed(folder)
    assert [line.partition(",")[0] for line in lines] == ["numpy: 1.0", "numba: 0.1"]
    assert last == (
        f"Model code and data are those of {folder}, but another version of numpy, numba may give "
        "other bytes"
    )
