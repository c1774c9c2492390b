"""``python -m sim`` is the command ``faultlines``."""

from sim.cli import command

command()
