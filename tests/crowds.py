"""Tiny and random inputs for the compiled month, made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from gpssim.agents.given import People, Supply, Words
from gpssim.agents.kernel import CELL_COLUMNS
from gpssim.agents.manner import Manner
from gpssim.streams import Luck

N_GROUPS = 5

MANNER = Manner(
    apply_base=-1.0,
    apply_awareness=2.0,
    apply_trust=1.0,
    apply_embeddedness=1.0,
    apply_hassle=1.0,
    aspiration_rate=0.1,
    experience_noise=0.5,
    satisfaction_scale=1.0,
    trust_gain=0.02,
    trust_loss=0.04,
    attribution=0.5,
    patience=2,
    waiting_again=0.7,
    complaint_base=-1.0,
    complaint_severity=1.0,
    complaint_participation=1.0,
    drop_out=0.3,
    switching=0.0,
    switching_below=0.5,
    vulnerable_cost=0.2,
    choice_scale=1.0,
    choice_patience=0,
    targeting=0.0,
    waiting_priority=0.02,
    publicity_gain=0.01,
    word_gain=0.02,
    awareness_decay=0.02,
    quality_reference=0.0,
    quality_scale=1.0,
)
ACCESS = np.array([1.0, 0.75, 0.7, 0.65, 0.85])


def words(month: int = 0, seed: int = 1) -> Words:
    luck = Luck.of(seed, 0).at(month)
    return Words(*(luck.kernel_word(name) for name in Words._fields))


def people(districts: list[int], n_domains: int = 1, **columns: Any) -> People:
    """Citizens of districts of these sizes; what is not given is ordinary: no need, trust one half, nothing expected."""
    n = sum(districts)
    shape = (n, n_domains)
    made: dict[str, np.ndarray] = {
        "first_row": np.cumsum([0, *districts]).astype(np.int64),
        "number": np.arange(n),
        "present": np.ones(n, dtype=np.uint8),
        "group": np.zeros(n, dtype=np.int8),
        "target": np.zeros(n, dtype=np.uint8),
        **{name: np.full(n, 0.5) for name in ("awareness", "trust_government", "trust_providers", "satisfaction", "participation")},
        "aspiration": np.zeros(n),
        "need": np.zeros(shape, dtype=np.uint8),
        "applied": np.zeros(shape, dtype=np.uint8),
        "contract": np.full(shape, -1, dtype=np.int32),
        "waited": np.zeros(shape, dtype=np.int16),
        "blamed": np.zeros(shape, dtype=np.uint8),
    }
    for name, value in columns.items():
        made[name][:] = value
    if "target" not in columns:
        made["target"][:] = made["group"] != 0
    return People(**made)


def supply(cells: list[int], n_cells: int, n_domains: int = 1, **columns: Any) -> Supply:
    """Contracts, each in a cell (district * domains + domain); what is not given is in force, assigned, without room."""
    n = len(cells)
    made: dict[str, np.ndarray] = {
        "active": np.ones(n, dtype=bool),
        "successor": np.full(n, -1, dtype=np.int32),
        "same_provider": np.zeros(n, dtype=bool),
        "capacity": np.zeros(n, dtype=np.int64),
        "quality": np.zeros(n),
        "by_choice": np.zeros(n, dtype=bool),
        "per_unit": np.zeros(n, dtype=bool),
        "reluctance": np.ones(n),
        "credit": np.ones(n),
        "utility": np.zeros((n, N_GROUPS)),
        "key": Luck.of(5, 5).uniforms("key", np.arange(n)).view(np.uint64),
    }
    for name, value in columns.items():
        made[name][:] = value
    cell = np.array(cells, dtype=np.int64)
    rows = np.flatnonzero(made["active"])
    order = rows[np.argsort(cell[rows], kind="stable")]
    first = np.searchsorted(cell[order], np.arange(n_cells + 1)).astype(np.int64)
    return Supply(
        **made,
        cell_first=first,
        cell_contracts=order.astype(np.int32),
        embeddedness=np.full((n_cells // n_domains, n_domains), 0.3),
        travel=np.zeros((n_cells // n_domains, n_domains)),
        eligible=np.ones((n_domains, N_GROUPS), dtype=np.uint8),
        word_of_mouth=np.full(n_cells // n_domains, 0.5),
        toll=np.zeros((n_cells // n_domains, n_domains, N_GROUPS)),
    )


def sums(n_districts: int, n_domains: int) -> np.ndarray:
    return np.zeros((n_districts, n_domains, N_GROUPS, len(CELL_COLUMNS)))


def copied(p: People) -> People:
    return People(*(x.copy() for x in p))


def random_crowd(seed: int, n_districts: int = 3, size: int = 40, n_domains: int = 2) -> tuple[People, Supply]:
    """Everything at once: ended lines with old, new and no providers, too small and too large contracts, assigned and chosen."""
    luck, n = Luck.of(seed, 1), n_districts * size
    n_cells, per_cell = n_districts * n_domains, 6
    n_contracts = n_cells * per_cell
    rows, kind = np.arange(n_contracts), np.arange(n_contracts) % per_cell
    # 0, 1: in force, assigned; 2: in force, chosen; 3: ended, followed by 0; 4: ended, followed by 1; 5: ended, nobody follows
    market = supply(
        (rows // per_cell).tolist(),
        n_cells,
        n_domains,
        active=kind <= 2,
        successor=np.where(kind == 3, rows - 3, np.where(kind == 4, rows - 3, -1)),
        same_provider=luck.uniforms("same", rows) < 0.5,
        capacity=np.where(kind <= 2, (9 * luck.uniforms("capacity", rows)).astype(np.int64), 0),
        quality=luck.normals("quality", rows),
        by_choice=(kind == 2) | (luck.uniforms("choice", rows) < 0.2),
        per_unit=luck.uniforms("per unit", rows) < 0.2,
        credit=luck.uniforms("credit", rows),
        utility=luck.normals("utility", rows[:, None], np.arange(N_GROUPS)[None, :]),
    )
    citizens, domains = np.arange(n)[:, None], np.arange(n_domains)[None, :]
    need = luck.uniforms("need", citizens, domains) < 0.6
    held = need & (luck.uniforms("held", citizens, domains) < 0.6)
    cell = (citizens // size) * n_domains + domains
    contract = cell * per_cell + (per_cell * luck.uniforms("which", citizens, domains)).astype(np.int32)
    crowd = people(
        [size] * n_districts,
        n_domains,
        group=(N_GROUPS * luck.uniforms("group", np.arange(n))).astype(np.int8),
        **{
            name: luck.uniforms(name, np.arange(n))
            for name in ("awareness", "trust_government", "trust_providers", "participation")
        },
        aspiration=luck.normals("aspiration", np.arange(n)),
        need=need,
        contract=np.where(held, contract, -1),
        applied=need & (held | (luck.uniforms("applied", citizens, domains) < 0.5)),
        waited=np.where(need, (6 * luck.uniforms("waited", citizens, domains)).astype(np.int16), 0),
        blamed=np.where(need, (4 * luck.uniforms("blamed", citizens, domains)).astype(np.uint8), 0),
    )
    market.eligible[0, 3] = 0
    market.toll[:] = luck.uniforms("toll", *np.ogrid[:n_districts, :n_domains, :N_GROUPS])
    return crowd, market
