"""Needs arise and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.founding import onset_table
from gpssim.agents.kernel import CELL_COLUMNS, People, Words, run_needs_month
from gpssim.month import settling
from gpssim.rules.needs import ending_probability, grown
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

PURPOSES = {
    "need": "need",
    "knowing": "knowing",
    "applying": "applying",
    "place": "place in the queue",
    "moving": "moving with the line",
    "leaving": "leaving a provider",
    "taste": "taste",
    "experience": "experience",
    "complaint": "complaint",
}
FIXED = {"knowing", "place"}
"""Draws that belong to a citizen and domain for good, not to a month."""


def words(model: PublicServiceMarket) -> Words:
    """The states from which the citizens' draws of this month are made."""
    month = model.luck.at(model.month)
    return Words(**{k: (model.luck if k in FIXED else month).kernel_word(p) for k, p in PURPOSES.items()})


def people(model: PublicServiceMarket) -> People:
    """The columns of the citizens as the kernel takes them."""
    c = model.citizens.columns
    names = People._fields[1:]
    return People(model.first_row, *(c[name] for name in names))


def arise(model: PublicServiceMarket) -> None:
    """People come and go, needs end, then others arise; the month's counts by district, domain and group begin here."""
    world = model.world
    onset = settling.drifting(model, np.vectorize(grown)(onset_table(world), world.city.demand_growth, model.since_switch))
    ending = np.array([ending_probability(d.duration) for d in world.domains])
    model.cells = np.zeros((world.city.n_districts, len(world.domains), len(GROUPS), len(CELL_COLUMNS)))
    settling.settle(model)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python would warn
        run_needs_month(people(model), words(model), onset, ending, model.cells)
