"""What is explained is what the engine did: the same run, the same numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim import cli
from sim.explain.again import request_again
from sim.explain.government import explain_government
from sim.explain.moment import Moment, open_moment
from sim.explain.operator import explain_operator
from sim.explain.order import explain_order
from sim.explain.vendor import explain_vendor
from sim.schedule import SCHEDULE
from sim.sweeps.request import Request
from sim.terms import LEVELS, quarter_index

REQUEST = Request(("us_action",), draws=2, parameters="drawn", seed=5)
QUARTER = "2020Q3"


def moment(request: Request = REQUEST, sample: int = 1, quarter: str = QUARTER) -> Moment:
    return open_moment(request, sample, quarter_index(quarter))


def numbers(lines: list[str], start: str) -> list[float]:
    """Return the last number of the lines below a heading, up to the next empty line."""
    first = next(i for i, line in enumerate(lines) if line.startswith(start)) + 1
    found = []
    for line in lines[first:]:
        if not line.startswith("  "):
            break
        found.append(float(line.split()[-1]))
    return found


def test_a_governments_terms_add_up_to_its_target() -> None:
    lines = explain_government(moment(), "DEU")
    *parts, total = numbers(lines, "What it wants")
    assert len(parts) == 17
    assert sum(parts) == pytest.approx(total, abs=0.1)  # each is rounded to 0.01
    assert lines[1] == "One run of us_action: seed 5, draw 1, replicate 1; at 2020Q3"


def test_it_is_the_run_that_a_sweep_plays() -> None:
    stored = sim.run(
        "us_action", 2, 5, parameters="drawn", model="default", outcomes=("level", "resolve")
    )
    history = stored.sel(scenario="us_action", quarter=QUARTER).isel(sample=1)
    for country in ("DEU", "JPN", "SWE"):
        text = "\n".join(explain_government(moment(), country))
        now = float(re.search(r"(-?\d+\.\d+) now", text)[1])  # type: ignore[index]
        assert now == pytest.approx(float(history["resolve"].sel(country=country)), abs=0.006)
        level = LEVELS[int(history["level"].sel(country=country))]
        assert f"{level} now" in text


def test_who_does_not_decide_is_said_to() -> None:
    assert explain_government(moment(), "CHN")[-1] == (
        "It does not decide in the model; its level is none."
    )


def test_an_operators_chances_add_up_and_its_awards_are_the_engines() -> None:
    here = moment()
    lines = explain_operator(here, "deu-telekom")
    rows = [line for line in lines if line.startswith("  huawei")]
    assert len(rows) == 4
    award = here.tables["award"][0, here.names.operators.index("deu-telekom")]
    for k, row in enumerate(rows):
        shown = [int(cell) for cell in re.findall(r"(\d+) %", row)]
        assert shown[-1] == pytest.approx(100 * award[k, 0], abs=0.51)
    transport = lines[next(i for i, line in enumerate(lines) if line.startswith("TRANSPORT")) :]
    chances = [int(re.findall(r"(\d+) %", line)[0]) for line in transport[2:10]]
    assert sum(chances) == pytest.approx(100, abs=4)


def test_before_launch_there_is_no_5g_to_tender() -> None:
    lines = explain_operator(moment(quarter="2015Q1"), "deu-telekom")
    assert "5G RADIO: not launched before 2019Q" in "\n".join(lines)


def test_a_vendors_price_is_the_product_of_its_parts_and_its_quality_their_sum() -> None:
    here = moment()
    lines = explain_vendor(here, "huawei")
    china = next(line for line in lines if line.startswith("  China, RAN")).split()
    cost, mark_up, duty, help_given, price = map(float, china[-5:])
    assert cost * mark_up * duty * help_given == pytest.approx(price, rel=0.003)
    *parts, now = numbers([line for line in lines if "reputation" not in line], "QUALITY")
    assert sum(parts) == pytest.approx(now, abs=0.02)
    assert now == pytest.approx(float(here.tables["vendors"][0, 0]["quality"]), abs=0.006)


def test_fill_shows_denial_stock_and_substitution() -> None:
    calm = "\n".join(explain_vendor(moment(), "ericsson"))
    assert re.search(r"us chips +0 % .* 100 %", calm)
    denied = "\n".join(explain_vendor(moment(quarter="2021Q1"), "huawei"))
    assert re.search(r"us chips +100 %", denied)
    assert re.search(r"taiwan foundry +100 %", denied)


def test_the_order_of_a_quarter_names_every_stage_with_its_rules() -> None:
    lines = explain_order()
    for line, stage in zip(lines[1:], SCHEDULE, strict=False):
        assert stage.name in line
        assert re.search(r"\([A-Z]\d", line)


def test_a_run_of_a_result_is_played_again(tmp_path: Path) -> None:
    folder = sim.sweep(["pressure"], draws=2, out=tmp_path / "out", b_ally=0.3)
    request = request_again(folder, None, 1)
    assert request.scenarios == ("pressure",)
    assert request_again(folder, "baseline", 0).scenarios == ("baseline",)
    level = sim.load(folder)["level"].sel(scenario="pressure", quarter=QUARTER, country="GBR")
    text = "\n".join(explain_government(moment(request), "GBR"))
    assert f"{LEVELS[int(level.isel(sample=1))]} now" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["DEU"],
            "explain: name who and when, and at most one scenario or result, such as 'explain DEU "
            "2020Q3 us_action'; a scenario of a result is scenario=NAME",
        ),
        (["DEU", "2020Q3", "results/nope"], "explain: there is no result folder results/nope"),
        (["DEU", "2020"], "explain: '2020' is not a quarter; write it like 2018Q3"),
        (["DEU", "2036Q1"], "explain: 2036Q1 is not between 2014Q1 and 2035Q4"),
        (
            ["DEUX", "2014Q1"],
            "explain: 'DEUX' is not a country (DEU), an operator (deu-telekom) or a vendor "
            "(huawei); did you mean 'DEU'?",
        ),
    ],
)
def test_mistakes_are_one_line(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", *words]) == 2
    assert capsys.readouterr().err == f"faultlines: {message}\n"


def test_a_result_is_explained_as_it_was_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sim.sweep(["pressure"], draws=1, out=tmp_path / "out")
    words = ["explain", "DEU", "2020Q3", str(folder)]
    assert cli.main([*words, "scenario=presure"]) == 2
    assert capsys.readouterr().err == (
        f"faultlines: scenario: 'presure' is not in {folder} (there are: baseline, pressure); "
        "did you mean 'pressure'?\n"
    )
    assert cli.main([*words, "government.b_ally=0"]) == 2
    assert capsys.readouterr().err == (
        f"faultlines: explain: government.b_ally is as it was in {folder}; with a result only "
        "scenario and sample can be chosen\n"
    )
    assert cli.main([*words, "scenario=baseline"]) == 0
    assert "One run of baseline" in capsys.readouterr().out


def test_the_verb_prints_what_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "japan", "2014Q2", "baseline"]) == 0
    assert capsys.readouterr().out.startswith("Japan (JPN)\nOne run of baseline: seed 1, central")
    assert cli.main(["explain"]) == 0
    assert "stage by stage" in capsys.readouterr().out
