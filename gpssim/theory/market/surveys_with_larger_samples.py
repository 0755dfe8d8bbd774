"""A sample four times as large halves the error of a survey, and each further sample costs its price.

The error of a mean falls with the root of the sample. Under the same luck every purchaser's log error is half of what it was with
the usual sample, whose errors have the declared spread.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import unserved
from gpssim.theory.market_lane import Found, exactly, on_average, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("plan",)
RULES = ("participating.sample_error",)
SOURCE = "standard error of a mean"

DISTRICTS, NOISE, COST = 60, 0.3, 1234.5


def found(seed: int) -> Iterator[Found]:
    """Sixty districts that are surveyed in their first January, with samples of the usual size and of four times that."""
    errors = {}
    for size in (1.0, 4.0):
        own = {"world.purchasers.survey_noise": NOISE, "world.society.voice.survey_cost": COST}
        dials = unserved(
            DISTRICTS * 50, **own, **{"world.city.n_districts": DISTRICTS, "world.purchasers.survey_participation": 0.0}
        )
        market = special({**dials, "warm_up": 0, "world.city.start": "2024-01"}, levers={"survey_size": size}, seed=seed)
        market.purchasers["survey_noise"][:] = NOISE
        market.step()
        own_district = np.arange(DISTRICTS)
        errors[size] = np.log(market.surveyed_need[own_district, own_district, 0] / market.true_need[:, 0])
        table = tables(market)["purchasers"]
        yield to_the_fen(f"cost of samples of size {size:g}", COST * (size - 1.0), table.procedure_cost.to_numpy())
        yield exactly(f"squared errors as written down, size {size:g}", errors[size] ** 2, table.survey_error.to_numpy())
    yield exactly("error with four times the sample", errors[1.0] / 2.0, errors[4.0])
    yield on_average("squared error with the usual sample", NOISE**2, errors[1.0] ** 2)


TITLE_ZH = "样本为四倍时调查误差减半，每份追加样本另计费用"
CHINESE = {
    "error with four times the sample": "四倍样本时的误差",
    "squared error with the usual sample": "通常样本时误差的平方",
    "cost of samples of size {size}": "{size} 倍样本的费用",
    "squared errors as written down, size {size}": "所记误差的平方，{size} 倍样本",
}
