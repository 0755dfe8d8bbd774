"""Acceptance sees the verifiable task, as far as it does not ask clients whom the provider named, and deducts what is short of it.

Found is ``(1 - w) v + w (x + b) + error``: ``v`` verifiable quality and ``x`` clients' experience over the term, ``w`` their
weight, ``b`` the bias of those whom the provider names. Reported is true quality and ``2 r (1 - honesty)``. Who promised ``d``
more than acceptance can see passes with the chance ``Phi((tolerance - d) / sd)``; otherwise the penalty per latent unit beyond
the tolerance is deducted, up to three tenths of the value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("accept",)
RULES = ()
SOURCE = "closed form: a weighted mean, a normal law; market rule C 18"

SIGHT, WEIGHT, NAMED, BIAS, REPORT = 0.4, 0.3, 0.25, 0.35, 0.4
TOLERANCE, PENALTY, MOST = 0.1, 0.2, 0.3
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.organizations.ability_sd": 0.5,
    "world.organizations.delivery_noise": 0.3,
    "world.organizations.honesty_mean": 0.5,
    "world.purchasers.project_value": 24_000.0,
    "world.information.report_bias": REPORT,
    "world.information.acceptance_voice": WEIGHT,
    "world.information.nominated_bias": BIAS,
    "world.citizens.experience_noise": 0.5,
    "months": 26,
}


def found(seed: int) -> Iterator[Found]:
    """Acceptance without error against twelve months of both tasks, by weights; then with error; then penalties."""
    yield from _weighed("verifiable task alone", seed, {"world.information.acceptance_voice": 0.0}, {})
    yield from _weighed("with named clients", seed, {}, {})
    yield from _weighed("with clients by lot", seed, {}, {"users_at_acceptance": 0.75, "users_weight": 0.2})
    yield from _errors(seed)
    for penalty in (PENALTY, 2.0):
        yield from _deducted(seed, penalty)


def _weighed(name: str, seed: int, dials: dict[str, Any], levers: dict[str, float]) -> Iterator[Found]:
    market = special({**DIALS, **dials}, "lottery", levers=levers, seed=seed)
    places, first, second = _monthly(market)
    c, done = market.contracts, ~np.isnan(market.contracts.found)
    verifiable = (places * first).sum(axis=0)[done] / places.sum(axis=0)[done]
    other = (places * second).sum(axis=0)[done] / places.sum(axis=0)[done]
    truth, clients = 0.5 * (verifiable + other), c.n_heard[done]
    told = np.where(clients > 0.0, c.experience_sum[done] / np.maximum(clients, 1.0), truth)
    weight = 1.0 - (1.0 - dials.get("world.information.acceptance_voice", WEIGHT)) * (1.0 - levers.get("users_weight", 0.0))
    bias = BIAS * (1.0 - levers.get("users_at_acceptance", 0.0))
    yield exactly(f"{name}: quality found", verifiable + weight * (told + bias - verifiable), c.found[done], 1e-9)
    honesty = market.organizations.honesty[c.organization[done]]
    yield exactly(f"{name}: quality reported", truth + 2.0 * REPORT * (1.0 - honesty), c.reported[done], 1e-9)


def _monthly(market: PublicServiceMarket) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places delivered and quality of both tasks, shape (months, contracts), as they were month by month."""
    seen: list[tuple[np.ndarray, ...]] = []
    while market.month < market.specification.warm_up + market.specification.months:
        market.step()
        c, now = market.contracts, market.month
        on = (c.start < now) & (c.end >= now)
        seen.append(tuple(np.where(on, x, 0.0) for x in (c.delivered_places, c.quality_verifiable, c.quality_nonverifiable)))
    n = len(market.contracts)
    wide = [[np.pad(month[k], (0, n - month[k].size)) for month in seen] for k in range(3)]
    return np.array(wide[0]), np.array(wide[1]), np.array(wide[2])


def _errors(seed: int) -> Iterator[Found]:
    """Many contracts whose providers differ in ability: errors of what is found, and who passes."""
    noisy = {"world.information.acceptance_noise": SIGHT, "world.information.acceptance_voice": 0.0, "months": 40}
    many = {**DIALS, **noisy, "world.organizations.delivery_noise": 0.0, "world.purchasers.project_value": 6_000.0}
    market = special(many, "lottery", levers={"tolerance": TOLERANCE}, seed=seed)
    market.run()
    c, done = market.contracts, ~np.isnan(market.contracts.found)
    seen = market.organizations.ability_verifiable[c.organization[done]]
    z = (c.found[done] - seen) / SIGHT
    yield on_average("error of acceptance, in its sd", 0.0, z)
    yield on_average("squared error of acceptance, in its variance", 1.0, z * z)
    chance = norm.cdf((TOLERANCE - (c.promised[done] - seen)) / SIGHT)
    yield on_average("passed, less the chance of it", 0.0, c.accepted[done] - chance)


def _deducted(seed: int, penalty: float) -> Iterator[Found]:
    """Providers without effort paid once, after acceptance: what they get is the value less the deduction; up to the cap."""
    levers = {"penalty": penalty, "tolerance": TOLERANCE, "pay_first": 0.0, "pay_middle": 0.0}
    dials = {**DIALS, "world.organizations.delivery_noise": 0.0, "world.information.acceptance_voice": 0.0}
    market = special(dials, "lottery", levers=levers, seed=seed)
    market.run()
    rows = tables(market)["contracts"]
    rows = rows[rows["month_end"] < market.since_switch - 1]
    ability = market.organizations.ability_verifiable[rows["organization"].to_numpy()]
    short = np.maximum(0.0, rows["promised_latent"] - TOLERANCE - ability)
    taken = rows["value"] * np.minimum(MOST, penalty * short)
    yield to_the_fen(f"deducted at {penalty:g} a latent unit, yuan", taken.to_numpy(), rows["penalty"].to_numpy())
    yield to_the_fen(f"paid at {penalty:g} a latent unit, yuan", (rows["value"] - taken).to_numpy(), rows["paid"].to_numpy())
    year = tables(market)["purchasers"]
    ended = rows[rows["month_end"] > 0]
    counted = year[year["month"] < market.since_switch - 2]["penalties"].sum()
    yield exactly(f"deductions counted at {penalty:g} a latent unit", taken[ended.index].sum(), counted, 1e-6)


TITLE_ZH = "验收只看可核验任务（除非另问承接主体点名的服务对象），并对不足部分扣款"
CHINESE = {
    "{name}: quality found": "{name}：验收质量",
    "{name}: quality reported": "{name}：自报质量",
    "verifiable task alone": "仅看可核验任务",
    "with named clients": "另问被点名的服务对象",
    "with clients by lot": "另问随机抽取的服务对象",
    "error of acceptance, in its sd": "验收误差（以其标准差计）",
    "squared error of acceptance, in its variance": "验收误差的平方（以其方差计）",
    "passed, less the chance of it": "是否通过，减去其概率",
    "deducted at {penalty} a latent unit, yuan": "每潜在单位扣 {penalty} 时的扣款（元）",
    "paid at {penalty} a latent unit, yuan": "每潜在单位扣 {penalty} 时的实付（元）",
    "deductions counted at {penalty} a latent unit": "每潜在单位扣 {penalty} 时计入的扣款",
}
