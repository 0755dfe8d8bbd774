"""Acceptance at the end of a contract: what is reported, what is found, what is deducted, what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.information.reputation.star_rating import StarRating
from gpssim.month.monitoring import audits, beliefs, evaluators
from gpssim.month.recording.six_steps import write_step
from gpssim.rules.anticipation import shared_difference
from gpssim.rules.process import months_of
from gpssim.state import legality, officials, pay, procedures, quality
from gpssim.state.domains import unit_costs_declared
from gpssim.state.pay import LAST

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

LARGEST_PENALTY: Final = 0.3
"""Part of the value that deductions can reach (assumption: full non-payment needs termination)."""


def accept(market: MarketState) -> None:
    """Accept every contract in its last month; then renew ratings."""
    c = market.contracts
    rows = (c.active & (c.end == market.month + 1)).nonzero()[0]
    if rows.size:
        find(market, rows)
        deduct(market, rows)
        settle_incentives(market, rows)
        audits.audit(market, rows)
        audits.find_out(market, rows)
        defer_last_payment(market, rows)
        publish_findings(market, rows[~c.bridge[rows]])
    rate(market)


def find(market: MarketState, rows: np.ndarray) -> None:
    """Found = verifiable quality and nominated clients' experience, with error; reported = truth and a bias."""
    c, info = market.contracts, market.world.information
    delivered = np.maximum(c.delivered[rows], 1e-9)
    truth, verifiable = c.quality_sum[rows] / delivered, c.verifiable_sum[rows] / delivered
    clients = c.n_heard[rows]
    heard = np.divide(c.experience_sum[rows], clients, out=truth.copy(), where=clients > 0)
    voice = heard + officials.nominated_bias(market)
    error = info.acceptance_noise * market.luck.normals("acceptance", c.luck[rows])
    weight = officials.users_weight(market)
    found = (1.0 - weight) * verifiable + weight * voice + error
    third = evaluators.evaluated_by_third_party(market, rows)
    if third.any():
        seen = (1.0 - weight) * verifiable + weight * heard
        found[third] = evaluators.evaluate(market, rows[third], seen[third])
    nothing = c.delivered[rows] <= 0
    c["found"][rows] = np.where(nothing, -5.0, found)
    c["reported"][rows] = truth + quality.report_bias(market, rows)
    c["accepted"][rows] = c.promised[rows] - c.found[rows] <= market.policy_state.levers.tolerance
    market.recorder.block(
        "inspections",
        month=market.since_switch,
        contract=rows,
        organization=c.organization[rows],
        purchaser=c.purchaser[rows],
        kind="acceptance",
        signal=c.found[rows],
        truth=truth,
    )


def deduct(market: MarketState, rows: np.ndarray) -> None:
    """Deduct for the shortfall beyond the tolerance, up to a part of the value; nothing where effort is agreed on and enforced."""
    c = market.contracts
    short = np.maximum(0.0, c.promised[rows] - market.policy_state.levers.tolerance - c.found[rows]) * ~c.effort_agreed[rows]
    c["deducted"][rows] = np.minimum(LARGEST_PENALTY, c.penalty[rows] * short) * c.value[rows]
    np.add.at(market.flows["penalties"], (c.purchaser[rows], c.domain[rows]), c.deducted[rows])


def publish_findings(market: MarketState, rows: np.ndarray) -> None:
    """The purchaser learns from acceptance; with disclosure the evaluation is published, and every other purchaser learns too."""
    c = market.contracts
    published = market.luck.uniforms("disclosure", c.luck[rows]) < market.policy_state.levers.disclosure
    told = np.repeat(published[:, None], len(market.purchasers), axis=1)
    told[np.arange(rows.size), c.purchaser[rows]] = True
    beliefs.tell(market, rows, officials.told_of(market, c.luck[rows], told))
    beliefs.publish_evaluations(market, rows[published])
    market.organizations["published_last"][c.organization[rows[published]]] = market.month


def rate(market: MarketState) -> None:
    """Ratings 1A-5A from the published record, for organizations old enough that have any."""
    o, stars = market.organizations, market.stars
    assert isinstance(stars, StarRating)
    ready = (o.n_published > 0) & (market.month - o.born >= stars.rating_age)
    o["grade"][:] = stars.grades(o.published_mean, legality.rated(market, ready))


def settle_incentives(market: MarketState, rows: np.ndarray) -> None:
    """At acceptance: slope times quality above the promise, shared cost, bonus and rent; never more than was set aside.

    A yardstick takes out what comparable contracts delivered above their promises.
    """
    c = market.contracts
    unit = unit_costs_declared(market)[c.domain[rows]]
    above = c.found[rows] - c.promised[rows]
    above = above - c.yardstick[rows] * pay.comparable(market, rows)
    shared = shared_difference(c.price[rows] * c.delivered[rows], c.cost_sum[rows], c.cost_share[rows])
    sure = c.bonus[rows] * c.accepted[rows] + pay.rent(market, c.renegotiation[rows])
    extra = c.value[rows] * (pay.slopes(market, rows, unit) * above + sure) + shared + c.forgone[rows]
    c["extra"][rows] = np.minimum(extra, c.reserve[rows])


def defer_last_payment(market: MarketState, rows: np.ndarray) -> None:
    """Step six, after the findings: what failed waits longer for its last payment; a row for each contract."""
    c, p = market.contracts, market.world.process
    if not p.taken:
        return
    rectified = months_of(p.rectification_days * market.frictions.delay)
    for row in rows.tolist():
        passed = bool(c.accepted[row])
        c["due"][row, LAST] += 0 if passed else rectified
        write_step(
            market,
            "accept",
            ("passed", "") if passed else ("stopped", "shortfall"),
            project=int(c.project[row]),
            attempt=int(c.attempt[row]),
            organization=int(c.organization[row]),
            contract=row,
            purchaser=int(c.purchaser[row]),
            domain=int(c.domain[row]),
            district=int(c.district[row]),
            mechanism=market.mechanism_names[int(c.mechanism[row])],
            month_begun=market.since_switch + 1,
            month_ended=market.since_switch + 1 + procedures.last_payment_later(market) + (0 if passed else rectified),
            days=p.acceptance_days,
            error=float(c.found[row] - c.promised[row]),
        )
