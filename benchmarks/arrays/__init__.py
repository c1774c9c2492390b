"""The operators' stages with NumPy alone, one run at a time, vectorised over operators.

Axes are named by their letters: o operator, c country, k class, v vendor.
"""
