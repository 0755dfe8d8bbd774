"""One purchaser awards year by year to whom it believes best, or nearly so, and sees the work of the winner only.

The Kalman reputation system learns from what the award rule lets it see; its errors must stay as large as it says.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.information.beliefs import precision
from gpssim.information.reputation.base import Signals
from gpssim.information.reputation.kalman import Kalman
from gpssim.rules.experimentation import softened
from gpssim.rules.scoring import ranking
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown

QUANTITIES: Final = ("E_posterior_error", "E_sq_error_minus_posterior_var", "calibration_slope_moment E")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Means over the providers of each independent market."""
    n, horizon, noise, temperature = int(inputs["n"]), int(inputs["T"]), float(inputs["se"]), float(inputs.get("temp", 0.0))
    system = Kalman(prior_sd=float(inputs["s0"]), drift=float(inputs.get("drift", 0.0)))

    @lru_cache
    def market() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Posterior mean, posterior variance and true quality at the end, shape (n_draws, n)."""
        keys = (np.arange(setting.n_draws)[:, None], np.arange(n)[None, :])
        quality = system.prior_sd * setting.luck.normals("quality", *keys)
        record = system.begin(quality.shape, 0.0)
        for year in range(horizon):
            luck = setting.luck.at(year)
            values = softened(system.score(record).mean, temperature, luck.uniforms("taste", *keys))
            first = ranking(values, np.zeros(values.shape), luck.uniforms("lot", *keys))[:, 0]
            seen = first[:, None] == np.arange(n)[None, :]
            signal = quality + noise * luck.normals("signal", *keys)
            record = system.age(system.learn(record, Signals(signal, np.where(seen, precision(noise), 0.0))), 1.0)
            quality = quality + np.sqrt(system.drift) * luck.normals("drift", *keys)
        standing = system.score(record)
        return standing.mean, standing.variance, quality

    def answer(quantity: str, of: Inputs) -> Simulated:
        mean, variance, quality = market()
        error = quality - mean
        if quantity == "E_posterior_error":
            return Simulated(error.mean(axis=1))
        if quantity == "E_sq_error_minus_posterior_var":
            return Simulated((error**2 - variance).mean(axis=1))
        if quantity.startswith("calibration_slope_moment"):
            return Simulated((mean * error).mean(axis=1))
        raise quantity_unknown(quantity, QUANTITIES)

    return answer
