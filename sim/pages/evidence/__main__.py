"""Write ``docs/evidence.md``: ``python -m sim.pages.evidence CALIBRATION VALIDATION FACTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.errors import FaultlinesError
from sim.pages.evidence.page import write

if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(f"usage: {(__doc__ or '').split('``')[3]}")
    try:
        print(write(*map(Path, sys.argv[1:])))
    except FaultlinesError as error:
        sys.exit(str(error))
