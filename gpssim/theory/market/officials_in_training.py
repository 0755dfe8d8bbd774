"""Officials' understanding goes geometrically to where training and forgetting balance, and takes a part of each error away.

With gain ``g`` at intensity ``t`` and decay ``d`` towards ``b`` it moves to ``u* = (g t + d b) / (g t + d)``, and the distance to
that shrinks by ``1 - g t - d`` a month. Without training it comes back to ``b`` in the same way. An error ``s`` of surveys or
ceilings is ``s (1 - e u)`` for who understands ``u``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("plan", "purchase")
RULES = ("process.understanding_next", "process.mended")
SOURCE = "closed form of a linear recursion"

GAIN, DECAY, START, INTENSITY, EFFECT = 0.1, 0.04, 0.2, 0.7, 0.6
DIALS = {
    "world.process.understanding": START,
    "world.process.training_gain": GAIN,
    "world.process.training_decay": DECAY,
    "world.process.training_effect": EFFECT,
    "warm_up": 0,
    "world.city.n_citizens": 50,
}


def found(seed: int) -> Iterator[Found]:
    """Two years of training, half a year without; then errors of ceilings, and of surveys, at the start."""
    market = special(DIALS, levers={"training": INTENSITY}, seed=seed)
    seen = []
    for _ in range(24):
        market.run(market.month + 1)
        seen.append(market.understanding)
    at = (GAIN * INTENSITY + DECAY * START) / (GAIN * INTENSITY + DECAY)
    speed = 1.0 - GAIN * INTENSITY - DECAY
    yield exactly("understanding in training", at + (START - at) * speed ** np.arange(1, 25), seen, 1e-9)
    idle = special(DIALS, seed=seed)
    idle.understanding = 0.9
    idle.run(6)
    yield exactly("understanding without", START + (0.9 - START) * (1.0 - DECAY) ** 6, idle.understanding, 1e-9)
    yield from _errors(seed)


def _errors(seed: int) -> Iterator[Found]:
    noise = {"world.process.cost_error": 0.2, "world.city.residents": 120_000}
    after = opened({**DIALS, **noise}, seed=seed)
    off = after.projects.ceiling / 200.0 - 1.0
    left = 0.2 * (1.0 - EFFECT * START)
    yield on_average("error of ceilings", 0.0, off)
    yield on_average("  its square", left**2, off**2)
    steps = tables(after.market)["steps"]
    told = steps[steps.step == "cost"].set_index("project").error
    yield exactly("  as the step of costing tells it", off.to_numpy(), told.loc[after.projects.project], 1e-9)


TITLE_ZH = "官员的认识按几何级数趋向培训与遗忘的平衡，并消除各项误差的一部分"
CHINESE = {
    "understanding in training": "有培训时的认识",
    "understanding without": "无培训时的认识",
    "error of ceilings": "最高限价的误差",
    "its square": "其平方",
    "as the step of costing tells it": "与成本测算步骤所记相符",
}
