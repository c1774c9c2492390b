"""What the command can do: one file a verb, loaded only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Verb:
    """What a reader is told about a verb; its code is in the module of the same name.

    Attributes
    ----------
    summary : str
        One line.
    usage : str
        What may follow the verb.
    about : str
        A few lines.
    examples : tuple of str
        Commands that work.
    """

    summary: str
    usage: str
    about: str
    examples: tuple[str, ...]
    module: str


@dataclass(frozen=True)
class Options:
    """The dashes: everything else is a word."""

    cfg: bool = False
    dry_run: bool = False


VERBS: Final[Mapping[str, Verb]] = {
    "list": Verb(
        "show what there is: scenarios, parameters, outcomes, verbs",
        "[scenarios|parameters|outcomes|verbs] [PATTERN]",
        "A pattern is any part of a name or of its explanation.",
        (
            "faultlines list",
            "faultlines list scenarios",
            "faultlines list parameters trade",
            "faultlines list outcomes exposure",
        ),
        "sim.verbs.listing",
    ),
    "run": Verb(
        "play one scenario many times, with its baseline beside it",
        "[SCENARIO] [KEY=VALUE ...]",
        "Parameters stay at their start values, so that chance alone varies. A word such as\n"
        "government.b_ally=0.3 holds a parameter at another value; mechanism.peers=off turns a\n"
        "mechanism off; levers.aid.budget_usd_m=300 changes an instrument of the scenario.",
        (
            "faultlines run us_action",
            "faultlines run scenario=us_action replicates=20 seed=7",
            "faultlines run pressure government.b_base=0",
            "faultlines run pay levers.more_aid.budget_usd_m=3000",
            "faultlines run us_action replicates=1 world.operators=100000",
        ),
        "sim.verbs.run",
    ),
    "sweep": Verb(
        "play many scenarios, each with the same draws of what is uncertain",
        "[SCENARIO ...] [KEY=VALUE ...]",
        "Uncertain parameters are drawn from their ranges, except those that a word or a file\n"
        "holds. A list of values for a lever is scanned: each is tried with every draw. From a\n"
        "range such as {from:0,to:500} each draw has a setting of its own; with scan=lhs or\n"
        "scan=sobol so many settings are chosen from it and each is tried with every draw.\n"
        "Anything else is constant. Every scenario and its baseline see the same draws.\n"
        "design=saltelli and design=morris change one thing at a time, so all their points meet\n"
        "the same chance (replicates=8: the same eight); elsewhere each draw has its own chance\n"
        "unless there are more replicates. --dry-run says how many runs, how long, how large.\n"
        "Launched again, it does only what is missing.",
        (
            "faultlines sweep",
            "faultlines sweep pressure export_control us_action draws=32",
            "faultlines sweep pressure_aid levers.aid.budget_usd_m=[0,150,500]",
            "faultlines sweep stop mechanism.peers=off executor.workers=4",
            "faultlines sweep pressure_aid design=sobol draws=256 "
            "'levers.aid.budget_usd_m={from:0,to:500}'",
            "faultlines sweep pressure_aid scan=lhs lever_settings=10 "
            "'levers.aid.budget_usd_m={from:0,to:500}'",
            "faultlines sweep pressure design=morris draws=20 --dry-run",
            "faultlines sweep pressure design=my.csv",
        ),
        "sim.verbs.sweep",
    ),
    "ablate": Verb(
        "turn each mechanism off in turn, to see what it does",
        "[SCENARIO ...] [KEY=VALUE ...]",
        "Every mechanism is turned off alone, under the same draws and the same chance as the\n"
        "whole model. The table says what is different without it.",
        (
            "faultlines ablate",
            "faultlines ablate decoupling draws=16",
            "faultlines ablate mechanisms=[peers,lock_in,substitution]",
        ),
        "sim.verbs.ablate",
    ),
    "facts": Verb(
        "hold the model beside what is known in words of the years to 2020",
        "[KEY=VALUE ...]",
        "Plays the world as it was, the world without US action and the EU's removal law, at the\n"
        "default parameters and again over draws of the uncertain ones. The table says of each\n"
        'stylised fact what is measured, its bar, and whether it holds. "No" is a finding, not an\n'
        "error. report.html adds shares, sizes and restrictions beside what was published, with\n"
        "figures; facts.csv and record.csv hold the numbers.",
        (
            "faultlines facts",
            "faultlines facts replicates=8 draws=16",
            "faultlines facts mechanism.peers=off",
        ),
        "sim.verbs.facts",
    ),
    "explain": Verb(
        "say what happens in a quarter, or why somebody did what they did in one run",
        "[GOVERNMENT|OPERATOR|VENDOR QUARTER [SCENARIO|RESULT]] [KEY=VALUE ...]",
        "Alone it prints the stages of a quarter. With a country (DEU), an operator (deu-telekom)\n"
        "or a vendor (huawei) it plays one run to that quarter and shows the terms of the rules\n"
        "with their values. With a result folder it plays one of that result's runs again.",
        (
            "faultlines explain",
            "faultlines explain DEU 2020Q3",
            "faultlines explain deu-telekom 2020Q3 pressure sample=3",
            "faultlines explain huawei 2021Q1 us_action mechanism.substitution=off",
        ),
        "sim.verbs.explain",
    ),
    "compare": Verb(
        "set results against their baselines, one alone or several side by side",
        "RESULT [RESULT ...] [KEY=VALUE ...]",
        "Prints the table and writes the report again if the result is newer.",
        (
            "faultlines compare results/sweep-drawn-1a2b3c4d",
            "faultlines compare results/FIRST results/SECOND year=2025 out=results/both",
        ),
        "sim.verbs.compare",
    ),
    "init": Verb(
        "copy configs/ and scenarios/ here, to be changed; what is there stays",
        "",
        "Files in ./configs and ./scenarios come before those that were shipped.",
        ("faultlines init",),
        "sim.verbs.init",
    ),
}
