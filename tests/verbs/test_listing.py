from __future__ import annotations

from pathlib import Path

import pytest

from sim import cli, outcomes, params
from sim.verbs import VERBS


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["list", *words]) == 0
    return capsys.readouterr().out


def test_the_short_list_has_scenarios_and_verbs_and_says_where_the_rest_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = listed(capsys)
    assert "scenarios (14)" in out
    assert f"parameters: {len(params.registry())}, see: faultlines list parameters" in out
    assert f"outcomes: {len(outcomes.registry())}, see: faultlines list outcomes" in out
    assert f"verbs ({len(VERBS)})" in out


def test_one_kind(capsys: pytest.CaptureFixture[str]) -> None:
    out = listed(capsys, "parameters")
    assert "  government.b_ally  [0.45 (0.1 to 1.2) resolve]" in out
    assert "  mechanism.peers  [on]" in out
    assert "scenarios" not in out.splitlines()[0]


def test_a_pattern_looks_in_names_and_meanings(capsys: pytest.CaptureFixture[str]) -> None:
    out = listed(capsys, "scenarios", "Germany")
    assert out.startswith("scenarios (1)\n  ban_germany  [future, against us_action]\n")
    everything = listed(capsys, "aid")
    assert "pressure_aid" in everything
    assert "government.b_aid" in everything


def test_lines_fit_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("scenarios", "outcomes", "verbs"):
        for line in listed(capsys, kind).splitlines():
            assert len(line) <= 100, line


def test_own_scenarios_are_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    text = "title: Mine\nquestion: Why?\nfamily: future\nbaseline: stop\nstarts: 2030Q1\n"
    (tmp_path / "scenarios" / "mine.yaml").write_text(text, encoding="utf-8")
    assert "  mine  [future, against stop]\n      Mine. Why?" in listed(capsys, "scenarios")
