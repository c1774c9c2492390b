"""Calibration on the record to 2020: a bank of runs, waves, a posterior, and what it is worth."""
