"""Officials learn from results: what a mechanism was worth, at home and where others disclose it; scandals make them cautious."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.month.adopting import advantage, risk_aversion
from gpssim.month.signing import END_REASONS
from gpssim.rules.adoption import learned, result_worth

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

SCANDALS: Final = tuple(END_REASONS.index(reason) for reason in ("terminated", "insolvent", "defaulted"))


def learn(model: PublicServiceMarket) -> None:
    """At the end of a month: results of the contracts accepted in it, scandals, and a row of ``officials`` for each purchaser."""
    officials = model.world.officials
    if officials.learning > 0.0:
        take_results(model)
    if officials.scandal > 0.0:
        remember_scandals(model)
    if officials.diffusion or officials.learning > 0.0 or officials.scandal > 0.0:
        record(model)


def take_results(model: PublicServiceMarket) -> None:
    """Every purchaser learns from its own results, and by less from those of others that are disclosed, in order of their luck."""
    c, p, officials = model.contracts, model.purchasers, model.world.officials
    rows = np.flatnonzero((c.end == model.month + 1) & np.isfinite(c.found) & ~c.bridge)
    rows = rows[np.argsort(c.luck[rows])]
    disclosed = model.luck.uniforms("disclosure", c.luck[rows]) < model.policy_state.levers.disclosure
    for row, told in zip(rows.tolist(), disclosed.tolist(), strict=True):
        place, worth = int(c.mechanism[row]), worth_of(model, row)
        for g in range(len(p)) if told else (int(c.purchaser[row]),):
            weight = 1.0 if g == c.purchaser[row] else officials.others_weight
            p["worth"][g, place] = learned(float(p.worth[g, place]), worth, officials.learning * weight)
            p["n_results"][g, place] += weight


def worth_of(model: PublicServiceMarket, row: int) -> float:
    """What a contract was worth by the quality found at acceptance, in unit costs; work of volunteers counts as if it were paid."""
    c = model.contracts
    unit = model.world.domains[int(c.domain[row])].unit_cost
    price = float(c.price[row]) / (1.0 - float(c.unpaid[row])) / unit
    return float(result_worth(c.found[row], price, model.purchasers.quality_value[c.purchaser[row]]))


def remember_scandals(model: PublicServiceMarket) -> None:
    """Contracts terminated, providers that failed or shirked, own violations found out: they stay in mind for a while."""
    c = model.contracts
    failed = (c.ended == model.month) & np.isin(c.end_reason, SCANDALS)
    rows = np.flatnonzero(failed | (c.caught & (c.end == model.month + 1)))
    found_out = np.flatnonzero(model.purchasers.scandal_month == model.month)
    until = model.month + 1 + model.world.officials.scandal_months
    model.purchasers["scandal_until"][np.append(c.purchaser[rows], found_out)] = until


def record(model: PublicServiceMarket) -> None:
    """A row of ``officials`` for each purchaser."""
    p = model.purchasers
    rows = np.arange(len(p))
    model.recorder.block(
        "officials",
        month=model.since_switch,
        purchaser=rows,
        adopted=p.adopted,
        threshold=p.adoption_threshold,
        advantage=advantage(model),
        risk_aversion=np.array([risk_aversion(model, int(g)) for g in rows]),
        n_results=p.n_results.sum(axis=1),
    )
