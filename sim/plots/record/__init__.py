"""Figures that hold the simulated world beside what is on record to 2020."""
