"""A purchase is held: the mechanism is run on what it may see, both sides are charged, results are published and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Project
from gpssim.mechanisms.base import Mechanism
from gpssim.month.offers import corruption, full_information
from gpssim.month.offers.offers import Answering
from gpssim.month.offers.view import SMALLEST_PROPOSAL, view_of, without_institutions
from gpssim.month.purchasing import detection, pooling, rows, traces
from gpssim.month.purchasing.held import Held
from gpssim.month.purchasing.projects import room_needed
from gpssim.month.recording import six_steps
from gpssim.state import legality, procedures
from gpssim.state.line import Line

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def hold(market: MarketState, mechanism: Mechanism, project: Project, lot: list[Line]) -> Held:
    """Run the mechanism on what it may see, charge both sides, publish and record; no lines: a contest."""
    districts = districts_of(market, lot) if lot else market.purchasers.jurisdiction[project.purchaser]
    places = room_needed(project, mechanism) if lot else SMALLEST_PROPOSAL
    seen = view_of(market, project.purchaser, project.domain, districts, places, mechanism)
    view = without_institutions(market, mechanism, pooling.view_of_lot(market, seen, lot))
    answering = Answering(market, mechanism, project)
    scheme = corruption.scheme_of(answering, view)
    handed = mechanism.purchase(
        project,
        full_information.full_view(scheme.view, answering),
        market.policy_state.levers,
        market.luck,
        market.world.rules_as_of,
    )
    offers = scheme.all(mechanism.gather(handed, scheme.answer))
    decision = legality.enough(
        market,
        mechanism,
        full_information.agreed_at_cost(full_information.decided_on_truth(mechanism, handed, offers, answering), answering),
    )
    findings = detection.uncover(market, scheme, handed, offers, decision, any(line.split > 0 for line in lot))
    procedure = procedures.procedure(market, mechanism, project, len(offers))
    first = lot[0] if lot else None
    held = Held(mechanism, project, first, handed, offers, findings.decision, procedure, answering, findings)
    traces.charge_procedure(market, held)
    traces.count_purchase(market, held)
    traces.disclose(market, held)
    traces.remember_results(market, held)
    traces.learn_to_bid(market, held)
    rows.record_purchase(market, held)
    six_steps.write_purchase(market, project, mechanism.name, held.decision, procedure.lead_months)
    if len(lot) > 1:
        pooling.share_hours(market, lot, procedure)
    return held


def districts_of(market: MarketState, lot: list[Line]) -> np.ndarray:
    """Districts in which the lines of a lot are served, bool (n_districts,)."""
    served = np.zeros(market.world.city.n_districts, dtype=np.bool_)
    served[[line.district for line in lot]] = True
    return served
