"""Targeting: who is seen to belong to the groups that come first, with errors of exclusion and leakage."""

from __future__ import annotations

import numpy as np


def recognized(target: np.ndarray, accuracy: float, share: float, uniforms: np.ndarray) -> np.ndarray:
    """Who is taken to belong to the target groups, bool (n,).

    With probability ``accuracy`` in [0, 1] a person is seen as it is; else it is taken for one of the target groups at random, with
    their ``share`` of all. As many are recognized as there are, whatever the accuracy: what one loses, another wins.

    Parameters
    ----------
    target : bool (n,), who belongs to them.
    uniforms : one for each person, for good: who is overlooked stays overlooked.

    Source: errors of exclusion and leakage (Coady, Grosh & Hoddinott 2004); mixture form assumed.

    >>> recognized(np.array([True, False, True, False]), 0.5, 0.4, np.array([0.69, 0.19, 0.71, 0.21])).tolist()
    [True, True, False, False]
    """
    guessed = (1.0 - accuracy) * share
    return np.asarray(uniforms < np.where(target, accuracy + guessed, guessed))
