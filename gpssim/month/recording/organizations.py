"""Organizations as rows, at the end of each quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.ability import of_both_tasks
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state import costs
from gpssim.state.capacity import CORE_STAFF
from gpssim.state.domains import names as domain_names
from gpssim.state.domains import verifiabilities
from gpssim.state.money import arrears_months

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def record_organizations(market: MarketState) -> None:
    """Every living organization at the end of a quarter."""
    o, c = market.organizations, market.contracts
    rows = np.flatnonzero(o.alive)
    held = np.bincount(c.organization[np.flatnonzero(c.active)], minlength=len(o))
    nu = verifiabilities(market)[o.founding_domain[rows]]
    load = costs.caseload(market)
    income = (o.government_income + o.other_income)[rows] * 12.0
    market.recorder.block(
        "organizations",
        month=market.since_switch,
        organization=rows,
        kind=np.array(KINDS, dtype=object)[o.kind_code[rows]],
        domain=domain_names(market)[o.founding_domain[rows]],
        born=o.born[rows] - market.specification.warm_up,
        n_contracts=held[rows],
        places_contracted=o.contracted[rows].sum(axis=1),
        capacity=np.maximum(o.staff[rows], CORE_STAFF) * load[o.founding_domain[rows]] * ~o.dormant[rows],
        staff=o.staff[rows],
        ability=of_both_tasks(o.ability_verifiable[rows], o.ability_nonverifiable[rows], nu),
        ability_verifiable=o.ability_verifiable[rows],
        ability_nonverifiable=o.ability_nonverifiable[rows],
        experience=o.experience[rows].sum(axis=1),
        proposal_skill=o.proposal_skill[rows],
        grade=o.grade[rows],
        published_quality=o.published_mean[rows],
        cash=o.cash_fen[rows] / 100.0,
        income_government=o.government_income[rows] * 12.0,
        income=income,
        autonomy=o.autonomy[rows],
        mission=o.mission[rows],
        arrears_months=arrears_months(market)[rows],
        incubated=o.incubated[rows],
        idle_months=o.idle_months[rows],
        income_fees=o.fee_income[rows] * 12.0,
        income_foundations=o.foundation_income[rows] * 12.0,
        tax=o.tax[rows] * 12.0,
        unpaid_tasks=o.unpaid_tasks[rows],
        professional_share=o.professional_share[rows],
        practice=o.practice[rows].max(axis=1),
    )
