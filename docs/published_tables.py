"""From what a run leaves in its folder to the table that a page shows: one function a table, named in ``published.toml``.

Each takes the run's folder and returns the table as it is published: headings in words, numbers rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from published_searches import (  # noqa: F401  # published.toml names them as those below
    best_policies,
    carried_over,
    goes_with_choices,
    reached,
)
from published_studies import (  # noqa: F401  # published.toml names them as those below
    calibrated,
    goes_with,
    precision,
    screened,
    shares_of_variance,
    targets_met,
    what_turns,
    what_varied,
    worlds_won,
)

import gpssim
from gpssim.analysis import indicator
from gpssim.texts.numbers import number

Table = Callable[[Path], pd.DataFrame]
SIGNS = (
    "coverage",
    "delivered_quality",
    "price_per_unit",
    "satisfaction",
    "trust_government",
    "coverage_gap_vulnerable",
    "capability",
    "welfare_social",
)
"""Outcomes of the table of signs in the order of its columns."""
PLACES = {"trust_government": 4, "price_per_unit": 1, "welfare_social": 1}
"""Decimal places, where not 3."""
MOST = 20
"""Outcomes beyond which a published table keeps the primary ones."""


def heading(outcome: str) -> str:
    """An outcome with its unit, as declared.

    >>> heading("capability")
    'Capability (latent)'
    """
    return f"{indicator(outcome).label} ({indicator(outcome).unit})"


def signed(value: float, places: int = 3) -> str:
    """A difference with its sign and a true minus.

    >>> signed(-0.0512), signed(5.04, 1)
    ('−0.051', '+5.0')
    """
    return f"{value:+.{places}f}".replace("-", "−")


def half(row: Any, places: int = 3) -> str:
    """A difference with the half width of its interval, or a dash; an asterisk where the interval excludes zero."""
    if row.difference != row.difference:
        return "–"
    star = "*" * bool(row.low * row.high > 0)
    return f"{signed(row.difference, places)} ± {(row.high - row.low) / 2:.{places}f}{star}"


def interval(row: Any, places: int = 3) -> str:
    """A difference with its interval, a dash where there is none."""
    if row.difference != row.difference:
        return "–"
    return f"{signed(row.difference, places)} [{signed(row.low, places)}, {signed(row.high, places)}]"


def _later(table: pd.DataFrame) -> pd.DataFrame:
    """The later period, or all months where a run is too short for one."""
    return table[table["period"] == ("later" if (table["period"] == "later").any() else "all")]


def _places(outcome: str) -> int:
    return PLACES.get(outcome, 3)


def headline(folder: Path) -> pd.DataFrame:
    """Directed commission (and the status quo, where it is an arm) less open tender, primary outcomes, both closures."""
    table = _later(pd.read_csv(folder / "compare.csv"))
    table = table[table["primary"] & (table["policy_b"] != "venture_philanthropy")]
    rows = []
    for (outcome, policy), part in table.groupby(["outcome", "policy_b"], sort=False):
        told = {"Outcome": f"{part['label'].iloc[0]} ({part['unit'].iloc[0]})", "Arm": policy}
        for row in part.itertuples():
            share = f"{100 * row.same_sign_share:.0f} %" if row.same_sign_share == row.same_sign_share else "–"
            told |= {
                f"Equal {row.closure}": interval(row, _places(str(outcome))),
                f"worlds with this sign, equal {row.closure}": share,
            }
        rows.append(told)
    return pd.DataFrame(rows)


def arms_in_sampled_worlds(folder: Path) -> pd.DataFrame:
    """What each arm bought with in the scenario's own world and in the sampled ones, later period, equal appropriation."""
    own, sampled = (
        _later(pd.read_csv(folder / name)).query("closure == 'appropriation'").groupby("policy", sort=False)
        for name in ("arms.csv", "arms_by_world.csv")
    )
    rows = []
    for policy, part in sampled:
        here = own.get_group(policy).iloc[0]
        rows.append(
            {
                "Arm": policy,
                "Value by its own mechanisms, own world": _percent(here["own_share"]),
                "Attempts that fail, own world": _percent(here["failure_rate"]),
                "Value by its own mechanisms, median of worlds": _percent(part["own_share"].median()),
                "Attempts that fail, median of worlds": _percent(part["failure_rate"].median()),
                "Worlds in which the arm is flagged": f"{int(part['flagged'].sum())} of {len(part)}",
            }
        )
    return pd.DataFrame(rows)


def _percent(share: float) -> str:
    return "–" if share != share else f"{100 * share:.0f} %"


def signs(folder: Path) -> pd.DataFrame:
    """Open tender less directed commission in every variant, later period."""
    table = _later(pd.read_csv(folder / "differences.csv"))
    table = table.assign(text=[half(row, _places(row.outcome)) for row in table.itertuples()])
    wide = table.pivot(index="variant", columns="outcome", values="text").reindex(table["variant"].unique())
    return wide[list(SIGNS)].rename(columns=heading).rename_axis("Variant").reset_index()


