"""The verb ``facts``: two sets of runs, one table, "no" is no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import cli
from sim.analysis.stylised.registry import FACTS, OUTCOMES
from sim.config import configure
from sim.outcomes import choose_outcomes
from sim.verbs.facts import requests_of


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_asks_for_chance_alone_and_for_draws() -> None:
    words = ["replicates=5", "draws=7", "seed=3", "mechanism.peers=off", "executor.workers=2"]
    words += ["retry=failed", "on_error=stop"]
    requests = requests_of(configure("facts", words))
    assert list(requests) == ["default", "draws"]
    chance, drawn = requests.values()
    assert (chance.draws, chance.replicates, chance.parameters) == (1, 5, "fixed")
    assert (drawn.draws, drawn.replicates, drawn.parameters) == (7, 1, "drawn")
    for request in requests.values():
        assert request.scenarios == ("us_action", "eu_law")
        assert request.overrides == {"mechanism.peers": False}
        assert (request.seed, request.workers, request.verb) == (3, 2, "facts")
        assert (request.retry_failed, request.stop_after) == (True, 1)
        assert request.outcomes == choose_outcomes(OUTCOMES)


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    assert cli.main(["facts", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "96 runs: 3 scenarios x 32 samples" in out
    assert "192 runs: 3 scenarios x 64 samples" in out
    assert "would write to results/facts-" in out
    assert "/draws; nothing was written" in out
    assert list(elsewhere.iterdir()) == []


def test_its_settings_can_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["facts", "--cfg", "draws=3"]) == 0
    out = capsys.readouterr().out
    assert "replicates: 32" in out
    assert "#   draws: draws=3" in out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["us_action"], "facts: takes key=value words only, but 'us_action' was given"),
        (["draws=none"], "draws: 'none' is not a whole number of 1 or more"),
        (["drawz=3"], "'drawz' is not a setting"),
        (["outcomes=all"], "'outcomes' is not a setting"),
    ],
)
def test_mistakes_are_one_line(
    words: list[str], line: str, capsys: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    assert cli.main(["facts", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"faultlines: {line}")
    assert captured.err.count("\n") == 1
    assert list(elsewhere.iterdir()) == []


def test_it_plays_writes_and_goes_on(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    words = ["facts", "replicates=1", "draws=1", "out=here"]
    assert cli.main(words) == 0  # whatever the facts say
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "Results: here"
    files = ("facts.csv", "record.csv", "report.html", "figures/shares_of_kit.png")
    for name in (*files, "default/manifest.json", "draws/manifest.json"):
        assert (elsewhere / "here" / name).is_file()
    lines = (elsewhere / "here" / "facts.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * len(FACTS)
    assert cli.main(words) == 0
    again = capsys.readouterr()
    assert again.out.count("All 3 runs already done; nothing new") + again.err.count(
        "All 3 runs already done; nothing new"
    ) == 2  # fmt: skip
    assert cli.main([*words, "seed=2"]) == 2
    assert "here/default: holds a result of another request" in capsys.readouterr().err
