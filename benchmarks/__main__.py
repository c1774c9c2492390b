"""The command ``python -m benchmarks [quick]``: measure, print, keep."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from benchmarks import figure, history, report
from benchmarks.lines import history_rows, results, without_targets
from benchmarks.machine import describe
from benchmarks.processes import ROOT
from benchmarks.suite import FULL, QUICK, measure

TOO_QUICK: Final = "Too few runs to be judged; nothing was written. All of it: make bench"


def main(words: Sequence[str]) -> int:
    """Measure everything, print the table, write the page and add to the history.

    ``quick`` measures too little to be judged, and writes nothing. Being slower, or missing a
    target, is said and is no error.
    """
    if list(words) not in ([], ["quick"]):
        print(f"benchmarks: {' '.join(words)!r} is not known; allowed: nothing, or quick")
        return 2
    found = measure(QUICK if words else FULL, lambda text: print(text, file=sys.stderr))
    if words:
        print(report.table(without_targets(results(found))), TOO_QUICK, sep="\n\n")
        return 0
    lines, version = results(found), history.version()
    rows = history_rows(found, version)
    print(report.table(lines), report.verdict(lines), sep="\n\n")
    for line in history.slower(rows, history.read()):
        print(f"SLOWER  {line}")
    history.append(rows)
    file = report.write(report.page(lines, describe(), version))
    figure.draw(found, file.parent / report.FIGURE)
    print(f"Written: {file.relative_to(ROOT)}, its figure, and benchmarks/history.csv")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
