"""Comparisons and decompositions as LaTeX tables for a paper: booktabs rules, one line for each row."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from gpssim.analysis.arms import LEAST_OWN, MOST_FAILED
from gpssim.analysis.unequal import follow_differently
from gpssim.texts.comparisons import CLOSURES, FAILED_CALLS, HEADINGS, NOTES, PERIODS
from gpssim.texts.following import with_following
from gpssim.texts.names import as_typed
from gpssim.texts.text import Language, in_brackets, listed, named, said
from gpssim.texts.units import unit

MISSING: Final = "–"
"""What stands for a number that is undefined or not measured: never 0, never nothing."""
MOST_PLACES: Final = 6
"""Decimal places beyond which numbers are written in powers of ten."""


def comparison_table(
    frame: pd.DataFrame, path: str | Path | None = None, language: Language = "en", bought: pd.DataFrame | None = None
) -> str:
    """A comparison as LaTeX (``booktabs``), written to ``path`` where one is given; returns the text.

    Parameters
    ----------
    frame : what :func:`gpssim.analysis.compare` returns, or rows of it; outcomes are grouped by closure and period.
    path : file to write, such as ``comparison.tex``.
    language : ``en`` or ``zh`` (needs ``ctex`` or another way to set Chinese).
    bought : what :func:`gpssim.analysis.arms` returns: a note below the table says what each arm bought with.
    """
    shown = _laid_out(frame, language)
    headings = {name: _escaped(said(HEADINGS, name, language)) for name in shown.columns}
    style = shown.rename(columns=headings).style.hide(axis="index").format(escape="latex")
    n_labels = list(shown.columns).index("baseline")
    text = style.to_latex(hrules=True, column_format="l" * n_labels + "r" * (shown.shape[1] - n_labels))
    baseline = ", ".join(map(_escaped, dict.fromkeys(frame["policy_a"].astype(str))))
    text = f"% needs \\usepackage{{booktabs}}; the baseline is {baseline}\n{text}"
    if bought is not None:
        text += _note_on_arms(bought, language)
    n, others = (int(frame[name].max()) if len(frame) else 0 for name in ("n_worlds", "n_worlds_others"))
    if n + others:
        text += f"\\par{{\\footnotesize {_escaped(said(NOTES, 'worlds', language, n=n, all=n + others))}}}\n"
    if path is not None:
        Path(path).write_text(text, encoding="utf-8")
    return text


def _laid_out(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """One line for each row, numbers as text; columns that are missing everywhere are left out."""
    texts = zip(frame["label_zh" if language == "zh" else "label"], frame["unit"], strict=True)
    label = [in_brackets(text, unit(its_unit, language), language) for text, its_unit in texts]
    several = frame[["period", "closure"]].drop_duplicates().shape[0] > 1
    interval = [
        f"[{number(low)}, {number(high)}]" if np.isfinite(low) else ""
        for low, high in zip(frame["low"], frame["high"], strict=True)
    ]
    shown = pd.DataFrame(
        {"outcome": label, "policy": [as_typed(str(policy), language) for policy in frame["policy_b"]]}, index=frame.index
    )
    for name, column in (("baseline", "mean_a"), ("mean", "mean_b"), ("difference", "difference")):
        shown[name] = [number(value) or MISSING for value in frame[column]]
    shown["interval"] = interval
    shown["n_pairs"] = frame["n_pairs"].map("{:d}".format)
    for name in ("variance_reduction", "same_sign_share", "p_holm"):
        if frame[name].notna().any():
            shown[name] = frame[name].map(small)
    if several:
        both = [
            (named(PERIODS, period, language), named(CLOSURES, money, language))
            for period, money in zip(frame["period"], frame["closure"], strict=True)
        ]
        shown.insert(1, "period", [("，" if language == "zh" else ", ").join(words) for words in both])
    return shown


def _note_on_arms(bought: pd.DataFrame, language: Language) -> str:
    """What each arm bought with over all months, as small print; flagged arms have a star."""
    rows = bought[bought["period"] == "all"]
    several = rows["closure"].nunique() > 1
    parts = []
    for row in rows.to_dict("records"):
        policy = as_typed(row["policy"], language)
        if several:
            policy = in_brackets(policy, named(CLOSURES, row["closure"], language), language)
        shares = {key: f"{100 * row[key]:.0f}" if np.isfinite(row[key]) else "–" for key in ("own_share", "failure_rate")}
        policy = with_following(policy, row["after_failure"], language)
        parts.append(said(NOTES, "arm", language, star="*" * bool(row["flagged"]), policy=policy, **shares))
    whole = said(NOTES, "arms", language, arms=listed(parts, language, apart=True))
    if rows["flagged"].any():
        bounds = {"least": f"{100 * LEAST_OWN:.0f}", "most": f"{100 * MOST_FAILED:.0f}"}
        whole += ("" if language == "zh" else " ") + said(NOTES, "star", language, **bounds)
    if follow_differently(rows):
        whole += ("" if language == "zh" else " ") + said(FAILED_CALLS, "differ", language)
    return f"\\par{{\\footnotesize {_escaped(whole)}}}\n"


PARTS: Final = ("policy", "part", "mean", "interval", "share")
"""Columns of a decomposition."""


def decomposition_table(frame: pd.DataFrame, path: str | Path | None = None, language: Language = "en") -> str:
    """A decomposition as LaTeX (``booktabs``): a line for full information, each part, what is left and the loss.

    Parameters are those of :func:`comparison_table`; ``frame`` is what :func:`gpssim.analysis.decompose` returns.
    """
    zh = language == "zh"
    cells: list[list[str]] = [
        [as_typed(str(policy), language) for policy in frame["policy"]],
        list(frame["label_zh" if zh else "label"]),
        [number(mean) for mean in frame["mean"]],
        [
            "" if np.isnan(low) else f"[{number(low)}, {number(high)}]"
            for low, high in zip(frame["low"], frame["high"], strict=True)
        ],
        ["" if np.isnan(share) else f"{100 * share:.0f} %".replace("-", "−") for share in frame["share"]],
    ]
    shown = pd.DataFrame({_escaped(said(HEADINGS, part, language)): cell for part, cell in zip(PARTS, cells, strict=True)})
    text = shown.style.hide(axis="index").format(escape="latex").to_latex(hrules=True, column_format="llrrr")
    outcome = _escaped(frame["outcome_label_zh" if zh else "outcome_label"].iloc[0])
    its_unit = _escaped(unit(frame["unit"].iloc[0], language))
    text = f"% needs \\usepackage{{booktabs}}; {outcome}, {its_unit}; n = {int(frame['n'].min())}\n{text}"
    if path is not None:
        Path(path).write_text(text, encoding="utf-8")
    return text


def number(value: float) -> str:
    """A number with three figures, whole from a thousand on, a true minus sign; empty where it is missing.

    >>> number(-0.012345), number(12345.6), number(2.0)
    ('−0.0123', '12,346', '2.00')
    """
    if not np.isfinite(value):
        return ""
    if value == 0:
        return "0"
    places = max(0, 2 - int(np.floor(np.log10(abs(value)))))
    return (f"{value:,.{places}f}" if places <= MOST_PLACES else f"{value:.1e}").replace("-", "−")


def small(value: float) -> str:
    """A share or p-value with two figures after the point; empty where it is missing."""
    if not np.isfinite(value):
        return ""
    return "<0.01" if 0 < value < 0.005 else f"{value:.2f}".replace("-", "−")


def _escaped(text: str) -> str:
    for sign in "&%$#_{}":
        text = text.replace(sign, f"\\{sign}")
    return text
