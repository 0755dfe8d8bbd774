"""Figure: the same quality four times — as promised, as reported, as delivered, as experienced — by policy and by domain."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from gpssim.figures.fonts import Language
from gpssim.figures.panels import letter, not_defined, note, policy_legend
from gpssim.figures.style import QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import name, word

STEPS: Final = {"promised": "|", "reported": "x", "delivered": "o", "experienced": "d"}
"""What a quality is, in the order in which it is heard of, with its marker in the panel of domains."""


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """On the left all services together as slopes, on the right each domain as a dumbbell."""
    policies = list(dict.fromkeys(data["policy"]))
    domains = list(dict.fromkeys(data.loc[data["panel"] == "domain", "domain"]))
    height = max(3.0, 0.9 + len(domains) * (0.12 * len(policies) + 0.14))
    figure = Figure(figsize=(TWO_COLUMNS, height), layout="constrained")
    slopes, dumbbells = figure.subplots(1, 2)
    for index, (axes, panel, drawing) in enumerate(((slopes, "all", _slopes), (dumbbells, "domain", _dumbbells))):
        letter(axes, index, word(f"quality_{panel}", language))
        chosen = data[data["panel"] == panel]
        drawing(axes, chosen, policies, language)
        if chosen["mean"].isna().all():
            not_defined(axes, language)
    policy_legend(figure, policies, language)
    note(figure, [word("quality_note", language)], language)
    return figure


def _slopes(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    """A line for each policy from promise to experience, a little apart so that intervals stay visible."""
    given, steps = looks(policies), list(STEPS)
    for place, policy in enumerate(policies):
        rows = data[data["policy"] == policy].set_index("step").reindex(steps)
        x = np.arange(len(steps)) + 0.06 * (place - (len(policies) - 1) / 2)
        axes.vlines(x, rows["low"], rows["high"], color=given[policy].color, lw=1.0)
        axes.plot(x, rows["mean"], color=given[policy].color, ls=given[policy].line, marker=given[policy].marker)
    axes.set_xticks(range(len(steps)), [word(step, language) for step in steps])
    axes.set(ylabel=word("quality_axis", language), xlim=(-0.4, len(steps) - 0.6))


def _dumbbells(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    """For each domain and policy one bar from the lowest of the four to the highest, with a marker for each."""
    domains, given = list(dict.fromkeys(data["domain"])), looks(policies)
    step = min(0.22, 0.75 / len(policies))
    for row in data.groupby(["domain", "policy"], sort=False).agg(low=("mean", "min"), high=("mean", "max")).reset_index().itertuples():
        y = domains.index(row.domain) + step * (policies.index(row.policy) - (len(policies) - 1) / 2)
        axes.plot([row.low, row.high], [y, y], color=given[row.policy].color, lw=0.9)
        chosen = data[(data["domain"] == row.domain) & (data["policy"] == row.policy)].set_index("step")["mean"]
        for name_, marker in STEPS.items():
            axes.plot(chosen.get(name_, np.nan), y, marker=marker, color=given[row.policy].color, ms=4, mfc="white" if marker == "d" else None)
    axes.set_yticks(range(len(domains)), [name(domain, language) for domain in domains])
    axes.set(ylim=(len(domains) - 0.5, -0.5), xlabel=word("quality_axis", language))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x")
    handles = [Line2D([], [], ls="none", marker=m, color=QUIET, mfc="white" if m == "d" else None, label=word(s, language)) for s, m in STEPS.items()]
    axes.get_figure().legend(handles=handles, loc="outside lower right", ncols=4, handletextpad=0.1, columnspacing=0.8, borderaxespad=0.1)
