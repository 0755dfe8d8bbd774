"""What the compiled month of the citizens is given: their columns, the contracts they meet, the states of their draws."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Words(NamedTuple):
    """States of the hash after (purpose, month), one for each kind of draw."""

    need: np.uint64
    knowing: np.uint64
    applying: np.uint64
    place: np.uint64
    moving: np.uint64
    leaving: np.uint64
    taste: np.uint64
    experience: np.uint64
    complaint: np.uint64


class People(NamedTuple):
    """Columns of the citizens; rows are sorted by district, ``first_row[k]`` is where district k begins.

    Draws are keyed by ``number``, so that nothing depends on the order of rows.
    """

    first_row: np.ndarray
    number: np.ndarray
    present: np.ndarray
    group: np.ndarray
    target: np.ndarray
    awareness: np.ndarray
    trust_government: np.ndarray
    trust_providers: np.ndarray
    aspiration: np.ndarray
    satisfaction: np.ndarray
    participation: np.ndarray
    need: np.ndarray
    applied: np.ndarray
    contract: np.ndarray
    waited: np.ndarray
    blamed: np.ndarray


class Supply(NamedTuple):
    """Contracts as citizens meet them (shape (n_contracts,)), and what holds for a district and domain."""

    active: np.ndarray
    successor: np.ndarray
    same_provider: np.ndarray
    capacity: np.ndarray
    quality: np.ndarray
    credit: np.ndarray
    by_choice: np.ndarray
    per_unit: np.ndarray
    reluctance: np.ndarray
    utility: np.ndarray
    key: np.ndarray
    cell_first: np.ndarray
    cell_contracts: np.ndarray
    embeddedness: np.ndarray
    travel: np.ndarray
    eligible: np.ndarray
    word_of_mouth: np.ndarray
    toll: np.ndarray
