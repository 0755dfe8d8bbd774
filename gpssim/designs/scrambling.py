"""Sobol' points that are scrambled by keyed draws: each column by a matrix and a shift of its own, named by what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.streams import Luck

BITS: Final = 30


def check_power_of_two(name: str, n: int) -> None:
    """Refuse a number of points for which the sequence is not balanced.

    Raises
    ------
    ScenarioError : with the nearest numbers that are.
    """
    if n & (n - 1):
        below = 2 ** (n.bit_length() - 1)
        raise impossible(name, n, f"a power of 2: {below} or {2 * below}")


def scrambled(n: int, columns: Sequence[str], luck: Luck) -> np.ndarray:
    """The first ``n`` points (a power of 2) of a scrambled sequence, shape ``(n, len(columns))``, inside (0, 1).

    A random linear matrix and a digital shift for each column (Matousek 1998, doi:10.1006/jcom.1998.0489): the first points of a
    longer sequence are those of a shorter one, and columns of high number are no pattern of each other.
    """
    from scipy.stats import qmc

    raw = qmc.Sobol(len(columns), scramble=False, bits=BITS).random_base2(n.bit_length() - 1)
    words = np.rint(raw * 2**BITS).astype(np.int64)
    return np.column_stack([_scrambled(words[:, k], name, luck) for k, name in enumerate(columns)])


def _scrambled(words: np.ndarray, name: str, luck: Luck) -> np.ndarray:
    """One column: bit ``b`` from the top is the parity of itself and a random choice of those above it, then shifted."""
    rows = (luck.uniforms(f"scrambling: matrix of {name}", np.arange(BITS)) * 2**BITS).astype(np.int64)
    found = np.full(words.shape, int(luck.uniforms(f"scrambling: shift of {name}", 0)[0] * 2**BITS), dtype=np.int64)
    for b in range(BITS):
        own = 1 << (BITS - 1 - b)
        above = int(rows[b]) & ((1 << BITS) - 2 * own)
        found ^= (np.bitwise_count(words & (above | own)).astype(np.int64) & 1) * own
    return np.asarray((found + 0.5) / 2**BITS)
