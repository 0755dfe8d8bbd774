"""Figures of a search: the front by pairs of objectives, what its policies buy with, and how far random search came."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from gpssim.figures.charts import Pair, Texts, labeled, lines, rows, save_chart
from gpssim.figures.charts.sheets import finish, look_of, titled
from gpssim.figures.short_numbers import short_ticks
from gpssim.texts.names import name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.policy_search.result import Found

SERIES: Final = ("candidates", "front", "status_quo")
SIZES: Final = {"candidates": (3.0, 0.4), "front": (5.5, 1.0), "status_quo": (7.0, 1.0)}
"""Size and opacity of a mark."""
MOST_PANELS: Final = 6
WORDS: Final[dict[str, Pair]] = {
    "candidates": ("candidates", "候选方案"),
    "front": ("front", "前沿"),
    "status_quo": ("status quo", "现状"),
    "search": ("evolution", "进化搜索"),
    "random": ("random search", "随机搜索"),
    "progress": ("Hypervolume of the front (share of the box)", "前沿的超体积（占比）"),
    "x": ("candidates judged", "已评价的候选方案数"),
}


def draw(found: Found, folder: Path) -> None:
    """``front``, ``portfolios`` and ``progress`` in both languages."""
    source = {"scenario": found.sought.scenario.name, "seed": found.sought.file.seed}
    save_chart(scatter, front_table(found), _about_front(found), folder, source)
    if len(found.portfolios):
        save_chart(shares, portfolios_table(found), _about_portfolios(found), folder, source)
    if found.random:
        save_chart(lines, progress_table(found), _about_progress(), folder, source)


def front_table(found: Found) -> pd.DataFrame:
    """``panel, series, x, y``: every candidate in each pair of objectives, the first of them with all others first."""
    names = [one.name for one in found.sought.file.objectives]
    pairs = list(combinations(names, 2))[:MOST_PANELS]
    frame, here = found.candidates, found.status_quo
    pieces = []
    for a, b in pairs:
        series = np.where(frame["front"], "front", "candidates")
        pieces.append(pd.DataFrame({"panel": f"{a} | {b}", "series": series, "x": frame[a], "y": frame[b]}))
        pieces.append(pd.DataFrame({"panel": f"{a} | {b}", "series": ["status_quo"], "x": [here[a]], "y": [here[b]]}))
    return pd.concat(pieces, ignore_index=True)


def scatter(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Points of several series, a panel a pair of numbers, from columns ``panel, series, x, y``."""
    panels = list(dict.fromkeys(frame["panel"]))
    across = min(3, len(panels))
    figure, sheet = titled(["" for _ in panels], 1.9, 0.9)
    look = look_of(SERIES)
    for axes, panel in zip(sheet, panels, strict=False):
        for series in SERIES:
            own = frame[(frame["panel"] == panel) & (frame["series"] == series)]
            size, alpha = SIZES[series]
            its = look[series]
            axes.plot(own["x"], own["y"], ls="none", marker=its.marker, ms=size, color=its.color, alpha=alpha, zorder=3)
        x, _, y = panel.partition(" | ")
        below, beside = (texts.titles_of([one], language, across)[0] for one in (x, y))
        axes.set_xlabel(below)
        axes.set_ylabel(beside)
        short_ticks(axes, "x", "y", most=4)
    finish(figure, texts, language, SERIES, marks="dots")
    return figure


def portfolios_table(found: Found) -> pd.DataFrame:
    """``panel, row, mean, low, high``: the share of each mechanism in each policy of the front, a panel a domain."""
    frame = found.portfolios
    told = frame.assign(panel=frame["domain"], row=frame["mechanism"], series="front")
    groups = told.groupby(["panel", "row"], sort=False)["share"]
    n = len(found.policies)
    every = groups.apply(lambda one: np.concatenate([one.to_numpy(), np.zeros(n - len(one))])).reset_index(name="shares")
    ends: Any = np.array([[np.median(one), one.min(), one.max()] for one in every["shares"]])
    return every[["panel", "row"]].assign(mean=ends[:, 0], low=ends[:, 1], high=ends[:, 2], reference=np.nan)


def shares(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Rows of shares, named below each panel."""
    figure = rows(frame, texts, language)
    for axes in figure.axes:
        if axes.lines:
            axes.set_xlabel(texts.of("share", language))
    return figure


def progress_table(found: Found) -> pd.DataFrame:
    """``panel, series, x, mean, low, high``: hypervolume over candidates judged."""
    frame = found.progress
    value = frame["hypervolume"]
    told = {"panel": "progress", "series": frame["search"], "x": frame["candidates"], "mean": value, "low": value, "high": value}
    return pd.DataFrame({**told, "reference": np.nan})


def _about_front(found: Found) -> Texts:
    n = found.sought.file.worlds
    worlds = (f" and {n} sampled ones" * bool(n), f"及 {n} 个抽样世界" * bool(n))
    note = (
        f"Every candidate in the scenario's own world{worlds[0]}, the same for all and under common luck.",
        f"每个候选方案都在情景本身的世界{worlds[1]}中、以相同的随机性评价。",
    )
    words = {one.name: _label(one) for one in found.sought.file.objectives}
    return Texts("front", ("Policies of which none is better in everything", "互不占优的政策"), note, {**WORDS, **words})


def _label(one: Any) -> Pair:
    if not one.by:
        return labeled(one.outcome)
    english, chinese = (", ".join(name(cell, language) for cell in one.by.values()) for language in ("en", "zh"))
    return labeled(one.outcome, (english, chinese))


def _about_portfolios(found: Found) -> Texts:
    note = (
        "Share of the money: median over the policies of the front, and from the least to the most.",
        "资金份额：前沿政策的中位数与最小、最大值。",
    )
    words = {"*": ("all domains", "全部领域"), "share": ("share of the money", "资金份额")}
    return Texts("portfolios", ("What the policies of the front buy with", "前沿政策的购买方式"), note, words)


def _about_progress() -> Texts:
    note = ("Both begin with the same first generation.", "两者的第一代相同。")
    return Texts("progress", ("Evolution and random search at the same cost", "同等成本下的进化搜索与随机搜索"), note, WORDS)
