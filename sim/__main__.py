"""``python -m sim`` is the command ``faultlines``."""

import sys

from sim.cli import main

sys.exit(main())
