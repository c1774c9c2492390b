"""Write ``docs/evidence.md``: ``python -m sim.pages.evidence CALIBRATION VALIDATION FACTS``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sim.errors import FaultlinesError

_USAGE = "usage: python -m sim.pages.evidence CALIBRATION VALIDATION FACTS"


def main(words: Sequence[str]) -> None:
    """Write the page from three folders, or end with one line."""
    if len(words) != 3:
        sys.exit(_USAGE)
    from sim.pages.evidence.page import write

    try:
        print(write(*map(Path, words)))
    except FaultlinesError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
