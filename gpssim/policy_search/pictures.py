"""Figures of a search: the front by pairs of objectives, and judged again; what it buys with; how far random search came."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from gpssim.figures.charts import Pair, Texts, labeled, lines, rows, save_chart
from gpssim.figures.charts.sheets import across_of, finish, look_of, titled
from gpssim.figures.short_numbers import short_ticks
from gpssim.figures.style import QUIET, Look
from gpssim.texts.names import name
from gpssim.texts.text import LANGUAGES, Language

if TYPE_CHECKING:
    from gpssim.policy_search.result import Found

SERIES: Final = ("candidates", "front", "status_quo")
AGAIN: Final = ("no_more", "still", "status_quo")
SIZES: Final = {"candidates": (3.0, 0.4), "no_more": (3.0, 0.6), "status_quo": (7.0, 1.0)}
"""Size and opacity of a mark, where not those of the front."""
OF_FRONT: Final = ((30, 5.5, 1.0), (100, 4.5, 0.8), (10**9, 3.5, 0.7))
"""Up to so many policies: size and opacity of a mark of the front."""
MOST_PANELS: Final = 6
HIGHER: Final[Pair] = ("Better where higher: {names}.", "越高越好：{names}。")
LOWER: Final[Pair] = ("Better where lower: {names}.", "越低越好：{names}。")
WORDS: Final[dict[str, Pair]] = {
    "candidates": ("candidates", "候选方案"),
    "front": ("front", "前沿"),
    "status_quo": ("status quo", "现状"),
    "no_more": ("of the front where it was chosen only", "仅在选择所用世界中属于前沿"),
    "still": ("of the front there, too", "在其他世界中仍属前沿"),
    "chosen": ("where it was chosen", "选择所用世界"),
    "elsewhere": ("in other worlds", "其他世界"),
    "search": ("evolution", "进化搜索"),
    "random": ("random search", "随机搜索"),
    "progress": ("Hypervolume of the front (share of the box)", "前沿的超体积（占比）"),
    "x": ("candidates judged", "已评价的候选方案数"),
}


def draw(found: Found, folder: Path) -> None:
    """``front``, ``again``, ``portfolios`` and ``progress`` in both languages."""
    source = {"scenario": found.sought.scenario.name, "seed": found.sought.file.seed}
    save_chart(scatter, front_table(found), _about_front(found), folder, source)
    if len(found.fresh):
        save_chart(agreement, again_table(found), _about_again(found), folder, source)
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
        _dots(axes, frame[frame["panel"] == panel], SERIES, look)
        x, _, y = panel.partition(" | ")
        below, beside = (texts.titles_of([one], language, across)[0] for one in (x, y))
        axes.set_xlabel(below)
        axes.set_ylabel(beside)
        short_ticks(axes, "x", "y", most=4)
    finish(figure, texts, language, SERIES, marks="dots")
    return figure


def again_table(found: Found) -> pd.DataFrame:
    """``panel, series, x, y``: each objective of each policy of the front, where it was chosen and where nothing was."""
    again = found.fresh.set_index("policy")
    chosen = pd.concat([pd.DataFrame([found.status_quo], index=["status_quo"]), found.front.set_index("policy")])
    series = ["status_quo" if name == "status_quo" else "still" if on else "no_more" for name, on in again["front"].items()]
    names = [one.name for one in found.sought.file.objectives]
    pieces = [pd.DataFrame({"panel": one, "series": series, "x": chosen[one][again.index].to_numpy(), "y": again[one].to_numpy()})
              for one in names]  # fmt: skip
    return pd.concat(pieces, ignore_index=True)


def agreement(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Two judgments of the same, a panel an objective, with the line on which they agree; columns ``panel, series, x, y``."""
    panels = list(dict.fromkeys(frame["panel"]))
    figure, sheet = titled(texts.titles_of(panels, language, across_of(len(panels))), 1.9, 0.9)
    look = look_of(AGAIN)
    for axes, panel in zip(sheet, panels, strict=False):
        own = frame[frame["panel"] == panel]
        _dots(axes, own, AGAIN, look)
        middle = float(np.nanmean(own[["x", "y"]].to_numpy(dtype=np.float64)))
        axes.axline((middle, middle), slope=1.0, color=QUIET, lw=0.8, zorder=1)
        axes.set_xlabel(texts.of("chosen", language))
        axes.set_ylabel(texts.of("elsewhere", language))
        short_ticks(axes, "x", "y", most=4)
    finish(figure, texts, language, AGAIN, marks="dots")
    return figure


def _dots(axes: Any, frame: pd.DataFrame, names: tuple[str, ...], look: Mapping[str, Look]) -> None:
    """Points of each series, the last on top; many are small, so that each can be seen."""
    for series in names:
        own = frame[frame["series"] == series]
        size, alpha = SIZES.get(series) or next(of[1:] for of in OF_FRONT if len(own) <= of[0])
        its = look[series]
        axes.plot(own["x"], own["y"], ls="none", marker=its.marker, ms=size, color=its.color, alpha=alpha, zorder=3)


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
        f"Every candidate in the scenario's own world{worlds[0]}, the same for all and under common luck. {_better(found, 'en')}",
        f"每个候选方案都在情景本身的世界{worlds[1]}中、以相同的随机性评价。{_better(found, 'zh')}",
    )
    words = {one.name: _label(one) for one in found.sought.file.objectives}
    return Texts("front", ("Policies of which none is better in everything", "互不占优的政策"), note, {**WORDS, **words})


def _about_again(found: Found) -> Texts:
    note = (
        f"The front judged twice: where it was chosen, and in as many other worlds under other luck. {_better(found, 'en')}",
        f"前沿方案评价两次：一次在选择所用的世界中，一次在数目相同的其他世界与其他随机条件下。{_better(found, 'zh')}",
    )
    words = {one.name: _label(one) for one in found.sought.file.objectives}
    return Texts("again", ("The front in other worlds", "前沿方案在其他世界中的表现"), note, {**WORDS, **words})


def _better(found: Found, language: Language) -> str:
    """Which way is better, objective by objective."""
    told = []
    for way, higher in ((HIGHER, True), (LOWER, False)):
        own = [_label(one, ("", "")) for j, one in enumerate(found.sought.file.objectives) if found.higher(j) == higher]
        names = {"en": ", ".join(en for en, _ in own), "zh": "、".join(zh for _, zh in own)}
        told += [way[LANGUAGES.index(language)].format(names=names[language])] if own else []
    return {"en": " ", "zh": ""}[language].join(told)


def _label(one: Any, unit: Pair | None = None) -> Pair:
    if not one.by:
        return labeled(one.outcome, in_unit=unit)
    english, chinese = (", ".join(name(cell, language) for cell in one.by.values()) for language in ("en", "zh"))
    return labeled(one.outcome, (english, chinese), unit)


def _about_portfolios(found: Found) -> Texts:
    note = (
        "Share of the money: median over the policies of the front, and from the least to the most.",
        "资金份额：前沿政策的中位数与最小、最大值。",
    )
    alone = set(found.portfolios["domain"]) == {"*"}
    every: Pair = ("all domains", "全部领域") if alone else ("all other domains", "其他全部领域")
    words = {"*": every, "share": ("share of the money", "资金份额")}
    return Texts("portfolios", ("What the policies of the front buy with", "前沿政策的购买方式"), note, words)


def _about_progress() -> Texts:
    note = ("Both begin with the same first generation.", "两者的第一代相同。")
    return Texts("progress", ("Evolution and random search at the same cost", "同等成本下的进化搜索与随机搜索"), note, WORDS)
