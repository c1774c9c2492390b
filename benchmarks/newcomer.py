"""A newcomer's first minutes, played on a fresh clone and timed, as a page of the docs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.history import version
from benchmarks.machine import describe
from benchmarks.processes import ROOT

PAGE: Final = ROOT / "docs" / "first_minutes.md"
SETTINGS: Final = Path("configs") / "model" / "default.yaml"
BEFORE: Final = "b_ally: 0.45"
AFTER: Final = "b_ally: 0.9"
_MOST_LINES: Final = 38
_TEXT: Final = """\
# Your first minutes

Written by `make first-minutes`, which does all of this on a fresh clone, with nothing installed
and nothing compiled, and takes the times. {machine}. Version {version}.

From the first command to the last: **{total}**, of which {waiting} are the first `make run`, most
of them installing and compiling, once. Where commands read `faultlines`, say
`source .venv/bin/activate` first.

{steps}
"""

#: What a make tells those it begins; with them, one inside it would name its folder.
_OF_MAKE: Final = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")


class Step(NamedTuple):
    """One thing that a newcomer does.

    Attributes
    ----------
    why
        What for, as a sentence.
    shown
        What is typed, as a reader sees it.
    do
        Does it and returns what was printed.
    """

    why: str
    shown: str
    do: Callable[[], str]


class Newcomer:
    """Somebody with a fresh clone in a folder, and nothing kept from before."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "faultlines"
        self.environment = {
            **{key: value for key, value in os.environ.items() if key not in _OF_MAKE},
            "FAULTLINES_CACHE": str(folder / "cache"),
            "PATH": f"{self.clone / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }

    def types(self, words: Sequence[str], status: int = 0) -> str:
        """Run a command in the clone; return what it printed."""
        done = subprocess.run(
            words, cwd=self.clone, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != status:
            raise SystemExit(f"{' '.join(words)}: status {done.returncode}\n{done.stderr}")
        return done.stdout if status == 0 else done.stderr

    def clones(self) -> str:
        """Clone the project."""
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.clone)], check=True)
        return ""

    def looks_at_the_report(self) -> str:
        """Return where the report of the main job lies, and how large it is."""
        (report,) = (self.clone / "results").glob("sweep-*/report.html")
        return f"{report.relative_to(self.clone)}, {report.stat().st_size / 1e6:.1f} MB\n"

    def changes_a_number(self) -> str:
        """Change one number in the copied settings; return the line before and after."""
        file = self.clone / SETTINGS
        text = file.read_text(encoding="utf-8")
        if text.count(BEFORE) != 1:
            raise SystemExit(f"{SETTINGS}: {BEFORE} does not stand there once")
        (line,) = (line for line in text.splitlines() if BEFORE in line)
        file.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
        return f"- {line.strip()}\n+ {line.strip().replace(BEFORE, AFTER)}\n"


def steps(who: Newcomer) -> list[Step]:
    """Return what a newcomer does, in order."""
    before, after = (["faultlines", "run", "pressure", "replicates=50", f"out=results/{name}"]
                     for name in ("before", "after"))  # fmt: skip
    both = ["faultlines", "compare", "results/before", "results/after"]
    typo = ["faultlines", "run", "presure"]
    return [
        Step("Get it.", "git clone ADDRESS faultlines && cd faultlines", who.clones),
        Step(
            "Set everything up and play every scenario.",
            "make run",
            lambda: who.types(["make", "run", f"PYTHON={sys.executable}"]),
        ),
        Step("Open the report that it names in a browser.", "ls results/sweep-*/report.html",
             who.looks_at_the_report),
        Step("See what else there is.", "faultlines list scenarios",
             lambda: who.types(["faultlines", "list", "scenarios"])),
        Step("Play one scenario by itself.", " ".join(before), lambda: who.types(before)),
        Step(f"Change one number in `{SETTINGS.as_posix()}`: twice the weight of an alliance. "
             "(Outside of a clone, `faultlines init` puts the settings into your folder first.)",
             "", who.changes_a_number),
        Step("Play it again.", " ".join(after), lambda: who.types(after)),
        Step("Compare the two.", " ".join(both), lambda: who.types(both)),
        Step("Make a typing error.", " ".join(typo), lambda: who.types(typo, status=2)),
    ]  # fmt: skip


def main() -> None:
    """Play the steps, time them and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        who = Newcomer(Path(folder))
        times, parts = [], []
        for number, step in enumerate(steps(who), start=1):
            print(f"{step.shown or step.why} ...", flush=True)
            start = time.perf_counter()
            said = step.do()
            times.append(time.perf_counter() - start)
            parts.append(_part(number, step, said, times[-1]))
    text = _TEXT.format(
        machine=describe(),
        version=version(),
        total=_clock(sum(times)),
        waiting=_clock(times[1]),
        steps="\n".join(parts),
    )
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"Page: {PAGE.relative_to(ROOT)}")


def _part(number: int, step: Step, said: str, seconds: float) -> str:
    lines = [line.rstrip() for line in said.rstrip().splitlines()]
    more = len(lines) - _MOST_LINES
    if more > 0:
        lines = [*lines[: _MOST_LINES - 1], f"... {more} more lines ...", lines[-1]]
    typed = [f"$ {step.shown}"] if step.shown else []
    block = "\n".join([*typed, *lines])
    return f"**{number}. {step.why}** {_clock(seconds)}\n\n```\n{block}\n```\n"


def _clock(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {seconds % 60:.0f} s"


if __name__ == "__main__":
    main()
