"""Surveys err by a lognormal factor that participation, rooted providers and proposals make smaller, and by nothing else.

The log of what is found over what is true is normal with spread ``e (1 - a p) (1 - b r)``, where citizens take part with ``p``
and providers in force are rooted with ``r``; beside a survey of spread ``e`` under the same luck every log error is smaller by
exactly these factors. Proposals of a contest tell more: ``m`` authors who each remove the part ``k r`` of an error, on their own,
leave ``(1 - k r)^m`` of it. Each author proposes as many places as a cap ``G`` pays for at its cost and margin, or as it can
serve.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import alike, one_domain, special, tables

VERBS = ("plan", "purchase")
RULES = ("purchasing.surveyed", "purchasing.survey_error", "purchasing.told_by", "pricing.proposal_places")
SOURCE = "closed form; market rules A 4 and E 24"
ERROR, BY_CITIZENS, BY_PROVIDERS, TOLD = 0.3, 0.5, 0.4, 0.5
"""Log error of a survey, parts of it that full participation and full roots remove, part that a proposal from home removes."""
PART, ROOTS, CAP, MARKUP, ROOM = 0.6, 0.7, 28_000.0, 0.08, 20.5
DISTRICTS, CASELOAD, STRETCH = 200, 4.0, 1.0
CITY: dict[str, Any] = {
    "world.city.n_citizens": 10 * DISTRICTS,
    "world.city.residents": 100 * DISTRICTS,
    "world.city.n_districts": DISTRICTS,
    "world.organizations.reach_districts": float(DISTRICTS),
    "world.organizations.n_initial": 24,
    "world.organizations.wage": 300.0,
    "world.purchasers.appropriation_per_head": 280.0,
    "world.organizations.wage_share": 0.75,
    "world.organizations.stretch": STRETCH,
    "world.bidding.markup": MARKUP,
    "world.purchasers.survey_noise": ERROR,
    "world.purchasers.survey_participation": BY_CITIZENS,
    "world.purchasers.survey_embeddedness": BY_PROVIDERS,
    "world.domains": one_domain(prevalence=0.8, duration=600.0),
    "warm_up": 0,
}


def errors(market: PublicServiceMarket) -> np.ndarray:
    """Log of what each purchaser found in its district over what is true."""
    found, true = market.surveyed_need[:, :, 0], market.true_need[:, 0]
    return np.asarray(np.log((found / true)[market.purchasers.jurisdiction]))


def surveys(seed: int, roots: float = 0.0, part: float = 0.0, told: float = 0.0, months: int = 13) -> PublicServiceMarket:
    """A city after its second January (or its first): yearly contests of proposals, citizens and providers as set by hand."""
    settings = {"local_need": told, "grant_cap": CAP, "juror_noise": 0.0, "funding_line": 0.0}
    market = alike(special(CITY, "venture_philanthropy", settings=settings, seed=seed))
    o, citizens = market.organizations, market.citizens.columns
    citizens["participation"][:] = citizens["inclination"][:] = part
    o["embeddedness"][:], market.purchasers["survey_noise"][:] = roots, ERROR
    o["staff"][::2] = ROOM / CASELOAD / (1.0 + STRETCH)
    market.run(months)
    return market


def found(seed: int) -> Iterator[Found]:
    """The second January's surveys: plain, with participation and roots, and with what the first year's proposals told."""
    plain, mended, told = surveys(seed), surveys(seed, ROOTS, PART), surveys(seed, 1.0, told=TOLD)
    both_years = np.append(errors(surveys(seed, months=1)), errors(plain))
    yield on_average("log error of a survey", 0.0, both_years)
    yield Found("its square", ERROR**2, float(np.mean(both_years**2)), ERROR**2 * (2.0 / both_years.size) ** 0.5)
    served = np.unique(tables(mended)["contracts"].district)
    left = (1.0 - BY_CITIZENS * PART) * np.where(np.isin(np.arange(DISTRICTS), served), 1.0 - BY_PROVIDERS * ROOTS, 1.0)
    yield exactly("error that participation and roots leave", left, errors(mended) / errors(plain), 1e-9)
    yield exactly("districts with a provider", 0.1, len(served) / DISTRICTS, 0.09)

    both = tables(told)
    authors = both["projects"].query("month_opened == 0").groupby("district").n_bids.sum().reindex(range(DISTRICTS), fill_value=0)
    roots = np.where(np.isin(np.arange(DISTRICTS), np.unique(both["contracts"].district)), 1.0 - BY_PROVIDERS, 1.0)
    yield exactly("error that proposals leave", roots * (1.0 - TOLD) ** authors, errors(told) / errors(plain), 1e-9)
    bids = both["bids"]
    paid_for = CAP / (12.0 * (1.0 + MARKUP) * bids.true_cost)
    places = np.where(bids.organization % 2, paid_for, np.minimum(ROOM, paid_for))
    yield exactly("places proposed", places, bids.places, 1e-9)


TITLE_ZH = "需求调查的误差为对数正态因子，因公众参与、扎根的承接主体与自提项目而减小，别无其他"
CHINESE = {
    "log error of a survey": "调查的对数误差",
    "its square": "其平方",
    "error that participation and roots leave": "参与和扎根之后剩余的误差",
    "districts with a provider": "有承接主体的片区",
    "error that proposals leave": "自提项目之后剩余的误差",
    "places proposed": "自提的名额",
}
