"""Public institutions 事业单位: made for the city, kept out of purchases or not, their deficits covered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.founding import institution_keys
from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.information.view import MarketView
from gpssim.mechanisms.base import Mechanism
from gpssim.month.kinds import INSTITUTION, by_kind
from gpssim.rules.sector import deficit_covered

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def founded(model: PublicServiceMarket) -> dict[str, object]:
    """Columns of the public institutions that the world asks for; those of the city serve everywhere."""
    world, keys = model.world, institution_keys(model.world)
    columns: dict[str, object] = dict(model.candidates(keys, experienced=True))
    districts = np.ones((keys.size, world.city.n_districts), dtype=bool)
    if world.sector.institutions.provide == "purchaser":
        districts = model.purchasers.jurisdiction.copy()
    return columns | {
        "serves_district": districts,
        "serves_domain": np.ones((keys.size, len(world.domains)), dtype=bool),
        "embeddedness": np.where(districts, 0.4, 0.0),
        "staff": np.full(keys.size, world.sector.institutions.staff),
    }


def barred(model: PublicServiceMarket, mechanism: Mechanism, view: MarketView) -> MarketView:
    """The view without public institutions where they may not offer: they are employed, or of the second class and free to bid."""
    o, rules = model.organizations, model.world.sector.institutions
    institution = o.kind_code == INSTITUTION
    if rules.tenders or mechanism.employs or not institution.any():
        return view
    return replace(view, public=replace(view.public, capable=view.public.capable & ~institution))


def idle_pay(model: PublicServiceMarket) -> np.ndarray | float:
    """Part of the wage of idle staff that is paid: all of it where posts are for life."""
    usual, institution = model.world.organizations.idle_wage, model.organizations.kind_code == INSTITUTION
    return np.where(institution, model.world.sector.institutions.idle_pay, usual) if institution.any() else usual


def most_staff(model: PublicServiceMarket) -> np.ndarray | float:
    """Posts of each organization: a bound for public institutions only."""
    institution = model.organizations.kind_code == INSTITUTION
    return np.where(institution, model.world.sector.institutions.posts, np.inf) if institution.any() else np.inf


def cover(model: PublicServiceMarket) -> np.ndarray | float:
    """The treasury covers deficits where the budget is soft; yuan received by organization."""
    o, soft = model.organizations, by_kind(model, "soft_budget")
    if not soft.any():
        return 0.0
    fen = np.rint(np.where(o.alive, deficit_covered(o.cash_fen, o.owed_fen, soft), 0.0)).astype(np.int64)
    for row in np.flatnonzero(fen):
        model.ledger.transfer(model.month, "subsidy", TREASURY, organization_account(int(row)), int(fen[row]), model.books)
        model.flows["subsidy"][purchaser_of(model, int(row)), int(o.founding_domain[row])] += fen[row] / 100.0
    return fen / 100.0


def purchaser_of(model: PublicServiceMarket, row: int) -> int:
    """Whose an organization is: of its district's purchaser where it works in one only, else of the last (the bureau)."""
    served = np.flatnonzero(model.organizations.serves_district[row])
    return int(served[0]) if served.size == 1 else len(model.purchasers) - 1
