"""Quality and ability in two tasks: what a third party can verify, and what only clients notice."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

Number = TypeVar("Number", float, np.ndarray)


def of_both_tasks(verifiable: Number, nonverifiable: Number, verifiability: Number | float) -> Number:
    """Quality or ability as a whole, latent: the two tasks weighted by how far a third party can verify the service, in [0, 1].

    Source: Holmstrom & Milgrom 1991 (two tasks); the weights are a convention.

    >>> of_both_tasks(1.0, 0.0, 0.25)
    0.25
    """
    return verifiability * verifiable + (1.0 - verifiability) * nonverifiable
