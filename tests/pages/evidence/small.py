"""Three small results as the verbs write them, made by hand, and mechanisms turned."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from sim.pages.evidence.inputs import Inputs, read_inputs
from sim.params import registry, uncertain_parameters
from sim.validation.baselines.restricting import RIVALS
from sim.validation.calibration.ablation import (
    AUC,
    BRIER,
    FITTED,
    LOG,
    LOOKED_AT,
    Ablated,
    Change,
)
from sim.validation.calibration.folds import FITTED as SHARES_FITTED
from sim.validation.calibration.folds import (
    INSIDE,
    KNOWN,
    MODEL,
    NEVER,
    NOT_STARTED,
    PART,
    PERSISTENCE,
    PRIOR,
    RMSE,
    STARTED,
    WHOLE,
)
from sim.validation.calibration.recovery import FIT
from sim.validation.calibration.space import FREE
from sim.validation.left_out import OF, REGION
from sim.validation.variants import BEST, DRAWN, MIDDLE, POSTERIOR

OTHER = "operator.life"
EUROPE = "Europe & Central Asia"
AMONG = "2019 and 2020"
#: Market, place, year, fitted, published, the model's mean.
SHARES = (
    ("telecom_equipment", "world", 2015, True, 0.24, 0.25),
    ("telecom_equipment", "world", 2020, True, 0.31, 0.30),
    ("ran", "world", 2019, True, 0.32, 0.34),
    ("ran", "china", 2020, True, 0.61, 0.60),
    ("ran", "world_ex_china", 2020, True, 0.20, 0.26),
    ("5g_ran", "world", 2019, False, 0.26, 0.10),
)
#: Code, published, model, mean of others, mean of the region.
COUNTRIES = (("DEU", 0.57, 0.50, 0.40, 0.45), ("FRA", 0.25, 0.30, 0.60, 0.58))
#: Code, group, restricted, the model's chance.
GOVERNMENTS = (
    ("AUS", "Five Eyes", True, 0.9),
    ("SWE", "other allies", True, 0.02),
    ("CAN", "Five Eyes", False, 0.8),
    ("PER", "all others", False, 0.01),
)
#: Where the posterior of parameters lies that are told of, and of those that are not.
_PARTS = ((0.3, 0.5, 0.7), (0.05, 0.5, 0.95))


def write_inputs(folder: Path) -> Inputs:
    """Write the three results below a folder and read them."""
    paths = [folder / name for name in ("calibration", "validation", "facts")]
    for path in paths:
        path.mkdir()
    first, second, third = paths
    (first / "calibration.json").write_text(json.dumps(calibration()), encoding="utf-8")
    _write(first / "posterior.csv", posterior())
    (second / "validation.json").write_text(json.dumps(validation()), encoding="utf-8")
    _write(third / "facts.csv", facts())
    _write(third / "record.csv", record())
    return read_inputs(*paths)._replace(ablated=ablated())


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def posterior() -> list[dict[str, Any]]:
    """Return a sample in which two parameters go together."""
    chance = np.random.default_rng(1)
    rest = {p.key: p.default for p in uncertain_parameters() if p.key not in (*FREE, OTHER)}
    rows = []
    for u in chance.random(60):
        values = {key: _inside(key, float(chance.random())) for key in (*FREE, OTHER)}
        rows.append(values | rest | {FREE[0]: _inside(FREE[0], u), FREE[1]: _inside(FREE[1], u)})
    return rows


def _inside(key: str, part: float) -> float:
    known = registry()[key]
    return known.low + part * (known.high - known.low)


def calibration() -> dict[str, Any]:
    """Return what calibrate writes: the first two free parameters are told of."""
    return {
        "provenance": {
            "faultlines": "0.1.0", "code": "abc", "targets": "def", "until": 2020,
            "coding": "de jure", "level": 3, "seed": 1, "draws": 64, "replicates": 4, "rows": 60,
        },
        "waves": [{"name": "wave-1", "draws": 64, "passed": 1.0, "cutoff": None}],
        "weights": {"power": 1.0, "effective": 150.0, "untempered": 150.0},
        "parameters": {
            key: {
                "prior": [_inside(key, part) for part in (0.05, 0.5, 0.95)],
                "posterior": [_inside(key, part) for part in _PARTS[place > 1]],
                "narrowed": 0.5 if place < 2 else 0.0, "mean": 0.0, "moved": 0.0,
            }
            for place, key in enumerate((*FREE, OTHER))
        },
        "shares": [
            {"what": _what(s), "market": s[0], "place": s[1], "year": s[2], "used": s[3],
             "again": False, "observed": s[4], "error": 0.01, "before": s[5] + 0.02,
             "after": s[5], "spread": 0.01}
            for s in SHARES
        ],
        "cross_validation": folds(),
        "folds": [
            {"coding": "de jure", "left_out": "a country", "name": name, "power": power,
             "effective": draws}
            for name, power, draws in (("AUS", 1.0, 150.0), ("SWE", 0.8, 100.0), ("CAN", 1, 140.0))
        ],
        "recovered": {"wave-1": recovered(), "wave-2": recovered()},
    }  # fmt: skip


def _what(share: tuple[Any, ...]) -> str:
    return f"Huawei, {share[0]} bought, {share[1]}, {share[2]}"


def recovered() -> dict[str, Any]:
    """Return ranks that are even, but for the last free parameter; the first alone comes back."""
    return {
        "parameters": {
            key: {"inside": [0.5, 0.9], "narrowed": 0.1,
                  "correlation": 0.8 if key == FREE[0] else 0.2}
            for key in FREE
        },
        "fit": [0.2, 0.4], "uneven": [FREE[-1], FIT], "control_uneven": [FREE[0], FIT],
        "truths": 50, "effective": 30.0, "power": 0.5, "effective_of_means": 40.0,
    }  # fmt: skip


def folds() -> list[dict[str, Any]]:
    """Return scores in which the model is the best of all but by AUC inside allies and rivals."""
    rows = []
    for among in ("all countries", "allies and rivals"):
        for place, name in enumerate((MODEL, PRIOR, *RIVALS)):
            for measure, value in (("Brier score", 0.1), ("log score", 0.3), ("AUC", 0.9)):
                worse = 0.01 * place * (-1 if measure == "AUC" else 1)
                turned = among != "all countries" and measure == "AUC"
                row = ("a country", "who restricts", among, name, measure)
                own = value - worse if turned else value + worse
                rows.append(_fold(*row, own, 4))
                if name in RIVALS:
                    row = ("a country", "who restricts", among, MODEL, measure)
                    rows.append({**_fold(*row, value - own, 4), "against": name})
    for left, of, where, value in (
        ("a year", SHARES_FITTED, AMONG, 0.9),
        ("a region", SHARES_FITTED, INSIDE, 1.0),
        ("a region", NEVER, STARTED, 0.9),
        ("a region", NEVER, NOT_STARTED, 0.5),
        ("a region", NEVER, WHOLE, 0.2),
        ("a region", NEVER, PART, 0.9),
    ):
        for part in (50, 90):
            measure = f"coverage of the {part}% range"
            rows.append(_fold(left, of, where, MODEL, measure, value * part / 90, 20))
    for among, name, value in (
        (AMONG, MODEL, 1.5), (f"{AMONG}, {KNOWN}", MODEL, 1.4),
        (f"{AMONG}, {KNOWN}", PERSISTENCE, 1.7),
    ):  # fmt: skip
        rows.append(_fold("a year", SHARES_FITTED, among, name, RMSE, value, 20))
    for measure in ("Brier score", "log score", "AUC"):
        for name, value in ((MODEL, 0.2), *((rival, 0.3) for rival in RIVALS)):
            rows.append(
                _fold("a region", "who restricts", "all countries", name, measure, value, 4)
            )
    return rows


def _fold(left: str, of: str, among: str, name: str, measure: str, value: float, n: int) -> Any:
    score = {"value": value, "low": value - 0.05, "high": value + 0.05, "figures": n}
    return {
        "coding": "de jure", "left_out": left, "of": of, "among": among, "predictor": name,
        "measure": measure, "score": score, "against": "",
    }  # fmt: skip


def validation() -> dict[str, Any]:
    """Return what validate writes of the same figures, and of two countries of Europe."""
    figures = [
        _figure(_what(s), {"of": "the world, parts"}, s[4], POSTERIOR, s[5], {"persistence": 0.3})
        for s in SHARES
    ]
    for code, seen, told, others, region in COUNTRIES:
        rivals = {"mean of others": others, "mean of region": region}
        what = f"chinese, 4g installed, {code}, 2020"
        figures.append(_figure(what, {"of": OF, REGION: EUROPE}, seen, BEST, told, rivals))
    return {
        "years": {"from": 2014, "until": 2020},
        "model": {MIDDLE: "judgements in the middle", BEST: "means", POSTERIOR: "drawn"},
        "scores": [
            {"table": "policy_events", "measure": measure, "predictor": name, "value": 0.2,
             "groups": {"coding": "de jure", "level": "no new kit", "among": "all countries"},
             "low": 0.1, "high": 0.3, "figures": 4}
            for name in (MIDDLE, DRAWN, POSTERIOR)
            for measure in ("Brier score", "log score", "AUC")
        ],
        "figures": figures,
        "events": [
            {"table": "policy_events", "what": f"{code}: no new kit or above, de jure",
             "groups": {"coding": "de jure", "level": "no new kit", "group": group},
             "happened": acted, "when": None, "model": {POSTERIOR: chance}, "rivals": {},
             "runs": {POSTERIOR: 64}}
            for code, group, acted, chance in GOVERNMENTS
        ],
        "brackets": [
            {"what": "5G delay", "unit": "months", "low": 18.0, "high": None,
             "model": {POSTERIOR: {"mean": 1.0, "p05": 0.0, "p95": 2.0}}}
        ],
    }  # fmt: skip


def _figure(
    what: str, groups: dict[str, str], seen: float, name: str, told: float, rivals: dict[str, float]
) -> dict[str, Any]:
    spread = {"mean": told, "p05": told - 0.03, "p50": told, "p95": told + 0.03}
    empty = dict.fromkeys(spread)
    model = {each: spread if each == name else empty for each in (MIDDLE, BEST, POSTERIOR)}
    if name == POSTERIOR:
        model[MIDDLE] = {**spread, "mean": told + 0.01}
    return {
        "table": "vendor_share_global", "what": what, "groups": groups, "observed": seen,
        "seed": False, "model": model, "rivals": rivals,
    }  # fmt: skip


def facts() -> list[dict[str, Any]]:
    """Return two facts, of which the second does not hold."""
    common = {"measured": "some share", "unit": "points", "bar": "> 0", "p05": -1, "p95": 3}
    return [
        {"fact": name, **common, "set": each, "mean": value, "p50": value, "holds_share": 0.7,
         "holds": "yes" if value > 0 else "no", "samples": 8}
        for name, value in (("front_loaded", 1.5), ("slow_removal", -0.5))
        for each in ("default", "draws")
    ]  # fmt: skip


def record() -> list[dict[str, Any]]:
    """Return a market that fits and a count that does not."""
    return [
        {"what": what, "year": 2020, "unit": unit, "mean": mean, "p05": mean - 1, "p95": mean + 1,
         "low": low, "high": low + 1, "publisher": "X", "quality": "A", "note": ""}
        for what, unit, mean, low in (("Market, all kit", "USD bn", 90, 90),
                                      ("Governments at guideline or above", "governments", 25, 10))
    ]  # fmt: skip


def ablated() -> tuple[Ablated, ...]:
    """Return a rule that shares support, one that decisions speak against, one of neither."""
    return tuple(
        Ablated(name, tuple(_changes(points, nats)))
        for name, points, nats in (("momentum", 2.0, 0.0), ("peers", 0.0, -0.01), ("aid", 0.0, 0.0))
    )


def _changes(points: float, nats: float) -> list[Change]:
    return [
        Change(FITTED, "points", 2.0, 2.0 + points, 0.01),
        Change(LOOKED_AT, "points", 8.0, float("nan"), float("nan")),
        Change(BRIER, "", 0.02, 0.02, 0.001),
        Change(LOG, "nats", 0.08, 0.08 + nats, 0.001),
        Change(AUC, "", 0.9, 0.9, 0.01),
    ]
