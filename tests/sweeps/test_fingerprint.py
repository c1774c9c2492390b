"""Fingerprints move with content, names, types and places, and with nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from sim.sweeps import fingerprint
from tests.sweeps.fakes import small_world


def test_words_are_hashed_whatever_their_order() -> None:
    assert fingerprint.of_words({"a": 1, "b": 2}) == fingerprint.of_words({"b": 2, "a": 1})
    assert fingerprint.of_words({"a": 1}) != fingerprint.of_words({"a": 2})
    assert len(fingerprint.of_words("x")) == 16


def test_arrays_differ_by_name_type_shape_and_value() -> None:
    zero = np.zeros(4)
    prints = {
        fingerprint.of_arrays({"a": zero}),
        fingerprint.of_arrays({"b": zero}),
        fingerprint.of_arrays({"a": zero.astype(np.int64)}),
        fingerprint.of_arrays({"a": zero.reshape(2, 2)}),
        fingerprint.of_arrays({"a": zero + 1}),
    }
    assert len(prints) == 5


def test_a_view_has_the_fingerprint_of_its_copy() -> None:
    table = np.arange(12.0).reshape(3, 4)
    assert fingerprint.of_arrays({"a": table.T}) == fingerprint.of_arrays({"a": table.T.copy()})


def test_rows_differ_by_value_and_by_name_and_not_by_place() -> None:
    table = np.array([(1.0, 2.0), (1.0, 3.0), (1.0, 2.0)], dtype=[("a", "f8"), ("b", "f8")])
    first, second, third = fingerprint.of_rows(table)
    assert first == third != second
    renamed = table.astype([("a", "f8"), ("c", "f8")])
    assert not set(fingerprint.of_rows(renamed)) & {first, second}


def test_a_tuple_of_tuples_is_read_to_the_bottom() -> None:
    world = small_world()
    operators = world.operators._replace(share=world.operators.share * 2)
    assert fingerprint.of_facts(world) == fingerprint.of_facts(small_world())
    assert fingerprint.of_facts(world) != fingerprint.of_facts(world._replace(operators=operators))


def test_a_dataclass_inside_is_read_too() -> None:
    world = small_world()
    kit = dataclasses.replace(world.initial_kit, concentration=3.0)
    assert fingerprint.of_facts(world) != fingerprint.of_facts(world._replace(initial_kit=kit))


def test_what_has_no_content_in_its_bytes_is_refused() -> None:
    with pytest.raises(TypeError, match="seed_share: object has no fingerprint"):
        fingerprint.of_facts(small_world()._replace(seed_share=object()))  # type: ignore[arg-type]


def test_files_differ_by_content_and_by_name(tmp_path: Path) -> None:
    def of(name: str, text: str) -> str:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return fingerprint.of_files([file], tmp_path)

    assert len({of("a.py", "x"), of("a.py", "y"), of("b.py", "x")}) == 3


def test_the_code_has_one_fingerprint() -> None:
    assert fingerprint.of_code() == fingerprint.of_code()
    assert len(fingerprint.of_code()) == 16
