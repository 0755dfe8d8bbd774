"""Every random draw of gpssim: a hash of (seed, replication, purpose, key), nothing kept, nothing counted.

A draw belongs to a decision and is named by it. Two policies under one replication that reach the same decision
meet the same luck; nobody's draw moves because somebody else drew more or less.

The hash folds each word into a 64-bit state with the finalizer of SplitMix64 (Steele, Lea & Flood 2014,
OOPSLA, doi:10.1145/2660193.2660195). It exists twice, for scalars in compiled loops (``fold``, ``uniform_of``) and for
NumPy arrays (``Luck``), and a test holds the two to the same bits.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import index
from typing import Any, Final

import numpy as np
from scipy.special import ndtri

GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
MIX_2: Final = np.uint64(0x94D049BB133111EB)
_MASK: Final = 0xFFFFFFFFFFFFFFFF
_GOLDEN, _M1, _M2 = int(GOLDEN), int(MIX_1), int(MIX_2)
TO_UNIT: Final = 2.0**-52
WORD: Final = np.dtype(np.uint64)
S30, S27, S31, S12 = (np.uint64(k) for k in (30, 27, 31, 12))


def fold_array(state: np.ndarray, word: np.ndarray) -> np.ndarray:
    """One word folded into the state, for ``uint64`` arrays of any shape (wraps around silently, as it should)."""
    x = (state ^ word) * MIX_1 + GOLDEN
    x = (x ^ (x >> S30)) * MIX_1
    x = (x ^ (x >> S27)) * MIX_2
    return x ^ (x >> S31)


def fold_int(state: int, word: int) -> int:
    """The same fold on Python integers: the fast way for one draw."""
    x = ((state ^ word) * _M1 + _GOLDEN) & _MASK
    x = ((x ^ (x >> 30)) * _M1) & _MASK
    x = ((x ^ (x >> 27)) * _M2) & _MASK
    return x ^ (x >> 31)


def unit_of_array(state: np.ndarray) -> np.ndarray:
    """The top 52 bits as a uniform in (0, 1): never 0 and never 1, so that a normal is always finite.

    With a 53rd bit the half that is added would be rounded away, and the largest word would give 1.
    """
    return ((state >> S12).astype(np.float64) + 0.5) * TO_UNIT


@lru_cache(maxsize=4096)
def purpose_word(purpose: str) -> int:
    """A purpose's name as 64 bits (BLAKE2b): a new purpose is a new name, never a number to keep in step."""
    return int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little")


