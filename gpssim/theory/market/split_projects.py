"""Projects above the threshold are divided into parts just below it that add up to the whole, as often as officials are inclined.

With threshold ``T`` and parts kept at ``m T``, ``m`` uniform in [0.90, 0.98], a value of ``3.2 T`` becomes three parts of ``m T``
and the remainder. One of ``2.85 T`` is three parts where ``m`` is at least 0.95, with chance 3/8; below that it takes four, and
where less than ``T / 10`` would remain, that is from ``m = 11/12`` on, with chance 5/12, all four are equal. A purchaser divides
with chance (dial) times (1 - integrity). What is below the threshold, or bought directly anyway, stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly, on_average

VERBS = ("plan",)
RULES = ("favoring.parts_below",)
SOURCE = "化整为零, Regulation art. 28; bunching below thresholds: Szucs 2024; closed form"

VALUE, DIAL, INTEGRITY = 60_000.0, 0.8, 0.25


def found(seed: int) -> Iterator[Found]:
    """Projects of 60,000 yuan under several thresholds; the year's money pays for whole projects only."""
    for multiple in (3.2, 2.85):
        projects = _projects(seed, VALUE / multiple)
        divided = [p for p in projects if len(p) > 1]
        what = f"value of {multiple:g} thresholds"
        yield as_often(f"{what}: divided", DIAL * (1.0 - INTEGRITY), len(divided), len(projects))
        yield exactly(f"{what}: the whole", multiple, [p.sum() for p in projects], 1e-6)
        yield exactly(f"{what}: none reaches the threshold", 1.0, [p.max() < 1.0 for p in divided])
        equal = [np.ptp(p) < 1e-9 for p in divided]
        if multiple > 3.0:
            yield exactly(f"{what}: parts", 4.0, [len(p) for p in divided])
            yield on_average(f"{what}: largest part", 0.94, [p[0] for p in divided])
            yield exactly(f"{what}: all but the last alike", 0.0, [np.ptp(p[:-1]) for p in divided], 1e-9)
        else:
            yield as_often(f"{what}: three parts", 3.0 / 8.0, sum(len(p) == 3 for p in divided), len(divided))
            yield as_often(f"{what}: equal parts", 5.0 / 12.0, sum(equal), len(equal))
    for word, whole in (
        ("below the threshold", _projects(seed, 1.01 * VALUE)),
        ("direct", _projects(seed, 1e4, "directed_commission")),
    ):
        yield exactly(f"{word}: stays whole", 1.0, [len(p) for p in whole])


def _projects(seed: int, threshold: float, mechanism: str = "open_tender") -> list[np.ndarray]:
    """Each planned project as the values of its parts, in thresholds."""
    dials = {
        "world.violations.splitting": DIAL,
        "world.violations.threshold": threshold,
        "world.purchasers.integrity": INTEGRITY,
        "world.purchasers.appropriation_per_head": 144.0,
    }
    market = opened(dials, mechanism, seed=seed).market
    unit = 200.0 * 12.0 / threshold
    by = groupby(market.lines, lambda line: (line.purchaser, line.district, line.ordinal))
    return [np.array([line.places * unit for line in parts]) for _, parts in by]


TITLE_ZH = "超过限额的项目按官员的倾向被化整为零，各部分略低于限额，合计等于整体"
CHINESE = {
    "{what}: divided": "{what}：被拆分的比例",
    "{what}: the whole": "{what}：合计",
    "{what}: none reaches the threshold": "{what}：各部分均未达限额",
    "{word}: stays whole": "{word}：不拆分",
    "{what}: parts": "{what}：部分数",
    "{what}: largest part": "{what}：最大部分",
    "{what}: all but the last alike": "{what}：除最后一份外均相等",
    "{what}: three parts": "{what}：拆成三份的比例",
    "{what}: equal parts": "{what}：等份的比例",
    "value of {multiple} thresholds": "金额为限额的 {multiple} 倍",
    "below the threshold": "低于限额",
    "direct": "定向委托",
}
