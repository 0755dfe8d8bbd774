"""The market with its rows in another order: everybody keeps its number, which keys its draws, and moves to another row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gpssim.agents.columns import Columns, states_of
from gpssim.agents.organization import SocialOrganization
from gpssim.audit.check import Setting
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy, Scenario
from gpssim.streams import Luck


@dataclass(frozen=True)
class Moved:
    """Whose rows are put in another order. Purchasers move with their districts; the bureau, which plans last, stays last."""

    citizens: bool = False
    organizations: bool = False
    districts: bool = False


class Rearranged(PublicServiceMarket):
    """The same market, founded in another order of rows; rules, months and luck are those of the model.

    Parameters
    ----------
    moved : whose rows move; the new order is drawn from the study's own luck, apart from every other draw.
    """

    def __init__(self, scenario: Scenario, policy: str | Policy, *, seed: int, replication: int = 0, moved: Moved) -> None:
        self.moved = moved
        super().__init__(scenario, policy, seed=seed, replication=replication)

    def _found(self) -> None:
        n = self.world.city.n_districts
        self.district_order = shuffled(self, "districts", n) if self.moved.districts else np.arange(n)
        super()._found()
        move_districts(self)
        if self.moved.citizens or self.moved.districts:
            move_citizens(self)
        if self.moved.organizations:
            order = shuffled(self, "organizations", len(self.organizations))
            reorder(self.organizations, order)
            self.ledger.renumber(np.argsort(order))

    @property
    def purchaser_order(self) -> np.ndarray:
        """Which purchaser of before sits in each row: those of districts as their districts, the bureau last."""
        order = self.district_order
        return np.append(order, np.arange(order.size, len(self.purchasers)))

    def candidates(self, keys: np.ndarray, *, experienced: bool) -> dict[str, np.ndarray]:
        """Organizations with the axes of districts and purchasers in the order of this market."""
        orders = {"district": self.district_order, "purchaser": self.purchaser_order}
        columns, declared = super().candidates(keys, experienced=experienced), states_of(SocialOrganization)
        for name, values in columns.items():
            if np.ndim(values) == 2 and declared[name].per in orders:
                columns[name] = values[:, orders[declared[name].per]]
        return columns


def rearranged(setting: Setting, moved: Moved) -> Callable[[Policy], Rearranged]:
    """How a policy's market is made with rows in another order."""
    return lambda policy: Rearranged(setting.scenario, policy, seed=setting.seed, moved=moved)


def shuffled(model: PublicServiceMarket, whose: str, n: int) -> np.ndarray:
    """A random order of ``n`` rows, the same in every run of a replication."""
    return np.argsort(Luck.of(model.seed_of_study, model.replication).uniforms(f"audit: order of {whose}", np.arange(n)))


def reorder(columns: Columns, order: np.ndarray) -> None:
    """Put rows in another order, every column alike."""
    for name in columns:
        columns[name][:] = columns[name][order]


def move_districts(model: Rearranged) -> None:
    """Districts and their purchasers change places (organizations were made for the new places already)."""
    order, rows = model.district_order, model.purchaser_order
    reorder(model.purchasers, rows)
    model.purchasers["jurisdiction"][:] = model.purchasers.jurisdiction[:, order]
    model.appropriations = model.appropriations[rows]
    model.group_sizes = model.group_sizes[order]
    model.district_number = order
    citizens: Any = model.citizens
    citizens.columns["district"][:] = np.argsort(order)[citizens.district]
    model.enterprises["district"][:] = np.argsort(order)[model.enterprises.district]


def move_citizens(model: Rearranged) -> None:
    """Citizens change places; rows stay sorted by district, as the citizens' month needs them."""
    columns, n = model.citizens.columns, len(model.citizens)
    within = shuffled(model, "citizens", n) if model.moved.citizens else np.arange(n)
    order = within[np.argsort(columns.district[within], kind="stable")]
    reorder(columns, order)
    places = np.arange(model.world.city.n_districts + 1)
    model.first_row = np.searchsorted(columns.district, places).astype(np.int64)