def integrity_levels(folder: Path) -> pd.DataFrame:
    """The same at three levels of integrity, some outcomes."""
    table = signs(folder).set_index("Variant").loc[["integrity 0", "as the preset has it", "integrity 1"]]
    chosen = [heading(name) for name in ("delivered_quality", "satisfaction", "price_per_unit", "welfare_social")]
    turned = table[chosen].T.set_axis(["integrity 0", "0.8 (default)", "1"], axis=1)
    return turned.rename_axis("Open tender less directed").reset_index()


def predictions(folder: Path) -> pd.DataFrame:
    """Every prediction with difference and verdict."""
    table = pd.read_csv(folder / "predictions.csv").fillna({"a": "", "a2": "", "b2": "", "window_a": ""})
    rows = []
    for row in table.itertuples():
        arms = _compared(row)
        told = f"{row.difference:+.3f} [{row.low:+.3f}, {row.high:+.3f}]" if row.n_pairs > 1 else "–"
        rows.append(
            {
                "Id": row.id,
                "Pattern": str(row.pattern).replace("...", "…"),
                "Label": row.label,
                "Outcome, window": f"{str(row.outcome).replace('_', ' ')}, {row.window}",
                "b - a: difference [95 % interval]": f"{arms}: {told}",
                "Verdict": row.verdict,
            }
        )
    return pd.DataFrame(rows)


def _compared(row: Any) -> str:
    """What is subtracted from what: an arm from another, a difference from a difference, a window from another."""
    if getattr(row, "window_a", ""):
        return f"{row.b} {row.window} - {row.a} {row.window_a}"
    first = f"{row.b} - {row.a}" if row.a else str(row.b)
    return f"({first}) - ({row.b2} - {row.a2})" if getattr(row, "b2", "") else first


def predictions_with_sources(folder: Path) -> pd.DataFrame:
    """The same with what each prediction comes from."""
    table = pd.read_csv(folder / "predictions.csv").fillna({"source": ""})
    return predictions(folder).assign(Source=table["source"])


def arms_of_predictions(folder: Path) -> pd.DataFrame:
    """What the arms of the predictions about price bought with, all months."""
    table = pd.read_csv(folder / "arms.csv").query("period == 'all'").set_index("arm")
    rows = [
        {
            "Arm": arm,
            "Value awarded by its own mechanisms": _percent(row["own_share"]),
            "Attempts that fail": _percent(row["failure_rate"]),
            "What followed failure": row["after_failure"],
        }
        for arm, row in table.iterrows()
    ]
    return pd.DataFrame(rows)


def verdicts(folder: Path) -> pd.DataFrame:
    """Who is best in every world, and who was expected."""
    table = pd.read_csv(folder / "verdicts.csv")
    return table[["world", "round", "predicted", "best", "hit", "rank_of_predicted", "second", "lead", "low", "high", "n_pairs"]]


def behind_the_best(folder: Path) -> pd.DataFrame:
    """How far every mechanism lies behind the best in every world."""
    table = pd.read_csv(folder / "behind_the_best.csv").rename(columns={"panel": "world", "row": "mechanism"})
    return table[["world", "mechanism", "mean", "low", "high"]]


def leads_run_again(folder: Path) -> pd.DataFrame:
    """Leads of the best of every world over the next two, under fresh luck."""
    return pd.read_csv(folder / "again.csv")


def loss(folder: Path) -> pd.DataFrame:
    """What each friction takes under each policy, and the paired difference."""
    table, results = pd.read_csv(folder / "decomposition.csv"), gpssim.load_results(folder)
    more = gpssim.compare_losses(results).set_index("row")
    wide: dict[str, dict[str, str]] = {}
    for row in table.itertuples():
        text = f"{number(row.mean)} [{number(row.low)}, {number(row.high)}]"
        wide.setdefault(str(row.row), {"": str(row.label)})[str(row.policy)] = text
    for key, told in wide.items():
        found = more.loc[key]
        told["difference"] = f"{signed(found['mean'], 2)} [{signed(found['low'], 2)}, {signed(found['high'], 2)}]"
    return pd.DataFrame(wide.values())


def turned_awards(folder: Path) -> pd.DataFrame:
    """Share of awards that one losing offer decided, by price rule and weight of price."""
    table = pd.read_csv(folder / "price_rules.csv")
    wide = table.pivot(index="rule", columns="weight", values="turned").reindex(table["rule"].unique())
    return wide.map(lambda share: f"{share:.0f} %").rename_axis("price rule").reset_index()


