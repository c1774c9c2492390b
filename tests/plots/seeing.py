"""Colours as they are seen: by the colour-blind, in grey, and how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from matplotlib.colors import to_rgb

Floats = np.ndarray

#: Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS: Final[Mapping[str, Floats]] = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
#: From linear RGB to the light of each of X, Y, Z (sRGB, D65).
_XYZ: Final = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE: Final = np.array([0.95047, 1.0, 1.08883])
WAYS: Final = ("all colours", *BLINDNESS, "grey")


def linear(colour: str) -> Floats:
    """Return a colour as linear RGB."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def seen(colour: str, way: str) -> Floats:
    """Return a colour as CIE L*a*b*, as it is seen in one of :data:`WAYS`."""
    rgb = linear(colour)
    if way in BLINDNESS:
        rgb = np.clip(BLINDNESS[way] @ rgb, 0, 1)
    if way == "grey":
        rgb = np.full(3, _XYZ[1] @ rgb)
    ratio = (_XYZ @ rgb) / _WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    x, y, z = root
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one: str, other: str, way: str) -> float:
    """Return how far two colours are apart as they are seen (CIE 1976)."""
    return float(np.linalg.norm(seen(one, way) - seen(other, way)))
