"""The luck that all versions meet: every draw is a hash of (seed, purpose, month, number), nothing kept, nothing counted.

The hash is that of ``gpssim.streams`` (the finalizer of SplitMix64), written here without gpssim, for a peer's interpreter need not
have it; a test holds the two to the same bits. A draw in an array costs a few nanoseconds, about twenty in a list for objects, less
than a call of a generator: no version is slow because of them.
"""

from __future__ import annotations

import hashlib

import numpy as np

GOLDEN, MIX_1, MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
MASK = 2**64 - 1
REPLICATION = 0


def fold(state: int, word: int) -> int:
    """One word folded into the state, on Python integers."""
    x = ((state ^ word) * MIX_1 + GOLDEN) & MASK
    x = ((x ^ (x >> 30)) * MIX_1) & MASK
    x = ((x ^ (x >> 27)) * MIX_2) & MASK
    return x ^ (x >> 31)


def word_of(purpose: str) -> int:
    """A purpose's name as 64 bits."""
    return int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little")


def state_of(seed: int, purpose: str, month: int) -> int:
    """Where the draws of a purpose and month start from."""
    state = 0
    for word in (seed, REPLICATION, word_of(purpose), month):
        state = fold(state, word)
    return state


def uniforms(seed: int, purpose: str, month: int, numbers: np.ndarray) -> np.ndarray:
    """Uniforms in (0, 1) of each of some numbers (citizens, organizations or bids), of any shape."""
    m1, m2, golden = np.uint64(MIX_1), np.uint64(MIX_2), np.uint64(GOLDEN)
    x = (np.uint64(state_of(seed, purpose, month)) ^ numbers.astype(np.uint64)) * m1 + golden
    x = (x ^ (x >> np.uint64(30))) * m1
    x = (x ^ (x >> np.uint64(27))) * m2
    x ^= x >> np.uint64(31)
    return ((x >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
