"""Made-up worlds from the command line: played, told of everywhere, or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim import cli
from sim.config import configure
from sim.sweeps.manifest import read_manifest
from sim.synthetic.size import WorldSize
from sim.verbs import ablate, explain, run, sweep

TOLD = "Synthetic world: 30 countries, all but the USA and China made up, with"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "result"
    words = ["sweep", "us_action", "stop", "draws=2", "world.countries=30", "world.vendors=14"]
    assert cli.main([*words, f"out={folder}"]) == 0
    return folder


def test_every_verb_that_plays_takes_a_size() -> None:
    word, size = ["world.operators=2000"], WorldSize(operators=2000)
    assert run.request_of(configure("run", word)).world == size
    assert sweep.request_of(configure("sweep", word)).world == size
    assert ablate.request_of(configure("ablate", word)).world == size
    assert explain.request_of(configure("explain", word), None)[0].world == size
    assert run.request_of(configure("run", [])).world.is_real


def test_the_manifest_records_it(played: Path) -> None:
    found = read_manifest(played)
    assert found["world"]["size"] == {"countries": 30, "vendors": 14}
    assert found["world"]["told"].startswith(TOLD)
    assert found["provenance"]["world.countries"] == "world.countries=30"


def test_the_report_opens_and_says_so(played: Path) -> None:
    text = (played / "report.html").read_text(encoding="utf-8")
    assert text.index(TOLD) < text.index("The answer")
    assert "There is no map, because the countries of this world are made up." in text
    assert not (played / "figures" / "map.png").exists()
    assert (played / "figures" / "hosts.png").exists()
    assert "Made-up Western vendor" in text


def test_the_table_says_so(played: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", str(played)]) == 0
    assert TOLD in capsys.readouterr().out.replace("\n", " ")


def test_a_loaded_result_says_so(played: Path) -> None:
    found = sim.load(played)
    assert found.attrs["synthetic"].startswith(TOLD)
    assert found["country"].values[:3].tolist() == ["CHN", "USA", "X001"]


def test_it_is_explained_as_it_was_played(played: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for who in ("X001", "x001-x1", "x01_cn"):
        assert cli.main(["explain", who, "2020Q3", str(played)]) == 0
        assert TOLD in capsys.readouterr().out


def test_a_folder_of_its_own_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["run", "pressure", "world.operators=1000", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "\nSynthetic world: 1,000 made-up operators in the 198 real countries\n" in out
    assert "would write to results/run-pressure-synthetic-" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["run", "ban_germany", "world.countries=30"],
            "scenarios/ban_germany.yaml, line 11: DEU is a real country, and those of this world "
            "are made up (world.countries=30); name a group, or leave the scenario out",
        ),
        (
            ["run", "pressure", "world.countries=10"],
            "world.countries: 10 is not a whole number from 20 to 20,000, or null: the real world",
        ),
        (
            ["facts", "world.operators=1000"],
            "facts: world.operators=1000 is not possible; only the real world has a record to be "
            "held beside",
        ),
    ],
)
def test_mistakes_are_one_line(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 2
    assert capsys.readouterr().err == f"faultlines: {message}\n"
