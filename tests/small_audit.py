"""One small setting for all tests of the audit, and mechanisms with planted artefacts."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

import numpy as np

from gpssim.audit import Setting
from gpssim.market import Bid, Decision
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.purchase import Purchase
from gpssim.plugins import plugin
from gpssim.scenario import load_scenario, replace

SIZES = {"world.city.n_citizens": 120, "warm_up": 3, "months": 14}


@lru_cache
def small_setting(*policies: str) -> Setting:
    return Setting(replace(load_scenario("textbook"), SIZES), policies or ("open_tender", "directed_commission"), 3, 3, 1)


@plugin
class LowestRow(OpenTender):
    """An open tender that the valid bidder in the lowest row wins."""

    name: ClassVar[str] = "lowest_row"
    label: ClassVar[str] = "lowest row"
    label_zh: ClassVar[str] = "最小行号"

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        honest = super().choose(purchase, bids)
        valid = [bid for bid in bids if bid.valid]
        return Decision(awards=(self.award(purchase, valid[0]),), scores=honest.scores) if honest.awards else honest


@plugin
class LotsByRow(OpenTender):
    """An open tender decided by lots that are keyed by rows."""

    name: ClassVar[str] = "lots_by_row"
    label: ClassVar[str] = "lots by row"
    label_zh: ClassVar[str] = "按行号抽签"

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        honest = super().choose(purchase, bids)
        valid = [bid for bid in bids if bid.valid]
        if not honest.awards:
            return honest
        lots = purchase.luck.uniforms("lots", np.array([bid.bidder for bid in valid]))
        return Decision(awards=(self.award(purchase, valid[int(lots.argmax())]),), scores=honest.scores)


@plugin
class FirstDistrictOnly(OpenTender):
    """An open tender that fails in every district but the first."""

    name: ClassVar[str] = "first_district_only"
    label: ClassVar[str] = "first district only"
    label_zh: ClassVar[str] = "仅第一片区"

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        honest = super().choose(purchase, bids)
        return honest if purchase.project.district == 0 else Decision(reason="no_offers", scores=honest.scores)


@plugin
class DrawsFromNumPy(OpenTender):
    """An open tender that moves NumPy's global generator."""

    name: ClassVar[str] = "draws_from_numpy"
    label: ClassVar[str] = "draws from NumPy"
    label_zh: ClassVar[str] = "使用全局随机数"

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        np.random.random()  # noqa: NPY002  # the artefact that is planted here
        return super().choose(purchase, bids)


PLANTED = {
    "order_of_organizations": LowestRow,
    "everybody_moves": LotsByRow,
    "labels_of_districts": FirstDistrictOnly,
    "equal_districts": FirstDistrictOnly,
    "foreign_generators": DrawsFromNumPy,
}
"""Which check must find which artefact."""
