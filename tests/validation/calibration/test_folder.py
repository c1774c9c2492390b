"""A folder holds one calibration; rows of its sample move none of its runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ResultError
from sim.validation.calibration.calibrate import Asked
from sim.validation.calibration.folder import REQUEST, begin, choose_folder, request_of
from sim.validation.calibration.record import record
from sim.validation.calibration.window import window

OVER = window()
RECORD = record(OVER.world, OVER.names)


def asked(**changes: Any) -> dict[str, Any]:
    return request_of(Asked()._replace(**changes), OVER, RECORD)


def test_its_name_follows_from_what_moves_runs() -> None:
    usual = choose_folder(asked(), None, resume=True)
    assert usual.parent == Path("results")
    assert choose_folder(asked(rows=7), None, resume=True) == usual
    assert choose_folder(asked(seed=2), None, resume=True) != usual


def test_it_is_gone_on_with_or_another_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "out"
    begin(out, asked())
    assert choose_folder(asked(rows=7), out, resume=True) == out
    assert choose_folder(asked(), out, resume=False) == tmp_path / "out-2"


def test_what_differs_is_said(tmp_path: Path) -> None:
    begin(tmp_path, asked())
    with pytest.raises(ResultError) as caught:
        choose_folder(asked(seed=2, draws=64), tmp_path, resume=True)
    assert str(caught.value) == (
        f"{tmp_path}: holds a calibration of another request (draws 2048, asked 64; seed 1, "
        "asked 2); choose another out="
    )


@pytest.mark.parametrize(
    ("part", "key", "why"),
    [
        ("hashes", "code", "holds a calibration made by another version of the model's code"),
        ("hashes", "judge", "holds a calibration made by another version of what judges draws"),
        ("hashes", "facts", "holds a calibration made from other tables of the model"),
        ("hashes", "targets", "holds a calibration made beside another record"),
        ("versions", "numpy", "was made with numpy other and this is numpy "),
    ],
)
def test_what_it_was_made_with_is_looked_at(part: str, key: str, why: str, tmp_path: Path) -> None:
    other = asked()
    other[part][key] = "other"
    begin(tmp_path, other)
    with pytest.raises(ResultError) as caught:
        choose_folder(asked(), tmp_path, resume=True)
    assert str(caught.value).startswith(f"{tmp_path}: {why}")


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"request": 1})])
def test_a_request_that_cannot_be_read_is_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / REQUEST).write_text(text, encoding="utf-8")
    with pytest.raises(ResultError, match="cannot be read; choose another out="):
        choose_folder(asked(), tmp_path, resume=True)


def test_somebody_else_s_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(ResultError, match="holds files that are no calibration"):
        choose_folder(asked(), tmp_path, resume=True)
