"""Figure: the six steps — months from design to last payment by stage, and what stops projects on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from gpssim.analysis.bands import mean_band
from gpssim.analysis.domains import NOT_NEGATIVE, SHARE
from gpssim.analysis.steps import COLUMNS, STAGES, months_by_stage, stopped
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import Sheet, across, dots, empty, letter, note, policies_of, rows_of
from gpssim.figures.selection import closure_shown, runs_note, shown_table
from gpssim.figures.style import SHADE, STAGE_COLORS, TWO_COLUMNS
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.numbers import percent
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

FRAME: Final = ["panel", "policy", "closure", "step", "reason", "mean", "low", "high", "n"]
BELOW: Final = 0.3
"""How far below the axis the legend of the stages begins, inches."""
APART: Final = 0.062
"""Inches between the marks of two policies; between two reasons one mark is left out."""
ORDER: Final = ("review", "purchase", "sign", "accept")


def frame(results: Results) -> pd.DataFrame:
    """``panel`` is months (``step``: a stage) or stopped (``step`` and ``reason``: share stopped there for that reason)."""
    table = shown_table(results, "steps", list(COLUMNS))
    steps = table[table["month_begun"] >= 0]
    months = (
        mean_band(months_by_stage(steps), ["policy", "stage"], domain=NOT_NEGATIVE)
        .rename(columns={"stage": "step"})
        .assign(panel="months", reason="")
    )
    shares = mean_band(stopped(steps), ["policy", "step", "reason"], domain=SHARE).assign(panel="stopped")
    whole = pd.concat([months, shares], ignore_index=True).assign(closure=closure_shown(results))[FRAME]
    rank = {policy: place for place, policy in enumerate(results.policies)}
    return whole.sort_values("policy", key=lambda policy: policy.map(rank), kind="stable", ignore_index=True)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Stages end to end on the left, reasons on the right."""
    months, reasons = (data[data["panel"] == panel] for panel in ("months", "stopped"))
    n_policies, n_reasons = months["policy"].nunique(), len(reasons.drop_duplicates(["step", "reason"]))
    inches = max(0.2 * max(2 * n_policies, n_reasons, 4), n_reasons * (n_policies + 1) * APART)
    figure = Sheet(TWO_COLUMNS, 1.5 + inches)
    left, right = figure.subplots(1, 2)
    for axes, index, panel, chosen, drawing in ((left, 0, "stages", months, _stages), (right, 1, "stopped_at", reasons, _reasons)):
        letter(axes, index, word(panel, language))
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            empty(axes, language, "no_steps")
    policy_legend(figure, policies_of(data), language, line=False)
    note(figure, [word("steps_note", language), *runs_note(data, language)], language)
    return figure


def _stages(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    policies = policies_of(data)
    for place, policy in enumerate(policies):
        means = data[data["policy"] == policy].set_index("step")["mean"].reindex(STAGES).fillna(0.0)
        starts = np.concatenate([[0.0], np.cumsum(means.to_numpy())[:-1]])
        axes.barh([place] * len(STAGES), means, left=starts, height=0.42, color=[STAGE_COLORS[stage] for stage in STAGES])
        axes.annotate(name(policy, language), (0, place), (1, 10), xycoords="data", textcoords="offset points")
    axes.set(yticks=[], ylim=(len(policies) - 0.4, -0.75), xlabel=word("months", language))
    handles = [Patch(color=STAGE_COLORS[stage], label=word(f"stage_{stage}", language)) for stage in STAGES]
    below = axes.transAxes + ScaledTranslation(0, -BELOW, axes.figure.dpi_scale_trans)
    axes.legend(
        handles=handles, ncols=2, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=below, fontsize=6.5, handlelength=1.0
    )
    across(axes)


def _reasons(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    policies = policies_of(data)
    kinds = data.drop_duplicates(["step", "reason"])
    kinds = kinds.assign(rank=kinds["step"].map(ORDER.index)).sort_values(["rank", "reason"], kind="stable")
    height = {(row.step, row.reason): place for place, row in enumerate(rows_of(kinds))}
    offset = {policy: (k + 0.5 - 0.5 * len(policies)) / (len(policies) + 1) for k, policy in enumerate(policies)}
    at = [height[row.step, row.reason] + offset[row.policy] for row in rows_of(data)]
    dots(axes, data.assign(y=at), policies)
    colon = "：" if language == "zh" else ": "
    labels = [f"{word(f'step_{step}', language)}{colon}{reason_name(reason, language)}" for step, reason in height]
    axes.set_yticks(range(len(labels)), labels)
    axes.set(ylim=(len(labels) - 0.5, -0.5), xlabel=word("of_that_step", language))
    top = min(1.0, 1.05 * float(np.nanmax(data[["mean", "high"]].to_numpy())))
    axes.set_xlim(-0.02 * top, top)  # a mark at 0 is whole
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: percent(share, language)))
    for place in range(1, len(labels), 2):
        axes.axhspan(place - 0.5, place + 0.5, color=SHADE, lw=0, zorder=0)


def reason_name(reason: str, language: Language) -> str:
    """A reason in words; what has none is shown as it is."""
    return name(reason, language)


FIGURE: Final = FigureKind(
    "six_steps", "The six steps: time and what stops projects", "六步流程：用时与受阻原因", frame, plot, needs="steps"
)
