"""Figures of a calibration: targets beside what was simulated, and profiles or posteriors of the free parameters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis import indicators
from gpssim.calibration.abc_smc import quantiles
from gpssim.calibration.moment import MOMENTS
from gpssim.calibration.words import WORDS
from gpssim.figures.charts import Pair, Texts, labeled, lines, rows, save_chart
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.short_numbers import short_ticks
from gpssim.texts.names import name
from gpssim.texts.text import LANGUAGES, Language

if TYPE_CHECKING:
    from gpssim.calibration.result import Calibration

WITHIN: Final = 1.96
THRESHOLD: Final = 3.84
"""95 % quantile of chi-square with one degree of freedom: a profile that lies lower is within the interval."""
MOST_PANELS: Final = 12
"""Parameters of a figure: a page."""


def draw(found: Calibration, folder: Path) -> None:
    """``targets`` and ``profiles`` (or ``posterior``) in both languages."""
    source = {"scenario": found.asked.scenario.name, "seed": found.asked.file.seed}
    save_chart(rows, targets_table(found), _about_targets(found), folder, source)
    if len(found.particles):
        save_chart(along, posterior_table(found), _about_posterior(found), folder, source)
    if len(found.profiles):
        save_chart(along, profiles_table(found), _about_profiles(found), folder, source)


def along(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """A panel a parameter, whose values are as small and as large as they come: ticks in few letters."""
    figure = lines(frame, texts, language)
    for axes in figure.axes:
        if axes.lines:
            short_ticks(axes, "x", most=4)
            if axes.get_subplotspec().is_first_col():  # type: ignore[union-attr]  # a grid it has
                axes.set_ylabel(texts.of("simulated", language))
    return figure


def targets_table(found: Calibration) -> pd.DataFrame:
    """``panel, row, series, mean, low, high, reference``: each target and its simulated moment, with 95 % intervals."""
    told = []
    for row in found.targets.to_dict("records"):
        for series, mean, error in (
            ("records held out" if row["hold_out"] else "records", row["value"], row["standard_error"]),
            ("simulated", row["simulated"], row["luck"]),
        ):
            half = WITHIN * error
            told.append((row["outcome"], _cell(row), series, mean, mean - half, mean + half, np.nan))
    told.sort(key=lambda one: (_place(one[1]), one[2]))
    return pd.DataFrame(told, columns=["panel", "row", "series", "mean", "low", "high", "reference"])


def _cell(row: dict[Any, Any]) -> str:
    """The cell of a target without its outcome."""
    return str(row["target"]).removeprefix(str(row["outcome"])).strip().strip("()") or "all"


def _place(cell: str) -> tuple[float, str]:
    """Where a cell stands: numbers of offers in order, then all others as they are called."""
    number = cell.partition(" = ")[2].partition("-")[0].rstrip("+")
    return (float(number), "") if number.isdecimal() else (float("inf"), "" if cell == "all" else cell)


def profiles_table(found: Calibration) -> pd.DataFrame:
    """``panel, series, x, mean, low, high, reference``: the loss beyond its lowest along each parameter."""
    frame = found.profiles[found.profiles["path"].isin(_shown(found))]
    lowest = found.profiles["loss"].min()
    over = (frame["loss"] - lowest).where(np.isfinite(frame["loss"]))
    told = {"panel": frame["path"], "series": "simulated", "x": frame["value"].astype(float), "mean": over}
    return pd.DataFrame({**told, "low": over, "high": over, "reference": THRESHOLD})


def posterior_table(found: Calibration) -> pd.DataFrame:
    """``panel, series, x, mean, low, high, reference``: the share of the posterior below a value, at its quantiles."""
    at = np.linspace(0.01, 0.99, 25)
    pieces = []
    for path in _shown(found):
        values = quantiles(found.particles[path].to_numpy(dtype=float), found.particles["weight"].to_numpy(), tuple(at))
        pieces.append(pd.DataFrame({"panel": path, "series": "simulated", "x": values, "mean": at, "low": at, "high": at}))
    return pd.concat(pieces, ignore_index=True).assign(reference=np.nan)


def _about_targets(found: Calibration) -> Texts:
    moments, words = (
        MOMENTS.known(),
        {
            "records": WORDS["records"],
            "records held out": WORDS["records_held"],
            "simulated": WORDS["simulated"],
            "all": ("all", "全部"),
        },
    )
    words |= {one: _of_moment(moments[one]) for one in found.targets["outcome"].unique() if one in moments}
    words |= {one: labeled(one) for one in found.targets["outcome"].unique() if one in indicators()}
    words |= {row: _of_cell(row) for row in {_cell(one) for one in found.targets.to_dict("records")}}
    note = (
        "Bars: 95 % intervals, of the records by their standard errors, of the simulation by the luck of its runs.",
        "横线为 95% 区间：记录按其标准误，模拟按其运行的随机性。",
    )
    return Texts("targets", ("Targets and simulated moments", "目标与模拟矩"), note, words)


def _about_profiles(found: Calibration) -> Texts:
    note = (
        "Weighted squares beyond the lowest, the others where they fit best beside it; below the line lies the 95 % interval.",
        "超出最低点的加权平方和，其他参数取与之最合的值；横线以下为 95% 区间。",
    )
    words = {"simulated": ("loss", "损失"), **_paths(found)}
    return Texts("profiles", ("Profiles of the free parameters", "自由参数的剖面"), _with_more(note, found), words)


def _about_posterior(found: Calibration) -> Texts:
    note = ("Share of the posterior below a value.", "后验分布中低于该值的比例。")
    words = {"simulated": ("share below", "低于该值的比例"), **_paths(found)}
    return Texts("posterior", ("Posterior of the free parameters", "自由参数的后验分布"), _with_more(note, found), words)


def _paths(found: Calibration) -> dict[str, Pair]:
    """Each parameter's panel is called by its path, and has an axis of its own."""
    called = [parameter_names(found.parameters["path"], language) for language in LANGUAGES]
    pairs = {path: (called[0][path], called[1][path]) for path in _shown(found)}
    return {key: pair for path, own in pairs.items() for key, pair in ((path, own), (f"x {path}", ("value", "取值")))}


def _shown(found: Calibration) -> list[str]:
    """The parameters that have a panel."""
    return list(found.parameters["path"][:MOST_PANELS])


def _with_more(note: Pair, found: Calibration) -> Pair:
    """The note, and that further parameters have no panel."""
    n = len(found.parameters) - MOST_PANELS
    return (f"{note[0]} Further parameters ({n}) are in the tables.", f"{note[1]}另有{n}个参数见数据表。") if n > 0 else note


def _of_moment(moment: Any) -> Pair:
    from gpssim.figures.charts.texts import in_brackets
    from gpssim.texts.units import unit

    return moment.label + in_brackets(unit(moment.unit, "en"), "en"), moment.label_zh + in_brackets(unit(moment.unit, "zh"), "zh")


def _of_cell(cell: str) -> Pair:
    """The cell as it is read: ``3 offers``, the name of a domain or mechanism."""
    parts = [part.partition(" = ") for part in cell.split(", ")]
    english = ", ".join(_said(k, v, "en") if v else k for k, _, v in parts)
    chinese = "、".join(_said(k, v, "zh") if v else ("全部" if k == "all" else k) for k, _, v in parts)
    return english, chinese


def _said(grouping: str, cell: str, language: Any) -> str:
    if grouping != "n_offers":
        return name(cell, language)
    return f"{cell} 份报价" if language == "zh" else f"{cell.replace('-', '–')} offer{'' if cell == '1' else 's'}"
