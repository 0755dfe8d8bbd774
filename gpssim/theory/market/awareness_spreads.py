"""Awareness runs geometrically to where what is told and what is forgotten balance; who is served knows.

With a gain g = publicity + word of mouth times the share served and a decay d, awareness A moves to A + g (1 - A) - d A: its
balance is g / (g + d), and the distance to it shrinks by 1 - g - d a month.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps, unserved
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("serve_citizens",)
RULES = ("trust.awareness_next",)
SOURCE = "closed form of linear diffusion with decay (Bass 1969 without imitation, MEMORY)"

FIRST, MONTHS, PUBLICITY, TOLD, WORD, DECAY = 0.2, 6, 0.6, 0.1, 0.12, 0.05


def found(seed: int) -> Iterator[Found]:
    """A city in which nobody is served, and one in which everybody in need is."""
    names = {"awareness_publicity": TOLD, "awareness_word": WORD, "awareness_decay": DECAY}
    own = {f"world.citizens.{k}": v for k, v in names.items()}
    levers = {"publicity": PUBLICITY}
    alone = special(unserved(100, **own), levers=levers, seed=seed)
    alone.citizens.columns["awareness"][:] = FIRST
    steps(alone, MONTHS)
    yield exactly("where nobody is served", path(PUBLICITY * TOLD), alone.citizens.awareness)
    market = in_service(stage(100, **own), levers=levers, seed=seed)
    begin_anew(market, 100.0)
    market.step()
    market.citizens.columns["awareness"][:] = FIRST
    steps(market, MONTHS)
    idle, served = market.citizens.need[:, 0] == 0, market.citizens.contract[:, 0] >= 0
    yield exactly("of others where all in need are served", path(PUBLICITY * TOLD + WORD), market.citizens.awareness[idle].min())
    yield exactly("of who is served", 1.0, market.citizens.awareness[served])


def path(gain: float) -> float:
    """Awareness after the months."""
    balance = gain / (gain + DECAY)
    return balance + (FIRST - balance) * (1.0 - gain - DECAY) ** MONTHS


TITLE_ZH = "知晓率按几何级数趋向宣传与遗忘相抵的水平；得到服务者知晓服务"
CHINESE = {
    "where nobody is served": "无人得到服务之处的知晓率",
    "of others where all in need are served": "有需求者全部得到服务之处其他居民的知晓率",
    "of who is served": "得到服务者的知晓率",
}