def _as_words(part: object) -> np.ndarray:
    if type(part) is np.ndarray and part.dtype is WORD:
        return part
    if type(part) is int:
        return np.array([part & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64)
    array = np.asarray(part)
    if array.dtype == np.uint64:
        return array
    if array.dtype.kind not in "iub":
        raise TypeError(f"a draw's key is made of integers, not {array.dtype}")
    words = array.astype(np.int64, copy=False)
    return words.view(np.uint64) if words.ndim else words.reshape(1).view(np.uint64)


def _units_each(state: Any, words: np.ndarray, units: np.ndarray) -> None:
    """Each word folded into the state, as uniforms, for compiled loops."""
    for k in range(words.size):
        units[k] = (np.float64(fold_array(state, words[k]) >> S12) + 0.5) * TO_UNIT


def _units_of_pairs(state: Any, words: np.ndarray, seconds: np.ndarray, units: np.ndarray) -> None:
    """The same for each word and every second word after it: a row for each word."""
    for k in range(words.size):
        first = fold_array(state, words[k])
        for j in range(seconds.size):
            units[k, j] = (np.float64(fold_array(first, seconds[j]) >> S12) + 0.5) * TO_UNIT


Passes = tuple[Callable[[np.uint64, np.ndarray, np.ndarray], None], Callable[[np.uint64, np.ndarray, np.ndarray, np.ndarray], None]]


@lru_cache(maxsize=1)
def _fast_units() -> Passes | None:
    """The passes as compiled; ``None`` where nothing is compiled, for NumPy is faster than plain Python there."""
    import numba  # which takes a third of a second: only where somebody draws for many

    from gpssim.compiling import compiled

    plain: Any = numba.config  # its settings are made when it is imported
    return None if plain.DISABLE_JIT else (compiled(_units_each), compiled(_units_of_pairs))


def _units_of(state: int, parts: tuple[object, ...]) -> np.ndarray:
    """Uniforms for the rest of a key, the first of whose parts is an array."""
    fast, first = _fast_units(), _as_words(parts[0])
    if fast is not None:
        if len(parts) == 1 and first.ndim == 1:
            units = np.empty(first.size)
            fast[0](np.uint64(state), first.ravel(), units)
            return units
        second = _as_words(parts[-1])
        if len(parts) == 2 and _crossed(first, second):
            units = np.empty((first.size, second.size))
            fast[1](np.uint64(state), first.ravel(), second.ravel(), units)
            return units if first.ndim == 2 else units[:, 0]
    bits = np.array([state], dtype=np.uint64)
    for part in parts:
        bits = fold_array(bits, _as_words(part))
    return unit_of_array(bits)


def _crossed(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether every element of the one meets every element of the other: a column and a row, or a list and a single word."""
    if first.ndim == 1:
        return second.shape == (1,)
    return first.ndim == 2 and first.shape[1] == 1 and (second.ndim == 1 or (second.ndim == 2 and second.shape[0] == 1))


def _fold_all(state: int, key: tuple[object, ...]) -> int:
    for part in key:
        state = fold_int(state, index(part) & _MASK)  # type: ignore[arg-type]  # integers of any kind, and nothing else
    return state


def combine(*key: object) -> int:
    """Several integers as one 64-bit word: how a compound key (purchaser, domain, district, year, ordinal) is kept."""
    return _fold_all(0, key)


@dataclass(frozen=True)
class Luck:
    """The draws of one replication (or of one decision in it: see :meth:`at`).

    Parameters
    ----------
    word : int in [0, 2**64)
        The state that all draws start from; made by :meth:`of`.
    """

    word: int

    @classmethod
    def of(cls, seed: int, replication: int) -> Luck:
        """The luck of a replication of a study; ``seed`` and ``replication`` are integers >= 0."""
        return cls(combine(seed, replication))

    def at(self, *key: object) -> Luck:
        """The luck of one decision: the key is folded in once, draws then name only what is left."""
        return Luck(_fold_all(self.word, key))

    def uniforms(self, purpose: str, *key: object) -> np.ndarray:
        """Uniforms in (0, 1), one for each element of the broadcast key (integers or integer arrays)."""
        state = fold_int(self.word, purpose_word(purpose))
        for place, part in enumerate(key):
            if type(part) is not int and (part.ndim if type(part) is np.ndarray else np.ndim(part)):  # type: ignore[arg-type]  # integers or arrays
                return _units_of(state, key[place:] if place else key)
            state = fold_int(state, index(part) & _MASK)  # type: ignore[arg-type]  # as above
        return unit_of_array(np.array([state], dtype=np.uint64))

    def normals(self, purpose: str, *key: object) -> np.ndarray:
        """Standard normals by the inverse distribution function, one for each element of the broadcast key."""
        return ndtri(self.uniforms(purpose, *key))

    def uniform(self, purpose: str, *key: object) -> float:
        """One uniform in (0, 1); the key is made of single integers."""
        bits = _fold_all(fold_int(self.word, purpose_word(purpose)), key)
        return ((bits >> 12) + 0.5) * TO_UNIT

    def normal(self, purpose: str, *key: object) -> float:
        """One standard normal."""
        return float(ndtri(self.uniform(purpose, *key)))

    def kernel_word(self, purpose: str) -> np.uint64:
        """The state after the purpose, for compiled loops that fold the rest of the key themselves."""
        return np.uint64(fold_int(self.word, purpose_word(purpose)))


def inverse_normal(p: float) -> float:
    """The standard normal quantile of ``p`` in (0, 1), for compiled loops; agrees with ``scipy.special.ndtri`` to 1e-14.

    Source: algorithm AS 241 (PPND16), Wichura 1988, Applied Statistics 37(3).
    """
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _ratio_central(r)
    r = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    x = _ratio_middle(r - 1.6) if r <= 5.0 else _ratio_tail(r - 5.0)
    return -x if q < 0.0 else x


def _ratio_central(r: float) -> float:
    a = (
        (
            (
                (
                    ((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
                    + 4.5921953931549871457e4
                )
                * r
                + 1.3731693765509461125e4
            )
            * r
            + 1.9715909503065514427e3
        )
        * r
        + 1.3314166789178437745e2
    ) * r + 3.3871328727963666080e0
    b = (
        (
            (
                (
                    ((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
                    + 2.1213794301586595867e4
                )
                * r
                + 5.3941960214247511077e3
            )
            * r
            + 6.8718700749205790830e2
        )
        * r
        + 4.2313330701600911252e1
    ) * r + 1.0
    return a / b


def _ratio_middle(r: float) -> float:
    a = (
        (
            (
                (
                    ((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                    + 1.27045825245236838258e0
                )
                * r
                + 3.64784832476320460504e0
            )
            * r
            + 5.76949722146069140550e0
        )
        * r
        + 4.63033784615654529590e0
    ) * r + 1.42343711074968357734e0
    b = (
        (
            (
                (
                    ((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                    + 1.48103976427480074590e-1
                )
                * r
                + 6.89767334985100004550e-1
            )
            * r
            + 1.67638483018380384940e0
        )
        * r
        + 2.05319162663775882187e0
    ) * r + 1.0
    return a / b


def _ratio_tail(r: float) -> float:
    a = (
        (
            (
                (
                    ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                    + 2.65321895265761230930e-2
                )
                * r
                + 2.96560571828504891230e-1
            )
            * r
            + 1.78482653991729133580e0
        )
        * r
        + 5.46378491116411436990e0
    ) * r + 6.65790464350110377720e0
    b = (
        (
            (
                (
                    ((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
                    + 7.86869131145613259100e-4
                )
                * r
                + 1.48753612908506148525e-2
            )
            * r
            + 1.36929880922735805310e-1
        )
        * r
        + 5.99832206555887937690e-1
    ) * r + 1.0
    return a / b
