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
        "Parameters stay at the means of the posterior (model=default: at their start values), so\n"
        "that chance alone varies. A word such as\n"
        "government.b_ally=0.3 holds a parameter at another value; mechanism.peers=off turns a\n"
        "mechanism off; levers.aid.budget_usd_m=300 changes an instrument of the scenario.\n"
        "rerun=RESULT plays a result of any verb again from what its manifest keeps, in a new\n"
        "folder, and first says what has changed since; with out=RESULT it goes on with that one.",
        (
            "faultlines run us_action",
            "faultlines run scenario=us_action replicates=20 seed=7",
            "faultlines run pressure government.b_base=0",
            "faultlines run pay levers.more_aid.budget_usd_m=3000",
            "faultlines run us_action replicates=1 world.operators=100000",
            "faultlines run rerun=results/sweep-drawn-1a2b3c4d",
        ),
        "sim.verbs.run",
    ),
    "sweep": Verb(
        "play many scenarios, each with the same draws of what is uncertain",
        "[SCENARIO ...] [KEY=VALUE ...]",
        "Uncertain parameters are drawn from the posterior, which was fitted to the record to\n"
        "2020 (model=default: from their ranges; posterior=FILE.csv: from your own), except those\n"
        "that a word or a file holds. A list of values for a lever is scanned: each is tried with\n"
        "every draw. From a range such as {from:0,to:500} each draw has its own; with scan=lhs or\n"
        "scan=sobol so many settings are chosen from it and each is tried with every draw.\n"
        "Anything else is constant. Every scenario and its baseline see the same draws.\n"
        "design=saltelli and design=morris change one thing at a time, so all their points meet\n"
        "the same chance (replicates=8: the same eight); elsewhere each draw has its own chance\n"
        "unless there are more replicates. --dry-run says how many runs, how long, how large.\n"
        "With until.width=0.5 it stops once the headline shares are known to half a point, from\n"
        "end to end of their 90 % interval; draws is then the most that are made.\n"
        "Launched again, it does only what is missing. Runs that fail are named and left out,\n"
        "and the others go on, unless on_error=stop or on_error.after=20 ends it; retry=failed\n"
        "does failed runs again. retry=damaged compares all files with the ledger and does again\n"
        "what is not as it was.",
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
            "faultlines sweep pressure model=default",
            "faultlines sweep stop retry=failed on_error.after=20",
            "faultlines sweep pressure draws=1000 until.width=0.5",
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
        "means of the posterior and again over draws from it. The table says of each\n"
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
    "validate": Verb(
        "say how wrong the model is: scores on observed figures, beside plain rivals",
        "[KEY=VALUE ...]",
        "Scores shares of vendors, decisions of governments, sizes of markets, contracts of\n"
        "operators and results of studies, whichever tables are in the folder named by targets=;\n"
        "without one, those of the program, to 2020. Rows that the model has no counterpart for\n"
        "are counted and named. Rivals are fitted on the same years, and for later ones on what\n"
        "went before. Years to 2020, which the model was fitted to, and later ones are scored\n"
        "apart. Of the runs it keeps what the figures are measured on; --dry-run says how much\n"
        "that is. Writes validation.json, scores.csv and report.html.",
        (
            "faultlines validate",
            "faultlines validate from=2018 until=2020 draws=32",
            "faultlines validate targets=my_figures from=2021 until=2024",
        ),
        "sim.verbs.validate",
    ),
    "calibrate": Verb(
        "fit the uncertain parameters to the record to 2020, and say what it tells of them",
        "[KEY=VALUE ...]",
        "Plays draws of all uncertain parameters in waves, to 2020Q4 and no further: the first\n"
        "everywhere in their ranges, the next where nothing on record speaks against it, the last\n"
        "where the record is likely. Then every draw is weighed by published shares of vendors\n"
        "and by which governments restricted. The table says how far off the model was before\n"
        "and after, which parameters the record says something of and which not, and how well\n"
        "what is left out is predicted. Writes posterior.csv, a sample for model=posterior,\n"
        "posterior.json (where it is from), best.yaml (all parameters at their means) and\n"
        "calibration.json.\n"
        "No parameter can be held. Launched again, it does only what is missing.",
        (
            "faultlines calibrate --dry-run",
            "faultlines calibrate",
            "faultlines calibrate draws=512 waves=2 executor.workers=4",
            "faultlines calibrate coding=de_facto seed=2",
        ),
        "sim.verbs.calibrate",
    ),
    "sensitivity": Verb(
        "say which assumptions drive the answer, and when: Morris screening, then Sobol indices",
        "[SCENARIO] [KEY=VALUE ...]",
        "Screens all uncertain parameters over their ranges, keeps those that move the headline\n"
        "measures most, and works out which part of the variance each of these has, alone (first\n"
        "order) and together with others (total order), in every year: for the scenario itself\n"
        "and for what it changes against its baseline. Chance is the same at every point and\n"
        "averaged. A word such as government.b_ally=0.3 holds a parameter. Trajectories and base\n"
        "points with a failed run are left out, and counted. Writes report.html, sensitivity.csv,\n"
        "sensitivity.json and figures/. Needs SALib:\n"
        "pip install -c constraints.txt '.[sensitivity]'.",
        (
            "faultlines sensitivity",
            "faultlines sensitivity pressure trajectories=40 draws=512 keep=30",
            "faultlines sensitivity us_action measures=[host_exposure] year=2025 --dry-run",
        ),
        "sim.verbs.sensitivity",
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
        "set results against their baselines, and against one another",
        "RESULT [RESULT ...] [KEY=VALUE ...]",
        "One result: prints the table, and writes the report again if the result is newer.\n"
        "Several: first says what differs in their configuration, and whether their runs are\n"
        "pairs: if they share draws and chance, which they still do where one of them holds a\n"
        "parameter. Then what each scenario changes, and what is not as in the first result.\n"
        "The report opens with that in words; differences.csv holds every series of\n"
        "summary.csv as the difference to the first result, in the same units.\n"
        "outcome= shows one outcome, by= splits it (group, region, country, vendor, cost ...),\n"
        "the largest clear changes first. A folder that holds anything else is never written to.",
        (
            "faultlines compare results/sweep-drawn-1a2b3c4d",
            "faultlines compare results/FIRST results/SECOND year=2025 out=results/both",
            "faultlines compare results/FIRST results/SECOND outcome=exposure by=country top=10",
            "faultlines compare results/FIRST outcome=share_of_new_spend by=vendor --dry-run",
        ),
        "sim.verbs.compare",
    ),
    "export": Verb(
        "write a result as tables (CSV, Parquet) or arrays (netCDF) for other programs",
        "RESULT [RESULT ...] [KEY=VALUE ...]",
        "One table a set of axes, such as country.csv: a row a scenario, draw, replicate, quarter\n"
        "and country, a column an outcome. With spread=true: mean and 5, 50 and 95 % over all\n"
        "samples, however many there are. README.txt tells units and what was left out. Several\n"
        "results go into the same tables, with their names. No file is ever written over.",
        (
            "faultlines export results/sweep-drawn-1a2b3c4d",
            "faultlines export results/FIRST to=parquet outcomes=[level,exposure] out=tables",
            "faultlines export results/FIRST to=netcdf scenarios=[us_action,baseline]",
            "faultlines export results/FIRST spread=true outcomes=[exposure]",
        ),
        "sim.verbs.export",
    ),
    "plot": Verb(
        "draw figures of a result as PNG, SVG or PDF; alone it lists what can be drawn",
        "RESULT [RESULT ...] [FIGURE ...|all] [KEY=VALUE ...]",
        "Without scenarios= each figure shows the main scenario beside its baseline, or all of\n"
        "them. Several results show the same policy in each beside the first: a difference is\n"
        "the later result less the first. A scenario named with its result is against its own\n"
        "baseline, and needs quotes: 'scenarios=[\"pressure (SECOND)\"]'. A figure that shows one\n"
        "scenario is drawn once for each that is named. Figures of this command are drawn anew;\n"
        "no other file is ever written over.",
        (
            "faultlines plot results/sweep-drawn-1a2b3c4d",
            "faultlines plot results/sweep-drawn-1a2b3c4d market_share map to=[png,pdf]",
            "faultlines plot results/FIRST exposure scenarios=[us_action,stop,eu_law] year=2035",
            "faultlines plot results/FIRST results/SECOND difference_map exposure",
            "faultlines plot results/FIRST results/SECOND map scenarios=[pressure]",
            "faultlines plot results/FIRST tornado measure=host_exposure",
            "faultlines plot results/FIRST all out=figures",
        ),
        "sim.verbs.plot",
    ),
    "status": Verb(
        "say how far a result is, what failed and how to go on; check it with verify=true",
        "RESULT [verify=true]",
        "verify=true compares every block on disk with the ledger and simulates 8 done runs again\n"
        "(verify=50: so many); where bytes differ it names block and run and exits with 1.",
        (
            "faultlines status results/sweep-drawn-1a2b3c4d",
            "faultlines status results/sweep-drawn-1a2b3c4d verify=true",
            "faultlines status results/sweep-drawn-1a2b3c4d verify=50",
        ),
        "sim.verbs.status",
    ),
    "init": Verb(
        "copy configs/ and scenarios/ here, to be changed; what is there stays",
        "",
        "Files in ./configs and ./scenarios come before those that were shipped.",
        ("faultlines init",),
        "sim.verbs.init",
    ),
}
