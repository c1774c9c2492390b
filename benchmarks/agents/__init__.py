"""A small version of the model as plain Mesa agents, as a Mesa modeller would write it.

Governments, operators and vendors are agents with attributes of their own; small arrays
(class x vendor) are NumPy, single numbers are Python's. It plays rules G1-G3, V1, V2, O1-O4,
O6, V4 and V6; what it leaves out is named in :data:`benchmarks.agents.start.LEFT_OUT`.
"""
