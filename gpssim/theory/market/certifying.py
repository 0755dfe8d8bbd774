"""The able take a certificate that the others do not pay for, and start with a better name.

A certificate of the level ``y`` costs ``y / exp(ability)``. It is taken where the expected gain covers that: the chance of a
first award times what purchasers pay for the quality that they believe the certified to have, ``score * sd * value`` of the work.
So there is one ability, ``ln(y / gain)``, from which on everybody takes it; of normal abilities that is the share above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy.stats import norm

from gpssim.theory.market_lane import Found, exactly, on_average, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("enter_and_leave",)
RULES = ("certification.certifies", "certification.net_pay", "certification.certificate_cost")
SOURCE = "separating equilibrium of signaling (Spence 1973)"

LEVEL, SCORE, SD, VALUE, CHANCE, PRIOR = 400.0, 0.8, 0.6, 0.35, 1.0 / 3.0, 0.3
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.organizations.ability_sd": 0.5,
    "world.organizations.ability_tasks_correlation": 1.0,
    "world.organizations.founders_rate": 30.0,
    "world.organizations.register_always": True,
    "world.organizations.reads_competition": 0.0,
    "world.purchasers.project_value": 24_000.0,
    "world.purchasers.quality_value": VALUE,
    "world.information.certificate_score": SCORE,
    "world.information.prior_mean": PRIOR,
    "world.information.prior_sd": SD,
    "months": 18,
}


def found(seed: int) -> Iterator[Found]:
    """Hundreds of newcomers before anybody young is known."""
    market = special(DIALS, "lottery", levers={"certificate": LEVEL}, seed=seed)
    market.run()
    o, c = market.organizations, market.contracts
    new = np.flatnonzero(o.born > 0)
    signed = (c.start[None, :] < o.born[new][:, None]) & ~c.bridge
    places = np.where(signed, c.places * 12.0, 0.0).sum(axis=1) / np.maximum(1, signed.sum(axis=1))
    gain = CHANCE * SCORE * SD * VALUE * 100.0 * places
    cut = np.log(LEVEL / np.maximum(gain, 1e-9))
    able = o.ability_verifiable[new]
    yield exactly("certified as the able are", able >= cut, o.certified[new])
    yield on_average("certified, less the share above the cut", 0.0, o.certified[new] - norm.sf(cut / 0.5))
    cost = np.round(100.0 * LEVEL / np.exp(able)) / 100.0
    booked = tables(market)["ledger"].query("kind == 'setup'").groupby("source")["fen"].sum()
    paid = [booked.get(f"organization/{row}", 0) / 100.0 for row in new]
    yield to_the_fen("paid for certificates, yuan", np.where(able >= cut, cost, 0.0), paid)
    unknown = (o.n_signals[new] == 0).all(axis=1)
    start = PRIOR + SCORE * SD * (able >= cut)
    yield exactly("names to start with", start[unknown], o.believed_mean[new][unknown, 0], 1e-12)


TITLE_ZH = "能干者取得其他人不愿付费的认证，并以较好的信誉起步（信号传递）"
CHINESE = {
    "certified as the able are": "取得认证者即能干者",
    "certified, less the share above the cut": "取得认证的比例，减去能力高于界限的比例",
    "paid for certificates, yuan": "认证费用（元）",
    "names to start with": "起始信誉",
}
