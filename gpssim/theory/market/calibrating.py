"""Beliefs are calibrated: over many providers the error is normal with the variance that purchasers believe it to have.

Abilities are drawn from the very law that purchasers take for granted, providers by lot. Then the error of a posterior mean, over
its posterior standard deviation, is standard normal for each provider: mean 0, mean square 1, and 95 % of the true qualities lie
within 1.96 posterior standard deviations. Where purchasers take quality to wander that stands still they are underconfident.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, as_often, on_average
from gpssim.theory.special import special

VERBS = ("observe", "accept")
RULES = ()
SOURCE = "calibration of Bayesian posteriors under their own prior (Dawid 1982, MEMORY)"

MEAN, SD = 0.3, 0.6
DIALS = {
    "world.city.n_citizens": 200,
    "world.city.n_districts": 1,
    "world.organizations.reach_districts": 1.0,
    "world.organizations.n_initial": 400,
    "world.organizations.effort_max": 0.0,
    "world.organizations.ability_mean": MEAN,
    "world.organizations.ability_sd": SD,
    "world.organizations.ability_tasks_correlation": 1.0,
    "world.purchasers.project_value": 5_000.0,
    "world.purchasers.hours_per_month": 600.0,
    "world.information.prior_mean": MEAN,
    "world.information.prior_sd": SD,
    "world.information.monitoring_noise": 3.0,
    "world.information.voice_noise": 6.0,
    "world.information.voice_weight": 0.3,
    "world.information.acceptance_noise": 1.5,
    "months": 26,
}


def found(seed: int) -> Iterator[Found]:
    """One purchaser and hundreds of providers drawn by lot; each provider is one draw."""
    market = special(DIALS, "lottery", levers={"disclosure": 1.0}, seed=seed)
    market.run()
    o = market.organizations
    truth = o.ability_verifiable
    known = o.n_signals[:, 0] > 0
    z = ((o.believed_mean[:, 0] - truth) / np.sqrt(o.believed_variance[:, 0]))[known]
    yield on_average("error of beliefs, in believed sd", 0.0, z)
    yield on_average("squared error of beliefs, in believed variance", 1.0, z * z)
    yield as_often("true quality within 1.96 believed sd", 0.95, int((np.abs(z) < 1.959964).sum()), z.size)
    public = o.n_published > 0
    z = ((o.published_mean - truth) / np.sqrt(o.published_variance))[public]
    yield on_average("squared error of the published record, in its variance", 1.0, z * z)


TITLE_ZH = "信念是校准的：对众多承接主体，误差服从正态分布，方差即购买主体所认为的方差"
CHINESE = {
    "error of beliefs, in believed sd": "信念误差（以所认为的标准差计）",
    "squared error of beliefs, in believed variance": "信念误差的平方（以所认为的方差计）",
    "true quality within 1.96 believed sd": "质量真值在信念 1.96 个标准差之内的比例",
    "squared error of the published record, in its variance": "公开评价误差的平方（以其方差计）",
}
