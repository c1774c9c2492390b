"""The polynomials of the standard normal quantile: algorithm AS 241 (Wichura 1988).

Each is written out number by number: only then does the compiler work on several numbers at
once.
"""

from __future__ import annotations

from typing import Final

from sim.compiled import lean

CENTRE: Final = 0.425
"""How far from 1/2 a probability may be for the polynomials of the middle."""
SQUARE: Final = 0.180625
"""Of :data:`CENTRE`; those polynomials are of what it leaves of ``(u - 1/2)**2``."""
INNER: Final = 1.6
OUTER: Final = 5.0
"""What is taken off ``sqrt(-log(u))`` in the tails; up to :data:`OUTER` it is the inner one."""


@lean
def centre_top(x: float) -> float:
    """Return a polynomial of the middle, its numerator."""
    value = x * 2509.0809287301227 + 33430.57558358813
    value = value * x + 67265.7709270087
    value = value * x + 45921.95393154987
    value = value * x + 13731.69376550946
    value = value * x + 1971.5909503065513
    value = value * x + 133.14166789178438
    return value * x + 3.3871328727963665


@lean
def centre_bottom(x: float) -> float:
    """Return a polynomial of the middle, its denominator."""
    value = x * 5226.495278852854 + 28729.085735721943
    value = value * x + 39307.89580009271
    value = value * x + 21213.794301586597
    value = value * x + 5394.196021424751
    value = value * x + 687.1870074920579
    value = value * x + 42.31333070160091
    return value * x + 1.0


@lean
def middle_top(x: float) -> float:
    """Return a polynomial of the inner tail, its numerator."""
    value = x * 0.0007745450142783414 + 0.022723844989269184
    value = value * x + 0.2417807251774506
    value = value * x + 1.2704582524523684
    value = value * x + 3.6478483247632045
    value = value * x + 5.769497221460691
    value = value * x + 4.630337846156546
    return value * x + 1.4234371107496835


@lean
def middle_bottom(x: float) -> float:
    """Return a polynomial of the inner tail, its denominator."""
    value = x * 1.0507500716444169e-09 + 0.0005475938084995345
    value = value * x + 0.015198666563616457
    value = value * x + 0.14810397642748008
    value = value * x + 0.6897673349851
    value = value * x + 1.6763848301838038
    value = value * x + 2.053191626637759
    return value * x + 1.0


@lean
def outer_top(x: float) -> float:
    """Return a polynomial of the outer tail, its numerator."""
    value = x * 2.0103343992922881e-07 + 2.7115555687434876e-05
    value = value * x + 0.0012426609473880784
    value = value * x + 0.026532189526576124
    value = value * x + 0.29656057182850487
    value = value * x + 1.7848265399172913
    value = value * x + 5.463784911164114
    return value * x + 6.657904643501103


@lean
def outer_bottom(x: float) -> float:
    """Return a polynomial of the outer tail, its denominator."""
    value = x * 2.0442631033899397e-15 + 1.421511758316446e-07
    value = value * x + 1.8463183175100548e-05
    value = value * x + 0.0007868691311456133
    value = value * x + 0.014875361290850615
    value = value * x + 0.1369298809227358
    value = value * x + 0.599832206555888
    return value * x + 1.0
