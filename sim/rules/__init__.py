"""The rules of the model, one file an actor or subject.

Stages are compiled functions. Their arguments are named after the tables they read and
write (:class:`sim.facts.Facts`, :class:`sim.state.State`); the engine hands each stage what
it names. A stage loops over the runs of a block; the rules it calls see one run, or one actor.
Unless said otherwise a rule reads the state as it was at the start of the quarter.
"""