def differences(folder: Path) -> pd.DataFrame:
    """Paired differences in the last period that the runs reach, every case; primary outcomes, where all were compared."""
    table = _later(pd.read_csv(folder / "differences.csv"))
    table = table[table["primary"]] if table["outcome"].nunique() > MOST else table
    cases = [c for c in ("world", "series", "x", "case", "acceptance") if c in table]
    return _rounded(table, [*cases, "outcome", "closure", "policy_a", "policy_b", "difference", "low", "high", "n_pairs"])


def years(folder: Path) -> pd.DataFrame:
    """Paired differences year by year."""
    table = pd.read_csv(folder / "differences.csv")
    return _rounded(table, ["world", "outcome", "policy_a", "policy_b", "x", "difference", "low", "high", "n_pairs"])


def _as_saved(name: str, columns: Iterable[str]) -> Table:
    """A table of means with intervals, as the experiment saves it."""

    def table(folder: Path) -> pd.DataFrame:
        return _rounded(pd.read_csv(folder / f"{name}.csv"), list(columns))

    return table


def _rounded(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Four figures, which is more than any interval gives."""
    chosen = table[columns]
    return chosen.assign(**{c: chosen[c].map("{:.4g}".format) for c in chosen.select_dtypes("float")})


cells = _as_saved("cells", ("down", "panel", "x", "y", "best", "sure"))
effects = _as_saved("effects", ("world", "panel", "row", "mean", "low", "high"))
estimates = _as_saved("estimates", ("panel", "row", "mean", "low", "high", "count"))
frontier = _as_saved("frontier", ("series", "panel", "policy", "mean", "low", "high", "size"))
scales = _as_saved(
    "scales", ("scale", "policy", "coverage", "coverage_se", "bought", "in_use", "empty", "price", "quality", "trust")
)
means = _as_saved("means", ("panel", "x", "series", "mean", "low", "high", "size"))


def stages(folder: Path) -> pd.DataFrame:
    """Shares of those in need at each stage on the way to a service, with standard errors."""
    table = pd.read_csv(folder / "stages.csv")
    return _rounded(table, ["world", "policy", "side", *(c for c in table if c.endswith(("_mean", "_sem")))])


def adopters(folder: Path) -> pd.DataFrame:
    """How many purchasers adopt in each arm, and when."""
    table = pd.read_csv(folder / "summary.csv", index_col=0).rename_axis("arm").reset_index()
    return _rounded(table, list(table))


def standing_still(folder: Path) -> pd.DataFrame:
    """Key series of the status quo: from when on each stands still, at which level, and how it drifts afterwards."""
    table = pd.read_csv(folder / "baseline.csv")
    return pd.DataFrame(
        {
            "Series": [indicator(name).label for name in table["series"]],
            "Burn-in, months": ["never" if m != m else f"{m:.0f}" for m in table["months"]],
            "Level": table["level"].map("{:.3g}".format),
            "Drift per decade, ± 95 %": [f"{_short(r.slope)} ± {r.half:.2g}" for r in table.itertuples()],
            "Let pass": table["tolerance"].map("{:.2g}".format),
        }
    )


def _short(value: float) -> str:
    return f"{value:+.2g}".replace("-", "−")


CONTRACTED = {
    "nonverifiable_quality": ("non-verifiable quality", 2),
    "verifiable_quality": ("verifiable quality", 2),
    "price_per_unit": ("price, yuan a place-month", 1),
    "failed_purchase_rate": ("failed purchases", 2),
}


def out_of_sight(folder: Path) -> pd.DataFrame:
    """Paired differences along verifiability, with saving out of sight and without it."""
    table = pd.read_csv(folder / "contrasts.csv", dtype={"verifiability": str})
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in table.itertuples():
        label, places = CONTRACTED[str(row.outcome)]
        rule = "off" if row.world == "nothing to save out of sight" else "on"
        told = rows.setdefault((str(row.contrast), label, rule), {})
        told["0.9 less 0.1" if row.verifiability == "more" else str(row.verifiability)] = half(row, places)
    order = sorted(rows, key=lambda key: (list(dict.fromkeys(k[0] for k in rows)).index(key[0]), key[1], key[2]))
    heads = ("Contrast", "Outcome", "Rule")
    return pd.DataFrame([{**dict(zip(heads, key, strict=True)), **rows[key]} for key in order])


def rules_alone(folder: Path) -> pd.DataFrame:
    """What each rule that is off by default does alone, policy by policy."""
    table = pd.read_csv(folder / "differences.csv")
    return _rounded(table, ["rule", "outcome", "policy", "off", "on", "difference", "low", "high", "n"])


def conditions(folder: Path) -> pd.DataFrame:
    """How many sampled worlds pass, condition by condition; the last row is all of them together."""
    return _rounded(
        pd.read_csv(folder / "conditions.csv"), ["condition", "low", "high", "own", "median", "below", "above", "share", "within"]
    )
