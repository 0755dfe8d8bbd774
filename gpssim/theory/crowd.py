"""Citizens and contracts for theory cases, as the compiled month takes them: many alike, with nothing in their way."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gpssim.agents.given import People, Supply, Words
from gpssim.agents.kernel import CELL_COLUMNS, run_service_month
from gpssim.agents.manner import Manner
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.streams import Luck

N_GROUPS: Final = len(GROUPS)
ACCESS: Final = np.ones(N_GROUPS)


def manner(**given: float) -> Manner:
    """Citizens who feel nothing but what is given: every other parameter of their behavior is neutral, scales are 1."""
    nothing: dict[str, Any] = dict.fromkeys(Manner._fields, 0.0)
    return Manner(**nothing | {"satisfaction_scale": 1.0, "quality_scale": 1.0, "patience": 0, "waiting_again": 1.0} | given)


def people(sizes: np.ndarray, **given: Any) -> People:
    """Citizens of districts of these sizes, one domain, all in need, who have applied and wait; trust one half."""
    n = int(np.sum(sizes))
    made: dict[str, np.ndarray] = {
        "first_row": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        "number": np.arange(n),
        "present": np.ones(n, dtype=np.uint8),
        "group": np.zeros(n, dtype=np.int8),
        "target": np.zeros(n, dtype=np.uint8),
        "awareness": np.ones(n),
        **{name: np.full(n, 0.5) for name in ("trust_government", "trust_providers", "satisfaction", "participation")},
        "aspiration": np.zeros(n),
        "need": np.ones((n, 1), dtype=np.uint8),
        "applied": np.ones((n, 1), dtype=np.uint8),
        "contract": np.full((n, 1), -1, dtype=np.int32),
        "waited": np.zeros((n, 1), dtype=np.int16),
        "blamed": np.zeros((n, 1), dtype=np.uint8),
    }
    for name, value in given.items():
        made[name][:] = value
    if "target" not in given:
        made["target"][:] = made["group"] != 0
    return People(**{name: made[name] for name in People._fields})


def supply(n_districts: int, capacity: int, quality: float = 0.0, utility: np.ndarray | None = None) -> Supply:
    """In each district one contract of this capacity, or as many to choose from as there are utilities."""
    per = 1 if utility is None else len(utility)
    n = n_districts * per
    liked = np.zeros(per) if utility is None else np.asarray(utility, dtype=np.float64)
    return Supply(
        active=np.ones(n, dtype=bool),
        successor=np.full(n, -1, dtype=np.int32),
        same_provider=np.zeros(n, dtype=bool),
        capacity=np.full(n, capacity, dtype=np.int64),
        quality=np.full(n, float(quality)),
        credit=np.ones(n),
        by_choice=np.full(n, utility is not None),
        per_unit=np.zeros(n, dtype=bool),
        reluctance=np.ones(n),
        utility=np.repeat(np.tile(liked, n_districts)[:, None], N_GROUPS, axis=1),
        key=Luck.of(0, 0).uniforms("contract", np.arange(n)).view(np.uint64),
        cell_first=np.arange(n_districts + 1, dtype=np.int64) * per,
        cell_contracts=np.arange(n, dtype=np.int32),
        embeddedness=np.zeros((n_districts, 1)),
        travel=np.zeros((n_districts, 1)),
        eligible=np.ones((1, N_GROUPS), dtype=np.uint8),
        word_of_mouth=np.zeros(n_districts),
        toll=np.zeros((n_districts, 1, N_GROUPS)),
    )


def live(crowd: People, offered: Supply, how: Manner, luck: Luck) -> np.ndarray:
    """A month of the model's citizens; what is summed by district, shape (n_districts, len(CELL_COLUMNS))."""
    n_districts = crowd.first_row.size - 1
    words = Words(*(luck.kernel_word(name) for name in Words._fields))
    cells = np.zeros((n_districts, 1, N_GROUPS, len(CELL_COLUMNS)))
    run_service_month(crowd, offered, words, how, ACCESS, np.zeros((offered.capacity.size, 3)), cells)
    return np.asarray(cells.sum(axis=(1, 2)))
