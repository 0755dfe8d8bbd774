"""Officials who decide whether to contract out and by which mechanism: bias, caution, memory, neighbors. Off by default."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Officials(Group):
    """What moves officials where they may choose: their taste for doing it themselves, their fears, and what they learn from results."""

    diffusion: bool = param(False, "flag", "purchasers provide in house until they adopt contracting out, one by one", "convention: off, all have adopted")
    inhouse_bias: float = param(0.0, "share", "what doing it ourselves 自己能做 and keeping the power over it is worth to officials, in unit costs", "convention: neutral; assumption, range 0-0.5", ge=-2.0, le=2.0)
    adoption_mean: float = param(0.3, "share", "mean of purchasers' thresholds: the share of adopters they see, with evidence, less bias, that makes them adopt", "convention: acts only with diffusion; Granovetter 1978; assumption, range 0.1-0.6", ge=-2.0, le=2.0)
    adoption_sd: float = param(0.2, "share", "spread of these thresholds: some adopt unasked, some never do", "convention: acts only with diffusion; assumption, range 0.05-0.4", ge=0.0, le=2.0)
    neighbors_weight: float = share(0.5, "weight of neighboring districts, against all, in the share of adopters that a purchaser sees", "convention: acts only with diffusion; Berry & Berry 1990; assumption, range 0-1")
    imitation: float = param(1.0, "1", "how much the share of adopters counts (0: nobody imitates)", "convention: acts only with diffusion; assumption, range 0-2", ge=0.0, le=10.0)
    evidence: float = param(1.0, "1", "how much the advantage of contracting out in disclosed results counts, per unit cost (0: results convince nobody)", "convention: acts only with diffusion; assumption, range 0-2", ge=0.0, le=10.0)
    review: float = share(0.0833, "chance in a month that a purchaser which has not adopted considers it", "convention: acts only with diffusion; once a year on average")
    learning: float = share(0.0, "weight of one result of one's own in the belief about a mechanism (0: nobody learns)", "convention: neutral; assumption, range 0.05-0.4")
    others_weight: float = share(0.5, "weight of another purchaser's disclosed result against one of one's own", "convention: acts only with learning; assumption, range 0-1")
    doubt: float = param(0.3, "share", "standard deviation of the belief about a mechanism without any result, in unit costs", "convention: acts only with risk_aversion; assumption, range 0.1-0.6", ge=0.0, le=5.0)
    risk_aversion: float = param(0.0, "1", "what a standard deviation of that belief takes from a mechanism's value", "convention: neutral; assumption, range 0-2", ge=0.0, le=20.0)
    blame: float = param(0.0, "share", "blame for a purchase without competition, in unit costs", "convention: neutral; Hood 2011; assumption, range 0-0.3", ge=0.0, le=5.0)
    scandal: float = param(0.0, "1", "risk aversion that a scandal adds: a provider that shirked, failed or was terminated", "convention: neutral; assumption, range 0-2", ge=0.0, le=20.0)
    scandal_months: int = param(24, "months", "how long a scandal is remembered", "convention: acts only with scandal; 24 months, assumption, range 12-48", ge=0, le=240)
