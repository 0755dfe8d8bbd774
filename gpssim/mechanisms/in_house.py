"""Provision in house 政府直接提供."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from gpssim.market import Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import no_award_reason
from gpssim.plugins import plugin
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import param, share
from gpssim.units import lead_months


@plugin
class InHouse(Mechanism):
    """A public institution serves the line at budgeted cost: the baseline of make or buy. Nobody competes.

    The institution is whoever serves the line, otherwise the oldest organization that can; equals by lot. Its budget is its cost,
    up to the ceiling. The budget is soft: what the service costs beyond it the purchaser bears (so that a dear institution serves,
    too; with a hard budget it does not), what is left it takes back, so that nobody gains by cutting cost; only part of what good
    work earns reaches those who do it. Its posts are capped: it serves at most part of the places, the others stay unserved.

    Where the world has public institutions 事业单位 (``world.sector.institutions``), only they serve, up to their posts; otherwise
    an organization of the register stands in. Simplified: money is set aside for overruns of a fifth. Source: Hart, Shleifer &
    Vishny 1997 (residual claim); Kornai 1986 (soft budget); staffing quotas 编制: assumption.
    """

    name: ClassVar[str] = "in_house"
    label: ClassVar[str] = "in-house provision"
    label_zh: ClassVar[str] = "政府直接提供"
    rule_zh: ClassVar[str] = (
        "公共机构按预算成本提供服务，是自产还是购买这一问题的基准，没有竞争。由现提供者承担，"
        "否则由有能力者中成立最久者承担，相同者抽签。预算为其成本，以最高限价为限。预算是软的："
        "超支由购买主体承担（昂贵的机构也照样提供；预算硬时则不然），结余收回，因此谁也不会从降低成本中得益；"
        "做得好的所得只有一部分归于做事的人。编制有上限：至多承担部分名额，其余无人提供。"
        "设有事业单位时只由事业单位在编制内提供，否则由登记的社会组织代替。简化：为超支预留五分之一。"
    )
    source: ClassVar[str] = "Hart, Shleifer & Vishny 1997; Kornai 1986; Measures of 2020 art. 10 (own duties)"

    employs: ClassVar[bool] = True
    provides_in_house: ClassVar[bool] = True

    staffing_cap: float = param(
        0.8,
        "share",
        "most places that the institution's posts allow, part of those asked for",
        "staffing quotas 编制; size: assumption, range 0.5-1; neutral 1",
        ge=0.05,
        le=1.0,
        swept=(0.5, 1.0),
    )
    soft_budget: float = share(
        1.0,
        "part of realized cost beyond (below) the budget that the purchaser bears (takes back)",
        "Kornai 1986; assumption, range 0.5-1; neutral 0",
        swept=(0.5, 1.0),
    )
    residual_claim: float = share(
        0.3,
        "part of what good work earns that belongs to who does it",
        "Hart, Shleifer & Vishny 1997: less than for a contractor; assumption, range 0-0.6; neutral 1",
        swept=(0.0, 0.6),
    )
    planning_days: float = param(20.0, "days", "budget and posts approved", "assumption, range 10-60", ge=1.0, le=180.0)
    start_days: float = param(10.0, "days", "approval to service", "assumption, range 0-30", ge=0.0, le=180.0)
    hours: float = param(16.0, "hours", "officials' hours for one budget", "assumption, range 8-40", ge=0.0, le=1000.0)
    bidder_hours: float = param(
        6.0, "hours", "hours the institution spends on its budget", "assumption, range 2-20", ge=0.0, le=1000.0
    )

    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        """Whoever serves the line now, otherwise the oldest who can; public institutions alone where the city has any."""
        public = purchase.view.public
        institution = public.of_kind((KINDS.index("public_institution"),))
        capable = np.flatnonzero(public.capable & (institution | ~institution.any()))
        if purchase.project.incumbent in capable:
            return (purchase.project.incumbent,)
        lots = purchase.luck.uniforms("institution", purchase.keys(capable))
        return tuple(capable[np.lexsort((lots, -np.asarray(public.age_months)[capable]))[:1]].tolist())

    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        if round_:
            return None
        return Request("bargain", price=purchase.project.ceiling, bargaining_share=0.0, obliged=self.soft_budget > 0.0)

    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        scores = tuple(Score(bid.bidder, -bid.price, valid=bid.valid, reason=bid.reason) for bid in bids)
        institution = next((bid for bid in bids if bid.valid), None)
        if institution is None:
            return Decision(reason=no_award_reason(bids), scores=scores)
        staffed = min(institution.places, self.staffing_cap * purchase.project.places)
        return Decision(awards=(self.award(purchase, replace(institution, places=staffed)),), scores=scores)

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """Less cost, more points, yuan per place-month."""
        return -np.asarray(prices)

    def procedure(self, project: Project, n_bids: int) -> Procedure:
        return Procedure(lead_months(self.planning_days + self.start_days), self.hours, 0.0, self.bidder_hours)

    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """A budget instead of a price: cost made good, gains that do not stay, no bond and no debarment."""
        return replace(
            standard_terms(project, levers),
            basis="shared" if self.soft_budget else "fixed",
            cost_share=self.soft_budget,
            residual_claim=self.residual_claim,
            record="own",
            bond=0.0,
            debarment=0,
        )

    def legal_basis(self, project: Project) -> LegalBasis:
        """No purchase in the sense of the Law."""
        return "below_limit"
