from __future__ import annotations

import os
from pathlib import Path

import numba
import pytest

from sim import compiled
from sim.compiled import jit


@jit
def _reciprocal(x: float) -> float:
    return 1.0 / x


def test_compiled_code_divides_like_ieee() -> None:
    assert _reciprocal(4.0) == 0.25
    assert _reciprocal(0.0) == float("inf")


def test_compiled_code_is_kept_under_a_name_of_its_sources() -> None:
    assert compiled.source_hash() in str(numba.config.CACHE_DIR)
    assert len(compiled.source_hash()) == 20


def test_the_name_depends_on_every_rule_and_on_what_rules_share() -> None:
    names = {path.name for path in compiled.compiled_sources()}
    assert {"tenders.py", "trust.py", "streams.py", "state.py", "facts.py", "terms.py"} <= names


def test_every_module_that_a_rule_imports_counts() -> None:
    counted = {path.stem for path in compiled.compiled_sources()} | {"rules"}
    for path in compiled.compiled_sources():
        if path.parent.name != "rules":
            continue
        for line in path.read_text().splitlines():
            if line.startswith(("from sim.", "from sim import")):
                module = line.split()[1] if "from sim." in line else "sim." + line.split()[-1]
                assert module.split(".")[-1] in counted, f"{path.name}: {line}"


def test_an_edit_gives_another_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rule = tmp_path / "rule.py"
    monkeypatch.setattr(compiled, "compiled_sources", lambda: [rule])
    rule.write_text("a = 1\n")
    before = compiled.source_hash.__wrapped__()
    rule.write_text("a = 2\n")
    assert compiled.source_hash.__wrapped__() != before


def test_users_choose_where_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLINES_CACHE", "/elsewhere")
    assert compiled.cache_root() == Path("/elsewhere")
    monkeypatch.delenv("FAULTLINES_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/home-cache")
    assert compiled.cache_root() == Path("/home-cache/faultlines")


def test_only_the_newest_versions_are_kept(tmp_path: Path) -> None:
    for age in range(10):
        folder = tmp_path / f"compiled-{age}"
        folder.mkdir()
        (folder / "rule.nbi").write_text("")
        os.utime(folder, (1000 + age, 1000 + age))
    compiled._forget_old_versions(tmp_path)
    kept = {path.parent.name for path in tmp_path.rglob("*.nbi")}
    assert kept == {f"compiled-{age}" for age in range(2, 10)}
