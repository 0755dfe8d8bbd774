"""Residents' and villagers' committees: purchased services take over their tasks, and the time freed goes to residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import planning
from gpssim.rules.participating import load_next

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def relieve(model: PublicServiceMarket) -> np.ndarray | None:
    """Move each district's administrative load; returns the intensity of outreach in the time freed, None without relief."""
    p, n = model.world.society.committees, model.world.city.n_districts
    load = model.purchasers["committee_load"]
    if p.relief <= 0.0:
        return None
    before = np.where(np.isnan(load[:n]), p.load, load[:n])
    load[:n] = load_next(before, p.load, p.relief, covered(model), p.rate)
    freed = np.asarray(p.outreach * np.maximum(0.0, p.load - load[:n]))
    reach_out(model, np.minimum(1.0, freed))
    return freed


def covered(model: PublicServiceMarket) -> np.ndarray:
    """Part of need in a district that places delivered last month meet, in [0, 1]."""
    c, n = model.contracts, model.world.city.n_districts
    rows = np.flatnonzero(c.active)
    places = np.bincount(c.district[rows], weights=c.delivered_places[rows], minlength=n)
    need = planning.needed_places(model).sum(axis=1) * model.world.residents_per_citizen
    return np.minimum(1.0, np.divide(places, need, out=np.zeros(n), where=need > 0))


def reach_out(model: PublicServiceMarket, intensity: np.ndarray) -> None:
    """Committees tell residents of the services in the time they have gained."""
    c, gain = model.citizens.columns, model.world.society.committees.awareness
    if gain > 0.0:
        told = gain * intensity[c.district]
        c["awareness"][:] = np.minimum(1.0, c.awareness + told * (1.0 - c.awareness))


def outreach(model: PublicServiceMarket) -> np.ndarray:
    """Intensity of outreach by district now, for records."""
    p, n = model.world.society.committees, model.world.city.n_districts
    load = model.purchasers.committee_load[:n]
    return np.where(np.isnan(load), 0.0, p.outreach * np.maximum(0.0, p.load - load))
