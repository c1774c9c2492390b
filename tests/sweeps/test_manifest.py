"""The manifest: whole or one line that says what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.manifest import FORMAT, read_manifest
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_failing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    request = Request(("press",), draws=3, outcomes=("level",), out=tmp_path / "out")
    return run_sweep(request, open_model=open_failing(1))


def refused(folder: Path, text: str) -> str:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ResultError) as caught:
        read_manifest(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder / 'manifest.json'}: ")
    return message.removeprefix(f"{folder / 'manifest.json'}: ")


def test_it_keeps_counts_and_not_every_failure(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest["counts"] == {"runs": 6, "done": 4, "failed": 2, "missing": 0, "not_needed": 0}
    assert "ZeroDivisionError" not in json.dumps(manifest)
    assert manifest["format"] == FORMAT


def test_one_that_is_cut_short_is_one_line(folder: Path) -> None:
    lines = (folder / "manifest.json").read_text(encoding="utf-8").splitlines(keepends=True)
    message = refused(folder, "".join(lines[:9]))
    assert message == "is cut short or was changed: it is no JSON text (line 10)"
    assert refused(folder, "") == "is cut short or was changed: it is no JSON text (line 1)"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"program": "other"}, "not written by this program"),
        (
            {"format": FORMAT + 1, "version": "7.0"},
            "written by a newer version of faultlines (7.0)",
        ),
    ],
)
def test_one_of_another_program_is_one_line(
    folder: Path, change: dict[str, Any], message: str
) -> None:
    assert refused(folder, json.dumps(read_manifest(folder) | change)) == message


@pytest.mark.parametrize("key", ["identity", "cases", "counts", "hashes"])
def test_a_key_that_is_gone_is_named(folder: Path, key: str) -> None:
    rest = {name: value for name, value in read_manifest(folder).items() if name != key}
    assert refused(folder, json.dumps(rest)) == f"{key!r} is missing; the file was changed"


def test_bytes_that_are_no_text_are_one_line(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(ResultError, match=r"cut short or was changed: it is no JSON text$"):
        read_manifest(folder)
