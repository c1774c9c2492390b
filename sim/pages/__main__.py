"""Write the tables of the docs: ``python -m sim.pages [RESULT of faultlines ablate]``."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.pages import write
from sim.pages.effects import keep

if __name__ == "__main__":
    for result in sys.argv[1:]:
        keep(Path(result))
    print("\n".join(map(str, write())))
