"""Sweeps beside the runners their users know, all with a model that takes no time."""
