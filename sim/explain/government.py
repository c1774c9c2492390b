"""Why a government stood where it did: rules G1 to G3, term by term."""

from __future__ import annotations

from typing import Any

from sim import streams
from sim.explain.moment import Moment
from sim.explain.text import terms
from sim.rules.governments import FOR_RESTRICTING, campaigning, desired_level, target_terms
from sim.terms import GUIDELINE, LEVELS, REMOVAL, quarter_label


def explain_government(moment: Moment, country: str) -> list[str]:
    """Play the quarter up to the governments' decisions and say what one of them weighed.

    Parameters
    ----------
    moment : Moment
        At the start of the quarter.
    country : str
        ISO code.

    Returns
    -------
    list of str
        Lines for a terminal.
    """
    c = moment.names.countries.index(country)
    moment.play("shocks", "suspicion")
    before = moment.tables["governments"][0, c].copy()
    moment.play("governments", "governments")
    g, facts = moment.tables["governments"][0, c], moment.tables["countries"][c]
    lines = [f"{moment.names.country_names[c]} ({country})", moment.told, ""]
    if not facts["decides"]:
        return [*lines, f"It does not decide in the model; its level is {LEVELS[g['level']]}."]
    return [
        *lines,
        "What it wants: target of resolve (rule G1)",
        *terms(zip(FOR_RESTRICTING, _terms(moment, c), strict=True), "target"),
        "",
        *_resolve(moment, before, g, sum(_terms(moment, c))),
        *_law(moment, c, before, g),
    ]


def _terms(moment: Moment, c: int) -> tuple[float, ...]:
    tables, quarter = moment.tables, moment.quarter
    return target_terms(
        moment.p,
        tables["countries"][c],
        tables["governments"][0, c],
        tables["by_country"][quarter, c]["gdp_usd_m"],
        campaigning(moment.p, tables["scheduled"][quarter]),
        tables["control"][quarter, 0],
        tables["scene"][0]["punished_share"],
    )


def _resolve(moment: Moment, before: Any, g: Any, target: float) -> list[str]:
    pulled = moment.p["speed"] * (target - before["resolve"])
    chance = g["resolve"] - before["resolve"] - pulled
    return [
        f"How far it has come: resolve {before['resolve']:.2f} before, {g['resolve']:.2f} now "
        f"({pulled:+.2f} towards the target, {chance:+.2f} by chance; rule G2)",
    ]


def _law(moment: Moment, c: int, before: Any, g: Any) -> list[str]:
    p, facts, quarter = moment.p, moment.tables["countries"][c], moment.quarter
    names = ("guideline", "cap", "no_new_kit", "removal")
    steps = ", ".join(
        f"{LEVELS[i]} {p[f'threshold_{name}']:.2f}" for i, name in enumerate(names, GUIDELINE)
    )
    toolbox = moment.tables["scheduled"][quarter]["toolbox"] and facts["eu"]
    rate = p["window"] * (p["toolbox_factor"] if toolbox else 1.0)
    state = moment.block.state
    draw = streams.uniforms(state.seed, state.replicates[0], streams.WINDOW, quarter, facts["id"])[
        0
    ]
    opened = quarter > 0 and draw < rate
    word = "opened" if opened else "did not open"
    imposed = moment.tables["by_country"][quarter, c]["imposed_level"]
    lines = [
        f"What the law allows: thresholds {steps} (rule G3)",
        f"  desired level: {LEVELS[desired_level(p, g['resolve'])]}",
        f"  a legislative window {word} (probability {rate:.2f} a quarter)",
        f"  level: {LEVELS[before['level']]} before, {LEVELS[g['level']]} now",
    ]
    if imposed >= 0:
        lines.append(f"  the scenario imposes at least: {LEVELS[imposed]}")
    if g["level"] == REMOVAL:
        lines.append(f"  Chinese kit must be gone by {quarter_label(int(g['deadline']))}")
    return lines
