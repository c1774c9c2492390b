"""Sweeps that are killed, or run out of disk, at random moments: ``make check-crash``."""
