"""Government purchasers: townships and streets with a district each, and the civil affairs bureau for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from gpssim.agents.columns import Columns, state
from gpssim.errors import misspelt

if TYPE_CHECKING:
    from gpssim.agents.surroundings import Surroundings


class GovernmentPurchaser(mesa.Agent):
    """A department or township that buys: money, jurisdiction, competence, integrity.

    Its beliefs and ties are kept with the organizations they are about.
    """

    number = state(np.int64, "number", "what its draws are keyed by: its row when it was founded")
    bureau = state(np.bool_, "flag", "civil affairs bureau: buys for every district")
    jurisdiction = state(np.bool_, "flag", "buys for the district", per="district")
    account_fen = state(np.int64, "fen", "money held, kept by the ledger")
    appropriation = state(np.float64, "yuan per year", "this fiscal year's appropriation", per="domain")
    scope = state(np.float64, "1", "this year's money over the usual, by the choice of what to buy", per="domain", fill=1.0)
    performance = state(np.float64, "1", "this year's money over the usual, by last years' performance", per="domain", fill=1.0)
    setbacks = state(np.float64, "share", "purchases and contracts that went wrong, as it remembers them", per="domain")
    n_held = state(np.int32, "purchases", "held since January", per="domain")
    n_failed = state(np.int32, "purchases", "failed since January", per="domain")
    committed = state(np.float64, "yuan per year", "committed in this fiscal year", per="domain")
    reserved = state(np.float64, "yuan per year", "awarded and not yet signed", per="domain")
    fund = state(np.float64, "yuan per year", "this year's grant of the dedicated fund", per="domain")
    fund_committed = state(np.float64, "yuan per year", "committed of it", per="domain")
    fund_reserved = state(np.float64, "yuan per year", "awarded of it and not yet signed", per="domain")
    carried = state(np.float64, "yuan", "money of earlier years that may be used", per="domain")
    integrity = state(np.float64, "share", "1 keeps ties out of every judgment")
    quality_value = state(np.float64, "share per latent", "value of quality, in unit costs")
    survey_noise = state(np.float64, "log sd", "competence in surveys: error without participation")
    ceiling_noise = state(np.float64, "sd", "competence in costing: error of the ceiling")
    inspection_rate = state(np.float64, "inspections", "inspections per contract and month, last month", fill=0.3)
    scandal_month = state(np.int32, "month", "month of its last violation that came to light, -1 for none", fill=-1)
    committee_load = state(np.float64, "share", "time that administration takes of the committees in its district", fill=np.nan)
    hours_used = state(np.float64, "hours", "hours spent on procedures this month")
    adopted = state(np.bool_, "flag", "contracts out; in house before", fill=True)
    adoption_threshold = state(np.float64, "share", "pressure at which it adopts contracting out")
    scandal_until = state(np.int32, "month", "first month in which its last scandal is forgotten")
    worth = state(np.float64, "share", "what a mechanism's results were worth, as it believes, in unit costs", per="mechanism")
    n_results = state(np.float64, "results", "results behind that belief", per="mechanism")

    if not TYPE_CHECKING:
        __getattr__ = misspelt

    def __init__(self, model: Surroundings, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def columns(self) -> Columns:
        return self.model.purchasers

    @property
    def account(self) -> float:
        """Money held, yuan."""
        return float(self.account_fen) / 100.0

    @property
    def districts(self) -> tuple[int, ...]:
        """Rows of the districts it buys for."""
        return tuple(int(k) for k in np.flatnonzero(self.jurisdiction))

    @property
    def beliefs(self) -> np.ndarray:
        """Posterior mean of every organization's quality, latent, shape (n_organizations,)."""
        return self.model.organizations["believed_mean"][:, self.row].copy()

    @property
    def ties(self) -> np.ndarray:
        """Closeness to every organization, latent, shape (n_organizations,)."""
        return self.model.organizations["tie"][:, self.row].copy()
