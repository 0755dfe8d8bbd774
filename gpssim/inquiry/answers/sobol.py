"""Answer: how much of the variance each parameter explains (Sobol' indices)."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gpssim.analysis.questions import Contrast, differences, outcomes_themselves
from gpssim.analysis.sensitivity.sample import SmallSample
from gpssim.analysis.sensitivity.sobol import DESIGN, WIDE, sobol_indices, sobol_pairs, sobol_sample
from gpssim.inquiry.answers.base import Answer, Asked, each, kind_of
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results


def fits(results: Results) -> bool:
    """Whether the points are those of the design."""
    return kind_of(results) == DESIGN


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """Indices of differences between policies, of outcomes under each policy, of pairs; and what they are of."""
    both = (differences, outcomes_themselves)

    def of(read: Any) -> pd.DataFrame:
        return pd.concat([each(results, asked, partial(read, results), only) for only in both], ignore_index=True)

    found = {"sobol_indices": of(sobol_indices), "sobol_samples": of(_sample)}
    pairs = of(sobol_pairs)
    _warn(found["sobol_samples"])
    return {**found, **({"sobol_pairs": pairs} if len(pairs) else {})}


def _sample(results: Results, one: Contrast) -> pd.DataFrame:
    return pd.DataFrame([sobol_sample(results, one)])


def _warn(samples: pd.DataFrame) -> None:
    """One line where some indices are hardly known, one where blocks were left out."""
    wide = samples[samples["widest"] > WIDE] if len(samples) else samples
    if len(wide):
        n, most = int(samples["n"].max()), float(wide["widest"].max())
        line = (
            "{wide} of {tables} tables of Sobol' indices have intervals wider than ±{limit} (up to ±{most:.2g}): "
            "{n} blocks are few, gpssim study extend makes more"
        )
        warnings.warn(SmallSample(line, wide=len(wide), tables=len(samples), limit=WIDE, most=most, n=n), stacklevel=2)
    dropped = int(samples["dropped"].max()) if len(samples) else 0
    if dropped:
        line = "up to {n} blocks are left out of Sobol' indices: a run of theirs failed, or the outcome is undefined in it"
        warnings.warn(SmallSample(line, n=dropped), stacklevel=2)


COLUMNS: Final = {
    "first": Text("alone", "一阶指数"),
    "total": Text("with interactions", "总指数"),
    "second": Text("two together", "二阶指数"),
    "mean": Text("mean", "均值"),
    "sd": Text("sd over points", "各点标准差"),
    "alone": Text("sum of alone", "一阶之和"),
    "widest": Text("widest ±", "最宽半区间"),
    "parameters": Text("parameters' share", "参数份额"),
    "shared_luck": Text("shared luck", "共同运气份额"),
    "luck": Text("luck", "运气份额"),
    "luck_in_mean": Text("luck in means", "均值中的运气"),
}

ANSWER: Final = Answer(
    name="sobol",
    fits=fits,
    tables=tables,
    title=Text(
        "which parameters matter (Sobol' indices: share of the variance over the points)",
        "哪些参数重要（Sobol 指数：各点方差中的份额）",
    ),
    figures=("sobol_indices",),
    columns=COLUMNS,
)
