"""Nothing is paid for effort, but later prices follow the belief about ability: the steady gain of that belief rewards effort."""

from __future__ import annotations

from math import sqrt

import numpy as np

from gpssim.information.beliefs import drifted, gain, precision
from gpssim.rules.career import reputation_reward, settled_variance
from gpssim.rules.effort import quality_effort
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: the Kalman filter with drift ``q`` and noise ``r`` (variances) at its fixed point."""
    noise, drift = sqrt(inputs["r"]), inputs["q"]
    posterior = settled_variance(noise, drift)

    def effort() -> float:
        reward = np.array([reputation_reward(noise, drift, inputs["beta_"])])
        return float(quality_effort(reward, np.zeros(1), inputs.get("k", 1.0), 0.0)[0][0])

    found = {
        "predictive_variance_P": float(drifted(posterior, drift)),
        "kalman_gain_K": float(gain(drifted(posterior, drift), precision(noise))),
        "effort_star": effort(),
        "posterior_variance": posterior,
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity])

    return answer
