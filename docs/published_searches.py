"""From what a search leaves to the tables that a page shows: one function a table, as in ``published_studies``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from gpssim.analysis import indicator
from gpssim.texts.names import name as name_of
from gpssim.texts.numbers import number

OVER = {"mean": "mean", "worst_decile": "worst world", "regret": "largest regret"}
"""How up to ten worlds are put together."""
PLACES = {"elder_care": "Elder care", "*": "Other domains"}


def reached(folder: Path) -> pd.DataFrame:
    """What the front of a search reaches of each objective, where it was chosen and again, beside status quo and random search."""
    table = pd.read_csv(folder / "objectives.csv")
    return pd.DataFrame(
        {
            "Objective": [_heading(str(name)) for name in table["objective"]],
            "Over worlds": [OVER[str(how)] for how in table["robust"]],
            "Better": table["better"].to_numpy(),
            "Status quo": [number(x) for x in table["status_quo"]],
            "Best of the front": [f"{number(row.best)} ({row.policy})" for row in table.itertuples()],
            "Best of the random search": [number(x) for x in table["random"]],
            "In other worlds: status quo": [number(x) for x in table["status_quo_fresh"]],
            "the same policy": [number(x) for x in table["best_fresh"]],
        }
    )


def carried_over(folder: Path) -> pd.DataFrame:
    """How far what the front promises holds where nothing was chosen: objective by objective, and in all of them at once."""
    chosen, again, there, anew = _judged_twice(folder)
    rows = [
        {"Objective": _heading(name), "Rank correlation": f"{chosen[name].corr(again[name], method='spearman'):.2f}"}
        | _counts(there[name], anew[name])
        for name in there
    ]
    whole = {"Objective": f"All at once, of {len(chosen)} policies", "Rank correlation": "–"}
    return pd.DataFrame([*rows, whole | _counts(there.all(axis=1), anew.all(axis=1))])


def goes_with_choices(folder: Path) -> pd.DataFrame:
    """What of a policy goes with what it reaches in worlds in which nothing was chosen: rank correlations over the front."""
    _, again, _, _ = _judged_twice(folder)
    made = pd.DataFrame({str(policy): _numbers(folder, str(policy)) for policy in again.index}).T.fillna(0.0)
    rows = {label: [made[label].corr(again[name], method="spearman") for name in again] for label in sorted(made)}
    frame = pd.DataFrame(rows, index=[indicator(str(name)).label for name in again]).T
    return frame.map(lambda x: f"{x:+.2f}".replace("-", "−")).rename_axis("Share or lever").reset_index()


def best_policies(folder: Path) -> pd.DataFrame:
    """Policies of the front that are best in an objective, or ahead of the status quo in all of them both times.

    What they buy with, and how they watch, publish and weigh prices.
    """
    rows: list[dict[str, str]] = []
    for policy, why in _notable(folder).items():
        made = _made(folder, policy)
        told = {"Policy": policy, "Notable for": why}
        for domain, label in PLACES.items():
            parts = sorted((s for s in made["shares"] if s["domain"] == domain), key=lambda s: -s["share"])
            told[label] = ", ".join(f"{name_of(s['mechanism'], 'en')} {100 * s['share']:.0f} %" for s in parts)
        told |= {path.replace("_", " "): number(value) for path, value in made["levers"].items()}
        told |= {f"{s['name']} of {s['mechanism']}".replace("_", " "): number(s["value"]) for s in made["settings"]}
        rows.append(told)
    return pd.DataFrame(rows)


def _made(folder: Path, policy: str) -> dict[str, Any]:
    return tomllib.loads((folder / "policies" / f"{policy}.toml").read_text(encoding="utf-8"))


def _numbers(folder: Path, policy: str) -> dict[str, float]:
    """Shares and levers of a policy by what they are called."""
    made = _made(folder, policy)
    told = {f"{PLACES[s['domain']]}: {name_of(s['mechanism'], 'en')}": float(s["share"]) for s in made["shares"]}
    told |= {f"Lever: {path.replace('_', ' ')}": float(value) for path, value in made["levers"].items()}
    return told | {f"Lever: {s['name']} of {s['mechanism']}".replace("_", " "): float(s["value"]) for s in made["settings"]}


def _judged_twice(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Objectives of the front where it was chosen and in other worlds, and where each is ahead of the status quo, by policy."""
    table = pd.read_csv(folder / "objectives.csv").set_index("objective")
    sign = table["better"].map({"higher": 1.0, "lower": -1.0})
    chosen = pd.read_csv(folder / "front.csv").set_index("policy")[[*sign.index]]
    again = pd.read_csv(folder / "fresh.csv").set_index("policy").loc[chosen.index, [*sign.index]]
    return chosen, again, (chosen - table["status_quo"]) * sign > 0, (again - table["status_quo_fresh"]) * sign > 0


def _notable(folder: Path) -> dict[str, str]:
    """Which policies are shown, and why."""
    table = pd.read_csv(folder / "objectives.csv")
    told = {str(row.policy): f"best {indicator(str(row.objective)).label.lower()}" for row in table.itertuples()}
    _, _, there, anew = _judged_twice(folder)
    ahead = there.all(axis=1) & anew.all(axis=1)
    return told | dict.fromkeys(map(str, ahead.index[ahead]), "ahead of the status quo in all, both times")


def _counts(there: pd.Series, again: pd.Series) -> dict[str, int]:
    both = int((there & again).sum())
    return {"Ahead of the status quo where chosen": int(there.sum()), "in other worlds": int(again.sum()), "both times": both}


def _heading(outcome: str) -> str:
    return f"{indicator(outcome).label} ({indicator(outcome).unit})"
