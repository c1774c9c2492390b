"""``docs/evidence.md``: how wrong the model is, written from results.

``python -m sim.pages.evidence CALIBRATION VALIDATION FACTS`` takes the folders of
``faultlines calibrate``, ``validate`` and ``facts``, turns each mechanism on the record to 2020,
and writes the page, its figures and ``ablations.csv``.
"""
