"""A fifth of the runs of the real model fail: the command, the table and the report name them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim import cli
from sim.sweeps import opening

WORDS = ("sweep", "pressure", "draws=5", "out=here")
FAILED = "baseline, draw 2, replicate 2: ValueError: <script>alert(1)</script> [2Jno spend"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    simulate = opening.simulate

    def fails(*args: Any) -> Any:
        if 2 in args[3]:
            raise ValueError("<script>alert(1)</script>\n\x1b[2Jno spend")
        return simulate(*args)

    monkeypatch.setattr(opening, "simulate", fails)
    return monkeypatch


def test_the_rest_is_done_and_every_output_says_what_was_left_out(
    tmp_path: Path, failing: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing.chdir(tmp_path)
    assert cli.main([*WORDS]) == 1
    out, err = capsys.readouterr()
    assert f"2 of 10 runs failed; the first: {FAILED}" in err.splitlines()
    assert out.splitlines()[-2:] == [
        f"2 of 10 runs failed and are left out; the first: {FAILED}; faultlines status here says "
        "more",
        "Results: here",
    ]
    note = (
        "Samples left out because a run failed or is missing: 1. Runs failed: 2; the first: "
        f"{FAILED}."
    )
    assert note in " ".join(out.split())
    report = Path("here/report.html").read_text(encoding="utf-8")
    assert "1 further runs a scenario are left out everywhere" in report
    assert (
        "2 runs failed; the first: baseline, draw 2, replicate 2: ValueError: &lt;script" in report
    )
    assert "<script>alert" not in report
    assert cli.main(["compare", "here"]) == 0
    assert note in " ".join(capsys.readouterr().out.split())
    failing.undo()
    failing.chdir(tmp_path)
    assert cli.main([*WORDS]) == 1
    assert cli.main([*WORDS, "retry=failed"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "Results: here"
    assert "10 runs, 8 already done" in err.splitlines()
    assert "Samples left out" not in out.split("Results: here")[1]
    assert cli.main(["status", "here", "verify=3"]) == 0
