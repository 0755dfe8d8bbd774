"""From what a study of a file, or a calibration, leaves to the table that a page shows: one function a table.

They are found beside those of ``published_tables``, and keep to the same form: headings in words, numbers rounded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from gpssim.analysis import indicator
from gpssim.texts.numbers import estimate, fixed, number, percent

PLACES = {"price_per_unit": 2, "welfare_social": 2}
"""Decimal places of differences, where not 3."""
MOST = 5
"""Rows of each outcome where there are hundreds of parameters."""


def _signed(value: float, places: int) -> str:
    return f"{value:+.{places}f}".replace("-", "−")


def _heading(outcome: str) -> str:
    return f"{indicator(outcome).label} ({indicator(outcome).unit})"


def _interval(value: float, low: float, high: float) -> str:
    return " ".join(filter(None, estimate(value, low, high)))


def _differences(folder: Path, table: str) -> pd.DataFrame:
    """The rows about differences between policies."""
    found = pd.read_csv(folder / f"{table}.csv")
    return found[found["policy_a"].notna()]


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


def shares_of_variance(folder: Path) -> pd.DataFrame:
    """Total Sobol' indices of the differences, a row a parameter and a column an outcome; the first-order index behind them."""
    table = _differences(folder, "sobol_indices")
    largest = table.groupby("parameter")["total"].max().sort_values(ascending=False)
    rows = pd.DataFrame({"Parameter": largest.index})
    for outcome, part in table.groupby("outcome", sort=False):
        of = part.set_index("parameter").loc[rows["Parameter"]]
        cells = [_interval(row.total, row.total_low, row.total_high) + f"; alone {fixed(row.first, 2)}" for row in of.itertuples()]
        rows[indicator(str(outcome)).label] = cells
    return rows


def what_varied(folder: Path) -> pd.DataFrame:
    """What the indices are of: the difference over the points, and how much of its variance parameters explain one by one."""
    table = _differences(folder, "sobol_samples")
    return pd.DataFrame(
        {
            "Outcome": [_heading(str(name)) for name in table["outcome"]],
            "Mean difference": [number(x) for x in table["mean"]],
            "Standard deviation over the points": [number(x) for x in table["sd"]],
            "Explained by parameters one by one": [percent(x) for x in table["alone"]],
            "Widest interval": [f"± {x:.2f}" for x in table["widest"]],
        }
    )


def worlds_won(folder: Path) -> pd.DataFrame:
    """In how many worlds the difference is to the good, and how large it is over them."""
    table = _differences(folder, "sign_shares")
    return pd.DataFrame(
        {
            "Outcome": [_heading(str(name)) for name in table["outcome"]],
            "Worlds": [f"{n:.0f}" for n in table["n"]],
            "Directed commission is better in": [
                f"{percent(row.wins)} [{100 * row.low:.0f}, {100 * row.high:.0f}]" for row in table.itertuples()
            ],
            "Median difference": [number(x) for x in table["median"]],
            "In eight of ten worlds": [f"{number(row.p10)} to {number(row.p90)}" for row in table.itertuples()],
        }
    )


def what_turns(folder: Path) -> pd.DataFrame:
    """Parameters that differ most between the worlds that directed commission wins and the others, the clearest first."""
    table = _differences(folder, "turning_parameters")
    rows = table.groupby("outcome", sort=False).head(MOST)
    return pd.DataFrame(
        {
            "Outcome": [indicator(str(name)).label for name in rows["outcome"]],
            "Parameter": rows["parameter"].to_numpy(),
            "Median where it wins": [number(x) for x in rows["median_wins"]],
            "Median elsewhere": [number(x) for x in rows["median_loses"]],
            "Rank correlation": [_signed(x, 2) for x in rows["correlation"]],
            "p (Holm)": ["<0.001" if x < 0.001 else f"{x:.3f}" for x in rows["p_adjusted"]],
        }
    )


def goes_with(folder: Path) -> pd.DataFrame:
    """Parameters that go with the size of each difference over all worlds, the strongest of those that are beyond luck."""
    table = pd.read_csv(folder / "drivers.csv")
    rows = table[table["beyond_luck"]].groupby("outcome", sort=False).head(MOST)
    return pd.DataFrame(
        {
            "Outcome": [indicator(str(name)).label for name in rows["outcome"]],
            "Parameter": rows["parameter"].to_numpy(),
            "Rank correlation": [_signed(x, 2) for x in rows["correlation"]],
            "Worlds": rows["n"].to_numpy(),
        }
    )


def screened(folder: Path) -> pd.DataFrame:
    """Parameters with the largest elementary effects on each difference, beside what the middle one of all parameters does."""
    table = _differences(folder, "morris")
    middle = table.groupby("outcome")["mu_star"].transform("median")
    table = table.assign(times=table["mu_star"] / middle)
    rows = table.groupby("outcome", sort=False).head(2 * MOST)
    return pd.DataFrame(
        {
            "Outcome": [_heading(str(name)) for name in rows["outcome"]],
            "Parameter": rows["parameter"].to_numpy(),
            "Mean size of the effect": [_interval(row.mu_star, row.mu_star_low, row.mu_star_high) for row in rows.itertuples()],
            "Times the middle one of all": [f"{x:.1f}" for x in rows["times"]],
            "Mean effect": [_interval(row.mu, row.mu_low, row.mu_high) for row in rows.itertuples()],
            "Spread": [number(x) for x in rows["sigma"]],
        }
    )


def calibrated(folder: Path) -> pd.DataFrame:
    """Estimates of a calibration with their intervals."""
    found = pd.read_csv(folder / "parameters.csv")
    return pd.DataFrame(
        {
            "Parameter": found["path"].to_numpy(),
            "Estimate": [number(x) for x in found["estimate"]],
            "95 % interval": [f"{number(row.low)} to {number(row.high)}" for row in found.itertuples()],
        }
    )


def targets_met(folder: Path) -> pd.DataFrame:
    """Every target of a calibration beside what is simulated; those held out are said so."""
    found = pd.read_csv(folder / "targets.csv")
    return pd.DataFrame(
        {
            "Target": found["target"].to_numpy(),
            "Records": [number(x) for x in found["value"]],
            "Simulated": [number(x) for x in found["simulated"]],
            "z": [f"{x:+.1f}".replace("-", "−") for x in found["z"]],
            "Held out": ["yes" if x else "" for x in found["hold_out"]],
        }
    )
