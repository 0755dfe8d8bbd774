"""From what a study of a file, a calibration or a search leaves to the table that a page shows: one function a table.

They are found beside those of ``published_tables``, and keep to the same form: headings in words, numbers rounded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from gpssim.analysis import indicator

PLACES = {"price_per_unit": 2, "welfare_social": 2}
"""Decimal places of differences, where not 3."""
MOST = 8
"""Parameters of an outcome that are published: the rest is in the study's own table."""


def _named(outcome: str) -> str:
    return indicator(outcome).label


def _signed(value: float, places: int) -> str:
    return f"{value:+.{places}f}".replace("-", "−")


def _between(low: float, high: float, places: int = 2) -> str:
    """An interval; a dash where there is none."""
    return "–" if low != low or high != high else f"[{low:.{places}f}, {high:.{places}f}]".replace("-", "−")


def precision(folder: Path) -> pd.DataFrame:
    """Every look of a study that runs until its differences are known: the half widths, and what was asked."""
    table = pd.read_csv(folder / "precision.csv")
    rows: list[dict[str, Any]] = []
    for outcome, part in table.groupby("outcome", sort=False):
        places, last = PLACES.get(str(outcome), 3), part.iloc[-1]
        told: dict[str, Any] = {"Outcome": f"{last['label']} ({last['unit']})"}
        told |= {f"± after {row.n}": f"{row.half_width:.{places}f}" for row in part.itertuples()}
        told["asked"] = f"{last['target']:.{places}f}"
        told["difference at the end"] = f"{_signed(last['difference'], places)} ± {last['half_width']:.{places}f}"
        rows.append(told)
    return pd.DataFrame(rows)


def _differences_of_indices(folder: Path, name: str) -> pd.DataFrame:
    """Rows of a table of answers that are about differences between policies."""
    table = pd.read_csv(folder / f"{name}.csv")
    return table[table["policy_a"].notna() & (table["policy_a"] != "")] if "policy_a" in table else table


def indices(folder: Path) -> pd.DataFrame:
    """Sobol' indices of the differences, the largest total ones of each outcome."""
    rows = []
    for outcome, part in _differences_of_indices(folder, "sobol_indices").groupby("outcome", sort=False):
        rows += [
            {
                "Difference of": _named(str(outcome)),
                "Parameter": f"`{row.parameter}`",
                "alone": f"{row.first:.2f}".replace("-", "−"),
                "alone, 95 %": _between(row.first_low, row.first_high),
                "with others": f"{row.total:.2f}".replace("-", "−"),
                "with others, 95 %": _between(row.total_low, row.total_high),
            }
            for row in part.nlargest(MOST, "total").itertuples()
        ]
    return pd.DataFrame(rows)


def index_samples(folder: Path) -> pd.DataFrame:
    """What the indices are of: the difference over the points, how much is explained alone."""
    rows = []
    for row in _differences_of_indices(folder, "sobol_samples").itertuples():
        places = PLACES.get(row.outcome, 3)
        rows.append(
            {
                "Difference of": _named(row.outcome),
                "mean over the points": _signed(row.mean, places),
                "standard deviation": f"{row.sd:.{places}f}",
                "explained by single parameters": f"{100 * row.alone:.0f} %".replace("-", "−"),
                "widest interval, ±": f"{row.widest:.2f}",
                "blocks": int(row.n),
            }
        )
    return pd.DataFrame(rows)


def sign_shares(folder: Path) -> pd.DataFrame:
    """In how many worlds the policy is better than the baseline, and how large the difference is."""
    rows = []
    for row in pd.read_csv(folder / "sign_shares.csv").itertuples():
        places = PLACES.get(row.outcome, 3)
        rows.append(
            {
                "Outcome": _named(row.outcome),
                "worlds": int(row.n),
                "commission wins": f"{100 * row.wins:.0f} % {_between(100 * row.low, 100 * row.high, 0)}",
                "median difference": _signed(row.median, places),
                "from the 10th to the 90th percentile": f"{_signed(row.p10, places)} to {_signed(row.p90, places)}",
            }
        )
    return pd.DataFrame(rows)


def turning(folder: Path) -> pd.DataFrame:
    """The parameters that differ most between the worlds that are won and the others."""
    table = pd.read_csv(folder / "turning_parameters.csv")
    chosen = table.groupby("outcome", sort=False).head(MOST)
    return chosen.drop(columns=[c for c in ("period", "policy_a", "policy_b", "closure", "label") if c in chosen])


def boxes(folder: Path) -> pd.DataFrame:
    """Boxes of the worlds won and lost: their limits, and how well they tell."""
    table = pd.read_csv(folder / "scenario_boxes.csv")
    return table.drop(columns=[c for c in ("period", "policy_a", "policy_b", "closure") if c in table])


def screened(folder: Path) -> pd.DataFrame:
    """Elementary effects on the differences, the largest of each outcome."""
    rows = []
    for outcome, part in _differences_of_indices(folder, "morris").groupby("outcome", sort=False):
        places = PLACES.get(str(outcome), 3)
        rows += [
            {
                "Difference of": _named(str(outcome)),
                "Parameter": f"`{row.parameter}`",
                "mean size of the effect": f"{row.mu_star:.{places}f} {_between(row.mu_star_low, row.mu_star_high, places)}",
                "mean effect": _signed(row.mu, places),
                "spread": f"{row.sigma:.{places}f}",
            }
            for row in part.nlargest(2 * MOST, "mu_star").itertuples()
        ]
    return pd.DataFrame(rows)


def front(folder: Path) -> pd.DataFrame:
    """The policies that no other beats in everything."""
    table = pd.read_csv(folder / "front.csv").drop(columns=["generation", "number"])
    return table.assign(**{c: table[c].map("{:.4g}".format) for c in table.select_dtypes("float")})


def progress(folder: Path) -> pd.DataFrame:
    """How far the search and a random search of the same cost have come."""
    table = pd.read_csv(folder / "progress.csv")
    return table.assign(**{c: table[c].map("{:.4g}".format) for c in table.select_dtypes("float")})
