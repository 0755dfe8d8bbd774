"""Acceptance at the end of a contract: what is reported, what is found, what is deducted, what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.information.reputation.star_rating import StarRating
from gpssim.month import banning, believing, evaluating, incentives, officials, participating, passing_on, sanctions, steps

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

LARGEST_PENALTY: Final = 0.3
"""Part of the value that deductions can reach (assumption: full non-payment needs termination)."""


def accept(model: PublicServiceMarket) -> None:
    """Accept every contract in its last month; then renew ratings."""
    c = model.contracts
    rows = np.flatnonzero(c.active & (c.end == model.month + 1))
    if rows.size:
        find(model, rows)
        deduct(model, rows)
        incentives.settle(model, rows)
        sanctions.audit(model, rows)
        passing_on.find_out(model, rows)
        steps.accept(model, rows)
        publish(model, rows[~c.bridge[rows]])
    rate(model)


def find(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Found = verifiable quality and nominated clients' experience, with error; reported = truth and a bias."""
    c, info = model.contracts, model.world.information
    delivered = np.maximum(c.delivered[rows], 1e-9)
    truth, verifiable = c.quality_sum[rows] / delivered, c.verifiable_sum[rows] / delivered
    clients = c.n_heard[rows]
    heard = np.divide(c.experience_sum[rows], clients, out=truth.copy(), where=clients > 0)
    voice = heard + participating.nominated_bias(model)
    error = info.acceptance_noise * model.luck.normals("acceptance", c.luck[rows])
    weight = participating.users_weight(model)
    found = (1.0 - weight) * verifiable + weight * voice + error
    third = evaluating.chosen(model, rows)
    if third.any():
        seen = (1.0 - weight) * verifiable + weight * heard
        found[third] = evaluating.evaluate(model, rows[third], seen[third])
    nothing = c.delivered[rows] <= 0
    c["found"][rows] = np.where(nothing, -5.0, found)
    c["reported"][rows] = truth + report_bias(model, rows)
    c["accepted"][rows] = c.promised[rows] - c.found[rows] <= model.policy_state.levers.tolerance
    model.recorder.block(
        "inspections",
        month=model.since_switch,
        contract=rows,
        organization=c.organization[rows],
        purchaser=c.purchaser[rows],
        kind="acceptance",
        signal=c.found[rows],
        truth=truth,
    )


def report_bias(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """What providers add in their own reports, latent: the bias, twice for the dishonest, not at all for the honest."""
    honesty = model.organizations.honesty[model.contracts.organization[rows]]
    return 2.0 * model.world.information.report_bias * (1.0 - honesty)


def deduct(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Deduct for the shortfall beyond the tolerance, up to a part of the value; nothing where effort is agreed on and enforced."""
    c = model.contracts
    short = np.maximum(0.0, c.promised[rows] - model.policy_state.levers.tolerance - c.found[rows]) * ~c.effort_agreed[rows]
    c["penalty"][rows] = np.minimum(LARGEST_PENALTY, c.penalty_rate[rows] * short) * c.value[rows]
    np.add.at(model.flows["penalties"], (c.purchaser[rows], c.domain[rows]), c.penalty[rows])


def publish(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """The purchaser learns from acceptance; with disclosure the evaluation is published, and every other purchaser learns too."""
    c = model.contracts
    published = model.luck.uniforms("disclosure", c.luck[rows]) < model.policy_state.levers.disclosure
    for row, open_to_all in zip(rows, published, strict=True):
        told = np.full(len(model.purchasers), bool(open_to_all))
        told[int(c.purchaser[row])] = True
        believing.tell(model, int(row), officials.told_of(model, c.luck[row], told))
        if open_to_all:
            believing.publish(model, int(row))
            model.organizations["published_last"][c.organization[row]] = model.month


def rate(model: PublicServiceMarket) -> None:
    """Ratings 1A-5A from the published record, for organizations old enough that have any."""
    o, stars = model.organizations, model.stars
    assert isinstance(stars, StarRating)
    ready = (o.n_published > 0) & (model.month - o.born >= stars.rating_age)
    o["grade"][:] = stars.grades(o.published_mean, banning.rated(model, ready))
