"""How often the better of two is ranked first: by a committee of jurors who err, or by records of past compliance.

Committees rate through the committee's own rules; records count kept promises in the Beta compliance system; equals by lot.
"""

from __future__ import annotations

import numpy as np

from gpssim.information.committee import Panel, Papers, combined, errors, ratings
from gpssim.information.reputation.base import Signals
from gpssim.information.reputation.beta_compliance import BetaCompliance
from gpssim.rules.scoring import ranking
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, quantity_unknown


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Two organizations, several committees and lengths of record."""

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "P_correct_ranking":
            noise = float(of.get("sigma", inputs.get("sig", 0.0)))
            return Simulated(judged(float(of.get("gap", inputs.get("gap", 0.0))), noise, int(of["J"]), setting))
        if quantity == "P_choose_better":
            return Simulated(
                recorded(float(of.get("p1", inputs.get("p1"))), float(of.get("p2", inputs.get("p2"))), int(of["k"]), setting)
            )
        raise quantity_unknown(quantity, ("P_correct_ranking", "P_choose_better"))

    return answer


def judged(gap: float, noise: float, n_jurors: int, setting: Setting) -> np.ndarray:
    """Whether a committee rates the first of two above the second, which is ``gap`` worse."""
    panel, shape = Panel(n_jurors, 0, noise, 0.0, 0.0, 0.0, 0.0), (setting.n_draws, 2)
    quality, none = np.broadcast_to([gap, 0.0], shape).ravel(), np.zeros(2 * setting.n_draws)
    error = errors(panel, setting.luck.at(n_jurors), np.arange(quality.size))
    rated = combined(panel, ratings(panel, Papers(quality, none, none, none), error)).reshape(shape)
    return first_chosen(rated, setting)


def recorded(p1: float, p2: float, k: int, setting: Setting) -> np.ndarray:
    """Whether the one that keeps its promises more often has the better record after k contracts each."""
    system, chances = BetaCompliance(kept_before=1.0, broken_before=1.0), np.array([max(p1, p2), min(p1, p2)])
    keys, luck = (np.arange(setting.n_draws)[:, None], np.arange(2)[None, :]), setting.luck.at(k)
    kept = np.zeros((setting.n_draws, 2))
    for contract in range(k):
        kept += luck.uniforms("contract", *keys, contract) < chances
    start = system.begin(kept.shape, system.prior_mean)
    record = system.learn(start, Signals(np.zeros(kept.shape), np.full(kept.shape, float(k > 0)), float(k), kept))
    return first_chosen(system.chance(record).mean, setting)


def first_chosen(values: np.ndarray, setting: Setting) -> np.ndarray:
    """Whether the first of two is chosen, equals by lot."""
    lots = setting.luck.uniforms("lot", np.arange(len(values))[:, None], np.arange(2)[None, :])
    return np.asarray(ranking(values, np.zeros(values.shape), lots)[:, 0] == 0)
